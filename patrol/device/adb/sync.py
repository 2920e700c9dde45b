"""Files to and from the phone: adb's sync protocol, version 1, which every phone speaks.

Not through adbutils: it drops the phone's reason when a push fails and writes in blocks of 4 KB, each in two parts.
"""

from __future__ import annotations

import struct

from patrol.device.adb.connection import Connection

BLOCK = 64 * 1024
"""The protocol's limit of one DATA block."""
REGULAR_FILE = 0o100000


class SyncRefused(Exception):
    """The phone's reason, such as `open failed: Permission denied`."""


def push(connection: Connection, data: bytes, path: str, *, mode: int, modified_s: int) -> None:
    """Write `data` to `path`. Raises SyncRefused."""
    target = f"{path},{REGULAR_FILE | mode}".encode()
    connection.send(struct.pack("<4sI", b"SEND", len(target)) + target)
    for start in range(0, len(data), BLOCK):
        block = data[start : start + BLOCK]
        connection.send(struct.pack("<4sI", b"DATA", len(block)) + block)
    connection.send(struct.pack("<4sI", b"DONE", modified_s))
    kind, size = _head(connection)
    if kind != b"OKAY":
        raise SyncRefused(connection.read(size).decode(errors="replace"))


def pull(connection: Connection, path: str) -> bytes:
    """The file's content. Raises SyncRefused."""
    name = path.encode()
    connection.send(struct.pack("<4sI", b"RECV", len(name)) + name)
    data = bytearray()
    while True:
        kind, size = _head(connection)
        if kind == b"DONE":
            return bytes(data)
        if kind != b"DATA":
            raise SyncRefused(connection.read(size).decode(errors="replace"))
        data += connection.read(size)


def _head(connection: Connection) -> tuple[bytes, int]:
    kind, size = struct.unpack("<4sI", connection.read(8))
    return kind, size
