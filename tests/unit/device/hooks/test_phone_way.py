"""Hooks in an app's processes on a phone: held at the gate, spawned, or found."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from patrol.clock import RunClock, wait_until
from patrol.device.hooks.outlet import Outlet
from patrol.device.hooks.phone_way import PhoneWay
from patrol.errors import DeviceError
from patrol.model.calls import HookedCall, HookedProcess, HookGap, HookWay
from tests.unit.device.hooks.fake_frida import FakeDevice, FakeDriver, Told, event

APP = "com.bank"


class Phone:
    """A way into a fake phone, and what it told."""

    def __init__(self, device: FakeDevice, driver: FakeDriver) -> None:
        self.device, self.driver = device, driver
        self.outlet, self.notices = Outlet(), list[str]()
        self.told = Told(self.outlet)
        self.way = PhoneWay(self.connect, self.outlet, phone_ahead_s=2.0, notice=self.notices.append)
        self.gone = False

    def connect(self) -> FakeDevice:
        if self.gone:
            raise DeviceError("nobody answers")
        return self.device

    def start(self) -> Phone:
        self.way.start(self.driver, APP)  # type: ignore[arg-type]
        return self

    def hooked(self, pid: int) -> HookedProcess:
        found = self.told.until(lambda each: isinstance(each, HookedProcess) and each.pid == pid and each.methods > 0)
        assert isinstance(found, HookedProcess)
        return found


@pytest.fixture
def phones() -> Iterator[list[Phone]]:
    made: list[Phone] = []
    yield made
    for phone in made:
        phone.way.stop()


def started(phones: list[Phone], device: FakeDevice, **running: int) -> Phone:
    phone = Phone(device, FakeDriver({pid: name.replace("_", ":") for name, pid in running.items()}))
    phones.append(phone)
    return phone.start()


def test_each_process_of_the_app_is_held_hooked_and_let_go_and_others_go_on_at_once(phones: list[Phone]) -> None:
    phone = started(phones, FakeDevice())
    assert phone.way.how == "spawn-gating"
    phone.device.start(41, APP)
    main = phone.hooked(41)
    phone.device.start(42, "com.other")
    phone.device.start(43, f"{APP}:push")
    child = phone.hooked(43)
    phone.told.until(lambda each: isinstance(each, HookedProcess) and each.pid == 43 and each.held_ms >= 0)
    assert (main.way, main.methods, main.natives, main.missing) == (HookWay.spawn, 1, 1, (("a.B.c", "no such class"),))
    assert (child.name, child.way) == (f"{APP}:push", HookWay.spawn)
    phone.way.stop()
    did = phone.device.did
    assert did.index(("install", 41)) < did.index(("resume", 41))
    assert ("attach", 42) not in did and ("resume", 42) in did
    assert did.index(("gate", False)) < did.index(("unload", 41)) < did.index(("detach", 41))


def test_a_process_that_cannot_be_hooked_goes_on_and_leaves_a_gap(phones: list[Phone]) -> None:
    phone = started(phones, FakeDevice(refuses=frozenset({41})))
    phone.device.start(41, APP)
    gap = phone.told.until(lambda each: isinstance(each, HookGap))
    assert isinstance(gap, HookGap) and "com.bank (41) could not be hooked" in gap.why and "Packed" in gap.advice
    phone.way.stop()
    assert ("resume", 41) in phone.device.did


def test_a_process_that_ends_in_the_middle_of_it_leaves_a_gap_too(phones: list[Phone]) -> None:
    phone = started(phones, FakeDevice(mute=True))
    phone.device.start(41, APP)
    gap = phone.told.until(lambda each: isinstance(each, HookGap))
    assert isinstance(gap, HookGap) and "script is destroyed" in gap.why


def test_what_waits_at_the_gate_when_the_run_ends_is_let_go(phones: list[Phone]) -> None:
    phone = started(phones, FakeDevice(pending=[SimpleNamespace(pid=77, identifier="com.other")]))
    phone.way.stop()
    assert phone.device.did[-1] == ("resume", 77)


def test_calls_bear_the_hosts_time_and_counts_are_told_when_the_process_ends(phones: list[Phone]) -> None:
    phone = started(phones, FakeDevice())
    phone.device.start(41, APP)
    phone.hooked(41)
    session = phone.device.sessions[41]
    session.script.say({"type": "events", "events": [event(3)], "made": 5, "dropped": 4})
    session.detached("process-terminated", None)
    ended = phone.told.until(lambda each: isinstance(each, HookedProcess) and bool(each.why_ended))
    at_s, call = next(item for item in phone.told.all if isinstance(item[1], HookedCall))
    assert isinstance(call, HookedCall) and isinstance(ended, HookedProcess)
    assert (at_s, call.pid, call.apis, call.number) == (1_700_000_000 - 2.0, 41, ("API-IMEI-001",), 3)
    assert (ended.made, ended.dropped, ended.why_ended) == (5, 4, "process-terminated")
    assert ended.ended_ms is not None
    assert not [record for _, record in phone.told.all if isinstance(record, HookGap)]


def test_frida_that_is_killed_leaves_a_gap_until_it_is_there_again(phones: list[Phone]) -> None:
    phone = started(phones, FakeDevice())
    phone.device.start(41, APP)
    phone.hooked(41)
    phone.gone = True
    phone.device.sessions[41].detached("connection-terminated", None)
    gap = phone.told.until(lambda each: isinstance(each, HookGap))
    assert isinstance(gap, HookGap) and gap.to_ms is None and "Frida on the phone is gone" in gap.why
    assert phone.notices and "doctor" in phone.notices[0]
    phone.driver.running, phone.gone = {41: APP}, False
    closed = phone.told.until(lambda each: isinstance(each, HookGap) and each.to_ms is not None)
    assert isinstance(closed, HookGap) and closed.why == gap.why
    assert phone.hooked(41).way is HookWay.attach
    assert phone.device.did.count(("gate", True)) == 2


def test_without_gating_an_app_that_does_not_run_is_spawned_and_later_processes_are_found(phones: list[Phone]) -> None:
    phone = started(phones, FakeDevice(gating=False))
    assert phone.way.how == "spawn"
    assert phone.hooked(500).way is HookWay.spawn
    assert ("resume", 500) in phone.device.did
    phone.driver.running = {500: APP, 501: f"{APP}:push"}
    late = phone.hooked(501)
    assert (late.way, bool(late.note)) == (HookWay.attach, True)
    gaps = [record for _, record in phone.told.all if isinstance(record, HookGap)]
    assert "cannot hold new processes" in gaps[0].why


def test_without_gating_an_app_that_runs_is_attached_to(phones: list[Phone]) -> None:
    phone = started(phones, FakeDevice(gating=False), **{APP: 61})
    assert phone.way.how == "attach"
    assert phone.hooked(61).way is HookWay.attach
    assert ("resume", 61) not in phone.device.did


def test_a_phone_that_cannot_spawn_either_is_looked_at(phones: list[Phone]) -> None:
    phone = started(phones, FakeDevice(gating=False, spawns=False))
    assert phone.way.how == "attach"
    assert any("cannot be spawned" in notice for notice in phone.notices)


def test_an_apps_gadget_is_the_only_process_there_is(phones: list[Phone]) -> None:
    phone = started(phones, FakeDevice(names=("Gadget",)))
    assert phone.way.how == "gadget"
    found = phone.hooked(900)
    assert (found.name, found.way) == (APP, HookWay.attach)
    assert "gadget" in found.note
    assert ("gate", True) not in phone.device.did


def test_the_apps_own_classes_are_looked_for_later(phones: list[Phone]) -> None:
    phone = started(phones, FakeDevice())
    phone.device.start(41, APP)
    phone.hooked(41)
    again = wait_until(lambda: phone.device.sessions[41].script.again, clock=RunClock(), timeout_ms=10_000)
    assert again


def test_stopping_twice_is_no_harm(phones: list[Phone]) -> None:
    phone = started(phones, FakeDevice())
    phone.way.stop()
    phone.way.stop()
    assert phone.device.did.count(("gate", False)) == 1
