"""The low memory killer takes the app while the user is in it.

Only processes in front count (oom_score_adj 0): that cached processes go is how Android works. On a phone whose memory
other apps fill it can happen to anybody, so the peak memory of the app is shown beside it.

Not seen: kills by the kernel itself or by a vendor's own cleaner, which no log names.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.happened import IncidentGroups
from patrol.derive.incident_words import incident_verdict
from patrol.derive.incidents import IncidentKind
from patrol.derive.pages import Pages
from patrol.model.record import Text
from patrol.model.resources import Resources
from patrol.model.verdict import Series, Verdict


@check(
    title_pass=Text("使用中没有被系统回收", "The app is not killed while it is used"),
    title_fail=Text("使用中因内存不足被系统结束", "The app is killed for memory while it is used"),
    why=Text(
        "用户正看着的页面突然消失，和崩溃没有两样，而崩溃统计里没有它。",
        "The page that the user looks at is gone as in a crash, and no crash reporter tells of it.",
    ),
    advice=Text(
        "先看内存曲线是一路上涨还是被一张大图顶高：前者查泄漏，后者按显示尺寸解码位图并在 onTrimMemory 里释放缓存。",
        "See whether memory climbed all along or jumped at one picture: look for a leak, or decode bitmaps at the size "
        "they are shown and let caches go in onTrimMemory.",
    ),
)
def low_memory_kill(groups: IncidentGroups, pages: Pages, resources: Resources | None) -> Iterator[Verdict]:
    points = tuple((float(s.at_ms), s.pss_kb / 1024) for s in (resources.samples if resources else ()) if s.pss_kb)
    for group in groups.of(IncidentKind.memory_kill):
        if not group.first.incident.foreground:
            continue
        verdict = incident_verdict(group, pages)
        if points:
            name = Text("内存（PSS）", "Memory (PSS)")
            memory = Series(name=name, unit="MB", points=points[-300:], source="dumpsys meminfo")
            verdict = Verdict(verdict.status, verdict.message, verdict.subject, (*verdict.evidence, memory))
        yield verdict
