"""The cheapest ways over a page graph from what a fresh launch shows, by number of actions and trust."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from functools import cached_property

from patrol.model.graph import ActionKind, Edge, PageGraph

DISTRUST_COST = 4.0
"""As PageGraph.to_networkx weighs an edge that does not always lead where it should."""

BACK_COST = 20.0
"""Of Back, which leads to where one came from: on another way to the page that is another place. Only a page that
nothing else leads to is reached by it."""

UNSEEN_COST = 1000.0
"""Of a way that is only declared: more than any way that was seen."""


class Routes:
    """One search over the whole graph; each question afterwards costs as much as its answer is long. Ways that are only
    declared are taken when `declared`, where nothing that was seen leads on."""

    def __init__(self, graph: PageGraph, *, declared: bool = False) -> None:
        self._pages = graph.state_pages()
        self._edges = graph.ways(declared=declared)
        self._arrived = _arrivals(graph.start, self._edges)

    def to(self, page: str) -> tuple[Edge, ...] | None:
        """The edges from a fresh launch to the first state of `page`; () when the launch shows it, None when no way is
        known. A state of the page with nothing lying over it is preferred to one with a dialog."""
        state = self._nearest.get(page)
        return None if state is None else self._back_from(state)

    def over(self, source: str, target: str) -> tuple[Edge, ...] | None:
        """The edges from a fresh launch to the page `source` and on to the page `target` by one action; None when no
        such way is known. Back is taken only where nothing else leads from the one to the other."""
        ways = [e for e in self._edges if (self._pages.get(e.source), self._pages.get(e.target)) == (source, target)]
        known = [(self._arrived[edge.source][0] + _cost(edge), edge) for edge in ways if edge.source in self._arrived]
        if not known:
            return None
        last = min(known, key=lambda each: each[0])[1]
        return (*self._back_from(last.source), last)

    def _back_from(self, state: str) -> tuple[Edge, ...]:
        edges: list[Edge] = []
        while (edge := self._arrived[state][1]) is not None:
            edges.append(edge)
            state = edge.source
        return tuple(reversed(edges))

    @cached_property
    def _nearest(self) -> dict[str, str]:
        """Page → the state by which it is reached."""
        found: dict[str, str] = {}
        for state, (cost, _) in self._arrived.items():
            page = self._pages.get(state)
            if page is None:
                continue
            known = found.get(page)
            if known is None or (known != page and (state == page or cost < self._arrived[known][0])):
                found[page] = state
        return found


def _cost(edge: Edge) -> float:
    cost = 1 + (DISTRUST_COST * (1 - edge.trust) if edge.seen else UNSEEN_COST)
    return cost + (BACK_COST if edge.action.kind is ActionKind.back else 0)


def _arrivals(start: str, edges: Iterable[Edge]) -> dict[str, tuple[float, Edge | None]]:
    """State → (cost, last edge of the cheapest way there)."""
    leaving: dict[str, list[Edge]] = {}
    for edge in edges:
        leaving.setdefault(edge.source, []).append(edge)
    arrived: dict[str, tuple[float, Edge | None]] = {start: (0.0, None)}
    queue = [(0.0, 0, start)]
    done: set[str] = set()
    while queue:
        cost, _, state = heapq.heappop(queue)
        if state in done:
            continue
        done.add(state)
        for edge in leaving.get(state, ()):
            total = cost + _cost(edge)
            if edge.target not in arrived or total < arrived[edge.target][0]:
                arrived[edge.target] = (total, edge)
                heapq.heappush(queue, (total, len(arrived), edge.target))
    return arrived
