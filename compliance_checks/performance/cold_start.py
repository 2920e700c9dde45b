"""The median cold start takes longer than the limit.

Android vitals calls a cold start of 5 s or more excessive. Time to initial display; which source measured it is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.startup import SOURCE_NAMES, StartStatistics
from patrol.model.record import Text
from patrol.model.startup import StartKind
from patrol.model.verdict import Series, Status, Verdict


@check(
    title_pass=Text("冷启动时间在限值内", "The app starts cold within the limit"),
    title_fail=Text("冷启动太慢", "The app is slow to start cold"),
    why=Text(
        "用户点开图标后一直等不到画面，会以为没点中而反复点击，甚至放弃。",
        "Whoever taps the icon and sees nothing taps again, or gives up.",
    ),
    advice=Text(
        "用 Perfetto 录一次冷启动，把 Application.onCreate 和首个 Activity 里不是首屏必需的初始化推迟或移到后台线程。",
        "Record one cold start with Perfetto; defer what Application.onCreate and the first activity do that the first "
        "frame does not need, or move it off the main thread.",
    ),
)
def cold_start(starts: StartStatistics, *, limit_ms: float = 5000.0, samples: int = 3) -> Iterator[Verdict]:
    cold = starts.by_kind.get(StartKind.cold)
    if cold is None or cold.spread is None or cold.spread.samples < samples:
        count = cold.spread.samples if cold and cold.spread else 0
        zh = f"只测到 {count} 次冷启动，至少需要 {samples} 次"
        yield Verdict(Status.inconclusive, Text(zh, f"{count} cold starts were measured; {samples} are needed"))
        return
    if len(cold.disagreements) * 2 > cold.spread.samples:
        zh = "多数启动中 Displayed 与 am start -W 的时间互相矛盾"
        en = "Displayed and am start -W contradict each other on most launches"
        yield Verdict(Status.inconclusive, Text(zh, en))
        return
    median, source = cold.spread.median, SOURCE_NAMES[cold.source]
    series = Series(
        name=Text("冷启动", "Cold start"),
        unit="ms",
        points=tuple((float(i + 1), value) for i, (_, value) in enumerate(cold.values)),
        source=source,
        x_unit="launch",
        limit=limit_ms,
        at_ms=cold.values[0][0],
    )
    zh = f"冷启动中位数 {median:.0f} 毫秒（限值 {limit_ms:.0f} 毫秒，{cold.spread.samples} 次，来源 {source}）"
    en = f"median cold start {median:.0f} ms (limit {limit_ms:.0f} ms, {cold.spread.samples} launches, by {source})"
    status = Status.fail if median > limit_ms else Status.passed
    yield Verdict(status, Text(zh, en), subject="cold-start", evidence=(series,))
