"""How long pages take to open, seen from the host: from the action to the screen that has settled."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from patrol.derive.pages import OUTSIDE, Pages
from patrol.derive.statistics import Spread, spread
from patrol.derive.timeline import Timeline
from patrol.derive.traffic import app_flows
from patrol.model.artifacts import Crawl, Journeys
from patrol.model.graph import ActionKind
from patrol.model.journey import Outcome
from patrol.model.traffic import Traffic

OPENERS = ("tap", "long tap", "open link")
"""Kinds of journey steps that open pages."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The openings of one page by actions on other pages."""

    times: tuple[tuple[int, int], ...]
    """(at_ms, milliseconds), in order."""
    spread: Spread
    network_share: float | None
    """Share of the time in which a request was under way; None when traffic was not recorded."""


@dataclass(frozen=True, slots=True)
class Openings:
    pages: dict[str, Opening]
    median_ms: float | None
    """Over all openings: what a page of this app takes on this phone and host, the cost of looking included."""


def openings(
    crawl: Crawl | None, journeys: Journeys | None, pages: Pages, timeline: Timeline, traffic: Traffic | None
) -> Openings:
    found: dict[str, list[tuple[int, int]]] = {}
    for page, began_ms, ended_ms in (*_crawled(crawl, pages), *_walked(journeys, timeline)):
        found.setdefault(page, []).append((began_ms, ended_ms - began_ms))
    network = _Network(traffic) if traffic else None
    opened = {key: _opening(tuple(sorted(times)), network) for key, times in found.items()}
    everything = spread([ms for opening in opened.values() for _, ms in opening.times])
    return Openings(opened, everything.median if everything else None)


def _crawled(crawl: Crawl | None, pages: Pages) -> Iterator[tuple[str, int, int]]:
    """(page, began, ended) of each action of the crawl that led to another page."""
    page_of = pages.graph.state_pages()
    for step in crawl.steps if crawl else ():
        target = page_of.get(step.target)
        elsewhere = target and target != page_of.get(step.source)
        if elsewhere and target and step.ended_ms is not None and step.action.kind is not ActionKind.launch:
            yield target, step.at_ms, step.ended_ms


def _walked(journeys: Journeys | None, timeline: Timeline) -> Iterator[tuple[str, int, int]]:
    """The same of journeys, whose steps wait until the screen has settled."""
    for trace in journeys.traces if journeys else ():
        for step in trace.steps:
            acted = step.kind in OPENERS and step.outcome is Outcome.passed
            if (
                acted
                and step.page
                and not step.page.startswith(OUTSIDE)
                and step.page != timeline.page(step.started_ms)
            ):
                yield step.page, step.started_ms, step.ended_ms


def _opening(times: tuple[tuple[int, int], ...], network: _Network | None) -> Opening:
    measured = spread([float(ms) for _, ms in times])
    assert measured is not None  # a page is only here because a step led to it
    total = sum(ms for _, ms in times)
    busy = sum(network.busy_ms(at_ms, at_ms + ms) for at_ms, ms in times) if network else 0.0
    return Opening(times, measured, busy / total if network and total else None)


class _Network:
    """When requests were under way: their spans joined, with the time before each added up."""

    def __init__(self, traffic: Traffic) -> None:
        self._starts: list[float] = []
        self._ends: list[float] = []
        for start, end in sorted(_spans(traffic)):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)
        lengths = (end - start for start, end in zip(self._starts, self._ends, strict=True))
        self._before = list(accumulate(lengths, initial=0.0))

    def busy_ms(self, start: float, end: float) -> float:
        """Milliseconds between `start` and `end` in which at least one request was under way."""
        return self._until(end) - self._until(start)

    def _until(self, at_ms: float) -> float:
        index = bisect_right(self._starts, at_ms)
        if not index:
            return 0.0
        return self._before[index] - max(0.0, self._ends[index - 1] - at_ms)


def _spans(traffic: Traffic) -> Iterator[tuple[float, float]]:
    for flow in app_flows(traffic):
        if flow.timing.total is not None:
            yield flow.at_ms, flow.at_ms + flow.timing.total
