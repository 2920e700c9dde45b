"""A frida-server that the user downloaded: is it the right one, and does it come up on the phone?"""

from __future__ import annotations

import lzma
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from patrol.clock import RunClock, SimulatedClock
from patrol.device.driver import ShellResult
from patrol.device.frida_server import client_version
from patrol.device.frida_setup import TARGET, read_server, set_up
from patrol.errors import ConfigError, DeviceError
from patrol.model.artifacts import PhoneInfo
from patrol.virtualphone.serve import ServedPhone, running

CLIENT = client_version()
ARM64, ARM = 183, 40


def elf(machine: int = ARM64, version: str = CLIENT) -> bytes:
    head = b"\x7fELF\x02\x01\x01" + bytes(11) + machine.to_bytes(2, "little")
    return head + b" frida_server " + version.encode() + b"\0"


@pytest.fixture
def server(tmp_path: Path) -> Callable[..., Path]:
    """A file as Frida's releases have it."""

    def make(name: str = f"frida-server-{CLIENT}-android-arm64", data: bytes | None = None) -> Path:
        path = tmp_path / name
        path.write_bytes(elf() if data is None else data)
        return path

    return make


def test_a_file_tells_its_processor_and_version_packed_or_not(server: Callable[..., Path]) -> None:
    plain = read_server(server())
    packed = read_server(server(f"frida-server-{CLIENT}-android-arm64.xz", lzma.compress(elf())))
    assert (plain.abi, plain.version) == (packed.abi, packed.version) == ("arm64", CLIENT)
    assert packed.data == elf()
    assert read_server(server("server", elf(ARM))).abi == "arm"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("frida-server", b"<html>not found</html>", "is no frida-server for Android"),
        ("frida-server", b"\x7fELF\x02\x01\x01" + bytes(40), "is no frida-server for Android"),
        ("frida-server.xz", b"\xfd7zXZ\x00broken", "cannot be unpacked"),
        ("frida-gadget-17.0.0-android-arm64.so", elf(), "another part of Frida"),
        ("frida-server", b"", "is no frida-server for Android"),
    ],
)
def test_what_is_no_frida_server_is_said(server: Callable[..., Path], name: str, data: bytes, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        read_server(server(name, data))


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read_server(tmp_path / "none")


class Hands:
    """A driver with a shell and a push, straight to a virtual phone."""

    def __init__(self, phone: ServedPhone) -> None:
        self._phone = phone
        self.lines: list[str] = []

    def shell(self, command: str, *, timeout_s: float = 20) -> ShellResult:
        self.lines.append(command)
        return ShellResult(self._phone.shell(command), 0)

    def push(self, data: bytes, path: str, *, mode: int = 0o644) -> None:
        self._phone.call(lambda phone: phone.files.write(path, data, mode))


@pytest.fixture(scope="module", params=["14-rooted", "14"])
def phone(request: pytest.FixtureRequest) -> Iterator[ServedPhone]:
    with running(None, android=request.param) as served:
        yield served


def info(phone: ServedPhone) -> PhoneInfo:
    return PhoneInfo("x", abi="arm64-v8a", rooted=phone.phone.spec.rooted)


def put(phone: ServedPhone, path: Path) -> Any:
    return set_up(Hands(phone), info(phone), read_server(path), CLIENT, RunClock())  # type: ignore[arg-type]


def test_the_right_one_comes_up_as_root_and_takes_the_place_of_another(
    phone: ServedPhone, server: Callable[..., Path]
) -> None:
    if not phone.phone.spec.rooted:
        with pytest.raises(DeviceError, match="not rooted") as raised:
            put(phone, server())
        assert "phones-with-hooks" in raised.value.advice
        return
    assert put(phone, server()) == TARGET
    assert put(phone, server()) == TARGET
    assert phone.shell("ps -A").count("frida-server") == 1
    phone.call(lambda inside: inside.running.others.clear())


def test_a_wrong_processor_or_version_is_refused_before_anything_is_pushed(
    phone: ServedPhone, server: Callable[..., Path]
) -> None:
    with pytest.raises(ConfigError, match="is for arm, this phone is arm64") as raised:
        put(phone, server("frida-server-1.0.0-android-arm", elf(ARM)))
    assert f"frida-server-{CLIENT}-android-arm64.xz" in raised.value.advice
    with pytest.raises(ConfigError, match=r"is version 1.0.0, Frida on this computer is"):
        put(phone, server("frida-server-1.0.0-android-arm64"))


def test_a_renamed_file_of_another_version_is_found_out_on_the_phone(
    phone: ServedPhone, server: Callable[..., Path]
) -> None:
    if phone.phone.spec.rooted:
        with pytest.raises(ConfigError, match=r"is version 9.9.9"):
            put(phone, server("frida-server", elf(version="9.9.9")))


class Refusing:
    """A rooted phone on which the server ends at once."""

    def __init__(self, version: str = CLIENT) -> None:
        self._version = version

    def shell(self, command: str, *, timeout_s: float = 20) -> ShellResult:
        if command == "id":
            return ShellResult("uid=0(root)\n", 0)
        if command.endswith("--version"):
            return ShellResult(self._version, 0, "" if self._version else "CANNOT LINK EXECUTABLE")
        return ShellResult("", 1, "Aborted" if command.endswith("-D") else "")

    def push(self, data: bytes, path: str, *, mode: int = 0o644) -> None: ...


def test_a_server_that_does_not_stay_up_or_not_run_at_all_is_said(server: Callable[..., Path]) -> None:
    rooted, file = PhoneInfo("x", abi="arm64-v8a", rooted=True), read_server(server())
    with pytest.raises(DeviceError, match="did not stay up on this phone: Aborted"):
        set_up(Refusing(), rooted, file, CLIENT, SimulatedClock())  # type: ignore[arg-type]
    with pytest.raises(DeviceError, match="does not run on this phone: CANNOT LINK"):
        set_up(Refusing(""), rooted, file, CLIENT, SimulatedClock())  # type: ignore[arg-type]
