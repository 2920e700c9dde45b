"""What pages leave behind each time they are visited: memory, threads, open files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from patrol.derive.round_trips import RoundTrips, Trip
from patrol.model.resources import Resources, ResourceSample

Read = Callable[[ResourceSample], int | None]

KINDS: dict[str, tuple[tuple[str, Read], ...]] = {
    "memory": (("anonymous_kb", lambda s: s.anonymous_kb), ("pss_kb", lambda s: s.pss_kb)),
    "threads": (("threads", lambda s: s.threads),),
    "handles": (("handles", lambda s: s.handles),),
}
"""Kind → (field of a sample, how it is read), the better one first: the heaps alone move less by themselves."""

STEADY = 0.6
"""Of the median gain, each visit of most must leave behind at least so much; a cache that fills once does not."""
MOST = 0.75
"""Of the visits must be such. Garbage collection makes single visits gain nothing, or lose."""


@dataclass(frozen=True, slots=True)
class Leak:
    """One page's visits; kB for memory, else a number."""

    kind: str
    """A key of KINDS."""
    page: str
    home: str
    """Where the visits began and ended."""
    visits: int
    per_visit: float
    """Theil-Sen slope: the median of the slopes between all pairs of visits, which single outliers do not move."""
    kept: int
    """More on `home` after the last visit than before the first."""
    steady: bool
    """Most visits left something of about the same size behind."""
    points: tuple[tuple[int, int], ...]
    """(visit from 0, level on `home` after it); 0 is before the first."""
    source: str
    at_ms: int
    """After the last visit."""


@dataclass(frozen=True, slots=True)
class Leaks:
    """Of every page that was visited by at least three round trips; most leave nothing."""

    all: tuple[Leak, ...]

    def of(self, kind: str) -> tuple[Leak, ...]:
        """Of one kind, the worst first."""
        return tuple(sorted((one for one in self.all if one.kind == kind), key=lambda one: -one.per_visit))


def leaks(trips: RoundTrips, resources: Resources) -> Leaks:
    return Leaks(tuple(_all(trips, resources)))


def _all(trips: RoundTrips, resources: Resources) -> Iterator[Leak]:
    for kind, readers in KINDS.items():
        for (home, page), found in trips.all.items():
            for field, read in readers:
                pairs = [pair for trip in found if (pair := _levels(trip, read)) is not None]
                if len(pairs) >= 3:
                    source = resources.sources.get(field, field)
                    yield _leak(kind, home, page, found, pairs, source)
                    break


def _levels(trip: Trip, read: Read) -> tuple[int, int] | None:
    """The last value before and the first one after."""
    before = next((value for sample in reversed(trip.before) if (value := read(sample)) is not None), None)
    after = next((value for sample in trip.after if (value := read(sample)) is not None), None)
    return None if before is None or after is None else (before, after)


def _leak(
    kind: str, home: str, page: str, trips: Sequence[Trip], pairs: Sequence[tuple[int, int]], source: str
) -> Leak:
    """The gains of the visits themselves are added up: what other pages left behind in between is not theirs."""
    gains = [after - before for before, after in pairs]
    levels = [pairs[0][0]]
    for gain in gains:
        levels.append(levels[-1] + gain)
    usual = median(gains)
    enough = sum(gain >= STEADY * usual for gain in gains)
    return Leak(
        kind=kind,
        page=page,
        home=home,
        visits=len(pairs),
        per_visit=round(theil_sen(levels), 1),
        kept=pairs[-1][1] - pairs[0][0],
        steady=usual > 0 and enough >= MOST * len(gains),
        points=tuple(enumerate(levels)),
        source=source,
        at_ms=trips[-1].after[0].at_ms,
    )


def theil_sen(levels: Sequence[float]) -> float:
    """Median of the slopes between all pairs, per step; 0 for fewer than two."""
    slopes = [
        (levels[later] - levels[earlier]) / (later - earlier)
        for earlier in range(len(levels))
        for later in range(earlier + 1, len(levels))
    ]
    return float(median(slopes)) if slopes else 0.0
