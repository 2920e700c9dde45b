"""A page leaves memory behind each time it is visited, or memory keeps growing over the run.

By page: round trips from one page to another and back are compared, so that the same page is shown in both moments; a
visit must leave at least `visit_kb` behind by the median of all slopes (Theil-Sen), most visits alike, and the sum must
still be there at the end. Over the run: the lowest points of its first and last third, so that what garbage collection
frees does not count. Short runs decide nothing.

Not seen: leaks that need longer use than the run, and which object holds the memory: a heap dump tells.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import page_picture
from patrol.derive.leaks import Leaks
from patrol.derive.pages import OUTSIDE, Pages
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
        "反复进出这个页面后抓一次内存快照（或接入 LeakCanary），看哪些 Activity、监听器或位图没有释放。",
        "Visit the page again and again, then take a heap dump or run LeakCanary: activities, listeners and bitmaps "
        "that stay are the usual leaks.",
    ),
)
def memory_growth(
    memory: MemoryGrowth,
    leaks: Leaks,
    pages: Pages,
    *,
    limit_mb: float = 50.0,
    limit_percent: float = 50.0,
    samples: int = 6,
    kinds: tuple[str, ...] = ("PSS", "Java"),
    visit_kb: int = 1024,
    visits: int = 4,
) -> Iterator[Verdict]:
    for leak in leaks.of("memory"):
        if leak.page.startswith(OUTSIDE) or leak.visits < visits or leak.per_visit < visit_kb or not leak.steady:
            continue
        if leak.kept < visit_kb * leak.visits / 2:
            continue
        name, home = pages.name(leak.page), pages.name(leak.home)
        points = tuple((float(visit), round(kb / 1024, 1)) for visit, kb in leak.points)
        title = Text(f"回到{home.zh}后的内存", f"memory back on {home.en}")
        series = Series(name=title, unit="MB", points=points, source=leak.source, x_unit="visit", at_ms=leak.at_ms)
        each, kept = leak.per_visit / 1024, leak.kept / 1024
        zh = f"{name.zh}：每次进出后多 {each:.1f} MB（{leak.visits} 次后共 +{kept:.0f} MB）"
        en = f"{name.en}: each visit leaves {each:.1f} MB behind ({leak.visits} visits, {kept:.0f} MB in all)"
        evidence = (series, *page_picture(pages, leak.page))
        yield Verdict(Status.fail, Text(zh, en), subject=leak.page, evidence=evidence)
    if memory.samples < samples:
        zh = f"只有 {memory.samples} 个内存样本，至少需要 {samples} 个"
        yield Verdict(Status.inconclusive, Text(zh, f"{memory.samples} samples of memory; {samples} are needed"))
        return
    for kind in kinds:
        growth = memory.kinds.get(kind)
        if growth is None or growth.kb <= limit_mb * 1024 or growth.kb * 100 <= limit_percent * growth.first_kb:
            continue
        points = tuple((float(at_ms), round(kb / 1024, 1)) for at_ms, kb in growth.points[-500:])
        title = Text(f"{kind} 内存", f"{kind} memory")
        series = Series(name=title, unit="MB", points=points, source="dumpsys meminfo", at_ms=growth.points[-1][0])
        grown = f"{growth.kb / 1024:.0f} MB"
        zh = f"{kind} 内存低点在 {growth.minutes:.1f} 分钟内升高 {grown}"
        en = f"low points of {kind} memory rose by {grown} in {growth.minutes:.1f} minutes"
        yield Verdict(Status.fail, Text(zh, en), subject=kind, evidence=(series,))
