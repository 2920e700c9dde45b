"""Ports of this computer that reach the phone."""

import pytest

from patrol.device.adb.device import AdbDevice
from patrol.device.adb.forward import forward, remove_forward
from patrol.errors import DeviceError
from tests.unit.device.fake_adb import FakeAdbServer, FakePhone


def test_a_port_is_forwarded_and_given_back(device: AdbDevice, fake: FakeAdbServer) -> None:
    port = forward(device, 27042)
    assert fake.forwards == {port: 27042}
    remove_forward(device, port)
    assert not fake.forwards


def test_a_forward_that_is_gone_is_no_error(device: AdbDevice) -> None:
    remove_forward(device, 40_000)


def test_a_phone_that_is_offline_is_told_with_the_port(device: AdbDevice, phone: FakePhone) -> None:
    phone.state = "offline"
    with pytest.raises(DeviceError, match="cannot reach port 27042 of phone PHONE1"):
        forward(device, 27042)
