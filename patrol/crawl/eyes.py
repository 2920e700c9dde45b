"""Looks at the phone for crawl and journeys: one place that recognises pages and tells the recorder what was shown."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from patrol.crawl.identity import NOT_CAME, PageBook
from patrol.crawl.keys import key_of
from patrol.crawl.settle import Pace, Settler, same_look
from patrol.crawl.sight import Sight
from patrol.crawl.sighting import Came
from patrol.model.artifacts import Found, Visit
from patrol.model.events import PageFound
from patrol.model.graph import Action, ActionKind
from patrol.model.screen import Screen

if TYPE_CHECKING:
    from patrol.journey.session import Session

BLACK = 8
"""Brightest value of a picture that shows nothing: a window with FLAG_SECURE comes out black."""


PROVING = frozenset((ActionKind.tap, ActionKind.long_tap, ActionKind.deep_link, ActionKind.back))
LARGEST_BLACK = 64_000
"""Bytes; one colour over 1440×3200 pixels compresses to less. Opening every picture would cost 80 ms each."""


class Eyes:
    """The page book of one run, and the visits told so far."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._settler = Settler(session.clock)
        self.book = PageBook(session.scenario)
        self.now: Sight | None = None
        """What was settled and told last."""
        self.shown: Visit | None = None
        """The visit that told it, where it was pictured."""
        self.pictured: dict[str, Visit] = {}
        """Path of a tree → what was pictured of it last."""
        self.on_merge: Callable[[str, str], None] | None = None
        """Told (old, new) when a page turned out to be another."""
        self._looks: list[Screen] = []
        """What was seen while the present screen settled, the last two."""

    @property
    def below(self) -> str:
        """The page that a dialog would lie over."""
        return self.now.page if self.now is not None else ""

    def look(self) -> Sight:
        """One look, recognised; nothing is learned and nobody is told."""
        screen = self._stamped(self._session.driver.screen())
        self._looks = [*self._looks[-1:], screen]
        return Sight(screen, self.book.identify(screen, self.below))

    def settle(
        self,
        before: Sight | None = None,
        *,
        scrolled: bool = False,
        pace: Pace | None = None,
        action: Action | None = None,
    ) -> Sight:
        """Wait for the screen to settle, learn what is new, tell the visit. `action` was done to `before`: where it
        leads is evidence of which pages are one."""
        self._looks = []
        sight = self._settler.settle(self.look, before, pace or Pace())
        volatile = self._volatile(before)
        typed = pace is not None and pace.answered
        sight = self.tell(sight, scrolled=scrolled or typed, came=_came(before, action))
        if volatile:
            self.book.changed(sight.page, *volatile)
            sight = self._merged(sight)
        return sight

    def tell(self, sight: Sight, *, scrolled: bool = False, came: Came = NOT_CAME) -> Sight:
        """Learn a settled look, and tell the recorder when it is another state than the last."""
        sighting, found = self.book.learn(sight.screen, self.below, same_page=scrolled, came=came)
        sight = self._merged(Sight(sight.screen, sighting))
        self.shown = None
        if found is not None:
            self._new(sight, found, new_page=not sighting.known_page)
        if self.now is None or self.now.page != sight.page:
            self.book.visited(sight.page)
        if found is None and (self.now is None or self.now.state != sight.state):
            visit = Visit(at_ms=sight.screen.at_ms, page=sight.page, state=sight.state)
            self._session.recorder.visit(visit, sight.screen, None)
        elif found is None and self.now is not None and self.now.screen.roots is not sight.screen.roots:
            self._session.recorder.look(sight.state, sight.screen)
        self.now = sight
        return sight

    def _volatile(self, before: Sight | None) -> tuple[Screen, Screen] | None:
        """Two looks at what settled that say different things in one skeleton, if there are such: the first of them
        was not what was shown before the action any more, so that nothing but the page itself changed it."""
        if len(self._looks) < 2 or self._looks[0].roots == self._looks[1].roots:
            return None
        first, last = self._looks
        if (before is not None and first.roots == before.screen.roots) or not same_look(first, last):
            return None
        return first, last

    def _merged(self, sight: Sight) -> Sight:
        """Tell what turned out to be one page; the sight under its present name."""
        for merge in self.book.merges():
            self._session.recorder.found(merge.found)
            if self.on_merge is not None:
                self.on_merge(merge.old, merge.new)
            if self.now is not None:
                self.now = self._renamed(self.now)
            sight = self._renamed(sight)
        return sight

    def _renamed(self, sight: Sight) -> Sight:
        page, state = self.book.kept(sight.page), self.book.kept(sight.state)
        return Sight(sight.screen, replace(sight.sighting, page=page, state=state)) if state != sight.state else sight

    def picture(self) -> bytes | None:
        """A screenshot, unless the session takes none."""
        return self._session.driver.screenshot() if self._session.pictures else None

    def _new(self, sight: Sight, found: Found, *, new_page: bool) -> None:
        session = self._session
        picture = self.picture()
        secure = picture is not None and black(picture)
        visit = Visit(at_ms=sight.screen.at_ms, page=sight.page, state=sight.state, secure=secure)
        told = session.recorder.visit(visit, sight.screen, picture)
        self.shown = told if told.picture else None
        if told.picture and told.tree:
            self.pictured[told.tree] = told
        page, state = found.page, msgspec.structs.replace(found.state, picture=told.picture)
        if told.picture and not page.picture:
            page = msgspec.structs.replace(page, picture=told.picture)
            self.book.update(page)
        self.book.update_state(state)
        session.recorder.found(Found(page, state))
        if new_page:
            session.notify(PageFound(at_ms=sight.screen.at_ms, page=page.key, name=page.name))

    def _stamped(self, screen: Screen) -> Screen:
        return msgspec.structs.replace(screen, at_ms=self._session.clock.now_ms())


def _came(before: Sight | None, action: Action | None) -> Came:
    """What an action proves of the page it led to; typing proves nothing."""
    if action is None:
        return NOT_CAME
    if action.kind is ActionKind.launch:
        return Came(action="launch")
    if before is None or action.kind not in PROVING:
        return NOT_CAME
    return Came(before.state, key_of(action), before.screen)


def black(png: bytes) -> bool:
    """Whether a picture shows nothing; a damaged one is not black."""
    if len(png) > LARGEST_BLACK:
        return False
    from PIL import Image  # loads slowly; only who takes pictures pays

    try:
        with Image.open(io.BytesIO(png)) as image:
            image.draft("L", (64, 64))
            extrema = image.convert("L").resize((32, 32)).getextrema()
    except (OSError, ValueError):
        return False
    return isinstance(extrema[1], int | float) and extrema[1] < BLACK
