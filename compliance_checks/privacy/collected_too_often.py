"""The same information is read more often than any function needs: within one stay on a page, or by a timer.

Judged for each caller and category while the app is in use. `limits` are `category=times/seconds`: within one stay on a
page no more reads than so many within so many seconds, and one more for each touch; a category that is not listed takes
`other`. Reads that come steadily, `rhythm_reads` of them, are a timer's, whatever the page. No regulation gives numbers
(GB/T 35273 5.2 and GB/T 41391 6.1 ask for the lowest frequency that the function needs); these are patrol's advice.
Reads within `burst_ms` of each other count once: one function asks in several ways.

Not seen: a rhythm slower than the run lasts.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.calls import AttributedCalls, CallGroup, groups, name_of
from patrol.derive.findings import category_name, in_use, verdict
from patrol.derive.hook_sight import HookSight
from patrol.derive.rhythm import apart, stays, steady_ms, steady_over_ms
from patrol.derive.timeline import Timeline
from patrol.model.record import Text
from patrol.model.verdict import Verdict


@check(
    title_pass=Text("读取频度与业务相称", "Nothing is read more often than needed"),
    title_fail=Text("频繁读取个人信息", "Information is read too often"),
    why=Text(
        "191号文第四条第4项、164号文：收集频度不得超出业务实际需要。",
        "How often something is collected may not exceed what the function needs.",
    ),
    advice=Text(
        "标识读一次后缓存；定位按业务调大间隔、用完即停；去掉轮询。",
        "Read identifiers once and keep them; widen the interval of locations and stop when done; do not poll.",
    ),
)
def collected_too_often(
    calls: AttributedCalls,
    timeline: Timeline,
    sight: HookSight,
    *,
    limits: tuple[str, ...] = ("location=5/60", "sensors=5/60", "clipboard=3/60", "other=3/60"),
    burst_ms: int = 300,
    rhythm_reads: int = 6,
) -> Iterator[Verdict]:
    judged, told = stays(timeline), set[str]()
    allowed = {name: tuple(map(int, rate.split("/"))) for name, _, rate in (one.partition("=") for one in limits)}
    reads = [seen for seen in calls.collecting if in_use(seen)]
    # One process each: patrol itself clears the app's data and starts it anew, which no user does ten times a minute.
    for (key, page, *_), every in groups(
        reads, lambda s: (f"{s.key}/{s.category}", s.when.page, s.call.pid, judged.at(s.at_ms))
    ).items():
        times, seconds = allowed.get(every.first.category, allowed.get("other", (3, 60)))
        most = CallGroup(apart(every, burst_ms).most_within(seconds * 1000))
        if most.count - judged.touches(most.first_ms, most.last_ms) > times and f"{key}/{page}" not in told:
            told |= {f"{key}/{page}", key}
            limit = Text(f"{seconds} 秒内上限 {times} 次", f"the limit is {times} within {seconds} s")
            yield verdict(f"{key}/{page}", most, _said(most, most.period_ms or 0, limit))
    for key, every in groups(reads, lambda s: f"{s.key}/{s.category}").items():
        lives = [apart(life, burst_ms) for life in groups(every.calls, lambda s: s.call.pid).values()]
        longest = max(lives, key=lambda life: life.count)
        period, spread = steady_ms(longest, rhythm_reads), longest
        if period is None and (period := steady_over_ms(lives, rhythm_reads)) is not None:
            spread = CallGroup(tuple(seen for life in lives for seen in life.calls))
        # Opening one page again and again is the user's rhythm.
        by_user = len({seen.when.page for seen in spread.calls}) == 1 and not judged.shared(spread.calls)
        if period is not None and key not in told and not by_user:
            yield verdict(
                key, spread, _said(spread, period, Text("由定时器触发，与操作无关", "by a timer, whatever is done"))
            )
    yield from sight.undecided()


def _said(group: CallGroup, period_ms: float, why: Text) -> Text:
    who, what, every = name_of(group.first.who), category_name(group.first.category), f"{period_ms / 1000:.1f}"
    return Text(
        f"{who.zh} 读取「{what.zh}」{group.count} 次，约每 {every} 秒一次；{why.zh}",
        f"{who.en} read “{what.en}” {group.count} times, about every {every} s; {why.en}",
    )
