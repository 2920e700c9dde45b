"""The virtual phone's app under real Frida: one phone, one app, from its first process to the end of the run."""

from __future__ import annotations

import asyncio
import os
import queue
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from patrol.clock import RunClock, wait_until
from patrol.device.driver import ShellResult
from patrol.device.hooks.helper_folder import local_device
from patrol.device.hooks.outlet import Outlet
from patrol.device.hooks.source import FridaHooks
from patrol.device.hooks.virtual_way import VirtualWay
from patrol.errors import GatherError
from patrol.model.calls import HookedCall, HookedProcess, HookGap, HookWay
from patrol.virtualphone.phone import VirtualPhone
from patrol.virtualphone.serve import ServedPhone, running
from tests.unit.device.hooks.fake_frida import Told
from tests.unit.virtualphone.system.desk import MAIN, PACKAGE
from tests.unit.virtualphone.system.small_app import write_small

pytestmark = pytest.mark.timeout(240)
IMEI = "android.telephony.TelephonyManager.getImei"
CHAIN = (f"{PACKAGE}.MainActivity.onCreate", "com.umeng.analytics.Agent.init")


class Shell:
    """The phone's shell without adb: what a driver does with it."""

    def __init__(self, phone: ServedPhone) -> None:
        self._phone = phone

    def shell(self, command: str, *, timeout_s: float = 20) -> ShellResult:
        return ShellResult(self._phone.shell(command), 0)

    @contextmanager
    def stream(self, command: str) -> Iterator[Iterator[bytes]]:
        lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()

        class Out:
            async def write(self, data: bytes | str) -> None:
                lines.put(data.encode().rstrip() if isinstance(data, str) else data.rstrip())

        async def run() -> None:
            try:
                await self._phone.phone.run_shell(command, Nothing(), Out(), Out())
            finally:
                lines.put(b"")

        work = asyncio.run_coroutine_threadsafe(run(), self._phone._farm._loop)
        try:
            yield iter(lines.get, b"")
        finally:
            work.cancel()


class Nothing:
    async def read(self, limit: int = 65536) -> bytes:
        return b""


class Counting:
    """This computer's Frida, and what it has spawned."""

    def __init__(self) -> None:
        self._device: Any = local_device()
        self.pids: list[int] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._device, name)

    def spawn(self, program: Any, **options: Any) -> int:
        self.pids.append(self._device.spawn(program, **options))
        return self.pids[-1]


@pytest.fixture(scope="module")
def phone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedPhone]:
    with running(write_small(tmp_path_factory.mktemp("small"))) as served:
        yield served


def started(phone: ServedPhone) -> int:
    """The app's process, as `ps` shows it."""
    assert "Status: ok" in phone.shell(f"am start -W -n {MAIN}")
    return int(phone.shell(f"pidof {PACKAGE}"))


def called(phone: ServedPhone, *chain: str, api: str = IMEI, times: int = 1) -> None:
    """The app's process makes calls."""

    def make(inside: VirtualPhone) -> None:
        process = inside.running.of_package(PACKAGE)
        assert process is not None
        for _ in range(times):
            inside.running.jvms.called(PACKAGE, process.pid, api, ("0",), chain or CHAIN)

    phone.call(make)


def a_call(at: str) -> Callable[[Any], bool]:
    return lambda each: isinstance(each, HookedCall) and any(frame.startswith(at) for frame in each.stack)


def ended(pid: int) -> Callable[[Any], bool]:
    return lambda each: isinstance(each, HookedProcess) and each.pid == pid and bool(each.why_ended)


