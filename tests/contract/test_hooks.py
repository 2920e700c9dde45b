"""Hooks on a phone, tried with real Frida: local processes stand in for the phone's, a portal for its frida-server.

What has no stand-in here is spawn gating; tests/unit/device/hooks/test_phone_way.py has a device that speaks its part.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import frida
import pytest

from patrol.device.hooks import phone_way
from patrol.device.hooks.helper_folder import local_device
from patrol.device.hooks.outlet import Outlet
from patrol.device.hooks.phone_way import PhoneWay
from patrol.device.hooks.process import FridaDevice, guarded
from patrol.device.hooks.table import OPTIONS
from patrol.model.calls import HookedCall, HookedProcess, HookGap, HookWay
from patrol.virtualphone.jvm.process import Classes, Jvm, java_17, phone_methods
from tests.e2e.conftest import free_port
from tests.unit.device.hooks.fake_frida import FakeDriver, Told

pytestmark = pytest.mark.timeout(180)
APP = "com.bank"
IMEI = "android.telephony.TelephonyManager.getImei"
FLOOD, ROOM = 4_000, 50
"""Calls that come as fast as the app can make them, and how many may wait."""
CHAIN = ("com.bank.MainActivity.onCreate", "com.sdk.Core.init")


class LocalPhone:
    """This computer's Frida as a phone's: spawning the app starts its JVM. Its gating is Frida's own word here."""

    def __init__(self, argv: tuple[str, ...]) -> None:
        self._device: Any = local_device()
        self._argv = argv
        self.pid = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._device, name)

    def enumerate_processes(self) -> list[Any]:
        return []

    def spawn(self, program: Any, **options: Any) -> int:
        assert program == APP
        self.pid = self._device.spawn(list(self._argv), stdio="pipe")
        return self.pid


@pytest.fixture(scope="module")
def classes() -> Iterator[Classes]:
    found = Classes(phone_methods())
    yield found
    found.close()


@pytest.fixture
def jvm(classes: Classes) -> Iterator[Jvm]:
    found = Jvm(classes)
    yield found
    found.close()


def test_a_spawned_app_is_seen_from_its_first_line_until_it_is_killed(jvm: Jvm) -> None:
    phone, driver, outlet = LocalPhone(jvm.command(java_17())), FakeDriver(), Outlet()
    told, notices = Told(outlet), list[str]()
    way = PhoneWay(lambda: phone, outlet, notice=notices.append)
    way.start(driver, APP)  # type: ignore[arg-type]
    try:
        jvm.greet()
        assert way.how == "spawn" and "cannot hold new processes" in notices[0]
        driver.running = {phone.pid: APP}
        jvm.call(IMEI, ("0",), CHAIN)
        call = told.until(lambda each: isinstance(each, HookedCall) and each.call == IMEI)
        assert isinstance(call, HookedCall)
        assert call.pid == phone.pid and call.apis == ("API-IMEI-002",)
        frames = [frame.partition("(")[0] for frame in call.stack]
        assert frames[:2] == ["com.sdk.Core.init", "com.bank.MainActivity.onCreate"]
        os.kill(phone.pid, signal.SIGKILL)
        driver.running = {}
        ended = told.until(lambda each: isinstance(each, HookedProcess) and bool(each.why_ended))
        assert isinstance(ended, HookedProcess)
        assert (ended.pid, ended.way, ended.why_ended) == (phone.pid, HookWay.spawn, "process-terminated")
        assert ended.methods > 500
    finally:
        way.stop()
    told.rest()


def test_an_app_that_runs_is_attached_to_flooded_and_goes_on_when_the_hooks_leave(
    jvm: Jvm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(phone_way, "OPTIONS", {**OPTIONS, "capacity": ROOM})
    process = subprocess.Popen(jvm.command(java_17()))
    try:
        jvm.greet()
        phone, outlet = LocalPhone(()), Outlet()
        told, way = Told(outlet), PhoneWay(lambda: phone, outlet)
        way.start(FakeDriver({process.pid: APP}), APP)  # type: ignore[arg-type]
        told.until(lambda each: isinstance(each, HookedProcess) and each.methods > 500 and each.way is HookWay.attach)
        jvm.call(IMEI, ("0",), CHAIN, times=FLOOD)
        way.stop()
        rest = told.rest()
        seen = [each for each in rest if isinstance(each, HookedCall)]
        assert sum(each.call == IMEI for each in seen) <= FLOOD
        last = [each for each in rest if isinstance(each, HookedProcess)][-1]
        # Not one call is lost without being counted, however fast they come.
        assert last.made >= FLOOD and last.dropped > 0 and len(seen) == last.made - last.dropped
        assert max(each.number for each in seen) <= last.made
        assert jvm.call(IMEI, ("0",), CHAIN) == ""
        assert process.poll() is None
    finally:
        process.kill()
        process.wait()


PORTAL = """
import frida, sys
ends = [frida.EndpointParameters(address="127.0.0.1", port=int(port)) for port in sys.argv[1:]]
portal = frida.PortalService(*ends)
portal.start()
print("ready", flush=True)
sys.stdin.read()
"""


def portal(cluster: int, control: int) -> subprocess.Popen[bytes]:
    """A process of its own, as frida-server is: it can be killed."""
    found = subprocess.Popen(
        [sys.executable, "-c", PORTAL, str(cluster), str(control)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert found.stdout and found.stdout.readline() == b"ready\n"
    return found


def test_frida_that_goes_while_the_app_runs_is_a_gap_and_not_the_apps_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phone_way, "table", lambda: {"java": [], "native": []})
    cluster, control = free_port(), free_port()
    server = portal(cluster, control)
    process = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin and process.stdout
    process.stdin.write(b"ready\n")
    process.stdin.flush()
    process.stdout.readline()  # Frida cannot enter a process that is still being loaded
    outlet, notices = Outlet(), list[str]()
    told = Told(outlet)

    def connect() -> FridaDevice:
        manager: Any = frida.get_device_manager()
        device: FridaDevice = manager.add_remote_device(f"127.0.0.1:{control}")
        guarded(device.enumerate_processes, "nobody answers")
        return device

    way = PhoneWay(connect, outlet, notice=notices.append)
    try:
        local_device().attach(process.pid).join_portal(f"127.0.0.1:{cluster}")
        way.start(FakeDriver({process.pid: APP}), APP)  # type: ignore[arg-type]
        server.kill()
        gap = told.until(lambda each: isinstance(each, HookGap))
        assert isinstance(gap, HookGap) and gap.why.startswith("Frida on the phone is gone")
        assert process.poll() is None
    finally:
        way.stop()
        for each in (process, server):
            each.kill()
            each.communicate()
