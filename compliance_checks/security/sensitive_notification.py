"""A notification shows a number or a code in full.

It stands on the lock screen, on the watch and in the shade that other apps may listen to (OWASP MASVS-PLATFORM-3).
What authenticates (C3) is told by authentication-data-in-clear.

Not seen: notifications that came and went between two looks, ten seconds apart.
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
    title_pass=Text("通知里没有敏感信息", "Notifications show nothing sensitive"),
    title_fail=Text("通知里显示完整的号码或验证码", "Notifications show numbers or codes in full"),
    why=Text(
        "通知会出现在锁屏、手表和其他应用里。",
        "Notifications stand on the lock screen, on watches, and before other apps.",
    ),
    advice=Text("在通知里只显示掩码，并设为 VISIBILITY_PRIVATE。", "Show a mask, and set VISIBILITY_PRIVATE."),
)
def sensitive_notification(
    flows: ValueFlows, traffic: Traffic | None, *, ignored_kinds: tuple[str, ...] = ("SD-CN-NAME",)
) -> Iterator[Verdict]:
    def say(flow: ValueFlow) -> Text:
        value = what(flow)
        return Text(f"{value.zh}显示在通知里", f"{value.en}, is shown in a notification")

    def shown(flow: ValueFlow) -> bool:
        # A mobile number that nobody typed may be the sender's own.
        return flow.level == "C2" and flow.kind not in ignored_kinds and bool(flow.value or flow.kind != "SD-CN-MOBILE")

    wrong = filter(shown, flows.of(Place.notification))
    yield from verdicts(wrong, say, traffic)
    yield from unlooked(flows, Place.notification)
