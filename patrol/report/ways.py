"""Ways from page to page, put together from the graph's edges and from what journeys walked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from patrol.model.graph import ActionKind, Edge, PageGraph, Provenance
from patrol.model.journey import JourneyTrace, Outcome
from patrol.model.record import Text
from patrol.report import words
from patrol.report.journeys import leaves

MOVES = ("tap", "long tap", "type", "swipe", "choose")
"""Steps of a journey that lead on from the page before them; a launch or a link leads from nowhere."""


TRUST = 0.6
"""A way that leads there less often than this is doubtful, and drawn and told as such."""


@dataclass(frozen=True, slots=True)
class Way:
    """All actions that lead from one page to another."""

    source: str
    target: str
    actions: tuple[Text, ...]
    trust: float
    """Of the most trustworthy one, 0 to 1."""
    back: bool = False
    """Only the back key leads there."""
    walked: bool = False
    """Only journeys went this way."""
    seen: bool = True
    """Somebody went this way; False for one that is only declared."""


def edges(graph: PageGraph) -> Iterator[tuple[str, str, Edge]]:
    """(page, page, edge) for every edge that leads from one page to another, the first of equal actions only."""
    pages = graph.state_pages()
    told = set()
    for edge in graph.edges:
        source, target = pages.get(edge.source, edge.source), pages.get(edge.target, edge.target)
        key = (source, target, str(edge.action))
        if source != target and key not in told:
            told.add(key)
            yield source, target, edge


def ways(graph: PageGraph, journeys: Iterable[JourneyTrace] = ()) -> tuple[Way, ...]:
    """One for each pair of pages, in the order they were found; journeys' ways after those of the crawl."""
    joined: dict[tuple[str, str], list[Edge]] = {}
    for source, target, edge in edges(graph):
        joined.setdefault((source, target), []).append(edge)
    found = [_way(source, target, told) for (source, target), told in joined.items()]
    keys = {page.key for page in graph.pages}
    walked: dict[tuple[str, str], dict[str, None]] = {}
    for trace in journeys:
        for source, target, text in _steps(trace):
            if source in keys and target in keys and (source, target) not in joined:
                walked.setdefault((source, target), {})[text] = None
    more = [Way(s, t, tuple(words.step(x) for x in told), 1.0, walked=True) for (s, t), told in walked.items()]
    return (*found, *more)


def _way(source: str, target: str, told: list[Edge]) -> Way:
    actions = tuple(words.action(edge.action, edge.says) for edge in told)
    back = all(edge.action.kind is ActionKind.back for edge in told)
    seen = any(edge.arrivals for edge in told)
    walked = all(edge.provenance == (Provenance.walked,) for edge in told)
    return Way(source, target, actions, max(edge.trust for edge in told), back, walked, seen)


def _steps(trace: JourneyTrace) -> Iterator[tuple[str, str, str]]:
    """(page before, page after, step) for each step that led to another page. A page may show only at a later step
    that waits for it: then it is still the last move that led there."""
    page, move = "", ""
    for step in leaves(trace):
        if step.outcome is not Outcome.passed or not step.page:
            page, move = "", ""
            continue
        if step.kind in MOVES:
            move = step.text
        elif step.kind not in ("wait for", "expect", "if", "take a reading"):
            move = ""
        if page and move and step.page != page:
            yield page, step.page, move
        page = step.page
