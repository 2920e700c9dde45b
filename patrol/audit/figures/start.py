"""Start-up in numbers."""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.figures.make import figure
from patrol.derive.facts import Facts
from patrol.derive.startup import SOURCE_NAMES, Starts, StartStatistics
from patrol.model.record import Text
from patrol.model.result import Figure
from patrol.model.startup import StartKind
from patrol.model.verdict import Series

KINDS = {
    StartKind.cold: Text("冷启动", "Cold start"),
    StartKind.warm: Text("温启动", "Warm start"),
    StartKind.hot: Text("热启动", "Hot start"),
}


def start_figures(facts: Facts) -> Iterator[Figure]:
    statistics = facts.find(StartStatistics)
    for starts in statistics.by_kind.values() if statistics else ():
        name = KINDS[starts.kind]
        points = [(float(i + 1), value) for i, (_, value) in enumerate(starts.values)]
        source = SOURCE_NAMES.get(starts.source, "")
        series = Series(name=name, unit="ms", points=tuple(points), source=source, x_unit="launch")
        yield figure(f"start.{starts.kind.value}", name, starts.spread, "ms", source, _start_note(starts), series)
        if starts.fully_drawn:
            drawn = Text(f"{name.zh}（内容完整）", f"{name.en}, fully drawn")
            yield figure(f"start.{starts.kind.value}.full", drawn, starts.fully_drawn, "ms", "Fully drawn (logcat)")


def _start_note(starts: Starts) -> Text | None:
    others = [f"{SOURCE_NAMES[k]} {s.median:.0f} ms" for k, s in starts.all_sources.items() if k != starts.source]
    if not others and not starts.disagreements:
        return None
    listed = ", ".join(others)
    odd = len(starts.disagreements)
    zh, en = f"其他来源：{listed}" if others else "", f"other sources: {listed}" if others else ""
    if odd:
        zh, en = f"{zh}；{odd} 次启动来源不一致".strip("；"), f"{en}; sources disagree on {odd} launches".strip("; ")
    return Text(zh, en)
