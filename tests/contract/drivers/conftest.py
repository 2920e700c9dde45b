"""A real adb server on a port of its own, virtual phones behind it, and every driver on them."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache

import pytest

from patrol.clock import RunClock
from patrol.device.adb.device import AdbDevice
from patrol.device.adb.server import AdbServer
from patrol.device.choose import open_driver
from patrol.device.driver import Driver
from patrol.virtualphone.app.inprocess import InProcessDriver
from patrol.virtualphone.app.load import load_app
from patrol.virtualphone.serve import running
from tests.contract.drivers.fleet import IN_PROCESS, MODEL, PHONES


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


Serve = Callable[[str], AdbDevice]


@pytest.fixture(scope="session")
def serve(adb: AdbServer) -> Iterator[Serve]:
    """The virtual phone of an Android version, started when it is first asked for."""
    with ExitStack() as stack:

        @cache
        def device(android: str) -> AdbDevice:
            phone = stack.enter_context(running(MODEL, android=android))
            adb.attach(phone.address)
            stack.callback(adb.detach, phone.address)
            assert adb.wait_ready(phone.address, 20_000)
            return AdbDevice(adb, phone.address)

        yield device


@pytest.fixture(scope="module", params=(IN_PROCESS, *PHONES))
def driver(serve: Serve, request: pytest.FixtureRequest) -> Iterator[Driver]:
    """Each driver on each phone; tests for which the model in-process will not do name PHONES."""
    if request.param == IN_PROCESS:
        yield InProcessDriver(load_app(MODEL))
        return
    kind, _, android = request.param.partition("-")
    found = open_driver(serve(android), RunClock(), kind)
    yield found
    found.close()
