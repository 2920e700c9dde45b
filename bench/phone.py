"""A virtual phone behind an adb server of its own, for benchmarks: nobody else's phones are disturbed."""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Iterator
from pathlib import Path

from patrol.clock import RunClock
from patrol.device.adb.device import AdbDevice
from patrol.device.adb.server import AdbServer
from patrol.virtualphone.serve import running

DEMO = Path(__file__).resolve().parent.parent / "scenarios" / "demo" / "model" / "build-1.0.yaml"


@contextlib.contextmanager
def adb_server() -> Iterator[AdbServer]:
    """An adb server on a free port, which looks for no emulators; ended at the end."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = int(sock.getsockname()[1])
    os.environ["ANDROID_ADB_SERVER_PORT"] = str(port)  # stock uiautomator2 reads it
    os.environ["ADB_LOCAL_TRANSPORT_MAX_PORT"] = "5553"
    server = AdbServer(port, clock=RunClock())
    server.start()
    try:
        yield server
    finally:
        with server.connect() as connection:
            connection.ask("host:kill")


@contextlib.contextmanager
def virtual_phone(*, app: Path = DEMO, android: str = "14") -> Iterator[AdbDevice]:
    """A virtual phone with the demo app, ready for a driver."""
    with adb_server() as server, running(app, android=android) as phone:
        server.attach(phone.address)
        server.wait_ready(phone.address, 20_000)
        yield AdbDevice(server, phone.address)
