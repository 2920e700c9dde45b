import pytest

from patrol.clock import RunClock
from patrol.device.adb.device import AdbDevice
from patrol.device.choose import open_driver
from patrol.errors import ConfigError, DeviceError, DeviceLost
from tests.unit.device.fake_adb import FakeAdbServer, FakePhone
from tests.unit.device.fake_u2 import FakeU2


def test_uiautomator2_is_the_default(device: AdbDevice, phone: FakePhone) -> None:
    FakeU2(phone)
    driver = open_driver(device, RunClock())
    assert driver.name == "uiautomator2"
    driver.close()


def test_shell_when_the_server_cannot_start_and_the_reason_is_told(device: AdbDevice, phone: FakePhone) -> None:
    FakeU2(phone).says = b"could not find class 'com.wetest.uia2.Main'\n"
    driver = open_driver(device, RunClock())
    assert driver.name == "shell"
    assert "could not find class" in driver.info().driver_note
    assert driver.info().driver == "shell"
    driver.close()


def test_a_driver_that_was_named_is_not_replaced(device: AdbDevice, phone: FakePhone) -> None:
    FakeU2(phone).says = b"Aborted\n"
    with pytest.raises(DeviceError, match="uiautomator2's server cannot start on PHONE1: Aborted"):
        open_driver(device, RunClock(), "uiautomator2")


def test_a_lost_phone_gets_no_other_driver(device: AdbDevice, fake: FakeAdbServer) -> None:
    device.shell("id")
    fake.phones.clear()
    with pytest.raises(DeviceLost):
        open_driver(device, RunClock())


def test_a_driver_that_does_not_exist(device: AdbDevice) -> None:
    with pytest.raises(ConfigError, match=r"unknown driver “uiautomator”; did you mean “uiautomator2”\?"):
        open_driver(device, RunClock(), "uiautomator")
