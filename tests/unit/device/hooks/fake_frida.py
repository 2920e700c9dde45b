"""A Frida device whose protocol is real and whose processes are not: for spawn gating, which no Frida on this computer
offers. Attaching, loading and detaching are tried with real Frida in tests/contract/test_hooks.py."""

from __future__ import annotations

import queue
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import frida

from patrol.device.driver import ShellResult
from patrol.device.hooks.outlet import AnyRecord, Outlet

INSTALLED = {
    "type": "installed",
    "phase": "boot",
    "hooked": {"android.telephony.TelephonyManager.getImei": 2},
    "missing": [["a.B.c", "no such class"]],
    "native": ["open"],
    "nativeMissing": [],
    "pending": 1,
    "ms": 3,
}


def event(n: int = 1, call: str = "android.telephony.TelephonyManager.getImei", t: int = 1_700_000_000_000) -> Any:
    return {
        "n": n,
        "t": t,
        "th": 7,
        "id": ["API-IMEI-001"],
        "call": call,
        "args": ["0"],
        "ret": "35*",
        "stack": ["a.B.c()"],
    }


class FakeScript:
    def __init__(self, session: FakeSession) -> None:
        self._session = session
        self._heard: Callable[[Mapping[str, Any], bytes | None], None] = lambda message, data: None
        self.exports_sync = SimpleNamespace(
            install=self._install, flush=self._flush, again=self._again, stop=self._flush
        )
        self.again = 0

    def on(self, signal: str, callback: Callable[..., None]) -> None:
        self._heard = callback

    def load(self) -> None:
        self._session.device.did.append(("load", self._session.pid))

    def post(self, message: Mapping[str, Any]) -> None:
        self._session.device.did.append(("post", message["taken"]))

    def unload(self) -> None:
        self._session.device.did.append(("unload", self._session.pid))

    def say(self, payload: Mapping[str, Any], data: bytes | None = None) -> None:
        self._heard({"type": "send", "payload": payload}, data)

    def _install(self, table: Mapping[str, Any], options: Mapping[str, Any]) -> None:
        self._session.device.did.append(("install", self._session.pid))
        if self._session.device.mute:
            raise frida.InvalidOperationError("script is destroyed")
        if self._session.device.boots:
            self.say(INSTALLED)

    def _flush(self) -> None:
        self._session.device.did.append(("flush", self._session.pid))

    def _again(self) -> None:
        self.again += 1


class FakeSession:
    def __init__(self, device: FakeDevice, pid: int) -> None:
        self.device, self.pid = device, pid
        self.script = FakeScript(self)
        self.detached: Callable[[str, Any], None] = lambda reason, crash: None

    def on(self, signal: str, callback: Callable[[str, Any], None]) -> None:
        self.detached = callback

    def create_script(self, source: str) -> FakeScript:
        return self.script

    def detach(self) -> None:
        self.device.did.append(("detach", self.pid))


@dataclass
class FakeDevice:
    """What was asked of it is in `did`, in order."""

    gating: bool = True
    spawns: bool = True
    names: tuple[str, ...] = ()
    """Of the processes that it shows."""
    refuses: frozenset[int] = frozenset()
    """Processes that cannot be attached to."""
    mute: bool = False
    boots: bool = True
    """Its processes get to their first line, where the hooks are put in."""
    did: list[tuple[str, Any]] = field(default_factory=list)
    sessions: dict[int, FakeSession] = field(default_factory=dict)
    pending: list[Any] = field(default_factory=list)
    added: Callable[[Any], None] | None = None

    def on(self, signal: str, callback: Callable[[Any], None]) -> None:
        self.added = callback

    def off(self, signal: str, callback: Callable[[Any], None]) -> None:
        self.added = None

    def start(self, pid: int, name: str) -> None:
        """A process begins and waits."""
        assert self.added is not None
        self.added(SimpleNamespace(pid=pid, identifier=name))

    def enable_spawn_gating(self) -> None:
        if not self.gating:
            raise frida.NotSupportedError("not supported here")
        self.did.append(("gate", True))

    def disable_spawn_gating(self) -> None:
        self.did.append(("gate", False))

    def enumerate_pending_spawn(self) -> list[Any]:
        return self.pending

    def enumerate_processes(self) -> list[Any]:
        return [SimpleNamespace(pid=900 + i, name=name) for i, name in enumerate(self.names)]

    def spawn(self, program: Any, **options: Any) -> int:
        if not self.spawns:
            raise frida.NotSupportedError("unable to spawn")
        self.did.append(("spawn", program))
        return 500

    def attach(self, pid: int) -> FakeSession:
        if pid in self.refuses:
            raise frida.PermissionDeniedError("unable to access process")
        self.did.append(("attach", pid))
        return self.sessions.setdefault(pid, FakeSession(self, pid))

    def resume(self, pid: int) -> None:
        self.did.append(("resume", pid))

    def kill(self, pid: int) -> None:
        self.did.append(("kill", pid))


@dataclass
class FakeDriver:
    """Only what hooks ask of a driver."""

    running: dict[int, str] = field(default_factory=dict)

    def processes(self, package: str) -> dict[int, str]:
        return dict(self.running)

    def shell(self, command: str, *, timeout_s: float = 20) -> ShellResult:
        return ShellResult("", 0)


class Told:
    """Reads an outlet; waits at most three minutes for each record: a JVM may take one to come up."""

    def __init__(self, outlet: Outlet) -> None:
        self._outlet = outlet
        self.all: list[tuple[float, AnyRecord]] = []

    def until(self, wanted: Callable[[AnyRecord], bool]) -> AnyRecord:
        while True:
            try:
                item = self._outlet._items.get(timeout=180)
            except queue.Empty:
                raise AssertionError(f"not told; told were {[record for _, record in self.all]}") from None
            assert isinstance(item, tuple), item
            self.all.append(item)
            if wanted(item[1]):
                return item[1]

    def rest(self) -> list[AnyRecord]:
        self.all += list(self._outlet.records())
        return [record for _, record in self.all]
