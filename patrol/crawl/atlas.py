"""The crawl's working map: states, what was tried in each, where it led, and the cheapest way from one to another."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field

import msgspec

from patrol.crawl.candidates import Candidate, leaves
from patrol.crawl.gates import Gates
from patrol.crawl.identity import OUTSIDE
from patrol.crawl.keys import BACK_KEY, FILLING, key_of
from patrol.crawl.keys import Hop as Hop
from patrol.crawl.renaming import Names, rename
from patrol.crawl.routes import DISTRUST_COST, RESTART_COST, Ways
from patrol.crawl.stack import BackStack
from patrol.crawl.titles import Titles
from patrol.model.artifacts import CrawlStep
from patrol.model.graph import Action, ActionKind, Edge, Page, PageGraph, State

AVOIDED = 1000
"""Failures of what nobody shall go to again."""
MOST_LIES = 2
"""A way that led elsewhere so often in a row is no way any more, until it is seen to lead there again."""
TOLD_COST = 1.1
"""A step that only the last build is known to have taken."""
MOST_MISSING = 2
"""A widget that was not to be seen so often where it was wanted is no way and no candidate any more."""


@dataclass(slots=True)
class Tried:
    """What one action in one state came to."""

    action: Action
    tries: int = 0
    targets: dict[str, int] = field(default_factory=dict)
    crashes: int = 0
    typed: tuple[Action, ...] = ()
    """What was typed right before it."""
    fresh: bool = False
    """The first try led to a state that nobody had seen."""
    missing: int = 0
    """How often it was not to be seen when it was wanted, since it was done last."""
    lies: dict[str, int] = field(default_factory=dict)
    """Target → how often in a row it led elsewhere."""
    at: int = 0
    """Moment of the last try, as the gates count them."""
    told: str = ""
    """Where it led in an earlier run; nobody has tried it in this one as long as `tries` is 0."""


@dataclass(slots=True)
class Score:
    """How often something was tried, and how often a state came of it that nobody had seen."""

    tries: int = 0
    fresh: int = 0
    pages: dict[str, int] = field(default_factory=dict)
    """Other pages that it led to → how often; no more than a few are kept."""

    @property
    def opened(self) -> int:
        """How often it led to another page."""
        return sum(self.pages.values())

    def add(self, source: str, target: str) -> None:
        """One more try in the state `source`, which led to `target`."""
        self.tries += 1
        page = target.partition("!")[0]
        if page != source.partition("!")[0] and (page in self.pages or len(self.pages) < MOST_TARGETS):
            self.pages[page] = self.pages.get(page, 0) + 1


MOST_TARGETS = 4


@dataclass(slots=True)
class Spot:
    """A state and what is known of it. `candidates` is None until it was looked at in this session."""

    key: str
    number: int = 0
    """In the order in which they were found."""
    tried: dict[str, Tried] = field(default_factory=dict)
    candidates: dict[str, Candidate] | None = None
    scrolled: int = 0
    paged: bool = False
    """Scrolling it brought more rows and nothing else: a list without an end that one could wait for."""
    depth: int = 0
    """Scrolls after which it has shown everything that is known of it."""
    failures: int = 0
    """How often a way here was tried in vain."""
    version: int = 0
    """Grows with whatever may change what is worth doing here."""
    hops: list[tuple[Hop, float]] | None = None
    """Ways on, as long as nothing new was seen of them."""


class _Spots(dict[str, Spot]):
    """Spots by state; a state whose page turned out to be another is found under its old name too."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self._names = names

    def __missing__(self, state: str) -> Spot:
        if (kept := self._names(state)) == state:
            raise KeyError(state)
        return self[kept]


