"""Walks: does one step of a way, or presses one thing, and sees whether it led where it should."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from patrol.clock import wait_until
from patrol.crawl.atlas import Atlas, Hop
from patrol.crawl.callers import Callers
from patrol.crawl.candidates import LEAVE_CHANCE, Candidate, leaves, read_actions
from patrol.crawl.ground import Ground
from patrol.crawl.hands import Hands
from patrol.crawl.identity import OUTSIDE
from patrol.crawl.keeper import Keeper
from patrol.crawl.keys import BACK
from patrol.crawl.sight import Sight
from patrol.crawl.submitting import Submitter
from patrol.journey.arguments import Element
from patrol.journey.find import find
from patrol.journey.session import Session
from patrol.model.graph import Action, ActionKind

PATIENCE_MS = 800
FURTHER_DOWN = Action(ActionKind.scroll, value="down")
"""Goes with what was typed: the widget was scrolled to."""
MOST_CRASHES = 3
MOST_TOUCHES = 2
"""A tap that did nothing is done once more."""
NOTED = re.compile(r"^(?:我?知道了|好的?|以后再说|稍后再说|下次再说|got it|ok|later|not now|dismiss)$", re.IGNORECASE)
"""What says that a notice was read, or puts it off."""
WINDOWS = ("dialog", "sheet")
MOST_NOTICES = 2
"""Dialogs over one page that are closed on the way, one after the other."""


class Walker:
    """Feet of the crawl and of replay."""

    def __init__(self, session: Session, atlas: Atlas, hands: Hands, ground: Ground, keeper: Keeper) -> None:
        self._session = session
        self._atlas = atlas
        self._hands = hands
        self.forms = Submitter(session, hands, ground, self.do)
        self.callers = Callers()
        self._crashes: Counter[str] = Counter()
        self.touches = MOST_TOUCHES
        self.patience_ms = PATIENCE_MS
        """How long a page or a widget that is expected may be late."""
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
            return self._touch(hop)
        self._keeper.cleared()
        return self._there(hop.target)

    def _there(self, target: str) -> bool:
        """Whether the state is reached; a dialog that opened on the way is closed when the page below was wanted."""
        for _ in range(MOST_NOTICES):
            now = self._ground.now
            if now.state == target or now.overlay not in WINDOWS or f"!{now.overlay}" in target:
                break
            self.close()
        return self._ground.now.state == target

    def close(self) -> None:
        """Close a dialog by the button that only does that, else by Back."""
        close = next((each for each in self._ground.seen.candidates.values() if closes(each)), None)
        self.do(close.action if close else BACK, close)
        self._keeper.cleared()

    def look_below(self, source: str, candidate: Candidate) -> None:
        """What opened a dialog may have opened a page with it, which nobody sees as long as the dialog lies over it:
        one that has nothing else to offer is closed, and the page below counts as opened by the candidate too."""
        now = self._ground.now
        if now.overlay not in WINDOWS or now.state == source or now.outside:
            return
        tried = self._atlas.spot(now.state).tried
        if all(closes(each) or each.destructive or key in tried for key, each in self._ground.seen.candidates.items()):
            self.close()
            below = self._ground.now
            if below.page != source.partition("!")[0] and not below.outside and not below.overlay:
                self._atlas.credit(source, candidate.action, below.state)

    def _touch(self, hop: Hop) -> bool:
        """Find what is to be touched, touch it, and once more when nothing came of it: taps get lost."""
        for attempt in range(self.touches):
            before = self._ground.now
            candidate = self._ground.reach(hop.key) or self._late(hop)
            if candidate is None:
                if not attempt:
                    self._ground.missing(before.state, hop.action)
                return False
            tried = self._atlas.spot(before.state).tried.get(hop.key)
            if candidate.destructive and not (tried is not None and tried.tries):
                self._atlas.closed(before.state, hop.key)  # only an earlier run knows it: not on the way to anything
                return False
            self.press(candidate, told=tried.typed if tried else ())
            self._keeper.cleared()
            if self._there(hop.target) or self._arrives(hop, before):
                return True
            if self._ground.now.state != before.state:
                return False
        return False

    def _late(self, hop: Hop) -> Candidate | None:
        """The widget as soon as it is there, or what else its name means here."""
        scenario = self._session.scenario
        self._wait(lambda sight: hop.key in read_actions(sight.screen, scenario).candidates)
        if candidate := self._ground.seen.candidates.get(hop.key):
            return candidate
        locator = hop.action.locator
        node = find(self._ground.now.screen, Element(locator)) if locator and not locator.path else None
        if node is None:
            return None
        return Candidate(hop.key, hop.action, node, "", button=node.class_name.endswith("Button"))

    def _arrives(self, hop: Hop, before: Sight) -> bool:
        """Whether a page that is late shows after all, though the tap seemed to do nothing."""
        if self._ground.now.state != before.state:
            return False
        self._wait(lambda sight: sight.state != before.state)
        state = self._ground.now.state
        if state != before.state and not self._ground.now.outside:
            self._atlas.observe(before.state, hop.action, state)
            self._keeper.cleared()
        return self._there(hop.target)

    def _wait(self, wanted: Callable[[Sight], bool]) -> None:
        """Look until it is so, for as long as the walker's patience lasts."""
        eyes, clock = self._session.eyes, self._session.clock
        if wait_until(lambda: wanted(eyes.look()), clock=clock, timeout_ms=self.patience_ms):
            eyes.settle()
            self._ground.learn()

    def press(self, candidate: Candidate, also: str = "", told: tuple[Action, ...] = ()) -> str:
        """Fill what must be filled, then do it; the state it led to. `also`: another state to credit with the try;
        `told`: what was typed when it was done before."""
        before = self._ground.now
        shown = self._ground.templates(before.state)
        tried = self._atlas.spot(also or before.state).tried.get(candidate.key)
        if candidate.beside_form and (
            told or (tried is not None and tried.tries and set(tried.targets) <= {before.state})
        ):
            candidate = replace(candidate, button=True)
        candidate, typed = self.forms.prepared(candidate, told)
        if not candidate.node.enabled:
            self._ground.missing(also or before.state, candidate.action)
            return self._ground.now.state
        if self._hands.offset and candidate.action.kind is ActionKind.tap:
            typed = (FURTHER_DOWN, *typed)
        target = self.do(candidate.action, candidate, typed)
        if self._ground.now.overlay == "permission":
            target = self._once_more(candidate, before, target, typed)
        target = self.forms.answered(before, candidate, typed, target)
        for state in {before.state, also} - {"", self._hands.source}:
            self._atlas.credit(state, candidate.action, target, typed=typed)
        if candidate.action.kind is ActionKind.scroll:
            self._ground.scrolled(before, shown)
        elif candidate.button and not target.startswith(OUTSIDE) and target.partition("!")[0] != before.page:
            self._keeper.got_past(before.page, candidate.action)
        if candidate.button and not target.startswith(OUTSIDE):
            self.callers.pressed(before.page, candidate, target)
        return target

    def _once_more(self, candidate: Candidate, before: Sight, target: str, typed: tuple[Action, ...]) -> str:
        """What asked for a permission is done again once that was answered, unless it went on by itself."""
        self._keeper.cleared()
        again = self._ground.seen.candidates.get(candidate.key)
        if self._ground.now.state != before.state or again is None:
            return target
        return self.do(again.action, again, typed)

    def do(
        self, action: Action, candidate: Candidate | None, typed: tuple[Action, ...] = (), *, proves: bool = True
    ) -> str:
        """One journaled action; the state it led to, after recovering from crashes and strange places."""
        before = self._ground.now.page
        target = self._hands.act(action, candidate.node if candidate else None, typed, proves=proves)
        if self._hands.crashed:
            self._crashed(before)
        leaving = action.kind is ActionKind.back or (action.locator is not None and leaves(action.locator))
        self.callers.moved(before, self._ground.now.page, back=leaving)
        self._keeper.guard()
        self._ground.learn()
        self._keeper.watch()
        return target

    def _crashed(self, page: str) -> None:
        """Three crashes on one page, whatever was touched: nobody goes there any more."""
        self._crashes[page] += 1
        if self._crashes[page] == MOST_CRASHES:
            known = self._session.eyes.book.page(page)
            name = known.name if known else page
            self._ground.skip(f"page {name}", f"the app crashed there {MOST_CRASHES} times: it is left alone")
            self._atlas.avoid(page)


def closes(candidate: Candidate) -> bool:
    """A button of a dialog that only closes it."""
    label = candidate.node.label.strip()
    tap = candidate.action.kind is ActionKind.tap and not candidate.destructive
    return tap and (candidate.chance <= LEAVE_CHANCE or NOTED.match(label) is not None)
