"""Where the crawl stands: the present screen, what can be done on it, and how to get to what lies further down."""

from __future__ import annotations

from collections.abc import Callable

from patrol.crawl.atlas import Atlas
from patrol.crawl.candidates import Candidate, ScreenActions, read_actions
from patrol.crawl.hands import Hands
from patrol.crawl.limits import Budget
from patrol.crawl.sight import Sight
from patrol.crawl.strategy import MOST_SCROLLS
from patrol.journey.session import Session
from patrol.model.graph import Action, ActionKind
from patrol.model.screen import Node

MOST_READ = 400
"""States whose tree is kept, so that an unchanged one need not be read again; a tree of 300 nodes takes 100 kB."""


class Ground:
    """The present screen with its candidates; tells the atlas what is offered where."""

    def __init__(self, session: Session, atlas: Atlas, hands: Hands, budget: Budget) -> None:
        self._session = session
        self._atlas = atlas
        self._hands = hands
        self._budget = budget
        self.seen = ScreenActions()
        self._read: dict[str, tuple[tuple[Node, ...], ScreenActions]] = {}
        """State → its tree as seen last, and what can be done there."""
        self.destructive = False
        """Something was seen that would spoil the crawl."""
        self.skipped: dict[str, str] = {}
        """What was left alone → why."""
        self.watched: Callable[[Sight, ScreenActions, int], None] | None = None
        """Told what is shown, what can be done there, and by how many scrolls it is further down."""

    @property
    def now(self) -> Sight:
        """What was settled last."""
        return self._hands.sight

    def learn(self) -> None:
        """What can be done here now."""
        sight = self.now
        if sight.outside:
            return
        read = self._read.get(sight.state)
        if read is None or read[0] != sight.screen.roots:
            self.seen = read_actions(sight.screen, self._session.scenario)
            if len(self._read) >= MOST_READ:
                self._read.pop(next(iter(self._read)))
            self._read[sight.state] = sight.screen.roots, self.seen
            self._atlas.offer(sight.state, self.seen.candidates)
            if page := self._session.eyes.book.page(sight.page):
                self._atlas.titles.add(page.title.partition("\n")[0])
            self.destructive |= any(each.destructive for each in self.seen.candidates.values())
            for name in self.seen.denied:
                self.skip(name, "named by the deny list")
        else:
            self.seen = read[1]
        if self.watched is not None:
            self.watched(sight, self.seen, self._hands.offset)
        self._budget.saw(len(self._atlas.states()))

    def templates(self, state: str) -> int:
        """Templates outside lists that the state has shown so far."""
        spot = self._atlas.spot(state)
        return len({c.template for c in (spot.candidates or {}).values() if c.row is None})

    def scrolled(self, before: Sight, shown: int) -> None:
        """A scroll that shows nothing new is the end of the page, or of its worth; `shown`: templates before it."""
        spot = self._atlas.spot(before.state)
        spot.scrolled += 1
        spot.version += 1
        spot.depth = max(spot.depth, spot.scrolled)
        moved = self.now.screen.roots != before.screen.roots
        if self.templates(before.state) == shown or not moved:
            spot.scrolled = MOST_SCROLLS
            spot.paged = moved and any(each.row is not None for each in self.seen.candidates.values())

    def reach(self, key: str) -> Candidate | None:
        """The candidate on the present screen, after scrolling where it was seen further down or up."""
        if candidate := self.seen.candidates.get(key):
            return candidate
        state = self.now.state
        for direction in ("down", "up"):
            for _ in range(self._atlas.spot(state).depth):
                if not self.scroll(direction):
                    break
                if candidate := self.seen.candidates.get(key):
                    return candidate
                if self.now.state != state:
                    break
        return None

    def deepen(self, state: str, scrolls: int) -> None:
        """So many scrolls down there is something to be found."""
        spot = self._atlas.spot(state)
        spot.depth = max(spot.depth, scrolls)

    def scroll(self, direction: str) -> bool:
        """Scroll the page; False when it cannot be or is at its end."""
        scroll = next((c for c in self.seen.candidates.values() if c.action.kind is ActionKind.scroll), None)
        if scroll is None:
            return False
        before = self.now
        self._hands.scroll(scroll.node, scroll.action, direction)
        self.learn()
        return self.now.screen.roots != before.screen.roots

    def uncover(self, key: str) -> Candidate | None:
        """A button that the keyboard hides: close the keyboard."""
        if not (self.now.screen.keyboard or self.now.overlay):
            return None
        self._hands.close_keyboard()
        self.learn()
        return self.seen.candidates.get(key)

    def missing(self, state: str, action: Action) -> None:
        """An action was wanted and cannot be done here."""
        if self._atlas.missed(state, action) == 2:
            self.skip(str(action), "not to be seen again where it was found")

    def skip(self, what: str, why: str) -> None:
        self.skipped.setdefault(what, why)
