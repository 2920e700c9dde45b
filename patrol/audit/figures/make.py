"""How a figure is made of values."""

from __future__ import annotations

from collections.abc import Sequence

from patrol.derive.statistics import Spread
from patrol.model.record import Text
from patrol.model.result import Figure
from patrol.model.verdict import Series

MAX_POINTS = 600
"""Points kept of a series for drawing; more than a chart has pixels for."""

Points = Sequence[tuple[float, float]]


def thinned(points: Points) -> tuple[tuple[float, float], ...]:
    """At most MAX_POINTS of them: the highest of each stretch, so that peaks stay."""
    if len(points) <= MAX_POINTS:
        return tuple(points)
    step = -(-len(points) // MAX_POINTS)
    return tuple(max(points[i : i + step], key=lambda point: point[1]) for i in range(0, len(points), step))


def figure(
    id: str,
    name: Text,
    values: Spread | None,
    unit: str,
    source: str,
    note: Text | None = None,
    evidence: Series | None = None,
) -> Figure:
    if values is None:
        return Figure(id, name, None, unit, source, 0, note=note)
    rounded = (round(number, 1) for number in (values.median, values.low, values.high))
    median, low, high = rounded
    return Figure(id, name, median, unit, source, values.samples, low, high, note, evidence)
