"""Listens while journeys are played: which of their fields take a password, how the keys lie, and what stays in memory
when a journey has gone on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from patrol.errors import DeviceError, DeviceLost
from patrol.journey.play import Player
from patrol.journey.session import Session
from patrol.model.passwords import PasswordField, ProbeKind
from patrol.model.screen import Node
from patrol.passwords.keys import order_of
from patrol.passwords.memory import HeapUnreadable, heap_of, left_in_heap
from patrol.passwords.notes import Append, Came, Place, untried
from patrol.passwords.openings import Field, Openings
from patrol.passwords.recognise import Secret, secret_on


@dataclass(frozen=True, slots=True)
class Way:
    """A journey that types into a field."""

    journey: str
    after_ms: int
    """From the journey's begin until it typed there."""


class Watch:
    """`hear` is a session's `typing`; call `begins` before and `ended` after each journey."""

    def __init__(self, append: Append) -> None:
        self._append = append
        self.openings = Openings()
        self.ways: dict[Field, list[Way]] = {}
        """Field → the journeys that type into it."""
        self._journey, self._began_ms = "", 0
        self._typed: dict[Field, tuple[Secret, str]] = {}
        """What this journey typed; forgotten when it ends."""
        self._looked: set[Field] = set()
        self._unreadable: HeapUnreadable | None = None

    def recall(self, fields: Iterable[PasswordField]) -> None:
        """What an earlier attempt of the run met: the ways to these fields are known."""
        for field in fields:
            kind, _, journey = field.by.partition("/")
            if kind == "journey":
                self.ways.setdefault((field.page, field.name), []).append(Way(journey, 0))

    def begins(self, session: Session, journey: str) -> None:
        self._journey, self._began_ms = journey, session.clock.now_ms()
        self._typed = {}

    def hear(self, player: Player, field: Node | None, text: str) -> None:
        """Before a journey types `text`."""
        sight = player.sight()
        secret = secret_on(sight.screen, sight.page, field, player.session.scenario.passwords.fields)
        if secret is None:
            return
        key = (sight.page, secret.name)
        player.session.values.learn("/".join(key), text)
        if key not in self.ways:
            place = Place(player.session, self._append, sight.page, secret, f"journey/{self._journey}")
            place.met(sight.screen)
        way = Way(self._journey, player.session.clock.now_ms() - self._began_ms)
        self.ways.setdefault(key, []).append(way)
        self._typed[key] = (secret, text)
        self.openings.opened(key, order_of(sight.screen))

    def ended(self, session: Session, *, passed: bool) -> None:
        """Look into the app's memory, once for each field: a journey that passed has left the field's page. Raises
        DeviceLost."""
        typed, self._typed = self._typed, {}
        page = session.eyes.now.page if session.eyes.now else ""
        todo = {key: one for key, one in typed.items() if key not in self._looked and key[0] != page}
        if not todo or not passed:
            return
        began = session.clock.now_ms()
        found = self._in_memory(session, {key: text for key, (_, text) in todo.items()})
        for key, (secret, _text) in todo.items():
            self._looked.add(key)
            place = Place(session, self._append, key[0], secret, f"journey/{self._journey}")
            place.tell(ProbeKind.memory, found[key], began)

    def _in_memory(self, session: Session, values: dict[Field, str]) -> dict[Field, Came]:
        if self._unreadable is None:
            try:
                heap = _heap_aside(session)
                return {key: left_in_heap(heap, value) for key, value in values.items()}
            except HeapUnreadable as problem:
                if problem.reason == "not-debuggable":
                    self._unreadable = problem  # it will not become so during the run
                return dict.fromkeys(values, _why(problem))
            except DeviceLost:
                raise
            except DeviceError as error:
                return dict.fromkeys(values, untried("phone", why=error.message[:200]))
        return dict.fromkeys(values, _why(self._unreadable))


def _heap_aside(session: Session) -> bytes:
    """The heap, taken while the app is behind the launcher: a dump stops it for seconds, which on the screen would be a
    frozen frame of patrol's own making. The app comes back as it was."""
    session.driver.press("home")
    try:
        return heap_of(session.driver, session.package, session.clock)
    finally:
        session.driver.launch(session.component)


def _why(problem: HeapUnreadable) -> Came:
    return untried(problem.reason, **({"why": problem.said} if problem.said else {}))
