"""A real adb server on a port of its own, virtual phones behind it, and every driver on them."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from patrol.clock import RunClock
from patrol.device.adb.device import AdbDevice
from patrol.device.adb.server import AdbServer
from patrol.device.choose import open_driver
from patrol.device.driver import Driver
from patrol.virtualphone.serve import running

ANDROIDS = ("9", "12", "15")
DRIVERS = ("uiautomator2", "shell")
MODEL = Path(__file__).parents[2] / "data" / "apps" / "contract" / "build.yaml"


@pytest.fixture(scope="session")
def adb() -> Iterator[AdbServer]:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = int(sock.getsockname()[1])
    server = AdbServer(port)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ADB_LOCAL_TRANSPORT_MAX_PORT", "5553")
        server.start()
    yield server
    with server.connect() as connection:
        connection.ask("host:kill")


@dataclass(frozen=True)
class Served:
    """A virtual phone as adb sees it."""

    android: str
    device: AdbDevice


@pytest.fixture(scope="package", params=ANDROIDS)
def served(adb: AdbServer, request: pytest.FixtureRequest) -> Iterator[Served]:
    with running(MODEL, android=request.param) as phone:
        adb.attach(phone.address)
        assert adb.wait_ready(phone.address, 20_000)
        yield Served(request.param, AdbDevice(adb, phone.address))
        adb.detach(phone.address)


@pytest.fixture(scope="package", params=DRIVERS)
def driver(served: Served, request: pytest.FixtureRequest) -> Iterator[Driver]:
    found = open_driver(served.device, RunClock(), request.param)
    yield found
    found.close()
