"""Start-up times: what each source says, and whether the sources agree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from patrol.derive.statistics import Spread, spread
from patrol.model.startup import StartKind, StartUp, StartUps

SOURCES: dict[str, Callable[[StartUp], float | None]] = {
    "displayed": lambda launch: launch.displayed_ms,
    "am": lambda launch: launch.am_total_ms,
    "stable": lambda launch: launch.stable_ms,
}
"""In order of preference for time to initial display. Android's definition of TTID is what the `Displayed` log line
reports; `am start -W` TotalTime is the same span seen by the activity manager, but is known to stop at a trampoline
activity; the first stable screen is seen from the host and includes its own cost of looking."""

SOURCE_NAMES = {"displayed": "Displayed (logcat)", "am": "am start -W TotalTime", "stable": "first stable screen"}

AGREEMENT = 0.25
"""Displayed and TotalTime of one launch measure the same span; further apart than this share, one of them is wrong."""

AGREEMENT_FLOOR_MS = 100.0
"""Differences below this are the noise of two clocks."""


@dataclass(frozen=True, slots=True)
class Starts:
    """The launches of one kind."""

    kind: StartKind
    source: str
    """Key of SOURCE_NAMES: where `values` come from; "" when no source said anything."""
    values: tuple[tuple[int, float], ...] = ()
    """(at_ms, milliseconds) of each launch that this source measured."""
    spread: Spread | None = None
    all_sources: dict[str, Spread] = field(default_factory=dict)
    fully_drawn: Spread | None = None
    disagreements: tuple[StartUp, ...] = ()
    """Launches whose Displayed and TotalTime contradict each other."""
    failed: int = 0
    """Launches that no source measured."""


@dataclass(frozen=True, slots=True)
class StartStatistics:
    by_kind: dict[StartKind, Starts]


def start_statistics(startups: StartUps) -> StartStatistics:
    found = {}
    for kind in StartKind:
        launches = [launch for launch in startups.launches if launch.kind is kind]
        if launches:
            found[kind] = _statistics(kind, launches)
    return StartStatistics(found)


def _statistics(kind: StartKind, launches: list[StartUp]) -> Starts:
    measured = {name: _values(launches, read) for name, read in SOURCES.items()}
    all_sources = {name: found for name, values in measured.items() if (found := spread([v for _, v in values]))}
    source = max(all_sources, key=lambda name: all_sources[name].samples, default="")
    return Starts(
        kind=kind,
        source=source,
        values=measured.get(source, ()),
        spread=all_sources.get(source),
        all_sources=all_sources,
        fully_drawn=spread([launch.fully_drawn_ms for launch in launches if launch.fully_drawn_ms is not None]),
        disagreements=tuple(launch for launch in launches if disagree(launch.displayed_ms, launch.am_total_ms)),
        failed=sum(all(read(launch) is None for read in SOURCES.values()) for launch in launches),
    )


def _values(launches: list[StartUp], read: Callable[[StartUp], float | None]) -> tuple[tuple[int, float], ...]:
    return tuple((launch.at_ms, value) for launch in launches if (value := read(launch)) is not None)


def disagree(one: float | None, other: float | None) -> bool:
    """Whether two figures for the same span contradict each other; an unknown one contradicts nothing."""
    if one is None or other is None:
        return False
    return abs(one - other) > max(AGREEMENT_FLOOR_MS, AGREEMENT * max(one, other))
