"""What to do next: over the whole known map, the untried action with the best chance for the cost of getting there.

Not "finish this page first", not "nearest first": a pilot on generated apps found 1.5 to 2 times the pages in the first
hundred actions when chance over cost is ranked globally. The chance starts from class and label, and learns: a template
that was tried elsewhere and led to a known page will most likely lead there again.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from patrol.crawl.atlas import MOST_MISSING, Atlas, Hop, Score, Spot, Tried
from patrol.crawl.candidates import LEAVE_CHANCE, Candidate
from patrol.crawl.declared import Hints
from patrol.crawl.keys import BACK_KEY
from patrol.model.graph import ActionKind, PageGraph

BACK_CHANCE = 0.03
UNSEEN_CHANCE = 0.6
"""Of a state that an earlier part of the run knew and this one has not looked at yet."""
GOOD_CHANCE = 0.3
"""What counts as worth a way of its own."""
MENU_NOVELTY = 0.7
REPEATED_CHANCE = 0.04
"""Of a template that led to a known page elsewhere."""
IDLE_CHANCE = 0.03
"""Of something that did nothing the first time: worth a second try when little else is left."""
WORTHLESS = 0.02
"""Below this only what the last-list names is left; it is done when nothing else can be."""
FIRST_SIBLINGS = 2
LEAST_NOVELTY = 0.05
"""Siblings of one shape (chips, options) that did nothing of their own make the rest hardly worth a try."""
MOST_FAILURES = 3
MOST_CRASHES = 3
MOST_SCROLLS = 6


@dataclass(frozen=True, slots=True)
class Plan:
    """Go along `route`, then do `key` (a candidate of the state at its end); "" means to look there."""

    route: tuple[Hop, ...]
    state: str
    key: str


class _Offer(NamedTuple):
    """The best candidate of a state, and how many are worth a way of their own."""

    key: str
    chance: float
    tie: float
    good: int


_NOTHING = _Offer("", 0.0, 0.0, 0)


class Strategy:
    """Chooses over an atlas; the same seed chooses alike."""

    def __init__(
        self, atlas: Atlas, rows: int, seed: int, hints: Hints | None = None, known: PageGraph | None = None
    ) -> None:
        self._atlas = atlas
        self._hints = hints or Hints()
        self._seen = 0
        self._rows = rows
        self._known = known
        self._random = Random(seed)
        self._ties: dict[tuple[str, str], float] = {}
        self._offers: dict[str, tuple[tuple[int, int], _Offer]] = {}

    def next(self, state: str, among: Container[str] | None = None) -> Plan | None:
        """The best thing to do from `state`, in any state or only in those of `among`; None when nothing untried can be
        reached."""
        self._tell_hints()
        ways = self._atlas.ways(state)
        best: tuple[float, float, str, str] | None = None
        most = max(1.0, self._atlas.most + 1) ** 0.5  # Back is offered too
        for target, cost in ways.nearest():
            # No chance is above 1, and no way is shared by more: what is further away cannot be better.
            if best is not None and cost / most + 1 > best[0]:
                break
            spot = self._atlas.spots.get(target)
            if spot is None or spot.failures >= MOST_FAILURES or (among is not None and target not in among):
                continue
            offer = self._offer(spot)
            if offer.chance <= 0:
                continue
            # The way is shared by all that is worth doing at its end.
            rank = ((cost / max(1.0, offer.good) ** 0.5 + 1) / offer.chance, offer.tie, target, offer.key)
            if best is None or rank < best:
                best = rank
        if best is None:
            return None
        return Plan(tuple(ways.route(best[2])), best[2], best[3])

    def _tell_hints(self) -> None:
        if len(self._atlas.entered) != self._seen:
            self._seen = len(self._atlas.entered)
            for key in self._atlas.entered:
                self._hints.saw(key.partition("!")[0])

    def _offer(self, spot: Spot) -> _Offer:
        """The best of a state, worked out anew only when something about it has changed."""
        now = spot.version, self._hints.version
        version, offer = self._offers.get(spot.key, ((-1, -1), _NOTHING))
        if version != now:
            found = self._open(spot)
            best = min(found, key=lambda each: (-each[1], self._tie(spot.key, each[0])), default=("", 0.0))
            good = sum(chance >= GOOD_CHANCE for _, chance in found)
            offer = _Offer(best[0], best[1], self._tie(spot.key, best[0]), good)
            self._offers[spot.key] = now, offer
        return offer

    def _open(self, spot: Spot) -> list[tuple[str, float]]:
        """(key, chance) of what is worth doing in a state."""
        if spot.candidates is None:
            return [("", UNSEEN_CHANCE)]
        found = [(key, chance) for key, c in spot.candidates.items() if (chance := self.chance(spot, c)) > 0]
        if BACK_KEY not in spot.tried:
            found.append((BACK_KEY, WORTHLESS if "!" in spot.key else BACK_CHANCE))
        return found

    def chance(self, spot: Spot, candidate: Candidate) -> float:
        """Of opening something new; 0 for what is done with."""
        tried = spot.tried.get(candidate.key)
        if tried is not None and (tried.missing >= MOST_MISSING or tried.crashes):
            return 0.0
        usual = self._usual(spot, candidate, tried)
        if candidate.chance <= WORTHLESS:
            return usual
        return self._hints.chance(spot.key.partition("!")[0], candidate, usual, tried.tries if tried else 0)

    def _usual(self, spot: Spot, candidate: Candidate, tried: Tried | None) -> float:
        """The same without what is declared."""
        if candidate.action.kind is ActionKind.scroll:
            return candidate.chance if spot.scrolled < MOST_SCROLLS else 0.0
        if tried is not None and tried.tries:
            idle = tried.tries == 1 and set(tried.targets) == {spot.key} and candidate.button
            return IDLE_CHANCE if idle else 0.0
        score = self._atlas.templates.get(candidate.template)
        if candidate.row is not None:
            return self._row_chance(candidate, score)
        if candidate.chance <= WORTHLESS:
            return candidate.chance
        if score is not None:
            return self._repeated(spot, candidate, score)
        return candidate.chance * self._novelty(spot, candidate)

    def _repeated(self, spot: Spot, candidate: Candidate, score: Score) -> float:
        """Of something tried elsewhere: only what opened something new more than once is likely to do so again."""
        if candidate.chance <= LEAVE_CHANCE or (spot.key.partition("!")[0], candidate.template) in self._atlas.on_page:
            return WORTHLESS
        return max(REPEATED_CHANCE, candidate.chance * (score.fresh - 1) / score.tries)

    def _novelty(self, spot: Spot, candidate: Candidate) -> float:
        """What siblings of one shape did, once some were tried: entries of a menu open pages of their own, options
        of a sheet all lead back."""
        if not candidate.group:
            return 1.0
        siblings = [c for c in (spot.candidates or {}).values() if c.group == candidate.group]
        tried = [spot.tried[c.key] for c in siblings if c.key in spot.tried and spot.tried[c.key].tries]
        if len(tried) < FIRST_SIBLINGS:
            return 1.0
        targets = {target for each in tried for target in each.targets if target != spot.key}
        fresh = sum(each.fresh for each in tried) / len(tried)
        apart = MENU_NOVELTY * len(targets) / len(tried) if len(targets) > 1 else 0.0
        return max(LEAST_NOVELTY, fresh, apart)

    def _row_chance(self, candidate: Candidate, score: Score | None) -> float:
        """Rows within the budget; then one late probe; more only while each opens something new."""
        if score is None or score.tries < self._rows:
            return candidate.chance
        if score.tries == self._rows:
            return REPEATED_CHANCE
        return candidate.chance if score.fresh == score.tries else 0.0

    def _tie(self, state: str, key: str) -> float:
        """A random but fixed order among equals."""
        return self._ties.setdefault((state, key), self._random.random())
