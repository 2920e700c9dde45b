"""From the stream of the device log, the lines that matter: the app's own, and what the system says of the app."""

from __future__ import annotations

import re
from collections.abc import Iterator

from patrol.device.parse import logcat
from patrol.gather.base import GatherContext
from patrol.gather.log_time import LogTime, PhoneClockSet
from patrol.gather.worker import Worker
from patrol.model.devicelog import LogLine

SYSTEM_TAGS = (
    "AndroidRuntime",
    "DEBUG ",
    "DEBUG:",
    "lowmemorykiller",
    "lmkd",
    "Watchdog",
    "tombstoned",
    "crash_dump",
)
"""Tags whose lines belong to a report of several lines of which only one names the app."""
MANAGERS = ("ActivityManager", "ActivityTaskManager")
_START_PROCESS = re.compile(r"Start proc (?:(\d{1,10}):[\w.:]+/|[\w.:]+ for .*?\bpid=(\d{1,10})\b)")
_WORDS = (*(f" {tag.rstrip(' :')}".encode() for tag in SYSTEM_TAGS), b" E Activity", b" F Activity")
"""Each line of a system tag holds one of them; which line is really wanted is decided after it was read."""
_HEAD = 6
"""Characters of a time that stay the same for hours: `11-21 ` for a day, six digits of an epoch for 10,000 s."""


class LogReader:
    """Picks the lines that matter and streams them."""

    def __init__(self, ctx: GatherContext, time: LogTime, running: dict[int, str]) -> None:
        self._ctx = ctx
        self.time = time
        self._package = ctx.package
        self._pids = {str(pid) for pid in running}
        # A second of grace, for phones whose clock is read in whole seconds.
        self._not_before_ms = ctx.clock.now_ms() - 1000
        self._last_at_ms: int | None = None
        self._kept = 0
        self._limit = ctx.options.log_bytes
        self._recent: list[logcat.Row] = []
        """The wanted lines of the last moment that had one."""
        self._repeated: frozenset[logcat.Row] = frozenset()
        self._when = ""
        self._when_ms: int | None = None
        self._head = b""
        self._picker = logcat.Picker([ctx.package.encode(), *map(_word, self._pids), *_WORDS])
        self.last_when = ""
        """Time of the last line, as printed."""
        self.read = 0
        """Lines of logcat's layout, wanted or not."""
        self.anrs = 0
        """Times that the system said that the app does not respond."""
        self.dropped = 0
        self.unparsed = 0
        self._set = PhoneClockSet()

    def connected(self) -> None:
        """A new stream begins: it repeats the lines of the last moment, or all that a phone without -T remembers."""
        self._repeated = frozenset(self._recent)
        self._set.reconnected()
        if self._last_at_ms is not None:
            self._not_before_ms = self._last_at_ms

    def take(self, pieces: Iterator[bytes], worker: Worker) -> None:
        """Reads until the stream ends or the worker shall stop; a piece is one or more whole lines."""
        for piece in pieces:
            if worker.stopping:
                return
            if self._head and (lines := logcat.lines_with_head(piece, self._head)):
                self.read += lines
                self._search(piece)
            else:
                self._read(piece)

    def _read(self, piece: bytes) -> None:
        """Line by line: what is of no layout of logcat is counted, and the head of its lines is learned."""
        for row in logcat.scan(piece + b"\n"):
            if row[1]:
                self.read += 1
                self._take(row)
                self.last_when = row[0]
            else:
                self.unparsed += not logcat.is_divider(row[5])
        last = piece[piece.rfind(b"\n") + 1 :]
        at = last.find(self.last_when.encode()) if self.last_when else -1
        self._head = last[: at + _HEAD] if at >= 0 else b""

    def _search(self, piece: bytes) -> None:
        """All lines are logcat's: only those are looked at that hold a word of interest, ten times as fast."""
        start = 0
        while start < len(piece):
            known = len(self._pids)
            spans = self._picker.lines(piece, start)
            start = len(piece)
            if not spans:
                break
            rows = logcat.scan(b"\n".join([piece[begin:end] for begin, end in spans]) + b"\n")
            for row, (_, end) in zip(rows, spans, strict=True):
                if row[1]:
                    self._take(row)
                if len(self._pids) > known:
                    # A process of the app began: its lines in the rest of the piece count too.
                    start = end + 1
                    break
        for row in logcat.scan(piece[piece.rfind(b"\n") + 1 :] + b"\n"):
            self.last_when = row[0] or self.last_when

    def _take(self, row: logcat.Row) -> None:
        when, pid, _, level, rest, _ = row
        if pid in self._pids:
            pass
        elif self._package in rest:
            if started := _START_PROCESS.search(rest):
                self._follow(started[1] or started[2])
        elif not (rest.startswith(SYSTEM_TAGS) or (level in "EF" and rest.startswith(MANAGERS))):
            # ANR reports go on for lines without the app's name; their managers' everyday lines are of no use.
            return
        if when != self._when:
            self._now(when)
            self._recent = []
        elif self._repeated and row in self._repeated:
            return
        self._recent.append(row)
        self._keep(row)

    def _now(self, when: str) -> None:
        """A line of another time: many share one."""
        epoch_ms = self.time.epoch_ms(when)
        self._when = when
        self._when_ms = (
            None if epoch_ms is None else self._set.placed(self._ctx.phone_at_ms(epoch_ms), self._ctx.clock.now_ms())
        )

    def _follow(self, pid: str) -> None:
        if pid not in self._pids:
            self._pids.add(pid)
            self._picker = logcat.Picker([*self._picker.words, _word(pid)])

    def _keep(self, row: logcat.Row) -> None:
        at_ms = self._when_ms
        if at_ms is not None:
            if at_ms < self._not_before_ms:
                return
            self._last_at_ms = at_ms
        if self._kept > self._limit:
            self.dropped += 1
            return
        self._kept += len(row[4])
        if self._kept > self._limit:
            self._ctx.notice(f"The device log reached {self._limit // 2**20} MiB; further lines are only counted.")
        _, pid, tid, level, tag, message = logcat.entry(row)
        if message.startswith("ANR in "):
            self.anrs += 1
        self._ctx.sink.append("log", LogLine(at_ms, pid, tid, level, tag, message))


def _word(pid: str) -> bytes:
    """A process id as its column has it: logcat pads it with blanks to five digits."""
    return f" {pid} ".encode()
