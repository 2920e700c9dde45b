"""The sync service: stat, list, push and pull (AOSP adb/file_sync_protocol.h), without the packed transfers of version
2, which the phone does not advertise."""

from __future__ import annotations

import os
import stat as modes
import struct
from collections.abc import Awaitable, Callable

from patrol.virtualphone.adb.phone import AdbPhone
from patrol.virtualphone.adb.stream import AdbStream, EndOfStream, Exactly
from patrol.virtualphone.shell.files import ROOT, SHELL, FileSystem, Stat

_BLOCK = 64 * 1024
_LONGEST_PATH = 1024
_STAT2 = struct.Struct("<IQQIIIIQqqq")


async def sync_service(phone: AdbPhone, stream: AdbStream) -> None:
    await Sync(phone.files.as_user(ROOT if phone.root else SHELL), stream).run()


class Sync:
    """One sync session: requests until QUIT."""

    def __init__(self, files: FileSystem, stream: AdbStream) -> None:
        self._files = files
        self._stream = stream
        self._input = Exactly(stream)
        self._requests: dict[bytes, Callable[[bytes, str], Awaitable[None]]] = {
            b"STAT": self._stat,
            b"STA2": self._stat2,
            b"LST2": self._stat2,
            b"LIST": self._list,
            b"LIS2": self._list,
            b"SEND": self._send,
            b"RECV": self._receive,
        }

    async def run(self) -> None:
        try:
            while True:
                request, length = struct.unpack("<4sI", await self._input.bytes(8))
                if request == b"QUIT":
                    return
                if length > _LONGEST_PATH:
                    await self._fail("path too long")
                    return
                path = (await self._input.bytes(length)).decode("utf-8", "surrogateescape")
                handler = self._requests.get(request)
                if handler is None:
                    await self._fail(f"unknown command {request.hex()}")
                    return
                await handler(request, path)
        except EndOfStream:
            pass  # Clients close the stream without QUIT as often as with it.

    async def _fail(self, text: str) -> None:
        raw = text.encode()
        await self._stream.write(struct.pack("<4sI", b"FAIL", len(raw)) + raw)

    # -- looking ---------------------------------------------------------------------------------------------------

    async def _stat(self, request: bytes, path: str) -> None:
        try:
            found = self._files.stat(path, follow=False)
            body = (found.mode, found.size, int(found.mtime))
        except OSError:
            body = (0, 0, 0)
        await self._stream.write(struct.pack("<4s3I", b"STAT", *body))

    async def _stat2(self, request: bytes, path: str) -> None:
        await self._stream.write(request + self._stat2_body(path, follow=request == b"STA2"))

    def _stat2_body(self, path: str, *, follow: bool) -> bytes:
        try:
            return stat2(self._files.stat(path, follow=follow))
        except OSError as failure:
            return _STAT2.pack(failure.errno or 5, *[0] * 10)

    async def _list(self, request: bytes, path: str) -> None:
        new = request == b"LIS2"
        parts = []
        try:
            names = (".", "..", *self._files.listdir(path))
        except OSError:
            names = ()  # adbd answers an empty list; adb has asked STAT before.
        for name in names:
            parts.append(self._entry(path, name, new))
        parts.append(b"DONE" + bytes(72 if new else 16))
        await self._stream.write(b"".join(parts))

    def _entry(self, folder: str, name: str, new: bool) -> bytes:
        path = folder if name == "." else os.path.dirname(folder) or "/" if name == ".." else f"{folder}/{name}"
        raw = name.encode("utf-8", "surrogateescape")
        if new:
            return b"DNT2" + self._stat2_body(path, follow=False) + struct.pack("<I", len(raw)) + raw
        try:
            found = self._files.stat(path, follow=False)
        except OSError:
            return b""
        return struct.pack("<4s4I", b"DENT", found.mode, found.size, int(found.mtime), len(raw)) + raw

    # -- push ------------------------------------------------------------------------------------------------------

    async def _send(self, request: bytes, spec: str) -> None:
        path, comma, mode_text = spec.rpartition(",")
        if not comma or not mode_text.isdigit():
            path, mode_text = spec, "33188"
        data = bytearray()
        while True:
            kind, number = struct.unpack("<4sI", await self._input.bytes(8))
            if kind == b"DONE":
                break
            if kind != b"DATA" or number > _BLOCK:
                await self._fail(f"invalid data message {kind!r} of {number} bytes")
                raise EndOfStream
            data += await self._input.bytes(number)
        if refusal := self._store(path, int(mode_text), bytes(data), number):
            await self._fail(refusal)
        else:
            await self._stream.write(struct.pack("<4sI", b"OKAY", 0))

    def _store(self, path: str, mode: int, data: bytes, mtime: int) -> str:
        """Why it cannot be written, or ""."""
        files = self._files
        try:
            files.mkdir(os.path.dirname(path) or "/", 0o775, parents=True)
            if modes.S_ISLNK(mode):
                if files.exists(path):
                    files.remove(path)
                files.symlink(path, data.rstrip(b"\0").decode("utf-8", "surrogateescape"))
                return ""
            files.write(path, b"", 0o644)
        except OSError as failure:
            return f"couldn't create file: {failure.strerror}"
        try:
            files.write(path, data, mtime=mtime)
            # adbd gives group and others what the owner has.
            files.chmod(path, (mode & 0o777) | (mode >> 6 & 7) * 0o11)
        except OSError as failure:
            files.remove(path)
            return f"write failed: {failure.strerror}"
        return ""

    # -- pull ------------------------------------------------------------------------------------------------------

    async def _receive(self, request: bytes, path: str) -> None:
        try:
            data = self._files.read(path)
        except OSError as failure:
            text = "read failed" if failure.errno == 21 else "open failed"
            await self._fail(f"{text}: {failure.strerror}")
            return
        for start in range(0, len(data), _BLOCK):
            chunk = data[start : start + _BLOCK]
            await self._stream.write(struct.pack("<4sI", b"DATA", len(chunk)) + chunk)
        await self._stream.write(struct.pack("<4sI", b"DONE", 0))


def stat2(found: Stat) -> bytes:
    """The body of STA2, LST2 and DNT2 answers."""
    seconds = int(found.mtime)
    return _STAT2.pack(
        0, 1, found.number, found.mode, found.links, found.uid, found.gid, found.size, seconds, seconds, seconds
    )
