"""Importing this module registers all of Android's commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patrol.virtualphone.shell.command import Reader, Writer
from patrol.virtualphone.shell.interpreter import run_line as _run_line
from patrol.virtualphone.system.commands import (
    am,
    display,
    dumpsys,
    frida,
    heap,
    input,
    jvm,
    logcat,
    monkey,
    netcommands,
    pm,
    power,
    runas,
    services,
    settings,
    uiautomator,
)
from patrol.virtualphone.uia import server as uia_server

if TYPE_CHECKING:
    from patrol.virtualphone.phone import VirtualPhone

__all__ = [
    "am",
    "display",
    "dumpsys",
    "frida",
    "heap",
    "input",
    "jvm",
    "logcat",
    "monkey",
    "netcommands",
    "pm",
    "power",
    "run_line",
    "runas",
    "services",
    "settings",
    "uia_server",
    "uiautomator",
]


async def run_line(phone: VirtualPhone, line: str, stdin: Reader, out: Writer, err: Writer) -> int:
    """Run one line in the phone's sh; the exit code."""
    return await _run_line(phone, line, stdin, out, err)
