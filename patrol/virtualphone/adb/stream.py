"""One stream inside an adb connection, with adb's flow control: one unacknowledged write in each direction."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import Callable
from typing import Protocol

from patrol.virtualphone.adb.packet import Cmd
from patrol.virtualphone.contracts import Stream


class Link(Protocol):
    """What a stream needs of its connection."""

    max_payload: int

    @property
    def drop(self) -> int | None:
        """Bytes after which a stream is cut (a fault)."""

    def send(self, command: Cmd, arg0: int, arg1: int, data: bytes = b"") -> None: ...

    async def drained(self) -> None: ...

    def forget(self, local: int) -> None: ...


class AdbStream:
    """The phone's end. Reading acknowledges, so a slow reader slows the host down."""

    def __init__(self, link: Link, local: int, remote: int = 0) -> None:
        self.local = local
        self.remote = remote
        self.on_hang_up: Callable[[], None] | None = None
        """Called when the host closes the stream, or is gone."""
        self._link = link
        self._inbox = b""
        self._at = 0
        self._owes_okay = False
        self._arrived = asyncio.Event()
        self._acknowledged = asyncio.Event()
        self._acknowledged.set()
        self._sent = 0
        self.closed = False

    # -- what the connection tells ---------------------------------------------------------------------------------

    def received(self, data: bytes) -> None:
        """A WRTE of the host. A host that does not wait for OKAY breaks the protocol: what it sent is kept all the
        same."""
        self._inbox = self._inbox[self._at :] + data if self._at < len(self._inbox) else data
        self._at = 0
        self._owes_okay = True
        self._arrived.set()

    def acknowledged(self) -> None:
        self._acknowledged.set()

    def hang_up(self) -> None:
        """The host closed the stream or is gone."""
        if not self.closed:
            self.closed = True
            self._arrived.set()
            self._acknowledged.set()
            if self.on_hang_up:
                self.on_hang_up()

    # -- Stream ----------------------------------------------------------------------------------------------------

    async def read(self, limit: int = 65536) -> bytes:
        while self._at >= len(self._inbox):
            if self.closed:
                return b""
            self._arrived.clear()
            await self._arrived.wait()
        chunk = self._inbox[self._at : self._at + limit]
        self._at += len(chunk)
        if self._at >= len(self._inbox) and self._owes_okay and not self.closed:
            self._owes_okay = False
            self._link.send(Cmd.OKAY, self.local, self.remote)
        return chunk

    async def write(self, data: bytes) -> None:
        size = self._link.max_payload
        for start in range(0, len(data), size):
            await self._acknowledged.wait()
            if self.closed:
                raise BrokenPipeError("the host has closed the stream")
            chunk = data[start : start + size]
            if (drop := self._link.drop) is not None and self._sent + len(chunk) > drop:
                await self._cut(chunk[: max(0, drop - self._sent)])
            self._sent += len(chunk)
            self._acknowledged.clear()
            self._link.send(Cmd.WRTE, self.local, self.remote, chunk)
            await self._link.drained()

    async def close(self) -> None:
        """What was written still arrives: adb hosts take CLSE after the last WRTE without its OKAY."""
        if not self.closed:
            self.closed = True
            self._arrived.set()
            self._acknowledged.set()
            self._link.send(Cmd.CLSE, self.local, self.remote)
        self._link.forget(self.local)

    async def _cut(self, last: bytes) -> None:
        if last:
            self._link.send(Cmd.WRTE, self.local, self.remote, last)
        await self.close()
        self.hang_up()
        raise BrokenPipeError("the stream was cut (fault: drop)")


class EndOfStream(Exception):
    """The other side ended in the middle of a message."""


class Exactly:
    """Reads messages of known length from a stream."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._rest = b""

    async def read(self, limit: int = 65536) -> bytes:
        """What comes next, at most `limit` bytes; b"" at the end."""
        if self._rest:
            chunk, self._rest = self._rest[:limit], self._rest[limit:]
            return chunk
        return await self._stream.read(limit)

    async def bytes(self, count: int) -> bytes:
        """Exactly `count` bytes. Raises EndOfStream."""
        if len(self._rest) >= count:
            chunk, self._rest = self._rest[:count], self._rest[count:]
            return chunk
        parts = bytearray(self._rest)
        self._rest = b""
        while len(parts) < count:
            chunk = await self._stream.read(max(65536, count - len(parts)))
            if not chunk:
                raise EndOfStream
            parts += chunk
        self._rest = bytes(parts[count:])
        return bytes(parts[:count])

    async def u32(self) -> int:
        return int(struct.unpack("<I", await self.bytes(4))[0])
