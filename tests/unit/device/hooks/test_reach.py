"""The way to Frida on a phone: who answers there, and what is said when nobody does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import frida
import pytest

from patrol.device.adb.device import AdbDevice
from patrol.device.adb.server import AdbServer
from patrol.device.driver import Driver, ShellResult
from patrol.device.hooks.reach import PORT, Reach
from patrol.errors import DeviceError
from patrol.model.artifacts import PhoneInfo
from tests.unit.device.fake_adb import FakeAdbServer, FakePhone
from tests.unit.device.hooks.fake_frida import FakeDevice

CLIENT = "17.2.5"


class Phone:
    """Only what is asked about Frida: what runs, which file lies there and its version, root."""

    def __init__(self, file: str = "", version: str = "", *, runs: bool = False, rooted: bool = True) -> None:
        self.answers = {
            "ps -A": "USER PID PPID VSZ RSS WCHAN ADDR S NAME\n" + "root 900 1 9 9 0 0 S frida-server\n" * runs,
            "ls": f"{file}\n",
            f"/data/local/tmp/{file}": f"{version}\n",
        }
        self.rooted = rooted

    def shell(self, command: str) -> ShellResult:
        return ShellResult(next((text for start, text in self.answers.items() if command.startswith(start)), ""), 0)

    def info(self) -> PhoneInfo:
        return PhoneInfo("x", rooted=self.rooted)


class Manager:
    """Frida's device manager: gives out one device, and notes what was added and removed."""

    def __init__(self, device: FakeDevice) -> None:
        self.device = device
        self.added: list[str] = []
        self.removed: list[str] = []

    def add_remote_device(self, address: str) -> FakeDevice:
        self.added.append(address)
        return self.device

    def remove_remote_device(self, address: str) -> None:
        self.removed.append(address)


class Silent(FakeDevice):
    def enumerate_processes(self) -> list[Any]:
        raise frida.ServerNotRunningError("unable to connect to remote frida-server")


@pytest.fixture
def fake() -> Iterator[FakeAdbServer]:
    server = FakeAdbServer(FakePhone())
    yield server
    server.kill()


def reach(fake: FakeAdbServer, phone: Phone, monkeypatch: pytest.MonkeyPatch, device: FakeDevice) -> tuple[Reach, Any]:
    manager = Manager(device)
    monkeypatch.setattr(frida, "get_device_manager", lambda: manager)
    adb = AdbDevice(AdbServer(fake.port, find=lambda: ""), "PHONE1", come_back_ms=300)
    return Reach(adb, cast(Driver, phone), CLIENT), manager


def test_frida_is_reached_through_a_forwarded_port_that_is_given_back(
    fake: FakeAdbServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = FakeDevice()
    way, manager = reach(fake, Phone("frida-server", CLIENT, runs=True), monkeypatch, device)
    assert way.device() is device and way.server == CLIENT
    (port,) = fake.forwards
    assert fake.forwards == {port: PORT} and manager.added == [f"127.0.0.1:{port}"]
    way.device()
    assert len(fake.forwards) == 1, "a connection that was lost leaves no forward behind"
    way.close()
    assert not fake.forwards and len(manager.removed) == 2


def test_another_version_is_refused_although_it_answers(fake: FakeAdbServer, monkeypatch: pytest.MonkeyPatch) -> None:
    way, _ = reach(fake, Phone("frida-server", "16.7.0", runs=True), monkeypatch, FakeDevice())
    with pytest.raises(DeviceError, match=r"on the phone is 16\.7\.0, Frida on this computer 17\.2\.5") as told:
        way.device()
    assert told.value.advice and "17.2.5" in told.value.advice and not fake.forwards


@pytest.mark.parametrize(
    ("phone", "said", "advice"),
    [
        (Phone("frida-server", "16.7.0"), "16.7.0", "Download frida-server 17.2.5"),
        (Phone("frida-server", CLIENT, runs=True), "does not answer at port 27042", "without -l"),
        (Phone("frida-server", CLIENT), "/data/local/tmp/frida-server does not run", "patrol doctor"),
        (Phone(), "There is no frida-server on the phone.", "patrol doctor"),
        (Phone(rooted=False), "and it is not rooted", "frida-gadget"),
    ],
)
def test_when_nobody_answers_the_reason_and_what_to_do_are_said(
    fake: FakeAdbServer, monkeypatch: pytest.MonkeyPatch, phone: Phone, said: str, advice: str
) -> None:
    way, _ = reach(fake, phone, monkeypatch, Silent())
    with pytest.raises(DeviceError, match=said) as told:
        way.device()
    assert advice in (told.value.advice or "") and not fake.forwards
