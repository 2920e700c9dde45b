"""Which service of adbd answers which OPEN."""

from __future__ import annotations

import asyncio
import shlex
import struct
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from patrol.virtualphone.adb.shells import exec_service, raw_shell, shell_v2
from patrol.virtualphone.adb.stream import AdbStream
from patrol.virtualphone.adb.sync import sync_service
from patrol.virtualphone.contracts import PortHandler

if TYPE_CHECKING:
    from patrol.virtualphone.adb.connection import Connection

Work = Coroutine[Any, Any, None]

_RESTART_MS = 100
"""adbd answers `root:` first and restarts after that; adb waits for the restart."""


class Refused(Exception):
    """adbd answers CLSE; adb prints `error: closed`."""


def open_service(connection: Connection, service: str, stream: AdbStream) -> Work:
    """The work that serves this stream. Raises Refused."""
    phone = connection.phone
    name, _, rest = service.partition(":")
    kind, *options = name.split(",")
    if kind in ("shell", "exec", "abb", "abb_exec") and phone.faults.one_action():
        raise Refused
    match kind:
        case "shell" if "v2" in options and phone.sdk >= 24:
            return shell_v2(phone, stream, rest, terminal="pty" in options or (not rest and "raw" not in options))
        case "shell":
            return raw_shell(phone, stream, rest)
        case "exec" if phone.sdk >= 21:
            return exec_service(phone, stream, rest)
        case "abb_exec" if phone.sdk >= 30:
            return exec_service(phone, stream, _cmd_line(rest))
        case "abb" if phone.sdk >= 30:
            return shell_v2(phone, stream, _cmd_line(rest), terminal=False)
        case "sync":
            return sync_service(phone, stream)
        case "reverse" if phone.sdk >= 21:
            return _say(stream, connection.reverses.answer(rest))
        case "framebuffer":
            return _say(stream, framebuffer(*phone.pixels()))
        case "jdwp":
            return _say(stream, "".join(f"{pid}\n" for pid in phone.debuggable()).encode())
        case "remount":
            return _say(stream, _remount(phone.root))
        case "reboot":
            return _reboot(connection)
        case "root" | "unroot":
            return _root(connection, stream, wanted=kind == "root")
    return _call(_port(connection, kind, rest), stream)


def _port(connection: Connection, kind: str, name: str) -> PortHandler:
    phone = connection.phone
    handler: PortHandler | None = None
    if kind == "tcp":
        port = name.rpartition(":")[2]
        handler = phone.ports.get(int(port)) if port.isdigit() else None
    elif kind in ("localabstract", "local", "localreserved", "localfilesystem"):
        handler = phone.sockets.get(name)
    if handler is None:
        raise Refused
    return handler


async def _call(handler: PortHandler, stream: AdbStream) -> None:
    await handler(stream)


def _cmd_line(arguments: str) -> str:
    return shlex.join(["cmd", *arguments.split("\0")])


async def _say(stream: AdbStream, data: bytes) -> None:
    await stream.write(data)


def _remount(root: bool) -> bytes:
    if root:
        return b"remount failed: this phone's system partition is verified and stays read-only\n"
    return b'Not running as root. Try "adb root" first.\n'


async def _reboot(connection: Connection) -> None:
    """`adb reboot [bootloader|recovery|sideload]`: the stream closes, and the phone goes."""
    connection.phone.power.reboot()


async def _root(connection: Connection, stream: AdbStream, *, wanted: bool) -> None:
    phone = connection.phone
    if phone.root == wanted:
        text = "adbd is already running as root\n" if wanted else "adbd not running as root\n"
        await stream.write(text.encode())
    elif not phone.become_root(wanted):
        await stream.write(b"adbd cannot run as root in production builds\n")
    else:
        await stream.write(b"restarting adbd as root\n" if wanted else b"restarting adbd as non root\n")
        await stream.close()
        await asyncio.sleep(_RESTART_MS / 1000)
        connection.abort()


def framebuffer(width: int, height: int, rgba: bytes) -> bytes:
    """Header version 1 and pixels, as adbd's framebuffer service sends them."""
    header = struct.pack("<13I", 1, 32, len(rgba), width, height, 0, 8, 16, 8, 8, 8, 24, 8)
    return header + rgba
