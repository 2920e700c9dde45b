"""The device log: the app's own lines, and what the system says of the app."""

from __future__ import annotations

import re
import shlex
import threading
from collections.abc import Iterator
from contextlib import ExitStack

from patrol.device.parse import logcat
from patrol.errors import DeviceError, GatherError
from patrol.gather.base import GatherContext
from patrol.gather.log_time import NOW_COMMAND, LogTime, PhoneCalendar
from patrol.gather.worker import Worker
from patrol.model.devicelog import DeviceLog, LogLine

EPOCH_FROM_SDK = 24
"""logcat prints epoch times from Android 7 on."""
SINCE_FROM_SDK = 21
"""`-T TIME` came with Android 5."""
GIVE_UP_AFTER = 20
"""Connections in a row that brought no line."""
PAUSE_MS = 500

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


_SILENT = "Some phones switch logging off: look for the log buffer's size (日志缓冲区) under developer options."


class DeviceLogGatherer:
    """Reads `logcat` from a thread of its own and takes up again where a broken stream ended."""

    name = "log"
    artifact_name = "log"

    def __init__(self) -> None:
        self._worker: Worker | None = None
        self._open: ExitStack | None = None
        self._lock = threading.Lock()
        self._reader: LogReader | None = None

    def start(self, ctx: GatherContext) -> None:
        shell, sdk = ctx.driver.shell, ctx.driver.info().sdk
        now = PhoneCalendar.read(shell(NOW_COMMAND).output)
        self._reader = LogReader(ctx, LogTime(now), ctx.driver.processes(ctx.package))
        since = _since(now, sdk, shell("date '+%m-%d %H:%M:%S.000'").output.strip())
        self._worker = Worker(self.name, lambda worker: self._loop(ctx, worker, sdk, since))
        self._worker.start()

    def stop(self, ctx: GatherContext) -> None:
        if self._worker is None:
            return
        # The last lines are on their way: a crash at the very end must not be lost.
        self._worker.pause(200)
        self._worker.stop(timeout_s=0)
        with self._lock:
            if self._open:
                self._open.close()
        self._worker.stop()

    def artifact(self, ctx: GatherContext) -> DeviceLog:
        if self._worker is None or self._reader is None:
            raise GatherError("logcat could not be started.")
        trouble = self._worker.trouble
        if not self._reader.read:
            # A phone in use always writes something: silence is a log that cannot be read.
            why = f": {trouble.message}" if trouble else "."
            raise GatherError(f"logcat gave no line{why}", advice=trouble.advice if trouble else _SILENT)
        if trouble:
            ctx.notice(f"The device log ended early: {trouble.message}")
        early = trouble.message if trouble else ""
        return DeviceLog(dropped=self._reader.dropped, unparsed=self._reader.unparsed, ended_early=early)

    def _loop(self, ctx: GatherContext, worker: Worker, sdk: int, since: str) -> None:
        assert self._reader is not None
        epoch = sdk >= EPOCH_FROM_SDK
        fruitless = 0
        while not worker.stopping:
            before = self._reader.read
            self._follow(ctx, worker, _command(epoch, since))
            since = self._reader.last_when or since
            if self._reader.read == before:
                fruitless += 1
                # A logcat that does not know this format or option says so and ends.
                epoch, since = (False, "") if not before else (epoch, since)
            else:
                fruitless = 0
            if fruitless >= GIVE_UP_AFTER:
                raise GatherError("logcat ended again and again without a line.", advice="Restart the phone's adbd.")
            worker.pause(PAUSE_MS)

    def _follow(self, ctx: GatherContext, worker: Worker, command: str) -> None:
        """Read until the stream ends or the worker shall stop."""
        assert self._reader is not None
        stack = ExitStack()
        try:
            lines = stack.enter_context(ctx.driver.stream(command))
            with self._lock:
                self._open = stack
            if not worker.stopping:
                self._reader.connected()
                self._reader.take(lines, worker)
        except DeviceError:
            if not worker.stopping and not self._reader.read:
                raise
        finally:
            with self._lock:
                self._open = None
            stack.close()


def _since(now: PhoneCalendar | None, sdk: int, local_time: str) -> str:
    if sdk < SINCE_FROM_SDK:
        return ""
    return f"{now.epoch_s}.000" if now and sdk >= EPOCH_FROM_SDK else local_time


def _command(epoch: bool, since: str) -> str:
    return "logcat -v threadtime" + (" -v epoch" if epoch else "") + (f" -T {shlex.quote(since)}" if since else "")


class LogReader:
    """Picks the lines that matter and streams them."""

    def __init__(self, ctx: GatherContext, time: LogTime, running: dict[int, str]) -> None:
        self._ctx = ctx
        self._time = time
        self._package = ctx.package.encode()
        self._pids = {str(pid).encode() for pid in running}
        # A second of grace, for phones whose clock is read in whole seconds.
        self._not_before_ms = ctx.clock.now_ms() - 1000
        self._last_at_ms: int | None = None
        self._kept = 0
        self._last_lines: set[bytes] = set()
        self._repeated: frozenset[bytes] = frozenset()
        self.last_when = ""
        """Time of the last line, as printed."""
        self.read = 0
        """Lines of logcat's layout, wanted or not."""
        self.dropped = 0
        self.unparsed = 0

    def connected(self) -> None:
        """A new stream begins: it repeats the lines of the last moment, or all that a phone without -T remembers."""
        self._repeated = frozenset(self._last_lines)
        if self._last_at_ms is not None:
            self._not_before_ms = self._last_at_ms

    def take(self, lines: Iterator[bytes], worker: Worker) -> None:
        for line in lines:
            if worker.stopping:
                return
            for row in logcat.scan(line + b"\n"):
                self._row(row, line)

    def _row(self, row: logcat.Row, line: bytes) -> None:
        if not row[1]:
            self.unparsed += not logcat.is_divider(row[5])
            return
        self.read += 1
        when = row[0].decode()
        if when != self.last_when:
            self.last_when = when
            self._last_lines = set()
        elif line in self._repeated:
            return
        self._last_lines.add(line)
        if self._wanted(row):
            self._keep(row)

    def _wanted(self, row: logcat.Row) -> bool:
        rest = row[4]
        if self._package in rest:
            if started := _START_PROCESS.search(rest):
                self._pids.add(started[1] or started[2])
            return True
        if row[1] in self._pids:
            return True
        # ANR reports go on for lines without the app's name; their managers' everyday lines are of no use.
        return rest.startswith(SYSTEM_TAGS) or (row[3] in b"EF" and rest.startswith(MANAGERS))

    def _keep(self, row: logcat.Row) -> None:
        entry = logcat.entry(row)
        epoch_ms = self._time.epoch_ms(entry.when)
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
        line = LogLine(at_ms, entry.pid, entry.tid, entry.level, entry.tag, entry.message)
        self._ctx.sink.append("log", line)
