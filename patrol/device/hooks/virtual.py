"""The app's processes on a virtual phone: JVMs on this computer, started through Frida when the phone asks for one.

`app-jvm watch PACKAGE` prints what happens, a line of JSON each (docs/virtual-phone.md). One JVM may stand behind
several processes one after another, and a call may run in it later than the app made it: the phone tells of each call
when it was asked for, when it ran and for which process, and the events in between are given that process and time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from patrol.device.hooks.messages import Event

ENTRY = re.compile(r"^patrol\.Call\d+\.run\b")
OURS = re.compile(r"^patrol\.(Call\d+|Orders(\$\w+)?)\.")
LOADING = ("jdk.internal.loader.", "java.lang.ClassLoader.", "java.lang.invoke.")
"""What the JVM does by itself when a class is used for the first time."""
MODULE = re.compile(r"^[a-z][\w.]*(@[\w.]+)?/")


class Line(msgspec.Struct, frozen=True, tag_field="say"):
    """One line of the phone."""


class Start(Line, frozen=True, tag="start"):
    """The phone wants this started."""

    jvm: int
    argv: tuple[str, ...]


class Begun(Line, frozen=True, tag="process"):
    """A process of the app begins; `jvm` stands behind it."""

    pid: int
    name: str
    at: float
    jvm: int
    late: bool = False


class Ran(Line, frozen=True, tag="ran"):
    """A call was asked for, and ran in between."""

    jvm: int
    pid: int
    entry: str
    asked: float
    began: float
    ended: float
    thrown: str = ""


class Ended(Line, frozen=True, tag="ended"):
    pid: int
    at: float
    why: str


class Lost(Line, frozen=True, tag="lost"):
    """A call could not be made: its JVM is gone."""

    pid: int
    asked: float
    api: str
    why: str


class Unknown(Line, frozen=True, tag="unknown"):
    """The app's model names a method that no hook table knows."""

    pid: int
    asked: float
    api: str


class Over(Line, frozen=True, tag="over"):
    """The JVM ends after this."""

    jvm: int


class Impossible(Line, frozen=True, tag="impossible"):
    """A JVM, or any at all, that there will not be."""

    why: str
    advice: str = ""
    jvm: int = 0


AnyLine = Start | Begun | Ran | Ended | Lost | Unknown | Over | Impossible


def read_line(line: bytes) -> AnyLine:
    """Raises msgspec.ValidationError or DecodeError for what the phone does not say."""
    found: AnyLine = msgspec.json.decode(line, type=AnyLine)
    return found


def entry_of(stack: tuple[str, ...]) -> str:
    """The class by which the phone had the call made; "" for what the JVM did by itself."""
    outermost = next((at for at, frame in enumerate(stack) if ENTRY.match(frame)), None)
    if outermost is None or any(bare(frame).startswith(LOADING) for frame in stack[:outermost]):
        return ""
    return stack[outermost].partition(".run")[0]


def bare(frame: str) -> str:
    """A frame without the module that a JVM puts before it, and Android does not."""
    return MODULE.sub("", frame)


def as_on_a_phone(stack: tuple[str, ...]) -> tuple[str, ...]:
    """The stack without what the virtual phone has added to it."""
    return tuple(bare(frame) for frame in stack if not OURS.match(frame))


@dataclass(slots=True)
class Matcher:
    """Events of one JVM, and the calls that they belong to."""

    waiting: list[Event] = field(default_factory=list)
    ran: list[Ran] = field(default_factory=list)
    own: int = 0
    """Events that the JVM made by itself."""

    def add(self, event: Event) -> None:
        if entry_of(event.stack):
            self.waiting.append(event)
        else:
            self.own += 1

    def matched(self, *, until_ms: float = 0) -> Iterator[tuple[Event, Ran]]:
        """Events whose call is known by now. Of those up to `until_ms` all calls are known: what fits none belongs to
        the nearest before it."""
        left = []
        for event in self.waiting:
            if (call := self._call(event, nearest=event.t <= until_ms)) is not None:
                yield event, call
            else:
                left.append(event)
        self.waiting = left
        if not left and len(self.ran) > KEPT:
            del self.ran[:-KEPT]

    def _call(self, event: Event, *, nearest: bool) -> Ran | None:
        entry = entry_of(event.stack)
        for call in reversed(self.ran):
            if call.entry == entry and int(call.began) <= event.t <= call.ended + 1:
                return call
        before = (call for call in reversed(self.ran) if call.began <= event.t + 1)
        return next(before, None) if nearest else None


KEPT = 500
"""Calls that are remembered for events that come late; an event comes within a second."""
