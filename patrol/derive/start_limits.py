"""Launches of one kind against limits, the launches as evidence: what the checks on cold, warm and hot start say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from patrol.derive.evidence import Heading, table
from patrol.derive.startup import MEASURES, SOURCE_NAMES, Measure, Starts, StartStatistics
from patrol.model.record import Text
from patrol.model.startup import StartKind
from patrol.model.verdict import ColumnKind, Evidence, Series, Status, Verdict

NAMES = {
    StartKind.cold: Text("冷启动", "Cold start"),
    StartKind.warm: Text("温启动", "Warm start"),
    StartKind.hot: Text("热启动", "Hot start"),
}

STAGES = {
    "displayed": Text("首帧，Displayed", "first picture, Displayed"),
    "am": Text("首帧，am start -W", "first picture, am start -W"),
    "stable": Text("首个稳定画面", "first stable screen"),
    "fully": Text("内容完整", "fully drawn"),
    "useful": Text("首个可用页面", "first useful page"),
}
"""Key of derive.startup.MEASURES → what it stands for."""


@dataclass(frozen=True, slots=True)
class StartLimits:
    """Milliseconds; 0 asks nothing."""

    limit_ms: float
    """Of the median time to initial display."""
    useful_ms: float = 0
    """Of the median time to the first useful page, splash screens and advertisements included."""
    instant_ms: float = 1000
    instant_percent: float = 0
    """At least this share of the launches must show their first picture within `instant_ms` (秒开率)."""
    samples: int = 3
    """Fewer proved launches say nothing."""
    disagree_percent: float = 25
    """When the sources of most launches differ by more than this, nobody knows which one is right."""


def judge_starts(statistics: StartStatistics, kind: StartKind, limits: StartLimits) -> Iterator[Verdict]:
    """One verdict on the first picture, one on the first useful page and one on 秒开 where they have limits."""
    starts = statistics.by_kind.get(kind)
    problem = _problem(starts, limits)
    if starts is None or problem is not None:
        yield Verdict(Status.inconclusive, problem or Text("", ""), subject=f"{kind.value}-start")
        return
    yield _first_picture(starts, limits)
    if limits.useful_ms:
        yield from _useful(starts, limits)
    if limits.instant_percent:
        yield _instant(starts, limits)


def _problem(starts: Starts | None, limits: StartLimits) -> Text | None:
    """Why nothing can be said; None when something can."""
    measured = starts.spread.samples if starts and starts.spread else 0
    if starts is None or measured < limits.samples:
        why = starts.unproved[0].proof if starts and starts.unproved else ""
        zh, en = f"只测到 {measured} 次有效启动，至少需要 {limits.samples} 次", f"{measured} launches could be measured"
        en = f"{en}; {limits.samples} are needed"
        if starts and why:
            zh, en = f"{zh}；{len(starts.unproved)} 次启动前的状态未能确认（{why}）", f"{en}; not proved: {why}"
        return Text(zh, en)
    doubt = starts.undecided(limits.disagree_percent / 100)
    return Text(*doubt) if doubt[0] else None


def _first_picture(starts: Starts, limits: StartLimits) -> Verdict:
    assert starts.spread is not None  # _problem asked
    kind, median, source = NAMES[starts.kind], starts.spread.median, SOURCE_NAMES[starts.source]
    within = 100 * (starts.within(limits.instant_ms) or 0.0)
    count = starts.spread.samples
    zh = (
        f"{kind.zh}中位数 {median:.0f} 毫秒（限值 {limits.limit_ms:.0f} 毫秒，{count} 次，来源 {source}；"
        f"{limits.instant_ms:.0f} 毫秒内打开 {within:.0f}%）"
    )
    en = (
        f"median {kind.en.lower()} {median:.0f} ms (limit {limits.limit_ms:.0f} ms, {count} launches, by {source}; "
        f"{within:.0f}% within {limits.instant_ms:.0f} ms)"
    )
    status = Status.fail if median > limits.limit_ms else Status.passed
    evidence = (_series(starts, starts.measures[starts.source], limits.limit_ms), launches_table(starts))
    return Verdict(status, Text(zh, en), subject=f"{starts.kind.value}-start", evidence=evidence)


def _useful(starts: Starts, limits: StartLimits) -> Iterator[Verdict]:
    useful = starts.measures.get("useful")
    if useful is None or useful.spread.samples < limits.samples:
        return
    kind, median = NAMES[starts.kind], useful.spread.median
    passed = ", ".join(page.page or page.activity.rpartition(".")[2] for page in starts.passing())
    zh = f"{kind.zh}到首个可用页面中位数 {median:.0f} 毫秒（限值 {limits.useful_ms:.0f} 毫秒）"
    en = f"{kind.en.lower()} to the first useful page: median {median:.0f} ms (limit {limits.useful_ms:.0f} ms)"
    if passed:
        zh, en = f"{zh}，其间经过 {passed}", f"{en}, by way of {passed}"
    status = Status.fail if median > limits.useful_ms else Status.passed
    evidence = (_series(starts, useful, limits.useful_ms),)
    yield Verdict(status, Text(zh, en), subject=f"{starts.kind.value}-start useful", evidence=evidence)


def _instant(starts: Starts, limits: StartLimits) -> Verdict:
    share = 100 * (starts.within(limits.instant_ms) or 0.0)
    wanted, within = f"{limits.instant_percent:g}%", f"{limits.instant_ms:.0f}"
    zh = f"{NAMES[starts.kind].zh}在 {within} 毫秒内打开的占 {share:.0f}%（要求 {wanted}）"
    en = f"{share:.0f}% of the launches show a picture within {within} ms ({wanted} are asked for)"
    status = Status.fail if share < limits.instant_percent else Status.passed
    evidence = (_series(starts, starts.measures[starts.source], limits.instant_ms),)
    return Verdict(status, Text(zh, en), subject=f"{starts.kind.value}-start instant", evidence=evidence)


def _series(starts: Starts, measure: Measure, limit_ms: float) -> Series:
    return Series(
        name=NAMES[starts.kind],
        unit="ms",
        points=tuple((float(i + 1), value) for i, (_, value) in enumerate(measure.values)),
        source=SOURCE_NAMES[measure.source],
        x_unit="launch",
        limit=limit_ms,
        at_ms=measure.values[0][0],
    )


def launches_table(starts: Starts) -> Evidence:
    """Each launch with what every source says of it, and how the state before it was proved; outliers are marked."""
    names = [name for name in MEASURES if name in starts.measures]
    columns: list[Heading] = [
        ("启动前", "before", ColumnKind.said),
        *((SOURCE_NAMES[name], SOURCE_NAMES[name]) for name in names),
    ]
    rows = []
    for launch in (*starts.launches, *starts.unproved):
        cells = [_cell(MEASURES[name](launch), starts.measures[name]) for name in names]
        rows.append([launch.proof or launch.status, *cells])
    return table(columns, rows, at_ms=starts.launches[0].at_ms if starts.launches else None)


def _cell(value: float | None, measure: Measure) -> str:
    if value is None:
        return "–"
    return f"{value:.0f} ms{' *' if value in measure.spread.outliers else ''}"
