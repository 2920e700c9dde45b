"""Start-up in numbers: each kind by its best source, then every source and stage as a figure of its own."""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.figures.make import figure
from patrol.derive.facts import Facts
from patrol.derive.start_limits import NAMES, STAGES
from patrol.derive.startup import SOURCE_NAMES, Starts, StartStatistics
from patrol.derive.statistics import Spread
from patrol.model.record import Text
from patrol.model.result import Figure
from patrol.model.verdict import Series

INSTANT_MS = 1000
"""秒开: the first picture within a second."""

IDS = {"fully": "full"}
"""Ids that are older than the names of the measures."""


def start_figures(facts: Facts) -> Iterator[Figure]:
    """`start.cold` is time to initial display by its best source; `start.cold.am`, `.displayed`, `.stable`, `.full`,
    `.useful` are what each says; `start.cold.instant` is 秒开率. The same of warm and hot."""
    statistics = facts.find(StartStatistics)
    for starts in statistics.by_kind.values() if statistics else ():
        yield _headline(starts)
        for key, measure in starts.measures.items():
            stage, id = STAGES[key], f"start.{starts.kind.value}.{IDS.get(key, key)}"
            name = Text(f"{NAMES[starts.kind].zh}（{stage.zh}）", f"{NAMES[starts.kind].en}, {stage.en}")
            note = _joined([one for one in (_passing(starts, key), _outliers(measure.spread)) if one])
            yield figure(id, name, measure.spread, "ms", SOURCE_NAMES[key], note)
        share = starts.within(INSTANT_MS)
        if share is not None and not starts.undecided()[0]:
            name = Text(f"{NAMES[starts.kind].zh}秒开率", f"{NAMES[starts.kind].en} within a second")
            id, source = f"start.{starts.kind.value}.instant", SOURCE_NAMES[starts.source]
            yield Figure(id, name, round(100 * share, 1), "%", source, len(starts.values))


def _headline(starts: Starts) -> Figure:
    """Time to initial display; without a value where the sources of most launches contradict each other."""
    id, name, source = f"start.{starts.kind.value}", NAMES[starts.kind], SOURCE_NAMES.get(starts.source, "")
    points = tuple((float(i + 1), value) for i, (_, value) in enumerate(starts.values))
    series = Series(name=name, unit="ms", points=points, source=source, x_unit="launch")
    zh, en = starts.undecided()
    if zh:
        doubt = Text(f"无法判定：{zh}", f"inconclusive: {en}")
        samples = len(starts.values)
        return Figure(id, name, None, "ms", source, samples, note=doubt, evidence=series, inconclusive=Text(zh, en))
    return figure(id, name, starts.spread, "ms", source, _start_note(starts), series)


def _start_note(starts: Starts) -> Text | None:
    others = [f"{SOURCE_NAMES[k]} {s.median:.0f} ms" for k, s in starts.all_sources.items() if k != starts.source]
    listed = ", ".join(others)
    parts = [Text(f"其他来源：{listed}", f"other sources: {listed}")] if others else []
    if odd := len(starts.disagreements):
        parts.append(Text(f"{odd} 次启动来源不一致", f"sources disagree on {odd} launches"))
    if starts.unproved:
        count, why = len(starts.unproved), starts.unproved[0].proof
        zh = f"{count} 次启动未计入，启动前的状态未能确认（{why}）"
        parts.append(Text(zh, f"{count} launches left out, their state before was not proved ({why})"))
    if starts.failed:
        parts.append(Text(f"{starts.failed} 次启动没有测到时间", f"{starts.failed} launches without any time"))
    if starts.spread and (outliers := _outliers(starts.spread)):
        parts.append(outliers)
    return _joined(parts)


def _outliers(spread: Spread) -> Text | None:
    listed = ", ".join(f"{value:.0f} ms" for value in spread.outliers)
    return Text(f"离群值：{listed}", f"outliers: {listed}") if listed else None


def _passing(starts: Starts, key: str) -> Text | None:
    """The splash and advertisement pages on the way to the useful one."""
    found = starts.passing() if key == "useful" else ()
    named = ", ".join(page.page or page.activity.rpartition(".")[2] for page in found)
    return Text(f"其间经过：{named}", f"by way of: {named}") if named else None


def _joined(parts: list[Text]) -> Text | None:
    return Text("；".join(one.zh for one in parts), "; ".join(one.en for one in parts)) if parts else None
