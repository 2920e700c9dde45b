"""The requests of a page's slowest opening, and of each journey step, as waterfalls."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from patrol.derive.facts import Facts
from patrol.derive.opening import Openings
from patrol.model.artifacts import Journeys
from patrol.model.performance import Falls
from patrol.model.waterfall import Bar, Waterfall

MOST_FALLS = 160
"""Waterfalls in one report: those of pages first, then of steps."""

MOST_BARS = 40
"""Requests of one waterfall."""

AFTER_MS = 3000
"""A page goes on loading after it has settled for the eye: so long its requests are still counted as its opening's."""


def falls(facts: Facts) -> tuple[tuple[Falls, ...], int]:
    """(waterfalls, how many more there would be)"""
    waterfall = facts.find(Waterfall)
    if waterfall is None or not waterfall.bars:
        return (), 0
    starts = [bar.start_ms for bar in waterfall.bars]
    found = [*_of_pages(facts, waterfall.bars, starts), *_of_steps(facts, waterfall.bars, starts)]
    return tuple(found[:MOST_FALLS]), max(0, len(found) - MOST_FALLS)


def _of_pages(facts: Facts, bars: Sequence[Bar], starts: Sequence[float]) -> Iterator[Falls]:
    """For each page the slowest of its openings that had requests, the slowest page first."""
    openings = facts.find(Openings)
    slowest = sorted(openings.pages.items(), key=lambda told: -told[1].spread.median) if openings else []
    for page, opening in slowest:
        for at_ms, took_ms in sorted(opening.times, key=lambda told: (-told[1], told[0])):
            end = at_ms + took_ms
            here = [bar for bar in _between(bars, starts, at_ms, end + AFTER_MS) if bar.page == page]
            if here:
                yield _made(at_ms, end, here, page=page, settled_ms=float(end), openings=len(opening.times))
                break


def _of_steps(facts: Facts, bars: Sequence[Bar], starts: Sequence[float]) -> Iterator[Falls]:
    journeys = facts.find(Journeys)
    for trace in journeys.traces if journeys else ():
        outer = {told.index.rpartition(".")[0] for told in trace.steps}
        for told in trace.steps:
            here = _between(bars, starts, told.started_ms, told.ended_ms) if told.index not in outer else []
            if here:
                yield _made(told.started_ms, told.ended_ms, here, step=f"{trace.journey}/{told.index}")


def _between(bars: Sequence[Bar], starts: Sequence[float], from_ms: float, to_ms: float) -> list[Bar]:
    return list(bars[bisect_left(starts, from_ms) : bisect_right(starts, to_ms)])


def _made(
    from_ms: float,
    to_ms: float,
    bars: list[Bar],
    page: str = "",
    step: str = "",
    settled_ms: float | None = None,
    openings: int = 0,
) -> Falls:
    shown = tuple(bars[:MOST_BARS])
    return Falls(
        from_ms=float(from_ms),
        to_ms=max([float(to_ms), *(bar.end_ms for bar in shown)]),
        bars=shown,
        page=page,
        step=step,
        settled_ms=settled_ms,
        openings=openings,
        left_out=len(bars) - len(shown),
    )
