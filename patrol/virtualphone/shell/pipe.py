"""A pipe inside the phone, with the room of a Linux pipe so that a slow reader slows its writer."""

from __future__ import annotations

import asyncio

_ROOM = 65536
"""Bytes that a pipe holds before writers wait (pipe(7))."""


class Pipe:
    """Reader and Writer at once."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._written = False
        self._unread = False
        self._changed = asyncio.Event()

    async def write(self, data: bytes | str) -> None:
        """Raises BrokenPipeError when the reader has gone."""
        raw = data.encode() if isinstance(data, str) else data
        while len(self._buffer) >= _ROOM and not self._unread:
            await self._wait()
        if self._unread:
            raise BrokenPipeError("nobody reads this pipe any more")
        self._buffer += raw
        self._changed.set()

    async def read(self, limit: int = 65536) -> bytes:
        while not self._buffer and not self._written:
            await self._wait()
        chunk = bytes(self._buffer[:limit])
        del self._buffer[:limit]
        self._changed.set()
        return chunk

    def close_writer(self) -> None:
        """End of input, once what was written is read."""
        self._written = True
        self._changed.set()

    def close_reader(self) -> None:
        """Whoever writes from now on meets a broken pipe."""
        self._unread = True
        self._buffer.clear()
        self._changed.set()

    async def _wait(self) -> None:
        self._changed.clear()
        await self._changed.wait()


class Buffer:
    """A Writer that keeps everything, for `$(…)` and tests."""

    def __init__(self) -> None:
        self.data = bytearray()

    async def write(self, data: bytes | str) -> None:
        self.data += data.encode() if isinstance(data, str) else data


class Bytes:
    """A Reader of given bytes; empty is /dev/null."""

    def __init__(self, data: bytes = b"") -> None:
        self._data = data

    async def read(self, limit: int = 65536) -> bytes:
        chunk, self._data = self._data[:limit], self._data[limit:]
        return chunk


async def read_all(reader: asyncio.StreamReader | Pipe | Bytes) -> bytes:
    """Everything up to the end."""
    parts = []
    while chunk := await reader.read(65536):
        parts.append(chunk)
    return b"".join(parts)
