"""How long pages take to open, seen from the host: from the action to the screen that has settled."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from patrol.derive.pages import Pages
from patrol.derive.statistics import Spread, spread
from patrol.derive.traffic import app_flows
from patrol.model.artifacts import Crawl, CrawlStep, Traffic
from patrol.model.graph import ActionKind

SLOWEST_REQUEST_MS = 60_000
"""Requests that began longer ago than this are not looked at when an opening's network share is worked out."""


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


def openings(crawl: Crawl, pages: Pages, traffic: Traffic | None) -> Openings:
    page_of = pages.graph.state_pages()
    found: dict[str, list[CrawlStep]] = {}
    for step in crawl.steps:
        target = page_of.get(step.target)
        elsewhere = target and target != page_of.get(step.source)
        if elsewhere and target and step.ended_ms is not None and step.action.kind is not ActionKind.launch:
            found.setdefault(target, []).append(step)
    network = _Network(traffic) if traffic else None
    opened = {key: _opening(steps, network) for key, steps in found.items()}
    everything = spread([ms for opening in opened.values() for _, ms in opening.times])
    return Openings(opened, everything.median if everything else None)


def _opening(steps: Sequence[CrawlStep], network: _Network | None) -> Opening:
    times = tuple((step.at_ms, (step.ended_ms or step.at_ms) - step.at_ms) for step in steps)
    measured = spread([float(ms) for _, ms in times])
    assert measured is not None  # a page is only here because a step led to it
    total = sum(ms for _, ms in times)
    busy = sum(network.busy_ms(at_ms, at_ms + ms) for at_ms, ms in times) if network else 0.0
    return Opening(times, measured, busy / total if network and total else None)


class _Network:
    """When requests were under way."""

    def __init__(self, traffic: Traffic) -> None:
        timed = [(f.at_ms, f.at_ms + f.timing.total) for f in app_flows(traffic) if f.timing.total is not None]
        self._spans = sorted(timed)
        self._starts = [start for start, _ in self._spans]

    def busy_ms(self, start: int, end: int) -> float:
        """Milliseconds between `start` and `end` in which at least one request was under way."""
        first = bisect_left(self._starts, start - SLOWEST_REQUEST_MS)
        last = bisect_right(self._starts, end)
        busy, reached = 0.0, float(start)
        for began, ended in self._spans[first:last]:
            left, right = max(float(began), reached), min(ended, float(end))
            if right > left:
                busy += right - left
                reached = right
        return busy
