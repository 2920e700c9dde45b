"""Presses the button of a form: fills it first, also below the fold, and tries once more when the app refuses."""

from __future__ import annotations

from collections.abc import Callable

from patrol.crawl.candidates import Candidate, ScreenActions
from patrol.crawl.filling import Filler
from patrol.crawl.forms import ACCEPT, asks_for_choice, fill_value, other_value
from patrol.crawl.ground import Ground
from patrol.crawl.hands import Hands
from patrol.crawl.refusal import refused
from patrol.crawl.sight import Sight
from patrol.journey.find import editable
from patrol.journey.session import Session
from patrol.model.graph import Action, ActionKind, WallStatus
from patrol.model.screen import Node, Screen

MOST_BELOW = 3
"""Scrolls in search of what keeps a button disabled."""

Do = Callable[[Action, Candidate, tuple[Action, ...]], str]


class Submitter:
    """Forms of one crawl."""

    def __init__(self, session: Session, hands: Hands, ground: Ground, do: Do) -> None:
        self._session = session
        self._hands = hands
        self._ground = ground
        self._do = do
        self.filler = Filler(session, hands)
        self._retried: set[tuple[str, str]] = set()
        """(page, button) of forms that were refused and tried once more."""

    def prepared(self, candidate: Candidate, told: tuple[Action, ...]) -> tuple[Candidate, tuple[Action, ...]]:
        """The button once its form is filled, and what was typed, ticked and chosen for it."""
        if not candidate.button or not _is_form(self._ground.seen):
            return candidate, ()
        typed = self.filler.fill(self._ground.seen, told)
        if typed:
            candidate = self.found_again(candidate)
        for below in range(1, MOST_BELOW + 1):
            if candidate.node.enabled:
                break
            state = self._ground.now.state
            if not self._ground.scroll("down"):
                break
            self._ground.deepen(state, below)
            more = self.filler.fill(self._ground.seen, told)
            typed += more
            candidate = self.found_again(candidate)
        return candidate, typed

    def answered(self, before: Sight, button: Candidate, typed: tuple[Action, ...], target: str) -> str:
        """Where the button led in the end: a form that was refused is filled with other fitting values once; refused
        again, it stands in the way, and what the app said is told."""
        filled = any(each.kind is not ActionKind.scroll for each in typed) or _holds_values(before.screen)
        message = refused(before, self._ground.now) if filled else ""
        key = (before.page, button.key)
        if not message or key in self._retried:
            return target
        self._retried.add(key)
        self._close_message()
        if self._others_differ(message):
            typed += self.filler.again(lambda screen, field: self._other(screen, field, message))
            again = self.found_again(button)
            if again.node.enabled and self._ground.now.page == before.page:
                target = self._do(again.action, again, typed)
        if self._ground.now.page == before.page and not self._ground.now.outside:
            self._tell(before.page, button, refused(before, self._ground.now) or message)
        return target

    def _tell(self, page: str, button: Candidate, message: str) -> None:
        self._hands.wall(page, "form", WallStatus.blocked, f"the form was refused: “{message}”")
        known = self._session.eyes.book.page(page)
        self._ground.skip(f"{button.action} on {known.name if known else page}", f"the form was refused: “{message}”")

    def _close_message(self) -> None:
        """A dialog that says what is wrong is accepted."""
        if self._ground.now.overlay:
            buttons = [c for c in self._ground.seen.candidates.values() if c.button]
            accept = next((c for c in buttons if ACCEPT.match(c.node.label.strip())), None)
            if accept is None and len(buttons) == 1:
                accept = buttons[0]
            if accept is not None:
                self._do(accept.action, accept, ())
            else:
                self._hands.close_keyboard()
                self._ground.learn()

    def _others_differ(self, message: str) -> bool:
        screen, data = self._ground.now.screen, self._session.scenario.data
        fields = self._ground.seen.fields
        return any(other_value(screen, each, data, message) != fill_value(screen, each, data) for each in fields)

    def _other(self, screen: Screen, field: Node, message: str) -> str:
        return other_value(screen, field, self._session.scenario.data, message)

    def found_again(self, candidate: Candidate) -> Candidate:
        """The button as it is now: enabled, behind the keyboard, further down."""
        self._ground.learn()
        key = candidate.key
        seen = self._ground.seen.candidates
        return seen.get(key) or self._ground.uncover(key) or self._ground.reach(key) or candidate


def _holds_values(screen: Screen) -> bool:
    """Whether something was typed before, and stands there still: who comes back from what a form asked for first
    finds it filled."""
    return any(editable(node) and node.text.strip() for node in screen.nodes())


def _is_form(seen: ScreenActions) -> bool:
    return bool(seen.fields or seen.boxes or any(asks_for_choice(each.node) for each in seen.candidates.values()))
