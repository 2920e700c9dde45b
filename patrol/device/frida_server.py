"""Which Frida is here, and is frida-server on the phone, does it run, and which version is it?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import metadata

from patrol.device.driver import Driver
from patrol.device.parse.phone import processes

PROPERTY, TELLS = "ro.patrol.processes", "app-jvm"
"""A virtual phone names the command here that tells of its apps' processes."""
FOLDER = "/data/local/tmp"


@dataclass(frozen=True, slots=True)
class FridaState:
    path: str = ""
    """Where it lies on the phone; "" when it was not found in /data/local/tmp."""
    running: bool = False
    version: str = ""
    """What `--version` of the file says; "" when it does not say."""


def frida_state(driver: Driver) -> FridaState:
    """What can be seen without root."""
    running = any("frida-server" in name for name in processes(driver.shell("ps -A || ps").output).values())
    listed = driver.shell(f"ls {FOLDER}").output.split()
    name = next((entry for entry in sorted(listed, key=len) if entry.startswith("frida-server")), "")
    if not name:
        return FridaState(running=running)
    path = f"{FOLDER}/{name}"
    said = driver.shell(f"{path} --version").output.strip()
    return FridaState(path, running, said if re.fullmatch(r"\d+\.\d+\.\d+", said) else "")


def hooked_here(driver: Driver) -> bool:
    """A virtual phone, whose apps are processes of this computer and need no frida-server."""
    return driver.shell(f"getprop {PROPERTY}").output.strip() == TELLS


def client_version() -> str:
    """Of Frida on this computer; "" without it."""
    try:
        return metadata.version("frida")
    except metadata.PackageNotFoundError:
        return ""
