"""The phase in which patrol goes to each password field again and tries what must not work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from patrol.errors import AppError, DeviceError, DeviceLost
from patrol.journey.play import Player, play
from patrol.journey.session import Session
from patrol.journey.steps.base import StepFailed
from patrol.model.journey import Journey
from patrol.model.passwords import ProbeKind
from patrol.model.screen import Node
from patrol.passwords.lockout import Heard, planned, tried_lockout
from patrol.passwords.notes import Append, Place
from patrol.passwords.openings import Field
from patrol.passwords.probe import Probe
from patrol.passwords.recognise import Secret, fields_of, secret_on
from patrol.passwords.taps import Remembering
from patrol.passwords.watch import Watch

PLAYS = 2
"""So often a field is gone to; a way that failed twice will fail again."""
ENOUGH = "the password control has seen what it came for"


@dataclass(frozen=True, slots=True)
class Seen:
    """A password field that a tree of the run shows."""

    page: str
    secret: Secret
    link: str = ""
    """A link that opens the page; "" where none is declared."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the phase needs beside the session."""

    append: Append
    journeys: Mapping[str, Journey]
    heard: Heard
    """Texts of the toasts since a moment."""
    hides_overlays: bool = False
    """The manifest asks for HIDE_OVERLAY_WINDOWS."""
    seen: Sequence[Seen] = ()


class PasswordPhase:
    """`watch` has listened to the run's journeys and knows the ways."""

    def __init__(self, session: Session, watch: Watch, given: Given) -> None:
        self._session = session
        self._watch = watch
        self._given = given
        self._done: set[Field] = set()
        self._locks: set[Field] = set()
        self._locking = False
        self._now = ""
        """The journey that is being played."""

    def run(self) -> None:
        """Raises DeviceLost; whatever else goes wrong leaves a field untried."""
        session = self._session
        if not self._watch.ways and not self._given.seen:
            return
        driver = Remembering(session.driver, lambda: session.eyes.now.state if session.eyes.now else "")
        with self._listening(driver):
            if self._watch.ways:
                session.clear_data("password trials")
            self._by_journeys(self._done)
            if session.scenario.passwords.lockout:
                self._locking = True
                self._by_journeys(self._locks)
                self._locking = False
            self._by_links(driver)
        session.driver.stop(session.package)

    @contextmanager
    def _listening(self, driver: Remembering) -> Iterator[None]:
        """The session's driver remembers taps, and its journeys tell before they type."""
        session = self._session
        before = session.driver, session.typing
        session.driver = driver.driver
        session.typing = lambda player, field, text: self._typing(player, field, text, driver)
        try:
            yield
        finally:
            session.driver, session.typing = before

    # --- by journeys --------------------------------------------------------------------------------------------------

    def _by_journeys(self, done: set[Field]) -> None:
        """Play, for each field that is left, the journey that leads to most of them, and is there soonest."""
        plays: dict[Field, int] = {}
        while left := [f for f in self._wanted() if f not in done and plays.get(f, 0) < PLAYS]:
            if self._session.stopped():
                return
            field = left[0]
            ways = sorted(self._watch.ways[field], key=lambda way: (-self._leads_to(way.journey, left), way.after_ms))
            self._now = ways[min(plays.get(field, 0), len(ways) - 1)].journey
            if plays.get(field):  # it did not come by: the app may be signed in, its wallet open
                self._session.clear_data("password trials")
            plays[field] = plays.get(field, 0) + 1
            play(self._given.journeys[self._now], self._session, self._given.journeys, evidence=False)
            self._session.driver.shell("true")  # raises DeviceLost when that is why the journey ended

    def _leads_to(self, journey: str, left: Sequence[Field]) -> int:
        """How many of these fields it types into."""
        return sum(any(way.journey == journey for way in self._watch.ways[field]) for field in left)

    def _wanted(self) -> list[Field]:
        """Fields to go to, those first that others lie behind."""
        ways = self._watch.ways
        fields = sorted(ways, key=lambda field: -len(ways[field]))
        return [f for f in fields if not self._locking or self._may_lock(f)]

    def _may_lock(self, field: Field) -> bool:
        plans = self._session.scenario.passwords.lockout
        return any(
            plan.page in ("", field[0]) and field[1] in (plan.field.id, plan.field.text, plan.field.description)
            for plan in plans
        )

    def _typing(self, player: Player, field: Node | None, text: str, driver: Remembering) -> None:
        """Before the journey types: try what is to be tried here, and end it when nothing is left on its way."""
        sight = player.sight()
        secret = secret_on(sight.screen, sight.page, field, self._session.scenario.passwords.fields)
        key = (sight.page, secret.name) if secret is not None else None
        if secret is not None and key is not None:
            place = Place(self._session, self._given.append, sight.page, secret, f"journey/{self._now}")
            if self._locking:
                self._lock(place, player, text, key)
            elif key not in self._done:
                self._done.add(key)
                Probe(place, self._watch.openings, driver.last, hides=self._given.hides_overlays).run()
                self._put_back(player, secret.node)
        if not self._more():
            raise StepFailed(ENOUGH)

    def _more(self) -> bool:
        """Whether this journey leads to a field that is still to be tried."""
        done = self._locks if self._locking else self._done
        left = (field for field in self._wanted() if field not in done)
        return any(way.journey == self._now for field in left for way in self._watch.ways[field])

    def _put_back(self, player: Player, field: Node | None) -> None:
        """The field with its keyboard open and empty, as the journey left it."""
        if field is not None and self._more():
            player.driver.tap(*field.bounds.centre)
            player.settle()
        else:
            player.look()

    def _lock(self, place: Place, player: Player, text: str, key: Field) -> None:
        plans = self._session.scenario.passwords.lockout
        plan = planned(player.sight().screen, key[0], key[1], plans)
        if plan is None or key in self._locks:
            return
        self._locks.add(key)
        began = place.now()
        came = tried_lockout(place, player, place.secret.node, text, plan, self._given.heard)
        place.tell(ProbeKind.lockout, came, began)
        raise StepFailed(ENOUGH)

    # --- by links -----------------------------------------------------------------------------------------------------

    def _by_links(self, driver: Remembering) -> None:
        """Fields that no journey types into: open their page by its link, or tell that they were only seen."""
        for seen in self._given.seen:
            key = (seen.page, seen.secret.name)
            if key in self._done or self._session.stopped():
                continue
            self._done.add(key)
            if not (seen.link and self._opened(seen, driver)):
                place = Place(self._session, self._given.append, seen.page, seen.secret, "tree")
                place.met(self._session.driver.screen())

    def _opened(self, seen: Seen, driver: Remembering) -> bool:
        session = self._session
        try:
            session.driver.open_link(seen.link, session.package)
            sight = session.eyes.settle()
            fields = fields_of(sight.screen, sight.page, session.scenario.passwords.fields)
            secret = next((one for one in fields if one.name == seen.secret.name), None)
            if secret is None or secret.node is None or sight.page != seen.page:
                return False
            session.driver.tap(*secret.node.bounds.centre)
            session.eyes.settle()
        except AppError:
            return False
        except DeviceLost:
            raise
        except DeviceError:
            return False
        place = Place(session, self._given.append, seen.page, secret, "link")
        Probe(place, self._watch.openings, driver.last, hides=self._given.hides_overlays).run()
        return True
