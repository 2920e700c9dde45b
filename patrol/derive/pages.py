"""The app's pages as the run found them: their names, pictures and how one gets from one to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec

from patrol.derive.merging import merge
from patrol.model.artifacts import AppInfo, Crawl, Found, Journeys, Screens
from patrol.model.graph import Edge, Page, PageGraph, Provenance, State
from patrol.model.record import Text
from patrol.model.scenario import Declared

OUTSIDE = "outside:"
"""Begins the key of a page that is not the app's: the launcher, a browser, the dialler."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The page graph of crawl, journeys, declaration and manifest, with pages by key. A run that was cut short has no
    final graph: it is built from the journal."""

    graph: PageGraph
    by_key: dict[str, Page]
    pictures: dict[str, str]
    """Page key → path of a screenshot of it."""

    def name(self, key: str) -> Text:
        """What a reader calls the page; its key when nothing else is known."""
        page = self.by_key.get(key)
        if not key:
            return Text("未知页面", "an unknown page")
        return Text(page.name_of("zh") or key, page.name_of("en") or key) if page else Text(key, key)

    def names(self, keys: Iterable[str]) -> Text:
        """Of several, each once; a dash for none."""
        told = [self.name(key) for key in dict.fromkeys(keys)] or [Text("–", "–")]
        return Text("、".join(name.zh for name in told), ", ".join(name.en for name in told))


def pages(
    crawl: Crawl | None,
    screens: Screens | None,
    declared: Declared | None = None,
    journeys: Journeys | None = None,
    app: AppInfo | None = None,
) -> Pages:
    graph = PageGraph()
    if crawl:
        graph = _with_found(crawl.graph, crawl.found) if crawl.graph.pages else _from_journal(crawl)
    if crawl and not crawl.steps and not crawl.graph.pages:
        graph = msgspec.structs.replace(graph, pages=tuple(map(walked, graph.pages)))
    graph = merge(graph, declared, journeys, app)
    by_key = {page.key: page for page in graph.pages}
    pictures = {visit.page: visit.picture for visit in reversed(screens.visits) if visit.picture} if screens else {}
    return Pages(graph, by_key, pictures | {page.key: page.picture for page in graph.pages if page.picture})


def _with_found(graph: PageGraph, found: tuple[Found, ...]) -> PageGraph:
    """The crawl's graph, and the pages and states that only journeys saw."""
    pages, states = {p.key for p in graph.pages}, {s.key for s in graph.states}
    more = [one for one in found if not one.page.key.startswith(OUTSIDE)]
    return PageGraph(
        start=graph.start,
        pages=(*graph.pages, *(walked(page) for page in _unique_pages(more) if page.key not in pages)),
        states=(
            *graph.states,
            *(s for s in {one.state.key: one.state for one in more}.values() if s.key not in states),
        ),
        edges=graph.edges,
    )


def walked(page: Page) -> Page:
    """A page that was seen while journeys were played, and not by the crawl."""
    known = (Provenance.walked if each is Provenance.crawled else each for each in page.provenance)
    return msgspec.structs.replace(page, provenance=tuple(known))


def _from_journal(crawl: Crawl) -> PageGraph:
    """Pages and states in the order they were found, and an edge for each action that arrived somewhere."""
    return PageGraph(
        start=crawl.found[0].state.key if crawl.found else "",
        pages=_unique_pages(crawl.found),
        states=tuple({found.state.key: found.state for found in crawl.found}.values()),
        edges=tuple(_edges(crawl)),
    )


def _unique_pages(found: Iterable[Found]) -> tuple[Page, ...]:
    """Each page once, in the order of first sight, as it was known last (with its picture)."""
    return tuple({one.page.key: one.page for one in found}.values())


def _edges(crawl: Crawl) -> Iterator[Edge]:
    tries: dict[tuple[str, str], int] = {}
    arrivals: dict[tuple[str, str, str], Edge] = {}
    counts: dict[tuple[str, str, str], int] = {}
    for step in crawl.steps:
        action = str(step.action)
        tries[step.source, action] = tries.get((step.source, action), 0) + 1
        if step.source and step.target:
            key = (step.source, step.target, action)
            arrivals.setdefault(key, Edge(step.source, step.target, step.action))
            counts[key] = counts.get(key, 0) + 1
    for (source, target, action), edge in arrivals.items():
        yield Edge(source, target, edge.action, tries[source, action], counts[source, target, action])


def state_of(graph: PageGraph) -> dict[str, State]:
    """States by key."""
    return {state.key: state for state in graph.states}
