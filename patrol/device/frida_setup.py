"""Puts a frida-server that the user has downloaded on a rooted phone or emulator, and starts it.

Whether it is the right one is found before anything runs: a server of another processor does not start, one of another
version than the client cannot be spoken to (Frida's documentation: both must be the same).
"""

from __future__ import annotations

import lzma
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from patrol.clock import Clock, wait_until
from patrol.device.driver import Driver, ShellResult
from patrol.device.frida_server import FOLDER, frida_state
from patrol.device.parse.phone import processes
from patrol.errors import ConfigError, DeviceError
from patrol.model.artifacts import PhoneInfo

MACHINES = {3: "x86", 40: "arm", 62: "x86_64", 183: "arm64"}
"""e_machine of an ELF header (elf.h) → Frida's name of the processor."""
MACHINE_AT = 18
XZ = b"\xfd7zXZ\x00"
TARGET = f"{FOLDER}/frida-server"
STARTS_WITHIN_MS = 8000
WHERE = "https://github.com/frida/frida/releases"


@dataclass(frozen=True, slots=True)
class ServerFile:
    """A frida-server on this computer, unpacked."""

    path: Path
    data: bytes
    abi: str
    """arm64, arm, x86_64, x86."""
    version: str
    """As its name has it; "" when it does not."""


def frida_abi(abi: str) -> str:
    """Frida's name of an Android ABI."""
    return {"arm64-v8a": "arm64", "armeabi-v7a": "arm", "armeabi": "arm"}.get(abi, abi or "arm64")


def download_of(client: str, abi: str) -> str:
    """The file to take from Frida's releases for a phone of this Android ABI."""
    return f"frida-server-{client}-android-{frida_abi(abi)}.xz"


def read_server(path: Path) -> ServerFile:
    """The file as downloaded (.xz) or unpacked. Raises ConfigError for what is none."""
    try:
        data = path.read_bytes()
        if data.startswith(XZ):
            data = lzma.decompress(data)
    except OSError as problem:
        raise ConfigError(f"{path} cannot be read: {problem.strerror}.") from None
    except (lzma.LZMAError, EOFError) as problem:
        raise ConfigError(f"{path} cannot be unpacked: {problem}.", advice="Download it again.") from None
    machine = int.from_bytes(data[MACHINE_AT : MACHINE_AT + 2], "little")
    if not data.startswith(b"\x7fELF") or machine not in MACHINES or b"frida" not in data:
        raise ConfigError(
            f"{path} is no frida-server for Android.", advice=f"Take frida-server-…-android-….xz from {WHERE}."
        )
    if "gadget" in path.name or "inject" in path.name:
        raise ConfigError(f"{path} is another part of Frida.", advice="Take the file that begins with frida-server.")
    version = re.search(r"\d+\.\d+\.\d+", path.name)
    return ServerFile(path, data, MACHINES[machine], version[0] if version else "")


def set_up(driver: Driver, info: PhoneInfo, server: ServerFile, client: str, clock: Clock) -> str:
    """Push it, start it as root; its path on the phone. Raises ConfigError for a wrong file, DeviceError where the
    phone does not let it run."""
    wanted = download_of(client, info.abi)
    if server.abi != frida_abi(info.abi):
        text = f"{server.path.name} is for {server.abi}, this phone is {frida_abi(info.abi)}."
        raise ConfigError(text, advice=f"Take {wanted}.")
    if server.version not in ("", client):
        _refuse_version(server.path.name, server.version, client, wanted)
    if not info.rooted:
        raise DeviceError(
            "This phone is not rooted, so frida-server cannot run on it.",
            advice="docs/phones-with-hooks.md tells what to do with such a phone.",
        )
    _end_running(driver)
    driver.push(server.data, TARGET, mode=0o755)
    said = driver.shell(f"{TARGET} --version")
    version = said.output.strip()
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        why = (said.errors or said.output).strip() or f"exit code {said.exit_code}"
        raise DeviceError(f"{TARGET} does not run on this phone: {why}", advice=f"Take {wanted}.")
    if version != client:
        _refuse_version(server.path.name, version, client, wanted)
    started = as_root(driver, f"{TARGET} -D")
    if not wait_until(lambda: frida_state(driver).running, clock=clock, timeout_ms=STARTS_WITHIN_MS, poll_ms=250):
        why = (started.errors or started.output).strip()
        raise DeviceError(
            f"frida-server did not stay up on this phone{': ' + why if why else '.'}",
            advice="Let the root manager grant root to the shell, and see `adb logcat` for what ended it.",
        )
    return TARGET


def _refuse_version(name: str, version: str, client: str, wanted: str) -> None:
    text = f"{name} is version {version}, Frida on this computer is {client}; both must be the same."
    raise ConfigError(text, advice=f"Take {wanted} from {WHERE}.")


def _end_running(driver: Driver) -> None:
    """Of an older server, before its file is written over."""
    running = processes(driver.shell("ps -A || ps").output)
    for pid in (pid for pid, name in running.items() if "frida-server" in name):
        as_root(driver, f"kill -9 {pid}")


def as_root(driver: Driver, line: str) -> ShellResult:
    """Run by whatever gives root: adb itself, AOSP's `su 0`, or Magisk's and most others' `su -c`."""
    if "uid=0" in driver.shell("id").output:
        return driver.shell(line)
    su = "su 0 sh -c" if "uid=0" in driver.shell("su 0 id </dev/null 2>/dev/null").output else "su -c"
    return driver.shell(f"{su} {shlex.quote(line)}")
