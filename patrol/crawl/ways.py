"""The way to a page over what a crawl found: the cheapest by number of actions and trust."""

from __future__ import annotations

import heapq

from patrol.model.graph import Edge, PageGraph

DISTRUST_COST = 4.0
"""As PageGraph.to_networkx weighs an edge that does not always lead where it should."""


def way_to(graph: PageGraph, page: str) -> tuple[Edge, ...] | None:
    """The edges from a fresh launch to the first state of `page`; () when the launch shows it, None when no way is
    known. A state of the page with nothing lying over it is preferred to one with a dialog."""
    pages = graph.state_pages()
    leaving: dict[str, list[Edge]] = {}
    for edge in graph.edges:
        leaving.setdefault(edge.source, []).append(edge)
    arrived: dict[str, tuple[float, Edge | None]] = {graph.start: (0.0, None)}
    queue = [(0.0, 0, graph.start)]
    done: set[str] = set()
    while queue:
        cost, _, state = heapq.heappop(queue)
        if state in done:
            continue
        done.add(state)
        for edge in leaving.get(state, ()):
            total = cost + 1 + DISTRUST_COST * (1 - edge.trust)
            if edge.target not in arrived or total < arrived[edge.target][0]:
                arrived[edge.target] = (total, edge)
                heapq.heappush(queue, (total, len(arrived), edge.target))
    there = [state for state in arrived if pages.get(state) == page]
    if not there:
        return None
    plain = [state for state in there if state == page] or there
    return _back(arrived, min(plain, key=lambda state: arrived[state][0]))


def _back(arrived: dict[str, tuple[float, Edge | None]], state: str) -> tuple[Edge, ...]:
    edges: list[Edge] = []
    while (edge := arrived[state][1]) is not None:
        edges.append(edge)
        state = edge.source
    return tuple(reversed(edges))
