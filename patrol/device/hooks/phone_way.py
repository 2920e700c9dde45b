"""Hooks in the processes of an app on a phone where Frida's server runs, or whose app carries Frida's gadget.

Best first: spawn gating holds every new process until we let it go, however it is started, so that children
(`android:process`) are caught too; without it the app is spawned once, and processes that come later are found by
looking, with what they did before unknown. Other apps' processes are let go at once, and gating ends in any case: a
phone whose processes wait for a computer that went away is broken (frida#602, #2577, frida-core#1248).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any

import msgspec

from patrol.device.driver import Driver
from patrol.device.hooks.messages import Counts, Events, Installed, Message, Trouble
from patrol.device.hooks.outlet import Outlet
from patrol.device.hooks.process import FridaDevice, HookedApp, guarded
from patrol.device.hooks.records import call_of, process_of
from patrol.device.hooks.table import OPTIONS, table
from patrol.errors import DeviceError
from patrol.model.calls import HookGap, HookWay

LOOK_EVERY_S = 0.5
"""How often processes are looked for where nothing tells of them; `ps` takes a phone some 50 ms."""
AGAIN_AFTER_S = (0.5, 2.0, 6.0)
"""When the app's own classes are looked for: its loader exists once its Application object is made."""
END_WITHIN_S = 5.0
BACK_EVERY_S = 2.0
"""How often it is asked whether Frida's server is there again."""
GADGET = "Gadget"
"""The name of the only process that a gadget shows (Frida's documentation)."""
LATE = "It was hooked while it ran: what it called until then is not known."
BY_GADGET = "Its gadget is loaded by the app itself: what it called before that is not known."
NO_GATING = "Frida cannot hold new processes on this phone ({}): what they call before they are found is not seen."
CONNECTION = {"connection-terminated", "device-lost", "server-terminated"}
"""Frida's reasons for an end that is no end of the process."""
SERVER_GONE = "Frida on the phone is gone, so the app's calls are not seen."
SERVER_ADVICE = (
    "Start it again (on a rooted phone `patrol doctor --frida-server FILE` does); patrol takes it up by itself."
)
REFUSED = "{} could not be hooked, so its calls are not seen: {}"
REFUSED_ADVICE = "Packed and protected apps refuse hooks: try a build without the protection."


@dataclass(slots=True)
class _Hooked:
    """One process with hooks."""

    app: HookedApp
    name: str
    way: HookWay
    at_s: float
    note: str = ""
    installed: Installed = field(default_factory=lambda: Installed(""))
    made: int = 0
    dropped: int = 0
    held_ms: int = 0
    tries: int = 0
    """How often the app's own classes were looked for."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A process was let go after so long."""

    pid: int
    ms: int