class Atlas:
    """Everything the crawl knows; grows by `observe`."""

    def __init__(self, restart_cost: float = RESTART_COST) -> None:
        self.names = Names()
        self.restart_cost = restart_cost
        self.spots: dict[str, Spot] = _Spots(self.names)
        self.start = ""
        self.launched: dict[str, int] = {}
        """State → how often a launch has shown it, the latest last."""
        self.most = 1
        """Things to do in the state that has most of them."""
        self.stack = BackStack()
        self.gates = Gates()
        self.touched: set[str] = set()
        """States of which something was learned since the ways from a launch were mended last."""
        self.epoch = 0
        """Grows when pages turn out to be others, and all that was worked out of them is void."""
        self.templates: dict[str, Score] = {}
        """What trying each template came to, on all pages together."""
        self.on_page: set[tuple[str, str]] = set()
        """(page, template) that was tried in any state of the page."""
        self.entered: set[str] = set()
        """States that an action or a launch led to; one that only a journey went to has no known way yet."""
        self.pages_entered: set[str] = set()
        self.rows: dict[tuple[str, str], Score] = {}
        """(page, template) of list rows → what trying them came to."""
        self.probes = Score()
        """What all rows but the first of each list came to."""
        self.titles = Titles()
        self.unlearned: set[str] = set()
        """States of an earlier part of the run of which nobody has seen yet what it was that was tried there."""

    def spot(self, state: str) -> Spot:
        state = self.names(state)
        spot = self.spots.get(state)
        if spot is None:
            spot = self.spots[state] = Spot(state, number=len(self.spots))
            self.touched.add(state)
        return spot

    def observe(
        self, source: str, action: Action, target: str, *, crashed: bool = False, typed: tuple[Action, ...] = ()
    ) -> None:
        """An action was done in `source`, the present state, after typing, and `target` was seen afterwards."""
        source, target = self.names(source), self.names(target)
        if action.kind is ActionKind.launch:
            self.start = target
            self.launched[target] = self.launched.pop(target, 0) + 1
            self.spot(target)
            self._enter(target)
            self.stack.launched(target)
            return
        self.credit(source, action, target, crashed=crashed, typed=typed)
        if action.kind is ActionKind.back:
            self.stack.back(source, target)
        else:
            self.stack.opened(source, target, leaving=action.locator is not None and leaves(action.locator))

    def moved(self, source: str, target: str) -> None:
        """`target` is shown after `source`, by something that says nothing of where it leads as a rule."""
        source, target = self.names(source), self.names(target)
        self._enter(target)
        if not target.startswith(OUTSIDE):
            self.spot(target)
        self.stack.opened(source, target, leaving=False)

    def credit(
        self, source: str, action: Action, target: str, *, crashed: bool = False, typed: tuple[Action, ...] = ()
    ) -> None:
        """Learn what an action does in `source`, also where that is only known to offer it too."""
        source, target = self.names(source), self.names(target)
        self._changed(source)
        tried_key = key_of(action)
        tried = self.spot(source).tried.setdefault(tried_key, Tried(action))
        tried.tries += 1
        tried.typed = typed or tried.typed
        tried.crashes += crashed
        tried.missing = 0
        tried.targets[target] = tried.targets.get(target, 0) + 1
        tried.at = self.gates.moved(source.partition("!")[0], tried_key, target.partition("!")[0])
        for other in {*tried.targets, tried.told} - {"", target}:
            tried.lies[other] = tried.lies.get(other, 0) + 1
        tried.lies.pop(target, None)
        self._enter(target)
        if not target.startswith(OUTSIDE):
            self.spot(target)

    def _enter(self, state: str) -> None:
        self.entered.add(state)
        self.pages_entered.add(state.partition("!")[0])

    def told(self, candidate: Candidate, source: str, target: str) -> None:
        """What one try of a candidate in an earlier run says of its kind."""
        self.templates.setdefault(candidate.template, Score()).add(source, target)
        if candidate.row is not None:
            self.rows.setdefault((source.partition("!")[0], candidate.template), Score()).add(source, target)

    def score(self, candidate: Candidate, source: str, target: str, fresh: bool) -> None:
        """Learn from one try of a candidate for all of its kind."""
        score = self.templates.setdefault(candidate.template, Score())
        score.add(source, target)
        score.fresh += fresh
        self.on_page.add((source.partition("!")[0], candidate.template))
        if candidate.row is not None:
            row = self.rows.setdefault((source.partition("!")[0], candidate.template), Score())
            if row.tries:
                self.probes.tries += 1
                self.probes.fresh += fresh
            row.tries += 1
            row.fresh += fresh
        if tried := self.spot(source).tried.get(candidate.key):
            tried.fresh = tried.fresh or fresh
        self.spot(source).version += 1
        self.touched.add(source)

    def score_of(self, state: str, candidate: Candidate) -> Score | None:
        """What trying one like it came to: a row on its own page, anything else anywhere."""
        if candidate.row is not None:
            return self.rows.get((state.partition("!")[0], candidate.template))
        return self.templates.get(candidate.template)

    def offer(self, state: str, candidates: dict[str, Candidate]) -> None:
        """What can be done in a state; added to what was seen of it before."""
        spot = self.spot(state)
        spot.candidates = {**(spot.candidates or {}), **candidates}
        spot.version += 1
        self.touched.add(spot.key)
        self.most = max(self.most, len(spot.candidates))

    def missed(self, state: str, action: Action) -> int:
        """An action was wanted and not to be seen; how often so far."""
        tried = self.spot(state).tried.setdefault(key_of(action), Tried(action))
        tried.missing += 1
        self._changed(state)
        return tried.missing

    def closed(self, state: str, key: str) -> None:
        """What an earlier run did here is no way in this one."""
        self.spot(state).tried.pop(key, None)
        self._changed(state)

    def states(self) -> frozenset[str]:
        """All states that this run has come to; what only an earlier run knows is not among them."""
        return frozenset(key for key, spot in self.spots.items() if key in self.entered or spot.candidates is not None)

    def avoid(self, page: str) -> None:
        """Count all states of a page as not to be reached."""
        for key, spot in self.spots.items():
            if key.partition("!")[0] == page:
                spot.failures = AVOIDED
                spot.version += 1

    def reachable(self) -> set[str]:
        """States that a fresh launch leads to by ways that are known now, Back apart."""
        found = {self.start}
        queue = [self.start]
        while queue:
            for hop, _ in self.hops(queue.pop()):
                if hop.key != BACK_KEY and hop.target not in found:
                    found.add(hop.target)
                    queue.append(hop.target)
        return found

    def changed(self, state: str) -> None:
        """What is known of a state is another now: its offer and its ways are worked out anew."""
        self._changed(state)

    def _changed(self, state: str) -> None:
        spot = self.spot(state)
        spot.version += 1
        spot.hops = None
        self.touched.add(spot.key)

    def sent(self, page: str, target: str) -> None:
        """The form of `page` was sent and led to `target`: what waited behind it is worth a try again."""
        self._reopen(self.gates.sent(page, target))

    def signed_in(self, page: str) -> None:
        """What asked to sign in on `page` asks no more."""
        self.gates.got_past(page)
        self._reopen({page})

    def _reopen(self, gates: set[str]) -> None:
        for spot in list(self.spots.values()) if gates else ():
            if any(target.partition("!")[0] in gates for tried in spot.tried.values() for target in tried.targets):
                self._changed(spot.key)

    def rename(self, old: str, new: str) -> None:
        """Page `old` turned out to be page `new`: what is known of its states belongs to that one's."""
        rename(self, old, new)

    def ways(self, start: str) -> Ways:
        """Cheapest way to every state."""
        return Ways(self, start)

    def hops(self, state: str) -> Iterable[tuple[Hop, float]]:
        """(hop, price) of every way on from `state`."""
        spot = self.spots.get(state)
        if spot is None:
            return ()
        if spot.hops is None:
            spot.hops = list(self._hops(spot))
        return spot.hops

    def _hops(self, spot: Spot) -> Iterable[tuple[Hop, float]]:
        for key, tried in spot.tried.items():
            if tried.crashes or tried.missing >= MOST_MISSING or _spoils(spot, key):
                continue
            filling = sum(2 if each.kind is ActionKind.type else 1 for each in tried.typed)
            lies = tried.lies.get(tried.told, 0)
            if tried.told and tried.told not in tried.targets and lies < MOST_LIES:
                yield Hop(key, tried.action, tried.told), TOLD_COST + filling + DISTRUST_COST * lies / MOST_LIES
            for target, arrivals in tried.targets.items():
                if target == spot.key or target.startswith(OUTSIDE) or tried.lies.get(target, 0) >= MOST_LIES:
                    continue
                if key == BACK_KEY and self._stacked(spot.key, target):
                    continue
                yield Hop(key, tried.action, target), 1 + filling + DISTRUST_COST * (1 - arrivals / tried.tries)

    def _stacked(self, state: str, target: str) -> bool:
        """Whether Back led from `state` to `target` only because one had come from there."""
        return any(state in (tried.told, *tried.targets) for tried in self.spots[target].tried.values())

    def restore(self, steps: Iterable[CrawlStep]) -> None:
        """Put back what the steps of an earlier part of the run taught."""
        typed: list[Action] = []
        for step in steps:
            if step.action.kind is ActionKind.type and step.action.locator is not None:
                typed.append(step.action)
            elif step.ended_ms is not None and step.target:
                crashed = step.note.startswith("crashed")
                filling = step.note == FILLING
                told = () if filling else tuple(typed)
                fresh = self.names(step.target) not in self.spots
                self.observe(step.source, step.action, step.target, crashed=crashed, typed=told)
                if tried := self.spot(step.source).tried.get(key_of(step.action)):
                    tried.fresh = tried.fresh or fresh
                    self.unlearned.add(self.names(step.source))
                typed = [*typed, step.action] if filling else []

    def _idle(self, state: str) -> tuple[str, ...]:
        spot = self.spots.get(state)
        tried = spot.tried.items() if spot is not None else ()
        return tuple(key for key, each in tried if each.tries and set(each.targets) == {state} and key != BACK_KEY)

    def graph(self, pages: Iterable[Page], states: Iterable[State]) -> PageGraph:
        """The page graph as it stands."""
        states = tuple(msgspec.structs.replace(state, idle=self._idle(state.key)) for state in states)
        known = {state.key for state in states}
        edges = [
            Edge(source, target, tried.action, tried.tries, arrivals, typed=tried.typed, says=_says(spot, key))
            for source, spot in self.spots.items()
            for key, tried in spot.tried.items()
            for target, arrivals in tried.targets.items()
            if source in known and target in known and source != target
        ]
        return PageGraph(
            start=self._usual_start(known) or next(iter(known), ""),
            pages=tuple(pages),
            states=states,
            edges=tuple(edges),
        )

    def _usual_start(self, known: Container[str]) -> str:
        """What most launches showed, of two alike the later: the last one alone may have followed cleared data."""
        times: dict[str, int] = {}
        for state, count in self.launched.items():
            times[self.names(state)] = times.pop(self.names(state), 0) + count
        shown = [state for state in reversed(times) if state in known]
        return max(shown, key=times.__getitem__, default=self.start if self.start in known else "")


def _says(spot: Spot, key: str) -> str:
    """What is to be read on the widget, where its name does not tell; rows say something else each day."""
    candidate = (spot.candidates or {}).get(key)
    locator = candidate.action.locator if candidate is not None else None
    if candidate is None or locator is None or candidate.row is not None or locator.text or locator.description:
        return ""
    return candidate.label


def _spoils(spot: Spot, key: str) -> bool:
    """Whether it signs out, changes the language and the like: done once in a session of its own, and no way to
    anywhere after that."""
    candidate = (spot.candidates or {}).get(key)
    return candidate is not None and candidate.destructive
