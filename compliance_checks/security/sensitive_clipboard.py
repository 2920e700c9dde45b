"""The app puts a card, identity or phone number on the clipboard.

Every app in front reads the clipboard, and input methods synchronise it (OWASP MASVS-STORAGE-2). What authenticates
(C3) is told by authentication-data-in-clear. `ignored_kinds` are types that users copy on purpose.

Not seen: what the user himself copied counts too; on phones that do not tell the clipboard, only what hooks saw.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.flow_telling import unlooked, verdicts, what
from patrol.derive.value_flows import ValueFlow, ValueFlows
from patrol.model.record import Text
from patrol.model.traffic import Traffic
from patrol.model.values import Place
from patrol.model.verdict import Verdict


@check(
    title_pass=Text("剪贴板里没有敏感信息", "The clipboard holds nothing sensitive"),
    title_fail=Text("敏感信息被放进剪贴板", "Sensitive values are put on the clipboard"),
    why=Text("其他应用和输入法会读取剪贴板。", "Other apps and input methods read the clipboard."),
    advice=Text(
        "不提供复制，或只复制掩码，并用 EXTRA_IS_SENSITIVE 标记、定时清空。",
        "Offer no copy, or copy a mask; mark it EXTRA_IS_SENSITIVE and clear it soon.",
    ),
)
def sensitive_clipboard(
    flows: ValueFlows, traffic: Traffic | None, *, ignored_kinds: tuple[str, ...] = ("SD-EMAIL", "SD-CN-NAME")
) -> Iterator[Verdict]:
    def say(flow: ValueFlow) -> Text:
        value = what(flow)
        return Text(f"{value.zh}在剪贴板里", f"{value.en}, is on the clipboard")

    wrong = (flow for flow in flows.of(Place.clipboard) if flow.level == "C2" and flow.kind not in ignored_kinds)
    yield from verdicts(wrong, say, traffic)
    yield from unlooked(flows, Place.clipboard)
