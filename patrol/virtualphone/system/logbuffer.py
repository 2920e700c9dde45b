"""The device log as logd keeps it: buffers in a ring, entries in the order they came, readers that follow."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

BUFFERS = ("main", "system", "radio", "events", "crash", "kernel")
DEFAULT_BUFFERS = ("main", "system", "crash")
"""What logcat shows without -b (toybox help of Android 9 to 15: `default buffers`)."""

LEVELS = "VDIWEFS"
_KEEP = 40_000
"""Entries kept in each buffer; about what a 4 MiB buffer holds."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One log message; it may hold several lines."""

    wall_ms: float
    """The phone's wall clock, milliseconds since 1970."""
    uptime_ms: float
    buffer: str
    pid: int
    tid: int
    uid: int
    level: str
    tag: str
    message: str
    number: int = 0


class LogBuffer:
    """All buffers of one phone. `clock` gives (wall ms, uptime ms)."""

    def __init__(self, clock: Callable[[], tuple[float, float]]) -> None:
        self._clock = clock
        self._buffers = {name: deque[Entry](maxlen=_KEEP) for name in BUFFERS}
        self._followers: list[Callable[[Entry], None]] = []
        self._count = 0

    def write(
        self, level: str, tag: str, message: str, *, pid: int, tid: int = 0, uid: int = 1000, buffer: str = "main"
    ) -> None:
        """Keep one message; `tid` 0 means the main thread."""
        wall, uptime = self._clock()
        self._count += 1
        entry = Entry(wall, uptime, buffer, pid, tid or pid, uid, level, tag, message, self._count)
        self._buffers[buffer].append(entry)
        for follower in tuple(self._followers):
            follower(entry)

    def entries(self, buffers: Iterable[str] = DEFAULT_BUFFERS) -> list[Entry]:
        """What is kept, oldest first."""
        found = [entry for name in buffers for entry in self._buffers[name]]
        found.sort(key=lambda entry: entry.number)
        return found

    def clear(self, buffers: Iterable[str]) -> None:
        for name in buffers:
            self._buffers[name].clear()

    def follow(self, follower: Callable[[Entry], None]) -> Callable[[], None]:
        """Have each new entry told; the returned function ends it."""
        self._followers.append(follower)
        return lambda: self._followers.remove(follower)

    def size_bytes(self, buffer: str) -> int:
        """What the entries of a buffer take, about as logd counts it."""
        return sum(20 + len(e.tag) + len(e.message.encode()) for e in self._buffers[buffer])


@dataclass(frozen=True, slots=True)
class Filter:
    """`tag:priority …` as logcat understands it: the first that names the tag decides, then `*`."""

    levels: dict[str, str]
    default: str = "V"

    @classmethod
    def parse(cls, specs: Iterable[str], *, silent: bool = False) -> Filter:
        """From the words of the command line. Raises ValueError naming the one that is no filter."""
        levels: dict[str, str] = {}
        default = "S" if silent else "V"
        for spec in specs:
            tag, _, level = spec.partition(":")
            level = (level or ("V" if tag != "*" else "D")).upper()[:1]
            if not tag or level not in LEVELS + "*":
                raise ValueError(spec)
            level = "V" if level == "*" else level
            if tag == "*":
                default = level
            else:
                levels[tag] = level
        return cls(levels, default)

    def accepts(self, entry: Entry) -> bool:
        wanted = self.levels.get(entry.tag, self.default)
        return wanted != "S" and LEVELS.index(entry.level) >= LEVELS.index(wanted)


def lines_of(entry: Entry) -> Iterator[str]:
    """A message's lines; logcat prints the header before each."""
    yield from entry.message.rstrip("\n").split("\n")
