"""The way to a page over what a crawl found: the cheapest by number of actions and trust."""

from __future__ import annotations

from patrol.model.graph import Edge, PageGraph
from patrol.model.routes import Routes


def way_to(graph: PageGraph, page: str, *, declared: bool = False) -> tuple[Edge, ...] | None:
    """The edges from a fresh launch to `page`; () when the launch shows it, None when no way is known. With `declared`
    ways that nobody went yet fill the gaps."""
    return Routes(graph, declared=declared).to(page)


def way_over(graph: PageGraph, source: str, target: str) -> tuple[Edge, ...] | None:
    """The edges from a fresh launch to the page `source` and from there straight to `target`; None when no such way is
    known. Ways that nobody went yet are taken only where nothing else is known."""
    way = Routes(graph).over(source, target)
    return way if way is not None else Routes(graph, declared=True).over(source, target)
