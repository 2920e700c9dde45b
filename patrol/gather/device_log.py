"""The device log: the app's own lines, and what the system says of the app."""

from __future__ import annotations

import shlex
import threading
from contextlib import ExitStack

from patrol.errors import DeviceError, GatherError
from patrol.gather import anr_traces
from patrol.gather.base import GatherContext
from patrol.gather.log_reader import LogReader
from patrol.gather.log_time import NOW_COMMAND, LogTime, PhoneCalendar
from patrol.gather.worker import Worker
from patrol.model.devicelog import AnrTrace, DeviceLog

EPOCH_FROM_SDK = 24
"""logcat prints epoch times from Android 7 on."""
SINCE_FROM_SDK = 21
"""`-T TIME` came with Android 5."""
GIVE_UP_AFTER = 20
"""Connections in a row that brought no line."""
PAUSE_MS = 500
FIRST_LINE_PAUSES = 10
"""Such pauses at the end for a log of which no line has come yet: a phone that is silent costs five seconds."""

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
        self._traces_note = ""

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
        # A short run may be over before a busy phone has sent its first line.
        for _ in range(FIRST_LINE_PAUSES):
            if self._reader is None or self._reader.read or not self._worker.running:
                break
            self._worker.pause(PAUSE_MS)
        self._worker.stop(timeout_s=0)
        with self._lock:
            if self._open:
                self._open.close()
        self._worker.stop()
        self._keep_traces(ctx)

    def _keep_traces(self, ctx: GatherContext) -> None:
        """Of the ANRs that the log told of; read once, at the end, since it takes a large dump."""
        if self._reader is None or not self._reader.anrs:
            return
        found: tuple[AnrTrace, ...] = ()
        try:
            found, self._traces_note = anr_traces.read(ctx, self._reader.time)
        except DeviceError as error:
            self._traces_note = error.message
        for trace in found:
            ctx.sink.append("traces", trace)

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
        return DeviceLog(
            dropped=self._reader.dropped,
            unparsed=self._reader.unparsed,
            ended_early=early,
            traces_note=self._traces_note,
        )

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
