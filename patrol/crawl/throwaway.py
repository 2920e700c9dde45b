"""What would spoil a crawl, done last and in sessions that are thrown away: signing out, other languages, clearing
data, refusing consent.

Pages stand behind such buttons that nothing else leads to. Each is done in a session of its own: go there, press it,
look at what it opens, end the app. When a fresh launch does not show what it used to, the app's data is cleared too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from patrol.crawl.atlas import Spot
from patrol.crawl.candidates import LEAVE_CHANCE, Candidate
from patrol.crawl.crew import Crew
from patrol.crawl.keys import BACK_KEY
from patrol.crawl.limits import Over
from patrol.crawl.strategy import Plan, Strategy
from patrol.crawl.travel import travel
from patrol.model.artifacts import StopReason
from patrol.model.graph import ActionKind

RESERVE = 0.1
"""Share of the actions that is kept for these sessions once something destructive is known."""
AS_TOLD, AS_TOLD_MS = 2, 5000
"""Actions and time that are left when consent was refused: a launch, and the answer."""
MOST_BEHIND = 12
"""Actions behind one destructive button."""
MOST_VAIN = 3
"""Of those, in a row without a new state."""
MOST_TRIPS = 2
"""Ways to one button that may fail."""
OPENS = re.compile(r"注销|销户|账[号户]|长辈|关怀|关爱|老年|大字|account|elder|senior|large", re.IGNORECASE)
"""Closing an account has pages of its own as a rule, and so has a mode for the elderly; the rest ends in a dialog."""
SIGNS_OUT = re.compile(r"退出|登出|sign.?out|log.?out", re.IGNORECASE)
LAST = 1
"""Rank of what comes after consent was refused."""
SAME_OFFER = 0.5
"""Share of what the start page used to offer that a fresh launch must show to be as it was."""


class ThrowAway:
    """The last part of a crawl."""

    def __init__(self, crew: Crew, strategy: Strategy, carry_out: Callable[[Plan], None]) -> None:
        self._crew = crew
        self._strategy = strategy
        self._carry_out = carry_out
        self._trips: dict[str, int] = {}
        """Label of a destructive button → ways to it so far."""
        self._start: tuple[str, frozenset[str], frozenset[str]] | None = None
        """State of the start page, what it offers, and what the offers say."""
        self._refused = False
        self._over = False

    @property
    def share(self) -> float:
        """Of the budget, to be kept for what waits here; 0 when nothing does."""
        waits = not self._over and (self._can_refuse() or self._crew.ground.destructive)
        return RESERVE if waits else 0.0

    def session(self) -> bool:
        """One session with one destructive action; False when none is left to be done."""
        self._remember_start()
        found = self._nearest()
        if found is not None and (_rank(found[1]) < LAST or not self._can_refuse()):
            self._sacrifice(*found)
        elif self._can_refuse():
            self._refuse()
        else:
            self._over = True
        return not self._over

    # --- what is there ------------------------------------------------------------------------------------------------

    def _waiting(self, spots: list[Spot] | None = None) -> list[tuple[Spot, Candidate]]:
        """Destructive candidates that were not done, each label once."""
        found, labels = [], set()
        for spot in self._crew.atlas.spots.values() if spots is None else spots:
            for candidate in (spot.candidates or {}).values():
                label = _label(candidate)
                if not candidate.destructive or label in labels or self._trips.get(label, 0) >= MOST_TRIPS:
                    continue
                tried = spot.tried.get(candidate.key)
                if tried is None or not (tried.tries or tried.missing >= MOST_TRIPS):
                    labels.add(label)
                    found.append((spot, candidate))
        return found

    def _nearest(self, among: list[Spot] | None = None) -> tuple[Spot, Candidate, Plan] | None:
        """What most likely opens a page of its own, then what is nearest."""
        ways = self._crew.atlas.ways(self._crew.ground.now.state)
        near = dict(ways.nearest())
        spots = [spot for spot in (self._crew.atlas.spots.values() if among is None else among) if spot.key in near]
        waiting = self._waiting(sorted(spots, key=lambda spot: near[spot.key]))
        if not waiting:
            return None
        spot, candidate = min(waiting, key=lambda each: (_rank(each[1]), near[each[0].key]))
        return spot, candidate, Plan(tuple(ways.route(spot.key)), spot.key, candidate.key)

    def _can_refuse(self) -> bool:
        return not self._refused and self._crew.keeper.walls.agreed

    # --- sessions -----------------------------------------------------------------------------------------------------

    def _sacrifice(self, spot: Spot, candidate: Candidate, plan: Plan) -> None:
        label = _label(candidate)
        self._trips[label] = self._trips.get(label, 0) + 1
        known = self._crew.atlas.states()
        before = self._crew.atlas.spots[spot.key].tried.get(candidate.key)
        tries = before.tries if before else 0
        if travel(self._crew, lambda state: state == plan.state):
            self._carry_out(Plan((), plan.state, plan.key))
        after = self._crew.atlas.spots[spot.key].tried.get(candidate.key)
        if after is None or after.tries == tries:
            return  # another way is tried next
        self._trips[label] = MOST_TRIPS
        self._behind(known)
        self._renew()

    def _refuse(self) -> None:
        """What the app shows to whom does not agree."""
        crew = self._crew
        self._refused = True
        known = crew.atlas.states()
        budget = crew.budget
        budget.kept = max(AS_TOLD / budget.limits.actions, AS_TOLD_MS / max(1.0, budget.limits.minutes * 60_000))
        budget.check()
        try:
            crew.keeper.walls.refuse_once()
            crew.keeper.launch(clear=True)
            self._behind(known)
        except Over as over:
            if over.reason in (StopReason.actions, StopReason.minutes):
                self._as_told()
            raise
        self._as_told()

    def _as_told(self) -> None:
        """The window is answered as app.yaml says. Whoever uses the app next, such as the measured launches, must not
        find it as nobody uses it: the budget has room for this when all else is spent."""
        self._crew.budget.kept = 0
        self._crew.keeper.walls.as_told()
        self._crew.keeper.launch(clear=True)

    def _behind(self, known: frozenset[str]) -> None:
        """Look at what was opened, as far as it is new."""
        crew, vain = self._crew, 0
        for _ in range(MOST_BEHIND):
            states = crew.atlas.states()
            plan = self._further(states - known)
            if plan is None or vain >= MOST_VAIN:
                return
            self._carry_out(plan)
            vain = 0 if crew.atlas.states() > states else vain + 1

    def _further(self, fresh: frozenset[str]) -> Plan | None:
        """Here before elsewhere, harmless before destructive; never out of what was opened."""
        state = self._crew.ground.now.state
        for states in (fresh & {state}, fresh):
            plan = self._strategy.next(state, among=states)
            if plan is not None and not self._leaves(plan):
                return plan
            if deeper := self._deeper(states):
                return deeper
        return None

    def _leaves(self, plan: Plan) -> bool:
        """Whether it leads out of what was opened."""
        candidate = (self._crew.atlas.spots[plan.state].candidates or {}).get(plan.key)
        relaunch = any(hop.action.kind is ActionKind.launch for hop in plan.route)
        return relaunch or plan.key == BACK_KEY or (candidate is not None and candidate.chance <= LEAVE_CHANCE)

    def _deeper(self, fresh: frozenset[str]) -> Plan | None:
        """The next destructive step behind the first: 清除 in the dialog that 清除缓存 opens."""
        found = self._nearest([spot for key, spot in self._crew.atlas.spots.items() if key in fresh])
        if found is None or any(hop.action.kind is ActionKind.launch for hop in found[2].route):
            return None
        label = _label(found[1])
        self._trips[label] = self._trips.get(label, 0) + 1
        return found[2]

    def _renew(self) -> None:
        """End the session; clear the app's data where its end alone does not bring back what was."""
        keeper = self._crew.keeper
        keeper.launch()
        if not self._as_before():
            keeper.launch(clear=True)

    def _remember_start(self) -> None:
        spot = self._crew.atlas.spots.get(self._crew.atlas.start)
        if self._start is None and spot is not None:
            offer = spot.candidates or {}
            self._start = spot.key, frozenset(offer), _said(offer)

    def _as_before(self) -> bool:
        if self._start is None:
            return True
        state, offer, said = self._start
        seen = self._crew.ground.seen.candidates
        shown, says = set(seen), _said(seen)
        return (
            self._crew.ground.now.state == state
            and len(shown & offer) >= SAME_OFFER * len(shown)
            and len(says & said) >= SAME_OFFER * len(says)
        )


def _rank(candidate: Candidate) -> int:
    """What opens pages, then signing out, then the rest."""
    label = _label(candidate)
    return LAST if SIGNS_OUT.search(label) else 0 if OPENS.search(label) else LAST + 1


def _said(offer: Mapping[str, Candidate]) -> frozenset[str]:
    """What the offers say, rows apart: ids stay when the app speaks another language."""
    return frozenset(each.label for each in offer.values() if each.label and each.row is None)


def _label(candidate: Candidate) -> str:
    return candidate.node.label.strip() or candidate.key
