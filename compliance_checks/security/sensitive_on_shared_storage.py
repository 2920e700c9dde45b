"""A file on shared storage holds something about the user or the phone.

Other apps with storage access, and whoever connects the phone by cable, read it; it stays when the app is removed
(OWASP MASVS-STORAGE-2).

Not seen: files that were there before the run, and what is encrypted in them.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.flow_telling import personal, unlooked, verdicts, what
from patrol.derive.value_flows import ValueFlow, ValueFlows
from patrol.model.record import Text
from patrol.model.traffic import Traffic
from patrol.model.values import Place
from patrol.model.verdict import Verdict


@check(
    title_pass=Text("共享存储里没有敏感信息", "Shared storage holds nothing sensitive"),
    title_fail=Text("敏感信息写进了共享存储", "Sensitive values lie on shared storage"),
    why=Text(
        "其他应用和连接电脑的人都能读到，卸载后仍然存在。",
        "Other apps and anybody with a cable read it, and it stays after the app is gone.",
    ),
    advice=Text(
        "改存应用私有目录，导出文件时先让用户确认并脱敏。",
        "Keep it in the app's own folder; ask and mask before anything is exported.",
    ),
)
def sensitive_on_shared_storage(flows: ValueFlows, traffic: Traffic | None) -> Iterator[Verdict]:
    def say(flow: ValueFlow) -> Text:
        value = what(flow)
        return Text(f"{value.zh}写进了 {flow.target}", f"{value.en}, lies in {flow.target}")

    wrong = (flow for flow in flows.of(Place.external) if personal(flow) and flow.level != "C3")
    yield from verdicts(wrong, say, traffic)
    yield from unlooked(flows, Place.external)
