"""Where characters turn up that are typed into a password field: UI tree, echo, accessibility events."""

from __future__ import annotations

import threading
from collections.abc import Iterator

from patrol.clock import wait_until
from patrol.device.driver import HearsEvents
from patrol.device.parse.accessibility import Event, parse_event
from patrol.errors import DeviceError
from patrol.journey.find import editable, same_id
from patrol.model.passwords import Outcome
from patrol.model.screen import Node, Screen
from patrol.passwords.keys import TEST, Hand
from patrol.passwords.notes import Came, Place, exposed, protected, untried
from patrol.passwords.taps import plain

EVENTS_MS = 2500
"""`uiautomator events` needs up to two seconds to connect on a slow phone."""
QUIET_MS = 250
STARTING_MS = 800
ENDING_S = 3.0


def field_now(screen: Screen, field: Node | None) -> Node | None:
    """The same field on a later screen."""
    if field is None:
        return None
    nodes = [node for node in screen.nodes() if editable(node)]
    if field.resource_id:
        return next((node for node in nodes if same_id(node.resource_id, field.resource_id)), None)
    return next((node for node in nodes if node.bounds == field.bounds), None)


def typed_text(place: Place, hand: Hand, field: Node | None, before: Screen) -> tuple[Came, Came]:
    """Type two characters and look after each. Gives what the tree tells, and what the echo does. They stay typed."""
    if not hand.can:
        return untried("no-keys"), untried("no-keys")
    driver = place.session.driver
    looks = []
    for character in TEST:
        hand.type(character)
        looks.append(driver.screen())
    last = looks[-1]
    picture, tree = place.keep(last)
    shown = field_now(last, field)
    text = shown.text if shown is not None else ""
    new = [node for node in last.nodes() if node.text and node.text not in {one.text for one in before.nodes()}]
    elsewhere = next((n for n in new if n is not shown and TEST in n.text), None)
    if TEST in text or elsewhere is not None:
        where = "field" if TEST in text else (elsewhere.resource_id if elsewhere else "")
        facts = {"where": where.rpartition("/")[2] or where, "typed": TEST}
        return (
            Came(Outcome.exposed, "text-in-tree", facts, after=picture, tree=tree),
            Came(Outcome.exposed, "clear", facts, after=picture, tree=tree),
        )
    if shown is not None and text.endswith(TEST[-1]):
        return protected("masked"), Came(Outcome.exposed, "last-character", {"shown": text}, after=picture, tree=tree)
    if hand.system and not text:
        return untried("nothing-typed"), untried("nothing-typed")
    if shown is None and field is not None:
        return untried("field-not-told"), untried("field-not-told")
    return protected("masked" if text else "nothing-told"), protected("masked" if text else "nothing-told")


def told_events(place: Place, hand: Hand) -> Came:
    """Type one character more while `uiautomator events` runs, and take it back."""
    driver = plain(place.session.driver)
    if not isinstance(driver, HearsEvents):
        return untried("driver-hears-nothing")
    if not hand.can:
        return untried("no-keys")
    character = TEST[0]
    try:
        with driver.accessibility_events() as lines:
            heard = _Heard(lines)
            place.session.clock.sleep_ms(_start_ms(place))
            hand.type(character, blind=True)
            _wait(place, heard)
            hand.delete(blind=True)
    except DeviceError as error:
        return untried("no-events", why=error.message[:200])
    return _judged(heard.events(place.session.package), character, heard.said)


def _start_ms(place: Place) -> int:
    """Until the command listens: a real phone starts a Java program for it."""
    return QUIET_MS if place.session.driver.info().virtual else STARTING_MS


def _wait(place: Place, heard: _Heard) -> None:
    clock = place.session.clock
    wait_until(lambda: heard.count > 0 or heard.ended, clock=clock, timeout_ms=EVENTS_MS, poll_ms=25)
    clock.sleep_ms(QUIET_MS)


def _judged(events: tuple[Event, ...], character: str, said: str) -> Came:
    if not events:
        return untried("no-events", why=said[:200])
    changed = [event for event in events if event.kind == "TYPE_VIEW_TEXT_CHANGED"]
    if any(TEST in event.text or event.text == character for event in changed):
        return exposed("text-in-events", events=str(len(events)))
    if any(event.text == character for event in events if event not in changed):
        return exposed("keys-in-events", events=str(len(events)))
    return protected("masked", events=str(len(events)))


class _Heard:
    """Reads lines on a thread of its own, for the stream blocks until there is one."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self._events: list[Event] = []
        self.said = ""
        """The last line that was no event: an error."""
        self.ended = False
        self._reader = threading.Thread(target=self._read, name="accessibility-events", daemon=True)
        self._reader.start()

    @property
    def count(self) -> int:
        return len(self._events)

    def events(self, package: str) -> tuple[Event, ...]:
        """Those of the app; to be asked for when the stream was left."""
        self._reader.join(ENDING_S)
        return tuple(event for event in self._events if event.package == package)

    def _read(self) -> None:
        try:
            for lines in self._lines:
                for line in lines.decode("utf-8", "replace").splitlines():
                    if event := parse_event(line):
                        self._events.append(event)
                    elif line.strip():
                        self.said = line.strip()
        except (DeviceError, OSError):
            pass  # the stream is closed under it, or the phone is gone, which the next call tells
        self.ended = True