class PhoneWay:
    """One app on one phone. `connect` gives Frida's device, anew after it was gone; raises DeviceError."""

    def __init__(
        self,
        connect: Callable[[], FridaDevice],
        outlet: Outlet,
        *,
        phone_ahead_s: float = 0.0,
        notice: Callable[[str], None] = lambda message: None,
    ) -> None:
        self.how = ""
        self._connect = connect
        self._outlet = outlet
        self._ahead_s = phone_ahead_s
        self._notice = notice
        self._package = ""
        self._inbox: SimpleQueue[Any] = SimpleQueue()
        """(pid, what an agent says), and what the gate has hooked."""
        self._held: SimpleQueue[Any] = SimpleQueue()
        """Processes that wait for us; None at the end."""
        self._processes: dict[int, _Hooked] = {}
        self._entered: set[int] = set()
        """Processes that are hooked, or could not be: neither is tried again."""
        self._blind: tuple[float, str, str] | None = None
        """Since when Frida is gone, why, and what to do."""
        self._tried_s = 0.0
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self, driver: Driver, package: str) -> None:
        """From now on the app's processes are hooked. Raises DeviceError with what to do."""
        self._driver, self._package = driver, package
        self._device = self._connect()
        self.how = self._enter()
        bodies = [self._work, self._gate] if self.how == "spawn-gating" else [self._work, self._look]
        self._threads = [threading.Thread(target=body, name=f"hooks{body.__name__}", daemon=True) for body in bodies]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Take the hooks out and let the processes go on, held ones too. Safe to call twice."""
        if self._stopping.is_set():
            return
        self._stopping.set()
        self._held.put(None)
        try:
            self._leave()
        finally:
            self._inbox.put(None)
            for thread in self._threads:
                thread.join(END_WITHIN_S)

    # --- ways in ------------------------------------------------------------------------------------------------------

    def _enter(self) -> str:
        """Gating, else one spawn where the app does not run, else what runs."""
        if any(
            process.name == GADGET for process in guarded(self._device.enumerate_processes, "Frida does not answer")
        ):
            return "gadget"
        self._device.on("spawn-added", self._wait)
        try:
            guarded(self._device.enable_spawn_gating, "New processes cannot be held")
        except DeviceError as error:
            self._device.off("spawn-added", self._wait)
            self._notice(NO_GATING.format(error.message))
            self._gap(time.time(), NO_GATING.format(error.message))
            return self._spawn_once()
        for pid, name in self._driver.processes(self._package).items():
            self._hook(pid, name, HookWay.attach, LATE)
        return "spawn-gating"

    def _spawn_once(self) -> str:
        if self._driver.processes(self._package):
            return "attach"
        try:
            pid = guarded(lambda: self._device.spawn(self._package), f"{self._package} cannot be spawned")
        except DeviceError as error:
            self._notice(f"{error.message} Its first calls may go unseen.")
            return "attach"
        self._hook(pid, self._package, HookWay.spawn)
        return "spawn"

    def _leave(self) -> None:
        """No process may wait for us any more, whatever else goes wrong."""
        if self.how == "spawn-gating":
            with suppress(DeviceError):  # of a server that is gone, nothing waits either
                guarded(self._device.disable_spawn_gating, "gating")
            with suppress(DeviceError):
                self._let_go(guarded(self._device.enumerate_pending_spawn, "gating"))
        for process in list(self._processes.values()):
            with suppress(DeviceError):  # it has ended
                process.app.flush()
                process.app.leave()

    def _let_go(self, held: Iterable[Any]) -> None:
        for spawn in held:
            self._resume(spawn.pid)

    def _resume(self, pid: int) -> None:
        with suppress(DeviceError):  # it has ended meanwhile
            guarded(lambda: self._device.resume(pid), "A held process cannot be let go")

    def _own(self, name: str) -> bool:
        return name == self._package or name.startswith(f"{self._package}:")

    def _wait(self, spawn: Any) -> None:
        """On Frida's thread, which must not be kept: a process waits for us. (Frida looks at how many arguments its
        callback takes, which a queue's own `put` does not tell.)"""
        self._held.put(spawn)

    # --- the thread at the gate ---------------------------------------------------------------------------------------

    def _gate(self) -> None:
        """Others' processes go on at once; while ours are hooked, others are not kept waiting."""
        while (spawn := self._held.get()) is not None:
            if self._own(spawn.identifier or "") and not self._stopping.is_set():
                argument = (spawn.pid, spawn.identifier, HookWay.spawn)
                threading.Thread(target=self._hook, args=argument, name=f"hook {spawn.pid}", daemon=True).start()
            else:
                self._let_go([spawn])

    def _hook(self, pid: int, name: str, way: HookWay, note: str = "") -> None:
        """Into this process; one that waits for us goes on in any case."""
        at_s = time.time()
        self._entered.add(pid)
        try:
            app = HookedApp(self._device, pid, self._inbox)
            self._inbox.put(_Hooked(app, name, way, at_s, note))
            app.install(table(), OPTIONS)
        except DeviceError as error:
            self._gap(at_s, REFUSED.format(f"{name} ({pid})", error.message), REFUSED_ADVICE)
        finally:
            if way is HookWay.spawn:
                self._resume(pid)
                self._inbox.put(_Held(pid, round((time.time() - at_s) * 1000)))

    # --- the thread that looks, where nothing is held -----------------------------------------------------------------

    def _look(self) -> None:
        while not self._stopping.wait(LOOK_EVERY_S):
            try:
                running = self._running()
            except DeviceError:
                continue  # the phone or Frida is gone for now; the worker tells
            for pid, name in running.items():
                if pid not in self._entered:
                    self._hook(pid, name, HookWay.attach, BY_GADGET if self.how == "gadget" else LATE)

    def _running(self) -> dict[int, str]:
        if self.how != "gadget":
            return self._driver.processes(self._package)
        found = guarded(self._device.enumerate_processes, "The gadget does not answer")
        return {process.pid: self._package for process in found}

    # --- the thread that tells ----------------------------------------------------------------------------------------

    def _work(self) -> None:
        while True:
            try:
                item = self._inbox.get(timeout=LOOK_EVERY_S)
            except Empty:
                self._beside()
                continue
            if item is None:
                break
            self._take(item)
        while not self._inbox.empty():
            if (item := self._inbox.get()) is not None:
                self._take(item)
        for process in self._processes.values():
            self._tell(process)
        self._outlet.end()

    def _take(self, item: Any) -> None:
        match item:
            case _Hooked():
                self._processes[item.app.pid] = item
                self._see_again(item.at_s)
            case _Held() if process := self._processes.get(item.pid):
                process.held_ms = item.ms
                self._tell(process)
            case (int() as pid, str() as reason) if process := self._processes.pop(pid, None):
                self._ended(process, reason)
            case (int() as pid, said) if process := self._processes.get(pid):
                self._hear(process, said)

    def _hear(self, process: _Hooked, said: Message) -> None:
        match said:
            case Events():
                process.made, process.dropped = max(process.made, said.made), max(process.dropped, said.dropped)
                for event in said.events:
                    call = call_of(event, process.app.pid)
                    self._outlet.put(event.t / 1000 - self._ahead_s, call, event.raw)
                process.app.took(len(said.events))
            case Counts():
                process.made, process.dropped = max(process.made, said.made), max(process.dropped, said.dropped)
            case Installed():
                process.installed = said
                self._tell(process)
            case Trouble():
                now = time.time()
                self._gap(now, f"The hooks are in trouble: {said.what}: {said.why}", until_s=now)

    def _ended(self, process: _Hooked, reason: str) -> None:
        self._entered.discard(process.app.pid)  # the phone gives the number away again
        self._tell(process, ended_s=time.time(), why=reason)
        if reason in CONNECTION and not self._stopping.is_set():
            if self._blind is None:
                self._notice(f"{SERVER_GONE} {SERVER_ADVICE}")
                self._blind = (time.time(), SERVER_GONE, SERVER_ADVICE)
                self._gap(*self._blind)

    def _beside(self) -> None:
        """What has its time, while nothing comes: the app's own classes, and Frida that was gone."""
        if self._stopping.is_set():
            return
        now = time.time()
        for process in list(self._processes.values()):
            due = AGAIN_AFTER_S[process.tries : process.tries + 1]
            if due and process.installed.pending and now - process.at_s > due[0]:
                process.tries += 1
                with suppress(DeviceError):  # it has ended
                    process.app.again()
        if self._blind is not None and now - self._tried_s > BACK_EVERY_S:
            self._tried_s = now
            with suppress(DeviceError):  # not yet
                self._come_back()

    def _come_back(self) -> None:
        """Frida's server is there again."""
        self._device = self._connect()
        if self.how == "spawn-gating":
            self._device.on("spawn-added", self._wait)
            guarded(self._device.enable_spawn_gating, "New processes cannot be held")
            for pid, name in self._driver.processes(self._package).items():
                self._hook(pid, name, HookWay.attach, LATE)
            self._see_again(time.time())

    def _see_again(self, at_s: float) -> None:
        if self._blind is not None:
            self._gap(*self._blind, until_s=at_s)
            self._blind = None

    def _tell(self, process: _Hooked, *, ended_s: float | None = None, why: str = "") -> None:
        record = process_of(process.installed, process.app.pid, process.name, process.way, process.note)
        ended_ms = None if ended_s is None else round((ended_s - process.at_s) * 1000)
        counts = {"made": process.made, "dropped": process.dropped, "held_ms": process.held_ms}
        self._outlet.put(process.at_s, msgspec.structs.replace(record, ended_ms=ended_ms, why_ended=why, **counts))

    def _gap(self, from_s: float, why: str, advice: str = "", *, until_s: float | None = None) -> None:
        length_ms = None if until_s is None else round((until_s - from_s) * 1000)
        self._outlet.put(from_s, HookGap(0, length_ms, why, advice))
