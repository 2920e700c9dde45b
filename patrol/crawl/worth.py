"""What is worth doing in one state: its open candidates with the chance that each opens something new.

The chance starts from class and label, is learned from the app's own habits (patrol.crawl.chances), and is cut where
more is known: rows of a list have a budget, of siblings that all lead back the rest is hardly worth a try, what the
last build knows leads where it led.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from patrol.crawl.atlas import MOST_MISSING, Atlas, Score, Spot, Tried
from patrol.crawl.candidates import LEAVE_CHANCE, Candidate
from patrol.crawl.chances import Chances, Leads
from patrol.crawl.declared import Hints
from patrol.crawl.keys import BACK_KEY
from patrol.crawl.recall import Recall
from patrol.model.graph import ActionKind

BACK_CHANCE = 0.01
"""Where Back leads is known from the stack; where nothing is below, it may ask whether the app shall end."""
UNSEEN_CHANCE = 0.6
"""Of a state that an earlier part of the run, or an earlier run, knew and this one has not looked at yet."""
AGAIN_SHARE = 0.05
"""Of the chance of a button that did nothing the first time: a form may want something else."""
LOST_SHARE = 0.004
"""Of the chance of anything else that did nothing the first time: the tap may have been lost, at the very end."""
FILLED_SHARE = 0.3
"""Of the chance of a button beside a form that did nothing while the form was empty."""
BEHIND_SHARE = 0.7
"""Of the chance of what led to a sign-in page that was got past since."""
WORTHLESS = 0.02
PROBES_AT_FIRST = (0.5, 20.0)
"""(new, known) of rows beyond the budget, one a list, as if so many had been seen: most lists lead to one page."""
TOLD_CHANCE = 0.01
"""Of what the last build knows to lead nowhere, or to a page that was seen in this one."""
LOST_CHANCE = 0.4
"""Of what led, in the last build, to a page that nobody has seen in this one."""
KNOWN_STATE_CHANCE = 0.1
"""Of a state of the last build, a dialog or a tab as a rule, that was not looked at yet: something may be new in it."""
SURE_TRIES = 2
"""One template on several pages, each time with the same outcome."""
FIRST_SIBLINGS = 2
"""Siblings of one shape (chips, options of a sheet) that are tried before they say anything about the rest."""
LEAST_NOVELTY = 0.05
MENU_NOVELTY = 0.7
MOST_SCROLLS = 6
DEEPEST_VISIT = 5
"""Candidates of one state that a way there is shared by."""
STAY = 0.5
"""Of an action: what is saved by doing at once what would be come back for."""
RETURN = 1.0
"""Actions for coming back after something has opened."""


class Offer(NamedTuple):
    """What a state offers: its best candidate, and (actions, pages) that trying the best one, two … may come to."""

    key: str
    tie: float
    visits: tuple[tuple[float, float], ...]
    top: float = 0.0
    """The best chance of all that it offers."""

    def price(self, way: float) -> float:
        """Actions for each new page, the way there included; infinite when nothing is offered. Who is there already
        is spared the way that coming back for the rest would take."""
        way = way or -STAY
        best = float("inf")
        for actions, pages in self.visits:
            if (price := (way + actions) / pages) < best:
                best = price
        return best


NOTHING = Offer("", 0.0, ())


class Worth:
    """Knows what each state is worth."""

    def __init__(self, atlas: Atlas, rows: int, seed: int, hints: Hints, recall: Recall | None = None) -> None:
        self._atlas = atlas
        self._recall = recall
        self._rows = rows
        self._hints = hints
        self.chances = Chances()
        self._random = Random(seed)
        self._ties: dict[tuple[str, str], float] = {}

    def offer(self, spot: Spot) -> Offer:
        """What the state offers as things stand."""
        found = self._open(spot)
        if not found:
            return NOTHING
        found.sort(key=lambda each: (-each[1] / each[2], self._tie(spot.key, each[0])))
        visits, actions, pages = [], 0.0, 0.0
        for _, chance, cost, opens in found[:DEEPEST_VISIT]:
            pages += chance
            visits.append((actions + cost, pages))
            actions += cost + RETURN * opens
        top = max(chance for _, chance, _, _ in found)
        return Offer(found[0][0], self._tie(spot.key, found[0][0]), tuple(visits), top)

    def _open(self, spot: Spot) -> list[tuple[str, float, float, float]]:
        """(key, chance, cost, chance of opening anything) of what is worth doing in a state."""
        if spot.candidates is None:
            known = self._recall is not None and self._recall.knows(spot.key)
            return [("", KNOWN_STATE_CHANCE if known else UNSEEN_CHANCE, 0.5, 0.0)]
        if self._recall is not None:
            self._recall.teach(spot, self.chances)
        found = []
        for key, candidate in spot.candidates.items():
            opens = self._opens(spot, candidate)
            chance = self._with_hints(spot, candidate, opens)
            if chance > 0:
                found.append((key, chance, candidate.cost, opens))
        if BACK_KEY not in spot.tried and spot.key == self._atlas.start:
            found.append((BACK_KEY, BACK_CHANCE, 1.0, 1.0))
        return found

    def chance(self, spot: Spot, candidate: Candidate) -> float:
        """Of opening something new; 0 for what is done with."""
        return self._with_hints(spot, candidate, self._opens(spot, candidate))

    def _opens(self, spot: Spot, candidate: Candidate) -> float:
        return self.chances.opens(candidate.chance, candidate.traits)

    def _with_hints(self, spot: Spot, candidate: Candidate, opens: float) -> float:
        tried = spot.tried.get(candidate.key)
        if candidate.destructive or (tried is not None and (tried.missing >= MOST_MISSING or tried.crashes)):
            return 0.0
        usual = self._usual(spot, candidate, tried, opens)
        tries = tried.tries if tried else 0
        return self._hints.chance(spot.key.partition("!")[0], candidate, usual, tries)

    def _usual(self, spot: Spot, candidate: Candidate, tried: Tried | None, opens: float) -> float:
        """The same without what is declared."""
        if candidate.action.kind is ActionKind.scroll:
            return opens if spot.scrolled < MOST_SCROLLS else 0.0
        if tried is not None and self._recall is not None:
            if self._recall.doubts.wanted(spot.key, candidate.key, tried.tries):
                return LOST_CHANCE
        if tried is not None and tried.tries:
            if self._gate_passed(tried):
                return opens * BEHIND_SHARE
            idle = tried.tries == 1 and set(tried.targets) == {spot.key}
            if idle and candidate.beside_form:
                return FILLED_SHARE * opens
            if not idle or self._was_idle(spot, candidate) or not self._once_more(candidate):
                return 0.0
            return (AGAIN_SHARE if candidate.cost > 1 else LOST_SHARE) * opens
        if tried is not None and tried.told:
            return self._told() if tried.told.partition("!")[0] in self._atlas.pages_entered else LOST_CHANCE
        if self._was_idle(spot, candidate):
            return self._told()
        score = self._atlas.score_of(spot.key, candidate)
        if candidate.row is not None:
            return self._row_chance(spot, opens, score)
        if score is not None and self._known_way(candidate, score):
            return 0.0
        if score is not None and (spot.key.partition("!")[0], candidate.template) in self._atlas.on_page:
            return WORTHLESS
        chance = opens * self.chances.new(self.leads(candidate)) * self._novelty(spot, candidate)
        if candidate.button and candidate.cost > 1:
            chance *= 1 + self._atlas.gates.waiting(spot.key.partition("!")[0])
        return chance

    def _was_idle(self, spot: Spot, candidate: Candidate) -> bool:
        """Whether it did nothing in an earlier run."""
        return self._recall is not None and self._recall.idle(spot.key, candidate.key)

    def _told(self) -> float:
        """Of what the last build knows; 0 once enough of it was done again."""
        return 0.0 if self._recall is not None and self._recall.rests else TOLD_CHANCE

    def _gate_passed(self, tried: Tried) -> bool:
        """Whether it led to a form that was got past since."""
        if len(tried.targets) != 1:
            return False
        (target,) = tried.targets
        return self._atlas.gates.passed_since(target.partition("!")[0], tried.at)

    def leads(self, candidate: Candidate) -> Leads:
        """What is known of where it leads."""
        score = self._atlas.templates.get(candidate.template)
        if score is not None and candidate.row is None and len(score.pages) == 1:
            return Leads.elsewhere
        return Leads.titled if self._atlas.titles.name(candidate.label) else Leads.unknown

    def _once_more(self, candidate: Candidate) -> bool:
        """Whether what did nothing is tried again at the very end: a tap may have been lost, a form may want something
        else. Not what did nothing on other pages too."""
        if candidate.cost > 1:
            return True
        score = self._atlas.templates.get(candidate.template)
        lost = score is None or score.tries <= SURE_TRIES or score.opened > 0
        return lost and candidate.row is None and not candidate.node.checkable and candidate.chance > LEAVE_CHANCE

    def _known_way(self, candidate: Candidate, score: Score) -> bool:
        """Whether where it leads needs no try: up, where that was seen to be so, and what always led to one page."""
        if candidate.chance <= LEAVE_CHANCE:
            return score.tries >= SURE_TRIES and score.fresh <= 1
        return score.opened == score.tries >= SURE_TRIES and len(score.pages) == 1

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

    def _row_chance(self, spot: Spot, opens: float, score: Score | None) -> float:
        """Rows within the budget; then one late probe; more only while each opens something new."""
        if score is None or score.tries < self._rows:
            return opens
        if spot.paged:
            return 0.0
        if score.tries == self._rows:
            fresh, known = self._probed()
            return opens * fresh / (fresh + known)
        return opens if score.fresh == score.tries else 0.0

    def rows_left(self) -> Iterator[tuple[str, str, int]]:
        """(list, page, how many rows were seen at least) of the lists of which some rows were left alone."""
        left: dict[tuple[str, str], int] = {}
        for spot in self._atlas.spots.values():
            page = spot.key.partition("!")[0]
            for key, candidate in (spot.candidates or {}).items():
                if candidate.row is not None and not (key in spot.tried and spot.tried[key].tries):
                    name = candidate.template.partition(">")[0] or candidate.template
                    left[page, name] = max(left.get((page, name), 0), candidate.row + 1)
        for (page, name), rows in left.items():
            yield name, page, rows

    def _probed(self) -> tuple[float, float]:
        """What one row beyond the budget brought, over all lists of the app."""
        fresh, known = PROBES_AT_FIRST
        return fresh + self._atlas.probes.fresh, known + self._atlas.probes.tries - self._atlas.probes.fresh

    def _tie(self, state: str, key: str) -> float:
        """A random but fixed order among equals."""
        return self._ties.setdefault((state, key), self._random.random())
