"""The app uses CPU while nobody touches it.

Measured in the quiet phase at the end of the run: on the page that the app opens with, and in the background. A page
that plays an animation or a video uses some; one at rest needs next to none. The limits are shares of one core.

Not seen: other pages than the one the app opens with, and work that begins later than the span lasts.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import page_picture, table
from patrol.derive.left_alone import Alone, LeftAlone
from patrol.derive.pages import Pages
from patrol.model.record import Text
from patrol.model.verdict import Evidence, Series, Status, Verdict

COLUMNS = (("线程", "Thread"), ("进程", "Process"), ("单核占比", "Of one core"))


@check(
    title_pass=Text("静置时几乎不耗 CPU", "The app rests when nobody touches it"),
    title_fail=Text("静置时仍在耗 CPU", "The app works while nobody touches it"),
    why=Text(
        "手机发热、掉电快，其他应用也跟着变慢。", "The phone gets warm, its battery drains, other apps slow down."
    ),
    advice=Text(
        "看证据里最忙的线程：停掉轮询、空转的定时器和看不见的动画，最迟在 onStop 里停，定期的事交给 WorkManager。",
        "See which thread is busiest: stop polling, timers and animations that nobody sees, in onStop at the latest, "
        "and leave periodic work to WorkManager.",
    ),
)
def cpu_while_idle(
    alone: LeftAlone, pages: Pages, *, page_percent: float = 8.0, background_percent: float = 4.0
) -> Iterator[Verdict]:
    for one, limit in ((alone.page, page_percent), (alone.background, background_percent)):
        if one is None:
            continue
        if one.cpu_percent is None:
            yield Verdict(Status.inconclusive, Text("静置期间没有读到 CPU", "CPU was not read while the app was alone"))
        elif one.cpu_percent > limit:
            yield _fail(one, limit, pages)


def _fail(one: Alone, limit: float, pages: Pages) -> Verdict:
    page = pages.name(one.span.page)
    where = Text("后台", "the background") if one.span.background else page
    zh = f"静置 {one.seconds:.0f} 秒（{where.zh}）期间平均占用单核 {one.cpu_percent:g}%，上限 {limit:g}%"
    en = f"{one.cpu_percent:g} % of one core over {one.seconds:.0f} s alone in {where.en}; limit {limit:g} %"
    evidence: tuple[Evidence, ...] = ()
    if one.cpu_points:
        name = Text("CPU（单核百分比）", "CPU (percent of one core)")
        source = "/proc/PID/stat"
        evidence += (
            Series(name=name, unit="%", points=one.cpu_points, source=source, limit=limit, at_ms=one.span.started_ms),
        )
    if one.busiest:
        rows = [(use.name, use.process, f"{use.percent:g} %") for use in one.busiest]
        evidence += (table(COLUMNS, rows, at_ms=one.span.ended_ms),)
    evidence += page_picture(pages, one.span.page, one.span.started_ms)
    subject = "background" if one.span.background else one.span.page
    return Verdict(Status.fail, Text(zh, en), subject=subject, evidence=evidence)
