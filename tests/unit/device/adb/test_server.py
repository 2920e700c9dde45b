"""What a person reads when the way to the phone is blocked."""

import socket
import stat
from pathlib import Path

import pytest

from patrol.device.adb import server as module
from patrol.device.adb.server import AdbServer, Attached, find_adb
from patrol.errors import DeviceError
from tests.unit.device.fake_adb import FakeAdbServer, FakePhone


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def program(path: Path, text: str) -> str:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_lists_phones_in_every_state(fake: FakeAdbServer) -> None:
    fake.phones["Q"] = FakePhone(
        "Q", "no permissions (missing udev rules? user is in the plugdev group); see [http://x]"
    )
    server = AdbServer(fake.port)
    assert server.phones() == (
        Attached("PHONE1", "device", "Model PHONE1", "p"),
        Attached("Q", "no permissions", "Model Q", "p"),
    )
    assert server.version() == 41


def test_the_only_phone_needs_no_name(fake: FakeAdbServer) -> None:
    assert AdbServer(fake.port).choose().serial == "PHONE1"


def test_a_ready_phone_is_taken_before_one_that_is_not(fake: FakeAdbServer) -> None:
    fake.phones["B"] = FakePhone("B", "unauthorized")
    assert AdbServer(fake.port).choose().serial == "PHONE1"


def test_several_phones_and_none_named(fake: FakeAdbServer) -> None:
    fake.phones["B"] = FakePhone("B")
    with pytest.raises(DeviceError) as problem:
        AdbServer(fake.port).choose()
    assert problem.value.message == "2 phones are attached and none is named."
    assert "PHONE1 (Model PHONE1), B (Model B)" in problem.value.advice
    assert problem.value.exit_code == 3


def test_no_phone(fake: FakeAdbServer) -> None:
    fake.phones.clear()
    with pytest.raises(DeviceError, match=r"no phone is attached\. Plug one in"):
        AdbServer(fake.port).choose()


def test_a_phone_that_is_not_there(fake: FakeAdbServer) -> None:
    with pytest.raises(DeviceError, match=r"no phone X is attached\. Attached: PHONE1 \(Model PHONE1\)\."):
        AdbServer(fake.port).choose("X")


@pytest.mark.parametrize(
    ("state", "message"),
    [
        ("unauthorized", "does not trust this computer yet. Unlock the phone and tap “Allow USB debugging”"),
        ("offline", "is offline: attached, but it does not answer. Unplug"),
        ("no permissions", "may not open phone PHONE1's USB port. Install the udev rules"),
        ("authorizing", "cannot reach phone PHONE1: authorizing"),
    ],
)
def test_a_phone_that_is_not_ready(fake: FakeAdbServer, phone: FakePhone, state: str, message: str) -> None:
    phone.state = state
    with pytest.raises(DeviceError) as problem:
        AdbServer(fake.port).choose()
    assert message in str(problem.value)


def test_a_server_that_runs_is_never_restarted(fake: FakeAdbServer) -> None:
    def find() -> str:
        raise AssertionError

    AdbServer(fake.port, find=find).phones()


def test_no_adb_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.shutil, "which", lambda _: None)
    monkeypatch.setattr(module.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(DeviceError, match=r"there is no adb on this computer\. Install it"):
        AdbServer(free_port()).phones()


def test_the_bundled_adb_serves_when_none_is_on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.shutil, "which", lambda _: None)
    assert find_adb().endswith("adbutils/binaries/adb")


def test_a_server_that_cannot_start(tmp_path: Path) -> None:
    adb = program(
        tmp_path / "adb",
        'echo "* daemon not running; starting now"; echo "cannot bind tcp:1: Permission denied"; exit 1',
    )
    with pytest.raises(DeviceError, match=r"cannot start on port \d+: cannot bind tcp:1: Permission denied Try"):
        AdbServer(free_port(), find=lambda: adb).phones()


def test_an_adb_that_cannot_be_run(tmp_path: Path) -> None:
    with pytest.raises(DeviceError, match="cannot start on port"):
        AdbServer(free_port(), find=lambda: str(tmp_path / "missing")).phones()


def test_something_else_on_the_port() -> None:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        sock.listen(1)
        server = AdbServer(sock.getsockname()[1])
        with pytest.raises(DeviceError, match="does not answer"):
            server.ask("host:version", timeout_s=0.1)


def test_attach_tells_why_it_failed(fake: FakeAdbServer) -> None:
    AdbServer(fake.port).attach("127.0.0.1:1")
    assert fake.connected == ["127.0.0.1:1"]
