"""When an earlier run's knowledge is not believed any more: pages that it knew are missed.

A form may have been refused for a tap that was lost, a way may lie today; believing the earlier run for good would
lose such pages from one patrol to the next. What led to them is tried once more; where nothing tells why they are not
shown, everything that the earlier run spared is tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from patrol.crawl.atlas import MOST_MISSING, Atlas, Spot, Tried
from patrol.crawl.keys import key_of
from patrol.model.graph import ActionKind, Edge, Page, PageGraph

STEPS = (ActionKind.tap, ActionKind.long_tap, ActionKind.type, ActionKind.scroll)
"""What leads on by itself; Back and launches depend on the moment."""


class Doubts:
    """Of one crawl with the graph of an earlier one: its pages, and all its ways that lead on."""

    def __init__(self, atlas: Atlas, pages: Sequence[Page], edges: Sequence[Edge]) -> None:
        self._atlas, self._pages, self._edges = atlas, pages, edges
        self._wanted: dict[tuple[str, str], int] = {}
        """(state, action) that led to a page which is missed → how often it was tried when that was noticed."""
        self._whole = False

    def missed(self) -> set[str]:
        """Pages that the earlier run knew and this one was not shown."""
        names = self._atlas.names
        return {page.key for page in self._pages if names(page.key) == page.key} - self._atlas.pages_entered

    def wanted(self, state: str, key: str, tries: int) -> bool:
        """Whether it is told to lead to a page that is missed, and was not tried since that was noticed."""
        return self._wanted.get((state, key)) == tries

    def once_more(self, missed: set[str]) -> bool:
        """Want what leads to these pages and is there; whether anything is wanted that was not before."""
        wanted = {way: tries for way, tries in self._ways_to(missed) if way not in self._wanted}
        self._wanted |= wanted
        for state, _ in wanted:
            self._atlas.spot(state).failures = 0
            self._atlas.changed(state)
        return bool(wanted)

    def unexplained(self, missed: set[str]) -> bool:
        """Whether nothing tells why these pages are missed; then, once, whatever was told and not tried in this run is
        as if nobody had told it."""
        if self._whole or all(self._explained(edge, missed) for edge in self._edges):
            return False
        self._whole = True
        for spot in self._atlas.spots.values():
            spot.failures = 0
            for key in [key for key, tried in spot.tried.items() if not tried.tries]:
                del spot.tried[key]
        for state in list(self._atlas.spots):
            self._atlas.changed(state)
        return True

    def _explained(self, edge: Edge, missed: set[str]) -> bool:
        """Whether a way into these pages from outside of them was looked for and is not there, or leads to another page
        now; any other way explains itself."""
        if _page(self._atlas.names(edge.target)) not in missed or _page(self._atlas.names(edge.source)) in missed:
            return True
        spot, tried = self._now(edge)
        absent = spot.candidates is not None and key_of(edge.action) not in spot.candidates
        return absent or (tried is not None and not _stayed(spot, tried))

    def _ways_to(self, pages: set[str]) -> Iterator[tuple[tuple[str, str], int]]:
        """((state, action), tries so far) of widgets that are there, are told to lead to these pages, and led nowhere
        else."""
        for edge in self._edges if pages else ():
            spot, tried = self._now(edge)
            if _page(self._atlas.names(edge.target)) not in pages or tried is None:
                continue
            gone = tried.missing >= MOST_MISSING or key_of(edge.action) not in (spot.candidates or ())
            if not gone and not tried.crashes and _stayed(spot, tried):
                yield (spot.key, key_of(edge.action)), tried.tries

    def _now(self, edge: Edge) -> tuple[Spot, Tried | None]:
        spot = self._atlas.spot(self._atlas.names(edge.source))
        return spot, spot.tried.get(key_of(edge.action))


def leading_on(graph: PageGraph) -> Iterator[Edge]:
    """What leads on by itself, between states that are told."""
    states = {state.key for state in graph.states}
    for edge in graph.edges:
        if edge.action.kind in STEPS and edge.source in states and edge.target in states:
            yield edge


def _page(state: str) -> str:
    return state.partition("!")[0]


def _stayed(spot: Spot, tried: Tried) -> bool:
    """Whether it led to no other page so far."""
    return all(_page(target) == _page(spot.key) for target in tried.targets)
