from collections.abc import Iterator

import pytest

from patrol.device.adb.device import AdbDevice
from patrol.device.adb.server import AdbServer
from tests.unit.device.fake_adb import FakeAdbServer, FakePhone


@pytest.fixture
def phone() -> FakePhone:
    return FakePhone()


@pytest.fixture
def fake(phone: FakePhone) -> Iterator[FakeAdbServer]:
    server = FakeAdbServer(phone)
    yield server
    server.kill()


def no_adb() -> str:
    raise AssertionError("the adb server was to be started")


@pytest.fixture
def device(fake: FakeAdbServer, phone: FakePhone) -> AdbDevice:
    return AdbDevice(AdbServer(fake.port, find=no_adb), phone.serial, come_back_ms=300)
