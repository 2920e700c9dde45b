"""Walks: does one step of a way, or presses one thing, and sees whether it led where it should."""

from __future__ import annotations

from patrol.crawl.atlas import Atlas, Hop
from patrol.crawl.callers import Callers
from patrol.crawl.candidates import Candidate
from patrol.crawl.filling import Filler
from patrol.crawl.ground import Ground
from patrol.crawl.hands import Hands
from patrol.crawl.identity import OUTSIDE
from patrol.crawl.keeper import Keeper
from patrol.crawl.keys import BACK
from patrol.crawl.sight import Sight
from patrol.journey.session import Session
from patrol.model.graph import Action, ActionKind


class Walker:
    """Feet of the crawl and of replay."""

    def __init__(self, session: Session, atlas: Atlas, hands: Hands, ground: Ground, keeper: Keeper) -> None:
        self._atlas = atlas
        self._hands = hands
        self._filler = Filler(session, hands)
        self.callers = Callers()
        self._ground = ground
        self._keeper = keeper

    def hop(self, hop: Hop) -> bool:
        """Do one step of a way; False when it led elsewhere."""
        if hop.action.kind is ActionKind.launch:
            self._keeper.launch()
        elif hop.action.kind is ActionKind.back:
            self.do(BACK, None)
        elif hop.action.kind is ActionKind.deep_link:
            self.do(hop.action, None)
        else:
            candidate = self._ground.reach(hop.key)
            if candidate is None:
                self._ground.missing(self._ground.now.state, hop.action)
                return False
            self.press(candidate)
        self._keeper.cleared()
        return self._ground.now.state == hop.target

    def press(self, candidate: Candidate, also: str = "") -> str:
        """Fill what must be filled, then do it; the state it led to. `also`: another state to credit with the try."""
        before = self._ground.now
        shown, seen = self._ground.templates(before.state), self._ground.seen
        typed: tuple[Action, ...] = ()
        if candidate.button and (seen.fields or seen.boxes):
            typed = self._filler.fill(seen)
            if typed:
                self._ground.learn()
                again = self._ground.seen.candidates.get(candidate.key) or self._ground.uncover(candidate.key)
                candidate = again or candidate
        if not candidate.node.enabled:
            self._ground.missing(also or before.state, candidate.action)
            return self._ground.now.state
        target = self.do(candidate.action, candidate, typed)
        if self._ground.now.overlay == "permission":
            target = self._once_more(candidate, before, target, typed)
        for state in {before.state, also} - {"", self._hands.source}:
            self._atlas.credit(state, candidate.action, target, typed=typed)
        if candidate.action.kind is ActionKind.scroll:
            self._ground.scrolled(before, shown)
        elif candidate.button and not target.startswith(OUTSIDE) and target.partition("!")[0] != before.page:
            self._keeper.got_past(before.page, candidate.action)
        if candidate.button and not target.startswith(OUTSIDE):
            self.callers.pressed(before.page, candidate, target.partition("!")[0])
        return target

    def _once_more(self, candidate: Candidate, before: Sight, target: str, typed: tuple[Action, ...]) -> str:
        """What asked for a permission is done again once that was answered, unless it went on by itself."""
        self._keeper.cleared()
        again = self._ground.seen.candidates.get(candidate.key)
        if self._ground.now.state != before.state or again is None:
            return target
        return self.do(again.action, again, typed)

    def do(self, action: Action, candidate: Candidate | None, typed: tuple[Action, ...] = ()) -> str:
        """One journaled action; the state it led to, after recovering from crashes and strange places."""
        before = self._ground.now.page
        target = self._hands.act(action, candidate.node if candidate else None, typed)
        self.callers.moved(before, self._ground.now.page, back=action.kind is ActionKind.back)
        self._keeper.guard()
        self._ground.learn()
        self._keeper.watch()
        return target
