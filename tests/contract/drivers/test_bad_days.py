"""Real adb, real transport, and everything that goes wrong with phones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from patrol.clock import RunClock
from patrol.device.adb.device import AdbDevice
from patrol.device.adb.server import AdbServer
from patrol.device.choose import open_driver
from patrol.device.settings_journal import SettingsJournal
from patrol.device.uiautomator2_driver import UiAutomator2Driver
from patrol.errors import DeviceError, DeviceLost
from patrol.virtualphone.serve import ServedPhone, running
from tests.contract.drivers.fleet import MODEL

PACKAGE = "com.example.contract"


@pytest.fixture
def phone(adb: AdbServer) -> Iterator[ServedPhone]:
    with running(MODEL) as found:
        adb.attach(found.address)
        assert adb.wait_ready(found.address, 20_000)
        yield found
        adb.detach(found.address)


@pytest.fixture
def driver(adb: AdbServer, phone: ServedPhone) -> Iterator[UiAutomator2Driver]:
    found = open_driver(AdbDevice(adb, phone.address, come_back_ms=500), RunClock(), "uiautomator2")
    assert isinstance(found, UiAutomator2Driver)
    found.launch(PACKAGE)
    yield found
    try:
        found.close()
    except DeviceLost:
        pass


@contextmanager
def fault(phone: ServedPhone, name: str) -> Iterator[None]:
    phone.call(lambda p: p.faults.set(name))
    yield
    phone.call(lambda p: p.faults.set(f"{name.partition('=')[0]}=off"))


def test_uiautomators_server_killed_again_and_again(driver: UiAutomator2Driver, phone: ServedPhone) -> None:
    with fault(phone, "server-death=4"):
        for _ in range(12):
            assert driver.screen().package == PACKAGE
    assert driver.server.restarts >= 2
    assert driver.server.lost_ms > 0


def test_endless_tree(driver: UiAutomator2Driver, phone: ServedPhone) -> None:
    with fault(phone, "endless-tree"):
        screen = driver.screen()
    assert screen.truncated
    assert screen.package == PACKAGE
    assert sum(1 for _ in screen.nodes()) <= 20_000


def test_broken_tree(driver: UiAutomator2Driver, phone: ServedPhone) -> None:
    with fault(phone, "broken-tree"):
        assert driver.screen().truncated
    assert not driver.screen().truncated


def test_full_disk(driver: UiAutomator2Driver, phone: ServedPhone) -> None:
    with fault(phone, "disk-full"), pytest.raises(DeviceError, match="No space left on device"):
        driver.push(bytes(100_000), "/data/local/tmp/x")


def test_phone_lost_mid_action(driver: UiAutomator2Driver, phone: ServedPhone) -> None:
    with fault(phone, "lost"):
        with pytest.raises(DeviceLost):
            driver.screen()
        with pytest.raises(DeviceLost):
            driver.shell("id")


def test_phone_lost_after_some_actions(driver: UiAutomator2Driver, phone: ServedPhone) -> None:
    phone.call(lambda p: p.faults.set("lost-after=5"))
    with pytest.raises(DeviceLost):
        for _ in range(20):
            driver.tap(500, 500)


def test_slow_phone(driver: UiAutomator2Driver, phone: ServedPhone) -> None:
    with fault(phone, "slow=30"):
        assert driver.screen().package == PACKAGE


def test_unauthorized_phone(adb: AdbServer) -> None:
    with running(MODEL, faults=["unauthorized"]) as phone:
        try:
            adb.attach(phone.address)
        except DeviceError:
            pass  # adb 29 reports a failed connection, and lists the phone all the same
        with pytest.raises(DeviceError, match="Unlock the phone and tap “Allow USB debugging”"):
            adb.choose(phone.address)
        adb.detach(phone.address)


def test_adb_server_killed(driver: UiAutomator2Driver, adb: AdbServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADB_LOCAL_TRANSPORT_MAX_PORT", "5553")
    with adb.connect() as connection:
        connection.ask("host:kill")
    assert driver.shell("echo back").output == "back\n"
    assert driver.screen().package == PACKAGE


def test_settings_are_put_back(driver: UiAutomator2Driver, tmp_path: Path) -> None:
    journal = SettingsJournal.of(tmp_path, driver.device.serial)
    before = driver.shell("settings list global").output
    journal.put(driver.shell, "global", "http_proxy", "127.0.0.1:8080")
    journal.put(driver.shell, "global", "window_animation_scale", "0")
    assert driver.shell("settings get global http_proxy").output == "127.0.0.1:8080\n"
    journal.restore(driver.shell, driver.remove_reverse)
    assert driver.shell("settings list global").output == before
