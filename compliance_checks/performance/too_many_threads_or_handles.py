"""A page leaves threads or open files behind each time it is visited, or the app holds too many of them.

Judged by round trips as memory-growth is. The kernel opens /proc/PID/fd to the app itself and to root only: without a
debuggable build or a rooted phone, open files are unknown and only threads are judged. A process may hold 1,024 files
on Android 8 and before, 32,768 since; `handles` is the first warning.

Not seen: pages that the run visited fewer than `visits` times in one life of the process.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import page_picture
from patrol.derive.leaks import Leaks
from patrol.derive.pages import OUTSIDE, Pages
from patrol.model.record import Text
from patrol.model.resources import Resources
from patrol.model.verdict import Series, Status, Verdict

NAMES = {"threads": Text("线程", "threads"), "handles": Text("打开的文件", "open files")}


@check(
    title_pass=Text("线程和文件句柄没有泄漏", "Threads and open files do not pile up"),
    title_fail=Text("线程或文件句柄越积越多", "Threads or open files pile up"),
    why=Text(
        "线程和句柄用尽时应用会直接崩溃，而崩溃处与原因毫无关系。",
        "When threads or handles run out the app crashes, at a place that has nothing to do with the cause.",
    ),
    advice=Text(
        "页面退出时关闭线程池、Socket、Cursor 和流（打开 StrictMode 的 detectLeakedClosableObjects 会指出打开处）。",
        "Shut down executors, sockets, cursors and streams when the page goes; StrictMode's "
        "detectLeakedClosableObjects names where they were opened.",
    ),
)
def too_many_threads_or_handles(
    leaks: Leaks,
    resources: Resources,
    pages: Pages,
    *,
    visits: int = 4,
    threads_a_visit: float = 1,
    handles_a_visit: float = 2,
    threads: int = 400,
    handles: int = 800,
) -> Iterator[Verdict]:
    most = {"threads": threads, "handles": handles}
    for kind, limit in (("threads", threads_a_visit), ("handles", handles_a_visit)):
        name = NAMES[kind]
        for leak in leaks.of(kind):
            outside = leak.page.startswith(OUTSIDE)
            if outside or leak.visits < visits or leak.per_visit < limit or not leak.steady or leak.kept < leak.visits:
                continue
            page = pages.name(leak.page)
            zh = f"{page.zh}：每次进出后多 {leak.per_visit:g} 个{name.zh}（{leak.visits} 次后共 +{leak.kept}）"
            en = f"{page.en}: each visit leaves {leak.per_visit:g} {name.en} behind ({leak.visits} visits, {leak.kept})"
            points = tuple((float(visit), float(count)) for visit, count in leak.points)
            series = Series(name=name, unit="", points=points, source=leak.source, x_unit="visit", at_ms=leak.at_ms)
            evidence = (series, *page_picture(pages, leak.page))
            yield Verdict(Status.fail, Text(zh, en), subject=f"{leak.page}/{kind}", evidence=evidence)
        held = [(float(s.at_ms), float(n)) for s in resources.samples if (n := getattr(s, kind)) is not None]
        if kind == "threads" and not held:
            yield Verdict(Status.inconclusive, Text("没有读到线程数", "nobody could count threads"))
        if held and min(count for _, count in held[-3:]) > most[kind]:
            zh, en = f"最后仍有 {held[-1][1]:g} 个{name.zh}", f"{held[-1][1]:g} {name.en} are held at the end"
            series = Series(name=name, unit="", points=tuple(held[-500:]), source="/proc", limit=most[kind])
            yield Verdict(Status.fail, Text(zh, en), subject=kind, evidence=(series,))
