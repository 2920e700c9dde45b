"""Visits that begin and end on the same page: away from it, to another, and back. What is more afterwards than before
was left behind by the visit, since the same page is shown in both moments."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from patrol.derive.timeline import Timeline
from patrol.model.resources import Resources, ResourceSample

EARLY_MS = 20
"""A look names its page some milliseconds before the visit is told, and readings are woken by that."""


@dataclass(frozen=True, slots=True)
class Trip:
    """From `home` to `page` and back; all samples are of the same processes, taken on `home`, oldest first."""

    home: str
    page: str
    before: tuple[ResourceSample, ...]
    after: tuple[ResourceSample, ...]


@dataclass(frozen=True, slots=True)
class RoundTrips:
    """By (home, page), in order; only trips within one life of the app's processes."""

    all: dict[tuple[str, str], tuple[Trip, ...]]


def round_trips(timeline: Timeline, resources: Resources) -> RoundTrips:
    samples = sorted((s for s in resources.samples if life(s)), key=lambda sample: sample.at_ms)
    times = [sample.at_ms for sample in samples]
    found: dict[tuple[str, str], list[Trip]] = {}
    stays = list(_stays(timeline))
    for earlier, home, away, back in zip([None, *stays], stays, stays[1:], stays[2:], strict=False):
        if home[2] != back[2] or not home[2] or not away[2]:
            continue
        before, after = _within(samples, times, home, earlier), _within(samples, times, back, away)
        if before and after and life(before[-1]) == life(after[0]):
            found.setdefault((home[2], away[2]), []).append(Trip(home[2], away[2], before, after))
    first = {page: place for place, (_, _, page) in reversed(list(enumerate(stays)))}
    # There and back again is both a round trip from one page and from the other: the one that was there first counts.
    forth = {key: trips for key, trips in found.items() if key[::-1] not in found or first[key[0]] < first[key[1]]}
    return RoundTrips({key: _of_one_life(trips) for key, trips in forth.items()})


def life(sample: ResourceSample) -> tuple[tuple[int, int | None], ...]:
    """Tells the processes that a sample is of from those after a restart."""
    return tuple(sorted((one.pid, one.started_ticks) for one in sample.processes))


def _stays(timeline: Timeline) -> Iterator[tuple[int, int, str]]:
    """(from, to, page), the states of one page taken together."""
    held: tuple[int, int, str] | None = None
    for began, ended, page in timeline.spans():
        if held is not None and held[2] == page:
            held = (held[0], ended, page)
            continue
        if held is not None:
            yield held
        held = (began, ended, page)
    if held is not None:
        yield held


def _within(
    samples: Sequence[ResourceSample],
    times: Sequence[int],
    stay: tuple[int, int, str],
    before: tuple[int, int, str] | None,
) -> tuple[ResourceSample, ...]:
    """The samples that were begun and done during the stay. Where the stay before it was a short one, a sample that
    lies nearer to its beginning was woken by that."""
    early = stay[0] - EARLY_MS
    if before is not None:
        early = max(early, (before[0] + stay[0]) // 2 + 1)
    from_, to = bisect_left(times, early), bisect_right(times, stay[1])
    return tuple(sample for sample in samples[from_:to] if (sample.until_ms or sample.at_ms) <= stay[1])


def _of_one_life(trips: list[Trip]) -> tuple[Trip, ...]:
    """Those of the life that saw most of them: what a process leaves behind goes with it."""
    lives: dict[tuple[tuple[int, int | None], ...], list[Trip]] = {}
    for trip in trips:
        lives.setdefault(life(trip.before[-1]), []).append(trip)
    longest = max(lives.values(), key=len)
    return tuple(longest)
