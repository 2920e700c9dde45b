"""Memory keeps growing and does not come back.

The lowest points of the first and the last third of the run are compared, so that what garbage collection frees does
not count. A leak shows over time: short runs decide nothing.

Not seen: leaks that need longer use than the run, and which object holds the memory: a heap dump tells.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.resources import MemoryGrowth
from patrol.model.record import Text
from patrol.model.verdict import Series, Status, Verdict


@check(
    title_pass=Text("内存没有持续增长", "Memory does not keep growing"),
    title_fail=Text("内存持续增长，可能泄漏", "Memory keeps growing: something leaks"),
    why=Text(
        "内存只涨不落，应用会越用越卡，最后被系统结束。",
        "An app whose memory only grows gets slower and is killed in the end.",
    ),
    advice=Text(
        "用 LeakCanary 或内存快照对比反复进出的页面，看哪些 Activity、监听器或位图没有释放。",
        "Compare heap dumps before and after repeated visits, or run LeakCanary: activities, listeners and bitmaps "
        "that stay are the usual leaks.",
    ),
)
def memory_growth(
    memory: MemoryGrowth,
    *,
    limit_mb: float = 50.0,
    limit_percent: float = 50.0,
    samples: int = 6,
    kinds: tuple[str, ...] = ("PSS", "Java"),
) -> Iterator[Verdict]:
    if memory.samples < samples:
        zh = f"只有 {memory.samples} 个内存样本，至少需要 {samples} 个"
        yield Verdict(Status.inconclusive, Text(zh, f"{memory.samples} samples of memory; {samples} are needed"))
        return
    for kind in kinds:
        growth = memory.kinds.get(kind)
        if growth is None or growth.kb <= limit_mb * 1024 or growth.kb * 100 <= limit_percent * growth.first_kb:
            continue
        grown, first, last = growth.kb / 1024, growth.first_kb / 1024, growth.last_kb / 1024
        series = Series(
            name=Text(f"{kind} 内存", f"{kind} memory"),
            unit="MB",
            points=tuple((float(at_ms), round(kb / 1024, 1)) for at_ms, kb in growth.points[-500:]),
            source="dumpsys meminfo",
            at_ms=growth.points[-1][0],
        )
        zh = f"{kind} 内存低点从 {first:.0f} MB 升到 {last:.0f} MB（{growth.minutes:.1f} 分钟内 +{grown:.0f} MB）"
        en = f"low points of {kind} memory rose from {first:.0f} to {last:.0f} MB in {growth.minutes:.1f} minutes"
        yield Verdict(Status.fail, Text(zh, en), subject=kind, evidence=(series,))
