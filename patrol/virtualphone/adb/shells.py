"""adbd's shell services: raw (`shell:`), with frames and exit code (`shell,v2`), and binary (`exec:`)."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Awaitable, Callable
from enum import IntEnum

from patrol.virtualphone.adb.phone import AdbPhone
from patrol.virtualphone.adb.stream import AdbStream, EndOfStream, Exactly
from patrol.virtualphone.adb.terminal import Terminal
from patrol.virtualphone.shell.command import Writer
from patrol.virtualphone.shell.pipe import Pipe

_HANG_UP = 129
"""Exit code of a process ended by SIGHUP, which adbd sends when the client is gone."""


class Frame(IntEnum):
    """Kinds of shell v2 frames (AOSP adb/shell_protocol.h)."""

    stdin = 0
    stdout = 1
    stderr = 2
    exit = 3
    close_stdin = 4
    window_size = 5


class _Out:
    """Bytes to the stream as they are."""

    def __init__(self, stream: AdbStream, *, newline: bytes = b"\n") -> None:
        self._stream = stream
        self._newline = newline

    async def write(self, data: bytes | str) -> None:
        raw = data.encode() if isinstance(data, str) else data
        if self._newline != b"\n":
            raw = raw.replace(b"\n", self._newline)
        await self._stream.write(raw)


class _FrameOut:
    """Bytes to the stream as frames of one kind."""

    def __init__(self, stream: AdbStream, kind: Frame) -> None:
        self._stream = stream
        self._kind = kind

    async def write(self, data: bytes | str) -> None:
        raw = data.encode() if isinstance(data, str) else data
        for start in range(0, len(raw), 65536):
            chunk = raw[start : start + 65536]
            await self._stream.write(struct.pack("<BI", self._kind, len(chunk)) + chunk)


def _cancel(task: asyncio.Future[int]) -> None:
    task.cancel()


async def _until_hang_up(stream: AdbStream, work: Callable[[], Awaitable[int]]) -> int:
    """Run `work`; when the host closes the stream it is cancelled, as SIGHUP ends a shell."""
    task = asyncio.ensure_future(work())
    stream.on_hang_up = lambda: _cancel(task)
    try:
        if stream.closed:
            task.cancel()
        return await task
    except asyncio.CancelledError:
        task.cancel()
        if not stream.closed:
            raise
        return _HANG_UP
    finally:
        stream.on_hang_up = None


async def raw_shell(phone: AdbPhone, stream: AdbStream, line: str) -> None:
    """stdout and stderr in one, no exit code. Up to Android 6 it went through a terminal: \\n came as \\r\\n."""
    out = _Out(stream, newline=b"\r\n" if phone.sdk < 24 else b"\n")
    if not line:
        await _until_hang_up(stream, lambda: Terminal(phone, stream, _Out(stream)).run())
        return
    await _until_hang_up(stream, lambda: phone.run_shell(line, stream, out, out))


async def exec_service(phone: AdbPhone, stream: AdbStream, line: str) -> None:
    """Raw bytes. A client that closes its end gives end of input, the command goes on (`adb exec-in`)."""
    out = _Out(stream)
    await phone.run_shell(line, stream, out, out)


async def shell_v2(phone: AdbPhone, stream: AdbStream, line: str, *, terminal: bool) -> None:
    """Frames with separate stderr, end of input, and the exit code at the end."""
    stdin = Pipe()
    feeding = asyncio.ensure_future(_feed(stream, stdin))
    out: Writer = _FrameOut(stream, Frame.stdout)
    err: Writer = _FrameOut(stream, Frame.stderr)
    try:
        if terminal:
            code = await _until_hang_up(stream, lambda: Terminal(phone, stdin, out).run(line))
        else:
            code = await _until_hang_up(stream, lambda: phone.run_shell(line or "sh", stdin, out, err))
    finally:
        feeding.cancel()
        stdin.close_reader()
    if not stream.closed:
        await stream.write(struct.pack("<BIB", Frame.exit, 1, code & 0xFF))


async def _feed(stream: AdbStream, stdin: Pipe) -> None:
    frames = Exactly(stream)
    try:
        while True:
            kind, length = struct.unpack("<BI", await frames.bytes(5))
            left = length
            while left:
                chunk = await frames.read(min(left, 65536))
                if not chunk:
                    return
                left -= len(chunk)
                if kind == Frame.stdin:
                    await stdin.write(chunk)
            if kind == Frame.close_stdin:
                stdin.close_writer()
    except EndOfStream:
        pass  # The host hung up between two frames.
    except BrokenPipeError:
        await _discard(frames)  # The command ended without reading its input to the end.
    finally:
        stdin.close_writer()


async def _discard(frames: Exactly) -> None:
    while await frames.read():
        pass
