"""Launches: each with all its sources, what lies outside the others, splash against first useful page."""

from __future__ import annotations

from patrol.audit.performance.measured import of_spread
from patrol.derive.facts import Facts
from patrol.derive.startup import MEASURES, StartStatistics, first_useful, passes, proved
from patrol.derive.startup import Starts as Found
from patrol.model.performance import Launch, LaunchPage, Starts
from patrol.model.record import Text
from patrol.model.startup import StartUp

MOST_LAUNCHES = 100
"""Of one kind; nobody reads more, and the spread is made of all."""


def starts(facts: Facts) -> tuple[Starts, ...]:
    """Cold, warm, hot, as far as they were measured."""
    statistics = facts.find(StartStatistics)
    return tuple(_starts(found) for found in statistics.by_kind.values()) if statistics else ()


def _starts(found: Found) -> Starts:
    why_zh, why_en = found.undecided()
    everything = sorted((*found.launches, *found.unproved), key=lambda launch: launch.at_ms)
    return Starts(
        kind=found.kind,
        source=found.source,
        measures={name: of_spread(one.spread) for name, one in found.measures.items()},
        launches=tuple(_launch(one, found) for one in everything[:MOST_LAUNCHES]),
        undecided=Text(why_zh, why_en) if why_zh else None,
    )


def _launch(launch: StartUp, found: Found) -> Launch:
    times = {name: value for name, read in MEASURES.items() if (value := read(launch)) is not None}
    is_proved = proved(launch)
    outlier = tuple(
        name
        for name, value in times.items()
        if is_proved and name in found.measures and value in found.measures[name].spread.outliers
    )
    return Launch(
        at_ms=launch.at_ms,
        kind=launch.kind,
        times={name: round(float(value), 1) for name, value in times.items()},
        proof=launch.proof,
        proved=is_proved,
        outlier=outlier,
        contradicted=launch in found.disagreements,
        pages=_pages(launch),
    )


def _pages(launch: StartUp) -> tuple[LaunchPage, ...]:
    useful = first_useful(launch)
    return tuple(
        LaunchPage(
            name=screen.page or screen.activity.rpartition(".")[2],
            after_ms=round(float(screen.after_ms), 1),
            passing=passes(screen),
            useful=screen is useful,
        )
        for screen in launch.screens
    )