def alive(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


def test_an_app_is_seen_over_restarts_cleared_data_and_the_death_of_its_jvm(phone: ServedPhone) -> None:
    device, outlet = Counting(), Outlet()
    told, way = Told(outlet), VirtualWay(device, outlet)
    way.start(Shell(phone), PACKAGE)  # type: ignore[arg-type]
    try:
        # The first calls come while the JVM is still being hooked: none is lost, each has the app's own moment.
        first = started(phone)
        called(phone, times=5)
        calls = [told.until(a_call("com.umeng")) for _ in range(5)]
        call = calls[0]
        assert isinstance(call, HookedCall)
        assert (call.pid, call.apis, call.arguments) == (first, ("API-IMEI-002",), ("0",))
        assert call.result and "*" in call.result
        frames = [frame.partition("(")[0] for frame in call.stack]
        assert frames[:2] == [CHAIN[1], CHAIN[0]] and frames[-1] == "android.app.ActivityThread.main"
        assert not any(frame.startswith(("patrol.", "java.base/")) for frame in call.stack)
        at_s = {at for at, record in told.all if isinstance(record, HookedCall)}
        assert max(at_s) - min(at_s) < 0.2

        # An orderly restart has the same JVM behind it, under the phone's own new process id.
        phone.shell(f"am force-stop {PACKAGE}")
        stopped = told.until(ended(first))
        assert isinstance(stopped, HookedProcess)
        assert (stopped.way, stopped.made, stopped.dropped, stopped.why_ended) == (HookWay.spawn, 5, 0, "stopped")
        assert stopped.methods > 500 and stopped.natives > 10
        second = started(phone)
        called(phone, "com.second.Run.go")
        call = told.until(a_call("com.second"))
        assert isinstance(call, HookedCall) and call.pid == second != first and len(device.pids) == 1

        # Cleared data: another JVM. The last call before it is not lost.
        called(phone, "com.last.Run.go")
        phone.shell(f"pm clear {PACKAGE}")
        told.until(a_call("com.last"))
        told.until(ended(second))
        third = started(phone)
        called(phone, "com.third.Run.go")
        call = told.until(a_call("com.third"))
        assert isinstance(call, HookedCall) and call.pid == third and len(device.pids) == 2
        assert not [each for _, each in told.all if isinstance(each, HookGap)]

        # What no table knows is told, and does no harm.
        called(phone, api="android.nothing.Here.call")
        gap = told.until(lambda each: isinstance(each, HookGap))
        assert isinstance(gap, HookGap) and "android.nothing.Here.call" in gap.why

        # The JVM is killed: a gap, until the next process has another one.
        os.kill(device.pids[1], signal.SIGKILL)
        gap = told.until(lambda each: isinstance(each, HookGap) and "ended by itself" in each.why)
        assert isinstance(gap, HookGap) and gap.to_ms is None
        phone.shell(f"am force-stop {PACKAGE}")
        fourth = started(phone)
        called(phone, "com.fourth.Run.go")
        call = told.until(a_call("com.fourth"))
        assert isinstance(call, HookedCall) and call.pid == fourth
        closed = [each for _, each in told.all if isinstance(each, HookGap) and each.why == gap.why]
        assert closed[-1].to_ms is not None
    finally:
        way.stop()
    told.rest()
    gone = wait_until(lambda: not any(map(alive, device.pids)), clock=RunClock(), timeout_ms=10_000)
    assert gone, "a JVM is left behind"
    assert phone.call(lambda inside: inside.running.jvms.hosting) is None
    phone.shell(f"am force-stop {PACKAGE}")


def test_hooks_that_come_late_say_so_and_leave_the_app_running(phone: ServedPhone) -> None:
    pid = started(phone)
    outlet = Outlet()
    told, way = Told(outlet), VirtualWay(local_device(), outlet)
    way.start(Shell(phone), PACKAGE)  # type: ignore[arg-type]
    late = told.until(lambda each: isinstance(each, HookedProcess) and each.methods > 500)
    assert isinstance(late, HookedProcess) and (late.pid, late.way) == (pid, HookWay.attach)
    way.stop()
    told.rest()
    assert phone.shell(f"pidof {PACKAGE}").strip() == str(pid)
    assert any(isinstance(each, HookGap) and "before the hooks" in each.why for _, each in told.all)


def test_without_a_java_the_run_is_told_what_to_do(phone: ServedPhone) -> None:
    phone.call(lambda inside: setattr(inside.running.jvms, "java", "/nowhere/java"))
    try:
        with pytest.raises(GatherError, match="There is no Java at /nowhere/java") as raised:
            FridaHooks(None).start(Shell(phone), PACKAGE)  # type: ignore[arg-type]
        assert "PATROL_JAVA" in raised.value.advice
    finally:
        phone.call(lambda inside: setattr(inside.running.jvms, "java", ""))
