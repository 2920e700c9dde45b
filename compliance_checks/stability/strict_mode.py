"""StrictMode reports disk or network work on the main thread.

Only builds that turn StrictMode on report it; silence of a release build says nothing, and nothing is claimed of it.

Not seen: builds that do not turn StrictMode on, and violations on code that did not run.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.happened import IncidentGroups
from patrol.derive.incident_words import incident_verdict
from patrol.derive.incidents import IncidentKind
from patrol.derive.pages import Pages
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("没有 StrictMode 违例", "StrictMode reports nothing"),
    title_fail=Text("StrictMode 报告主线程违例", "StrictMode reports work on the main thread"),
    why=Text(
        "主线程上的磁盘和网络访问是卡顿和 ANR 的前兆。", "Disk and network on the main thread end in stutter and ANRs."
    ),
    advice=Text(
        "把堆栈里应用的那次读写移到后台线程，或在启动后再做。",
        "Move the access that the stack shows to another thread, or to a time after the start.",
    ),
)
def strict_mode(groups: IncidentGroups, pages: Pages) -> Iterator[Verdict]:
    found = groups.of(IncidentKind.strict_mode)
    if not found:
        zh, en = (
            "日志中没有 StrictMode 输出（发布版通常不开启）",
            "no StrictMode output (release builds seldom turn it on)",
        )
        yield Verdict(Status.not_applicable, Text(zh, en))
    for group in found:
        yield incident_verdict(group, pages)
