"""How long pages take to open, seen from the host: from the action to the screen that has settled."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from patrol.derive.pages import OUTSIDE, Pages
from patrol.derive.statistics import Spread, spread
from patrol.derive.timeline import Timeline
from patrol.derive.traffic import app_flows
from patrol.derive.waterfall import began_ms
from patrol.model.artifacts import Crawl, Journeys
from patrol.model.graph import ActionKind
from patrol.model.journey import Outcome
from patrol.model.traffic import Traffic

OPENERS = ("tap", "long tap", "open link")
"""Kinds of journey steps that open pages."""


_Request = tuple[int, float, float]
"""(first byte, its connection's opening or else the first byte, its end), ms of the run."""


@dataclass(frozen=True, slots=True)
class Opening:
    """The openings of one page by actions on other pages."""

    times: tuple[tuple[int, int], ...]
    """(at_ms, milliseconds), in order."""
    spread: Spread
    network_share: float | None
    """Share of the time in which a request that the page itself made was under way, the opening of its connection
    included; None when traffic was not recorded."""


@dataclass(frozen=True, slots=True)
class Openings:
    pages: dict[str, Opening]
    median_ms: float | None
    """Over all openings: what a page of this app takes on this phone and host, the cost of looking included."""


def openings(
    crawl: Crawl | None, journeys: Journeys | None, pages: Pages, timeline: Timeline, traffic: Traffic | None
) -> Openings:
    found: dict[str, list[tuple[int, int]]] = {}
    for page, from_ms, to_ms in (*_crawled(crawl, pages), *_walked(journeys, timeline)):
        found.setdefault(page, []).append((from_ms, to_ms - from_ms))
    own = _by_page(traffic, timeline) if traffic else None
    opened = {
        key: _opening(tuple(sorted(times)), own.get(key, []) if own is not None else None)
        for key, times in found.items()
    }
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


def _opening(times: tuple[tuple[int, int], ...], own: list[_Request] | None) -> Opening:
    measured = spread([float(ms) for _, ms in times])
    assert measured is not None  # a page is only here because a step led to it
    total = sum(ms for _, ms in times)
    busy = sum(_busy_ms(own, at_ms, at_ms + ms) for at_ms, ms in times) if own else 0.0
    return Opening(times, measured, busy / total if own is not None and total else None)


def _by_page(traffic: Traffic, timeline: Timeline) -> dict[str, list[_Request]]:
    """Page → its requests, oldest first; whose a request is, is decided as for the page's number of requests."""
    found: dict[str, list[_Request]] = {}
    for flow in sorted(app_flows(traffic), key=lambda flow: flow.at_ms):
        took = flow.timing.total if flow.timing.total is not None else flow.timing.failed
        if took is not None:
            request = flow.at_ms, began_ms(flow), flow.at_ms + took
            found.setdefault(timeline.drawn_page(flow.at_ms), []).append(request)
    return found


def _busy_ms(own: list[_Request], start: int, end: int) -> float:
    """Milliseconds between `start` and `end` in which at least one request made in that time was under way. What an
    earlier visit to the page still waits for is not the opening's."""
    from_, to = bisect_left(own, start, key=_made_ms), bisect_right(own, end, key=_made_ms)
    return _union_ms((max(began, start), min(ended, end)) for _, began, ended in own[from_:to])


def _made_ms(request: _Request) -> int:
    return request[0]


def _union_ms(spans: Iterable[tuple[float, float]]) -> float:
    """Length of all spans together, what overlaps counted once."""
    total, until = 0.0, float("-inf")
    for start, end in sorted(spans):
        total += max(0.0, end - max(start, until))
        until = max(until, end)
    return total
