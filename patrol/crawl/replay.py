"""Goes to a page again by the stored graph of an earlier crawl.

    replayer = Replayer(session, crawl.graph, journeys)
    replayed = replayer.go("transfer_confirm")      # Replayed(page, arrived, actions, note)

It walks as the crawl does: finds again what is to be touched, scrolls to it, types what was typed, answers permission
windows, taps once more when a tap was lost, waits for a page that is late, takes another way where an edge lies.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from patrol.crawl.atlas import Tried
from patrol.crawl.crew import crew_of
from patrol.crawl.keys import BACK_KEY, key_of
from patrol.crawl.limits import CrawlLimits, Over
from patrol.crawl.travel import travel
from patrol.errors import DeviceError, DeviceLost
from patrol.journey.session import Session
from patrol.model.artifacts import Found
from patrol.model.graph import PageGraph
from patrol.model.journey import Journey

PATIENCE_MS = 3000
"""A page opened by a request on a bad network; nobody waits longer without a sign of life."""
TOUCHES = 3
STARTS = 2
"""A way that failed in all its variants is gone once more from a fresh launch."""
LIMITS = CrawlLimits(actions=10**9, minutes=10**9, stagnation=10**9)


@dataclass(frozen=True, slots=True)
class Replayed:
    """How a page was gone to."""

    page: str
    arrived: bool
    actions: int
    """Done on the way, launch included."""
    note: str = ""
    """Where it ended instead, and why."""


class Replayer:
    """Walks the stored ways of one graph on one phone."""

    def __init__(self, session: Session, graph: PageGraph, journeys: Mapping[str, Journey] | None = None) -> None:
        self._session = session
        self._crew = crew_of(session, LIMITS, journeys or {})
        self._crew.walker.patience_ms = PATIENCE_MS
        self._crew.walker.touches = TOUCHES
        self._pages = graph.state_pages()
        pages = {page.key: page for page in graph.pages}
        session.eyes.book.restore(Found(pages[s.page], s) for s in graph.states if s.page in pages)
        atlas = self._crew.atlas
        atlas.start = graph.start
        for edge in graph.edges:
            key = key_of(edge.action)
            if key == BACK_KEY:
                continue
            tried = atlas.spot(edge.source).tried.setdefault(key, Tried(edge.action, typed=edge.typed))
            tried.tries = max(tried.tries, edge.tries)
            tried.targets[edge.target] = tried.targets.get(edge.target, 0) + edge.arrivals
            tried.typed = edge.typed or tried.typed
            atlas.spot(edge.target)

    def _trust_again(self) -> None:
        """Distrust is for one way: a tap that was lost says nothing of the edge."""
        for spot in self._crew.atlas.spots.values():
            spot.failures, spot.hops = 0, None
            for tried in spot.tried.values():
                tried.lies.clear()
                tried.missing = 0

    def go(self, page: str) -> Replayed:
        """From a fresh launch to `page`. Raises DeviceLost when the phone goes."""
        began, note = self._crew.budget.spent, ""
        book = self._session.eyes.book
        try:
            for _ in range(STARTS):
                self._trust_again()
                self._crew.keeper.launch()
                if arrived := travel(self._crew, lambda state: state.partition("!")[0] == page):
                    break
        except Over as over:
            arrived, note = False, over.note
        except DeviceLost:
            raise
        except DeviceError as error:
            arrived, note = False, str(error)
        if not arrived and not note:
            seen = book.page(self._crew.ground.now.page)
            known = any(self._pages.get(state) == page for state in self._pages)
            note = f"ended on {seen.name if seen else self._crew.ground.now.page}"
            note = note if known else f"the graph knows no page {page}"
        return Replayed(page, arrived, self._crew.budget.spent - began, note)
