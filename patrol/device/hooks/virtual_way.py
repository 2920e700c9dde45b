"""Hooks in the processes of an app on a virtual phone: each JVM that the phone asks for is started through Frida."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any

import msgspec

from patrol.device.driver import Driver
from patrol.device.hooks import virtual
from patrol.device.hooks.messages import Counts, Events, Installed, Message, Trouble
from patrol.device.hooks.outlet import Outlet
from patrol.device.hooks.process import FridaDevice, HookedApp, guarded
from patrol.device.hooks.records import call_of, process_of
from patrol.device.hooks.table import OPTIONS, table
from patrol.errors import DeviceError
from patrol.model.calls import HookGap, HookWay

FIRST_WITHIN_S = 30
"""For the first JVM; a busy machine may take its time."""
SETTLE_S = 30
LATE = "The app ran before the hooks were there: what it called until then is not known."
GONE = "The virtual phone no longer tells of its processes, so the app's calls are not seen."
DIED = "The JVM behind the app's process ended by itself ({}), so calls were not seen until the next one."


@dataclass(frozen=True, slots=True)
class _Closed:
    """All that a process had to tell is in the inbox before this."""

    line: virtual.Ended


class _End:
    """Nothing comes after this."""


@dataclass(slots=True)
class _Process:
    """A process of the app, and what its JVM had dropped when it began."""

    line: virtual.Begun
    dropped: int
    told: int = 0
    """Its calls so far."""
    ran: bool = False
    """The phone had one of its calls made."""


@dataclass(slots=True)
class _Jvm:
    """One JVM with hooks."""

    app: HookedApp
    matcher: virtual.Matcher = field(default_factory=virtual.Matcher)
    dropped: int = 0
    installed: Installed | None = None
    processes: dict[int, _Process] = field(default_factory=dict)
    over: bool = False
    """The phone has said so: it may end at any moment."""


class VirtualWay:
    """One app on one virtual phone, while its `app-jvm watch` lasts."""

    how = "virtual"

    def __init__(self, device: FridaDevice, outlet: Outlet) -> None:
        self._device = device
        self._outlet = outlet
        self._inbox: SimpleQueue[Any] = SimpleQueue()
        """Lines of the phone; (pid, what an agent says); DeviceError when the phone is gone."""
        self._stream = ExitStack()
        self._first: SimpleQueue[DeviceError | None] = SimpleQueue()
        self._jvms: dict[int, _Jvm] = {}
        """By the phone's number."""
        self._early: dict[int, list[virtual.Begun]] = {}
        """Processes whose JVM is yet to be started."""
        self._stopping = threading.Event()
        self._driver: Driver | None = None
        self._blind: tuple[float, str] | None = None
        """Since when nothing is seen, and why."""
        self._worker = threading.Thread(target=self._work, name="hooks", daemon=True)

    def start(self, driver: Driver, package: str) -> None:
        """Returns when the first JVM is hooked. Raises DeviceError with what to do."""
        self._driver = driver
        lines = self._stream.enter_context(driver.stream(f"app-jvm watch {package}"))
        reader = threading.Thread(target=self._read, args=(lines,), name="virtual phone's processes", daemon=True)
        reader.start()
        self._worker.start()
        try:
            trouble = self._first.get(timeout=FIRST_WITHIN_S)
        except Empty:
            trouble = DeviceError("The virtual phone asked for no process of the app.")
        if trouble is not None:
            self.stop()
            raise trouble

    def stop(self) -> None:
        """What the app has called until now is told; then the phone ends its JVMs. Safe to call twice."""
        if self._stopping.is_set():
            return
        self._stopping.set()
        if self._worker.is_alive():
            with suppress(DeviceError):  # a phone that is gone has nothing more to tell
                self._shell("settle")
            self._inbox.put(_End())
            self._worker.join(SETTLE_S)
        self._stream.close()

    def _shell(self, words: str) -> None:
        assert self._driver is not None
        self._driver.shell(f"app-jvm {words}", timeout_s=SETTLE_S)

    def _read(self, lines: Iterator[bytes]) -> None:
        """Lines of the phone, until the stream ends."""
        trouble = GONE
        try:
            for piece in lines:
                for line in piece.splitlines():
                    self._inbox.put(virtual.read_line(line))
        except (DeviceError, OSError, ValueError) as error:
            trouble = f"{GONE} ({error})"
        except msgspec.MsgspecError as error:
            trouble = f"The virtual phone says something about its processes that cannot be understood: {error}"
        if not self._stopping.is_set():
            self._inbox.put(DeviceError(trouble))

    # --- the thread that works ----------------------------------------------------------------------------------------

    def _work(self) -> None:
        while not isinstance(item := self._inbox.get(), _End):
            self._take(item)
        for jvm in self._jvms.values():
            self._flush(jvm)
        while not self._inbox.empty():
            self._take(self._inbox.get())
        for jvm in self._jvms.values():
            self._tell_events(jvm, until_ms=time.time() * 1000)
            for process in jvm.processes.values():
                self._tell_process(jvm, process)
            self._tell_unplaced(jvm)
        self._outlet.end()

    def _take(self, item: Any) -> None:
        match item:
            case virtual.Start():
                self._start(item)
            case virtual.Begun():
                self._begin(item)
            case virtual.Ran() if jvm := self._jvms.get(item.jvm):
                jvm.matcher.ran.append(item)
                if process := jvm.processes.get(item.pid):
                    process.ran = True
                self._tell_events(jvm)
            case virtual.Ended() if jvm := self._of(item.pid):
                self._flush(jvm)
                self._inbox.put(_Closed(item))
            case _Closed(line) if jvm := self._of(line.pid):
                self._tell_events(jvm, until_ms=line.at)
                self._tell_process(jvm, jvm.processes.pop(line.pid), line)
            case virtual.Over() if jvm := self._jvms.get(item.jvm):
                jvm.over = True
                self._flush(jvm)
                with suppress(DeviceError):  # then the phone waits a little longer by itself
                    self._shell(f"release {item.jvm}")
            case virtual.Lost():
                why = f"{item.api} was not called: {item.why}"
                self._gap(item.asked / 1000, why, until_s=item.asked / 1000)
            case virtual.Unknown():
                why = f"The app's model calls {item.api}, which the hook table does not know."
                self._gap(item.asked / 1000, why, until_s=item.asked / 1000)
            case virtual.Impossible():
                self._first.put(DeviceError(item.why, advice=item.advice))
                self._gap(time.time(), item.why, item.advice)
            case DeviceError():
                self._first.put(item)
                self._gap(time.time(), item.message)
            case (int() as pid, said):
                for jvm in self._jvms.values():
                    if jvm.app.pid == pid:
                        self._hear(jvm, said)

    def _of(self, pid: int) -> _Jvm | None:
        """The JVM behind a process of the phone."""
        return next((jvm for jvm in self._jvms.values() if pid in jvm.processes), None)

    def _start(self, line: virtual.Start) -> None:
        pid = 0
        try:
            pid = guarded(lambda: self._device.spawn(line.argv, stdio="pipe"), "The app's JVM cannot be started")
            jvm = self._jvms[line.jvm] = _Jvm(HookedApp(self._device, pid, self._inbox))
            jvm.app.install(table(), OPTIONS)
            guarded(lambda: self._device.resume(pid), "The app's JVM cannot be resumed")
            self._first.put(None)
            for begun in self._early.pop(line.jvm, []):
                self._begin(begun)
        except DeviceError as error:
            self._first.put(error)
            self._gap(time.time(), error.message, error.advice)
            if pid:
                with suppress(DeviceError):  # it is gone already
                    guarded(lambda: self._device.kill(pid), "The app's JVM cannot be ended")

    def _begin(self, line: virtual.Begun) -> None:
        if (jvm := self._jvms.get(line.jvm)) is None:
            self._early.setdefault(line.jvm, []).append(line)  # the phone goes on while its JVM is prepared
            return
        if line.late:
            self._gap(line.at / 1000, LATE, "Start the app anew.", until_s=line.at / 1000)
        if self._blind and not jvm.over:
            self._gap(*self._blind, until_s=line.at / 1000)
            self._blind = None
        jvm.processes[line.pid] = process = _Process(line, jvm.dropped)
        if jvm.installed is not None:
            self._tell_process(jvm, process)

    def _hear(self, jvm: _Jvm, said: Message | str) -> None:
        match said:
            case Events():
                jvm.dropped = max(jvm.dropped, said.dropped)
                for event in said.events:
                    jvm.matcher.add(event)
                jvm.app.took(len(said.events))
                self._tell_events(jvm)
            case Counts():
                jvm.dropped = max(jvm.dropped, said.dropped)
            case Installed() if said.hooked:
                jvm.installed = said
                for process in jvm.processes.values():
                    self._tell_process(jvm, process)
            case Trouble():
                self._gap(time.time(), f"The hooks are in trouble: {said.what}: {said.why}", until_s=time.time())
            case str() if not (jvm.over or self._stopping.is_set()):
                jvm.over = True
                self._blind = time.time(), DIED.format(said)
                self._gap(*self._blind)

    # --- telling ------------------------------------------------------------------------------------------------------

    def _flush(self, jvm: _Jvm) -> None:
        with suppress(DeviceError):  # it has ended; what it had sent before is in the inbox
            jvm.app.flush()

    def _tell_events(self, jvm: _Jvm, *, until_ms: float = 0) -> None:
        for event, ran in jvm.matcher.matched(until_ms=until_ms):
            if (process := jvm.processes.get(ran.pid)) is not None:
                process.told += 1
            call = call_of(event, ran.pid, stack=virtual.as_on_a_phone(event.stack))
            self._outlet.put(ran.asked / 1000, call, event.raw)

    def _tell_process(self, jvm: _Jvm, process: _Process, ended: virtual.Ended | None = None) -> None:
        line = process.line
        way = HookWay.attach if line.late else HookWay.spawn
        record = process_of(jvm.installed or Installed(""), line.pid, line.name, way, LATE if line.late else "")
        dropped = jvm.dropped - process.dropped
        record = msgspec.structs.replace(
            record,
            made=process.told + dropped,
            dropped=dropped,
            ended_ms=None if ended is None else max(0, round(ended.at - line.at)),
            why_ended=ended.why if ended else "",
            # Hooks stand before the JVM's first line, and what its agent had said was read before this.
            never_ran=jvm.installed is None and not process.ran and not line.late,
        )
        self._outlet.put(line.at / 1000, record)

    def _tell_unplaced(self, jvm: _Jvm) -> None:
        """Events that belong to no call that the phone told of: there are none, unless something went wrong."""
        if count := len(jvm.matcher.waiting):
            self._gap(jvm.matcher.waiting[0].t / 1000, f"{count} calls could be given to no process of the app.")

    def _gap(self, from_s: float, why: str, advice: str = "", *, until_s: float | None = None) -> None:
        length_ms = None if until_s is None else round((until_s - from_s) * 1000)
        self._outlet.put(from_s, HookGap(0, length_ms, why, advice))
