"""What an earlier run knows: its ways as ways that may still hold, and its pages as stops of a tour.

Nothing of it is believed for good: a way counts until it led elsewhere twice, a page counts as found when it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from patrol.crawl.atlas import MOST_LIES, MOST_MISSING, Atlas, Spot, Tried
from patrol.crawl.candidates import Candidate, leaves
from patrol.crawl.chances import Chances
from patrol.crawl.destructive import IDS, WORDS, destructive_label
from patrol.crawl.doubts import Doubts, leading_on
from patrol.crawl.keys import key_of
from patrol.crawl.tour import LEGS, plan_tour
from patrol.model.graph import ActionKind, Edge, Page, PageGraph, Remembered, State
from patrol.model.locator import Locator

REPLANNED_LEGS = LEGS // 8
MOST_PLANS = 25
"""Tours that are planned anew because a way did not hold; after that the old order is kept."""
MOST_STOPS_FAILED = 2


def as_unseen(page: Page) -> Page:
    """The page as an earlier run knew it, without what that run saw of it."""
    return msgspec.structs.replace(page, picture="", first_seen_ms=None, visits=0, wall="", wall_note="")


def only_seen(graph: PageGraph) -> PageGraph:
    """The graph without what was only declared: pages that nobody has seen, ways that nobody went."""
    pages = tuple(page for page in graph.pages if page.visits or page.first_seen_ms is not None)
    keys = {page.key for page in pages}
    states = tuple(state for state in graph.states if state.page in keys)
    known = {state.key for state in states}
    edges = tuple(edge for edge in graph.edges if edge.seen and edge.source in known and edge.target in known)
    return PageGraph(graph.start, pages, states, edges, graph.remembered)


def walkable(graph: PageGraph, last: Sequence[Locator]) -> PageGraph:
    """The graph without what would spoil the tour: signing out and the like, by label or by the scenario's last-list,
    and the answer to a dialog that asks about it. What only they lead to is left to the throw-away sessions."""
    asking = {state.key for state in graph.states if any(WORDS.search(each) for each in state.features)}
    edges = tuple(edge for edge in graph.edges if not _spoils(edge, last, asking))
    return msgspec.structs.replace(graph, edges=edges)


def _spoils(edge: Edge, last: Sequence[Locator], asking: set[str]) -> bool:
    locator = edge.action.locator
    if locator is None:
        return False
    if locator in last or destructive_label(locator.text or locator.description) or IDS.search(locator.id.lower()):
        return True
    return edge.source in asking and edge.action.kind is ActionKind.tap and not leaves(locator)


def with_memory(graph: PageGraph) -> PageGraph:
    """The graph of an earlier run together with what that one remembered of those before it; what it saw goes first."""
    pages = (*graph.pages, *graph.remembered.pages)
    memory = {state.key: state for state in graph.remembered.states}
    states = [
        msgspec.structs.replace(state, idle=tuple(dict.fromkeys((*state.idle, *memory[state.key].idle))))
        if state.key in memory
        else state
        for state in graph.states
    ]
    seen = {state.key for state in states}
    states += [state for key, state in memory.items() if key not in seen]
    edges = (*graph.edges, *graph.remembered.edges)
    return PageGraph(graph.start, pages, tuple(states), edges)


class Recall:
    """The graph of an earlier run, in use. `atlas` is told its ways at once."""

    def __init__(self, atlas: Atlas, graph: PageGraph, seed: int) -> None:
        self._atlas = atlas
        self._seed = seed
        self._pages, self._states = graph.pages, graph.states
        self._edges = tuple(_best(graph))
        self._known = tuple(leading_on(graph))
        self._idle = {state.key: frozenset(state.idle) for state in graph.states if state.idle}
        self._told = {state.key for state in graph.states}
        self._taught: set[tuple[str, str]] = set()
        self._order: list[str] | None = None
        self._stops = _stops(graph)
        self._every = self._stops
        """Those that were given up among them: `_stops` is made anew when one is."""
        self._plans = 0
        self._failures: dict[str, int] = {}
        self.doubts = Doubts(atlas, graph.pages, self._known)
        self._repeats = self._most_repeats = len(graph.pages)
        """How much of what the earlier run has done already may be done again, to see whether it still does the same:
        as many actions as there are pages."""
        self._tell(graph)

    @property
    def size(self) -> int:
        """Pages of the earlier run."""
        return len(self._pages)

    def repeat(self, times: int) -> None:
        """Let so much of what the earlier run did be done again for each of its pages."""
        self._repeats = self._most_repeats = times * len(self._pages)

    def knows(self, state: str) -> bool:
        return state in self._told

    def idle(self, state: str, key: str) -> bool:
        """Whether the action led nowhere in the earlier run."""
        return key in self._idle.get(state, ())

    def doubted(self, *, wholly: bool) -> bool:
        """Nothing is left to do: whether there is again, because pages are missed that the earlier run knew. `wholly`:
        where nothing tells why, all that it says is believed no more."""
        missed = self.doubts.missed()
        if self.doubts.once_more(missed):
            return True
        if not wholly or not missed or not self.doubts.unexplained(missed):
            return False
        self._idle, self._repeats, self._most_repeats = {}, 0, 0
        return True

    @property
    def rests(self) -> bool:
        """Enough was done again of what the earlier run knows."""
        return self._repeats <= 0

    @property
    def told(self) -> str:
        """How much was done again; "" when all of it was."""
        again = self._most_repeats - max(0, self._repeats)
        known = "actions that the earlier run knows were done again, the others were not"
        return f"{again} {known}" if self.rests and again else ""

    def repeated(self, spot: Spot, key: str) -> bool:
        """Something will be tried; whether nothing that the earlier run knows is worth another try from now on."""
        tried = spot.tried.get(key)
        if tried is not None and tried.tries:
            return False
        if self.idle(spot.key, key) or (tried is not None and tried.told):
            self._repeats -= 1
            return self._repeats == 0
        return False

    def stop(self, state: str) -> str | None:
        """The state to be visited next; None when the tour is over."""
        left = [stop for page, stop in self._stops.items() if page not in self._atlas.pages_entered]
        if not left:
            self._stops = {}
            return None
        if self._order is None or self._failed():
            self._plan(left)
        waiting = set(left)
        self._order = [stop for stop in self._order or () if stop in waiting]
        if not self._order:
            self._stops = {}
            return None
        return self._order[0]

    @property
    def waiting(self) -> set[str]:
        """States in which pages are still to be visited, those among them that the tour gave up."""
        return {stop for page, stop in self._every.items() if page not in self._atlas.pages_entered}

    def failed(self, stop: str) -> None:
        """The way to a stop was not found or did not hold; a stop with two such ways is given up."""
        self._failures[stop] = self._failures.get(stop, 0) + 1
        if self._failures[stop] >= MOST_STOPS_FAILED:
            self._stops = {page: each for page, each in self._stops.items() if each != stop}

    def teach(self, spot: Spot, chances: Chances) -> None:
        """Learn the app's habits from what the earlier run tried in a state that is shown now."""
        for key, candidate in (spot.candidates or {}).items():
            if (spot.key, key) in self._taught:
                continue
            opened = self._opened(spot, candidate)
            if opened is not None:
                self._taught.add((spot.key, key))
                self._atlas.told(candidate, spot.key, spot.tried[key].told if opened else spot.key)
                if candidate.row is None:
                    chances.learn(candidate.chance, candidate.traits, opened)

    def remembered(self, graph: PageGraph, *, cut_short: bool) -> Remembered:
        """What this run, which found `graph`, neither did again nor refuted, with widgets that it did not see missing:
        on pages that it found, and where it was `cut_short` on the others too. States that nothing leads to any more
        are forgotten."""
        kept, pages = self._atlas.names, {page.key for page in graph.pages}
        unmet = [page for page in self._pages if cut_short and kept(page.key) == page.key and page.key not in pages]
        pages |= {page.key for page in unmet}
        states: dict[str, State] = {}
        for state in self._states:
            key, page = kept(state.key), kept(state.page)
            if page in pages:
                idle = tuple(each for each in state.idle if self._untried(key, each))
                states.setdefault(key, msgspec.structs.replace(state, key=key, page=page, picture="", idle=idle))
        edges = [edge for edge in map(self._still_told, self._edges) if edge is not None and edge.target in states]
        edges += self._ways_missed({page.key for page in unmet}, {(edge.source, key_of(edge.action)) for edge in edges})
        met = {state.key for state in graph.states}
        reached = set(met)
        while more := {edge.target for edge in edges if edge.source in reached} - reached:
            reached |= more
        on_pages = {state.partition("!")[0] for state in reached}
        return Remembered(
            tuple(as_unseen(page) for page in unmet if page.key in on_pages),
            tuple(state for key, state in states.items() if key in reached and (state.idle or key not in met)),
            tuple(edge for edge in edges if edge.source in reached),
        )

    def _ways_missed(self, unmet: set[str], known: set[tuple[str, str]]) -> Iterator[Edge]:
        """What led to pages that this run missed, though it did not today."""
        for edge in self._known:
            source, target = self._atlas.names(edge.source), self._atlas.names(edge.target)
            if target.partition("!")[0] in unmet and (source, key_of(edge.action)) not in known:
                yield msgspec.structs.replace(edge, source=source, target=target)

    def _still_told(self, edge: Edge) -> Edge | None:
        """The way as it is called now; None when it was tried, was not there, or leads nowhere now."""
        source, target = self._atlas.names(edge.source), self._atlas.names(edge.target)
        key = key_of(edge.action)
        tried = self._atlas.spot(source).tried.get(key)
        if source == target or tried is None or tried.told != target or not self._untried(source, key):
            return None
        return msgspec.structs.replace(edge, source=source, target=target)

    def _untried(self, state: str, key: str) -> bool:
        """Whether this run has nothing to say of an action of a known state: it did not do it, and where it looked the
        widget was there."""
        spot = self._atlas.spot(state)
        tried = spot.tried.get(key)
        if tried is not None and (tried.tries or tried.missing >= MOST_MISSING):
            return False
        return spot.candidates is None or key in spot.candidates

    def _opened(self, spot: Spot, candidate: Candidate) -> bool | None:
        tried = spot.tried.get(candidate.key)
        if tried is not None and tried.told:
            return tried.told.partition("!")[0] != spot.key.partition("!")[0]
        return False if self.idle(spot.key, candidate.key) else None

    def _failed(self) -> bool:
        """Whether the way to the present stop did not hold, so that another order may be shorter now."""
        stop = (self._order or [""])[0]
        return self._plans < MOST_PLANS and self._atlas.spot(stop).failures > self._failures.get(stop, 0)

    def _plan(self, left: list[str]) -> None:
        for stop in left:
            failures = self._atlas.spot(stop).failures
            if failures > self._failures.get(stop, 0):
                self._failures[stop] = failures
        self._order = plan_tour(self._atlas, left, seed=self._seed, legs=REPLANNED_LEGS if self._plans else LEGS)
        self._plans += 1

    def _tell(self, graph: PageGraph) -> None:
        for state in graph.states:
            self._atlas.spot(state.key)
        for edge in self._edges:
            tried = self._atlas.spot(edge.source).tried.setdefault(key_of(edge.action), Tried(edge.action))
            tried.told, tried.typed = edge.target, edge.typed
        if not self._atlas.start and graph.start:
            self._atlas.start = graph.start


def _best(graph: PageGraph) -> Iterator[Edge]:
    """For each action of a state the edge that it took most often."""
    best: dict[tuple[str, str], Edge] = {}
    for edge in leading_on(graph):
        if edge.trust < 1 / (MOST_LIES + 1):
            continue
        key = edge.source, key_of(edge.action)
        if key not in best or edge.arrivals > best[key].arrivals:
            best[key] = edge
    yield from best.values()


def _stops(graph: PageGraph) -> dict[str, str]:
    """Page → the state in which it is to be visited: the plain one, else the first that was found of it."""
    stops: dict[str, str] = {}
    for state in graph.states:
        if state.page not in stops or state.key == state.page:
            stops[state.page] = state.key
    return stops
