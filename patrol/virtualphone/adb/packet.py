"""adb's packets: a header of six little-endian words, then the payload (AOSP adb/protocol.txt)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

VERSION = 0x01000001
"""From this version on, checksums are neither made nor looked at."""
OLD_VERSION = 0x01000000
MAX_PAYLOAD = 1024 * 1024
OLD_MAX_PAYLOAD = 4096

_HEADER = struct.Struct("<6I")
HEADER_SIZE = _HEADER.size


class Cmd(IntEnum):
    CNXN = 0x4E584E43
    AUTH = 0x48545541
    OPEN = 0x4E45504F
    OKAY = 0x59414B4F
    CLSE = 0x45534C43
    WRTE = 0x45545257
    STLS = 0x534C5453
    SYNC = 0x434E5953


class MalformedPacket(Exception):
    """Bytes that are no packet: the connection cannot go on, the process can."""


@dataclass(frozen=True, slots=True)
class Packet:
    command: int
    arg0: int
    arg1: int
    data: bytes = b""

    def encode(self, *, checksum: bool = True) -> bytes:
        check = sum(self.data) & 0xFFFFFFFF if checksum else 0
        header = _HEADER.pack(self.command, self.arg0, self.arg1, len(self.data), check, self.command ^ 0xFFFFFFFF)
        return header + self.data


class Parser:
    """Bytes in, packets out."""

    def __init__(self, limit: int = MAX_PAYLOAD) -> None:
        self._limit = limit
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[Packet]:
        """The packets that `data` completes. Raises MalformedPacket."""
        buffer = self._buffer
        buffer += data
        start = 0
        try:
            while len(buffer) - start >= HEADER_SIZE:
                command, arg0, arg1, length, _, magic = _HEADER.unpack_from(buffer, start)
                if magic != command ^ 0xFFFFFFFF:
                    raise MalformedPacket(f"magic {magic:08x} does not fit command {command:08x}")
                if length > self._limit:
                    raise MalformedPacket(f"payload of {length} bytes, more than {self._limit}")
                end = start + HEADER_SIZE + length
                if len(buffer) < end:
                    return
                payload = bytes(memoryview(buffer)[start + HEADER_SIZE : end])
                start = end
                yield Packet(command, arg0, arg1, payload)
        finally:
            del buffer[:start]
