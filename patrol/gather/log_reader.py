"""From the stream of the device log, the lines that matter: the app's own, and what the system says of the app."""

from __future__ import annotations

import re
from collections.abc import Iterator

from patrol.device.parse import logcat
from patrol.gather.base import GatherContext
from patrol.gather.log_time import LogTime
from patrol.gather.worker import Worker
from patrol.model.devicelog import LogLine

SYSTEM_TAGS = (
    b"AndroidRuntime",
    b"DEBUG ",
    b"DEBUG:",
    b"lowmemorykiller",
    b"lmkd",
    b"Watchdog",
    b"tombstoned",
    b"crash_dump",
)
"""Tags whose lines belong to a report of several lines of which only one names the app."""
MANAGERS = (b"ActivityManager", b"ActivityTaskManager")
_START_PROCESS = re.compile(rb"Start proc (?:(\d{1,10}):[\w.:]+/|[\w.:]+ for .*?\bpid=(\d{1,10})\b)")
_WORDS = (*(b" " + tag.rstrip(b" :") for tag in SYSTEM_TAGS), b" E Activity", b" F Activity")
"""Each line of a system tag holds one of them; which line is really wanted is decided after it was read."""
_HEAD = 6
"""Characters of a time that stay the same for hours: `11-21 ` for a day, six digits of an epoch for 10,000 s."""


class LogReader:
    """Picks the lines that matter and streams them."""

    def __init__(self, ctx: GatherContext, time: LogTime, running: dict[int, str]) -> None:
        self._ctx = ctx
        self.time = time
        self._package = ctx.package.encode()
        self._pids = {str(pid).encode() for pid in running}
        # A second of grace, for phones whose clock is read in whole seconds.
        self._not_before_ms = ctx.clock.now_ms() - 1000
        self._last_at_ms: int | None = None
        self._kept = 0
        self._recent_when = b""
        self._recent: set[logcat.Row] = set()
        """The wanted lines of the last moment that had one."""
        self._repeated: frozenset[logcat.Row] = frozenset()
        self._head = b""
        self._picker = logcat.Picker([self._package, *map(_word, self._pids), *_WORDS])
        self.last_when = ""
        """Time of the last line, as printed."""
        self.read = 0
        """Lines of logcat's layout, wanted or not."""
        self.anrs = 0
        """Times that the system said that the app does not respond."""
        self.dropped = 0
        self.unparsed = 0

    def connected(self) -> None:
        """A new stream begins: it repeats the lines of the last moment, or all that a phone without -T remembers."""
        self._repeated = frozenset(self._recent)
        if self._last_at_ms is not None:
            self._not_before_ms = self._last_at_ms

    def take(self, pieces: Iterator[bytes], worker: Worker) -> None:
        """Reads until the stream ends or the worker shall stop; a piece is one or more whole lines."""
        for piece in pieces:
            if worker.stopping:
                return
            if self._head and logcat.all_begin_with(piece, self._head):
                self._search(piece)
            else:
                self._read(piece)

    def _read(self, piece: bytes) -> None:
        """Line by line: what is of no layout of logcat is counted, and the head of its lines is learned."""
        for row in logcat.scan(piece + b"\n"):
            if row[1]:
                self.read += 1
                self._take(row)
                self.last_when = row[0].decode()
            else:
                self.unparsed += not logcat.is_divider(row[5].decode("utf-8", "replace"))
        last = piece[piece.rfind(b"\n") + 1 :]
        at = last.find(self.last_when.encode()) if self.last_when else -1
        self._head = last[: at + _HEAD] if at >= 0 else b""

    def _search(self, piece: bytes) -> None:
        """All lines are logcat's: only those are looked at that hold a word of interest, ten times as fast."""
        self.read += piece.count(b"\n") + 1
        start = 0
        while start < len(piece):
            known = len(self._pids)
            spans = self._picker.lines(piece, start)
            start = len(piece)
            if not spans:
                break
            rows = logcat.scan(b"\n".join([piece[begin:end] for begin, end in spans]) + b"\n")
            for row, (_, end) in zip(rows, spans, strict=True):
                self._take(row)
                if len(self._pids) > known:
                    # A process of the app began: its lines in the rest of the piece count too.
                    start = end + 1
                    break
        for row in logcat.scan(piece[piece.rfind(b"\n") + 1 :] + b"\n"):
            self.last_when = row[0].decode() or self.last_when

    def _take(self, row: logcat.Row) -> None:
        if not row[1] or not self._wanted(row):
            return
        if row[0] != self._recent_when:
            self._recent_when, self._recent = row[0], set()
        elif row in self._repeated:
            return
        self._recent.add(row)
        self._keep(row)

    def _wanted(self, row: logcat.Row) -> bool:
        rest = row[4]
        if self._package in rest:
            if started := _START_PROCESS.search(rest):
                self._follow(started[1] or started[2])
            return True
        if row[1] in self._pids:
            return True
        # ANR reports go on for lines without the app's name; their managers' everyday lines are of no use.
        return rest.startswith(SYSTEM_TAGS) or (row[3] in b"EF" and rest.startswith(MANAGERS))

    def _follow(self, pid: bytes) -> None:
        if pid not in self._pids:
            self._pids.add(pid)
            self._picker = logcat.Picker([*self._picker.words, _word(pid)])

    def _keep(self, row: logcat.Row) -> None:
        entry = logcat.entry(row)
        epoch_ms = self.time.epoch_ms(entry.when)
        at_ms = None if epoch_ms is None else self._ctx.phone_at_ms(epoch_ms)
        if at_ms is not None:
            if at_ms < self._not_before_ms:
                return
            self._last_at_ms = at_ms
        limit = self._ctx.options.log_bytes
        if self._kept > limit:
            self.dropped += 1
            return
        self._kept += len(row[4])
        if self._kept > limit:
            self._ctx.notice(f"The device log reached {limit // 2**20} MiB; further lines are only counted.")
        self.anrs += entry.message.startswith("ANR in ")
        line = LogLine(at_ms, entry.pid, entry.tid, entry.level, entry.tag, entry.message)
        self._ctx.sink.append("log", line)


def _word(pid: bytes) -> bytes:
    """A process id as its column has it: logcat pads it with blanks to five digits."""
    return b" " + pid + b" "
