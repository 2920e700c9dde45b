"""Who answers for a page: the journeys that cover it and really came there.

A journey that names a page under `covers` and never shows it owns nothing; nor does one that failed on its way.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from patrol.model.artifacts import Visit
from patrol.model.graph import PageGraph
from patrol.model.journey import JourneyTrace, Outcome

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ownership:
    """What each journey of a run covered and reached; pages by key, those that turned out to be another as that one."""

    owners: dict[str, tuple[str, ...]]
    """Page → journeys that cover it, passed and showed it."""
    claims: dict[str, tuple[tuple[str, Outcome], ...]]
    """Page → (journey, its outcome) of those that cover it and do not own it."""
    walked: dict[tuple[str, str], tuple[str, ...]]
    """(page, next page) → journeys that passed, cover one of the two and went from the one to the other."""

    def of(self, page: str) -> tuple[str, ...]:
        return self.owners.get(page, ())

    def of_edge(self, source: str, target: str) -> tuple[str, ...]:
        return self.walked.get((source, target), ())


def ownership(graph: PageGraph, visits: Sequence[Visit], traces: Iterable[JourneyTrace]) -> Ownership:
    """By the visits in each trace's own time. `visits` in the order of their time."""
    merged = {page.key: page.same_as for page in graph.pages if page.same_as}
    times = [visit.at_ms for visit in visits]
    owners: dict[str, list[str]] = {}
    claims: dict[str, list[tuple[str, Outcome]]] = {}
    walked: dict[tuple[str, str], list[str]] = {}
    for trace in traces:
        shown = [merged.get(v.page, v.page) for v in visits[_from(times, trace) : bisect_right(times, trace.ended_ms)]]
        covered = {merged.get(page, page) for page in trace.covers}
        passed = trace.outcome is Outcome.passed
        for page in sorted(covered):
            if passed and page in shown:
                _once(owners.setdefault(page, []), trace.journey)
            else:
                _once(claims.setdefault(page, []), (trace.journey, trace.outcome))
        for way in _ways(shown) if passed else ():
            if not covered.isdisjoint(way):
                _once(walked.setdefault(way, []), trace.journey)
    return Ownership(
        {page: tuple(names) for page, names in owners.items()},
        {page: tuple(told) for page, told in claims.items()},
        {way: tuple(names) for way, names in walked.items()},
    )


def _from(times: Sequence[int], trace: JourneyTrace) -> int:
    return bisect_left(times, trace.started_ms)


def _ways(shown: Sequence[str]) -> Iterator[tuple[str, str]]:
    return ((a, b) for a, b in pairwise(shown) if a != b)


def _once(items: list[T], item: T) -> None:
    if item not in items:
        items.append(item)
