"""An APK's ZIP archive as Android opens it: by its central directory, whatever the flags and local headers pretend.

Packers and malware set flags and headers that stop other tools and that Android ignores: an encryption flag, an unknown
compression method, sizes in local headers that differ from the directory. Each is worked around as Android does and
told as an oddity. Nothing is unpacked before it is asked for, and never more than the budget allows.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from mmap import mmap
from typing import NamedTuple

from patrol.apk.budget import Budget, TooMuch
from patrol.model.scan import Oddity

Data = bytes | mmap
_END, _ENTRY, _LOCAL = b"PK\x05\x06", b"PK\x01\x02", b"PK\x03\x04"
_DIRECTORY = struct.Struct("<4sHHHHHHIIIHHHHHII")
_HEADER = struct.Struct("<4sHHHHHIIIHH")
STORED, DEFLATED = 0, 8
_COMMENT = 65535 + 22
"""The end record stands at most a comment's length before the end."""
_TOLD = 40
"""Oddities of one kind that are told; a hostile archive has thousands."""


class NotAnArchive(Exception):
    """The text says what it is instead, or what is missing."""


class Entry(NamedTuple):
    """A line of the central directory."""

    name: str
    method: int
    flags: int
    crc: int
    packed: int
    size: int
    offset: int


class Archive:
    """The entries of an archive by name, and what is odd about it."""

    def __init__(self, data: Data, budget: Budget) -> None:
        """Raises NotAnArchive, TooMuch."""
        self.data = data
        self.budget = budget
        self.oddities: list[Oddity] = []
        self.entries: dict[str, Entry] = {}
        self.directory = 0
        """Where the central directory begins; the signing block ends there."""
        for entry in self._directory():
            if entry.name in self.entries:
                self._odd("duplicate-entry", entry.name)
            else:
                self.entries[entry.name] = entry
                self._look_at(entry)

    def __contains__(self, name: str) -> bool:
        return name in self.entries

    def read(self, name: str, limit: int = 0) -> bytes | None:
        """The bytes of an entry, at most `limit`; None when it is missing, too large or cannot be unpacked, which
        `oddities` then tell. Raises TooMuch when the whole scan's budget is gone."""
        entry = self.entries.get(name)
        if entry is None:
            return None
        limit = min(limit or self.budget.entry, self.budget.entry)
        start = self.start_of(entry)
        if start is None:
            self._odd("header-mismatch", name, "no local header where the directory points", hides=True)
            return None
        data = self._unpacked(entry, start, limit)
        if data is not None:
            self.budget.spend(len(data))
        return data

    def start_of(self, entry: Entry) -> int | None:
        """Where an entry's data begins; None when there is no local header."""
        header = bytes(self.data[entry.offset : entry.offset + _HEADER.size])
        if len(header) < _HEADER.size or header[:4] != _LOCAL:
            return None
        name, extra = _HEADER.unpack(header)[9:11]
        return entry.offset + _HEADER.size + int(name) + int(extra)

    def _unpacked(self, entry: Entry, start: int, limit: int) -> bytes | None:
        packed = self.data[start : start + entry.packed]
        # What Android does not know it takes as stored, with the size that the directory gives.
        if entry.method == STORED or (entry.method != DEFLATED and entry.packed == entry.size):
            packed = packed if entry.packed else self.data[start : start + min(entry.size, limit + 1)]
            return self._bounded(entry, packed, limit)
        try:
            unpacker = zlib.decompressobj(-15)
            data = unpacker.decompress(packed, limit + 1)
        except zlib.error:
            if entry.method != DEFLATED:
                return self._bounded(entry, self.data[start : start + min(entry.size, limit + 1)], limit)
            self._odd("damaged-entry", entry.name, "cannot be unpacked", hides=True)
            return None
        if len(data) < entry.size and len(data) <= limit:
            self._odd("damaged-entry", entry.name, f"{len(data)} of {entry.size} bytes")
        return self._bounded(entry, data, limit)

    def _bounded(self, entry: Entry, data: bytes, limit: int) -> bytes | None:
        if len(data) > limit:
            self._odd("too-large", entry.name, f"over {limit >> 20} MiB unpacked", hides=True)
            return None
        return data

    def _directory(self) -> Iterator[Entry]:
        size = len(self.data)
        tail = bytes(self.data[max(0, size - _COMMENT) :])
        at = tail.rfind(_END)
        if at < 0 or len(tail) - at < 22:
            raise NotAnArchive("no ZIP directory" if self.data[:2] == b"PK" else "no ZIP archive")
        end = size - len(tail) + at
        _, count, length, offset = struct.unpack_from("<HHII", tail, at + 8)
        begin = offset if bytes(self.data[offset : offset + 4]) == _ENTRY else max(0, end - length)
        self.directory = begin
        if count and bytes(self.data[begin : begin + 4]) != _ENTRY:
            raise NotAnArchive("its ZIP directory is not where the end record says")
        seen, at = 0, begin
        while at + _DIRECTORY.size <= end and seen < self.budget.entries:
            fields = _DIRECTORY.unpack(self.data[at : at + _DIRECTORY.size])
            if fields[0] != _ENTRY:
                break
            seen += 1
            names = at + _DIRECTORY.size
            name = bytes(self.data[names : names + fields[10]]).decode("utf-8", "replace")
            yield Entry(name, fields[4], fields[3], fields[7], fields[8], fields[9], fields[16])
            at = names + fields[10] + fields[11] + fields[12]
            if not seen % 4096:
                self.budget.tick()
        if seen != count and seen % 65536 != count:
            self._odd("directory-mismatch", "", f"{count} entries announced, {seen} there")

    def _look_at(self, entry: Entry) -> None:
        if entry.flags & 1:
            self._odd("fake-encryption", entry.name)
        if entry.method not in (STORED, DEFLATED):
            self._odd("unknown-compression", entry.name, f"method {entry.method}")
        parts = entry.name.replace("\\", "/").split("/")
        if ".." in parts or entry.name.startswith(("/", "\\")) or "\0" in entry.name:
            self._odd("path-traversal", entry.name[:200])
        header = bytes(self.data[entry.offset : entry.offset + _HEADER.size])
        if len(header) < _HEADER.size or header[:4] != _LOCAL:
            self._odd("header-mismatch", entry.name[:200], "no local header where the directory points")
            return
        _, _, flags, method, *_, packed, size, length, _ = _HEADER.unpack(header)
        at = entry.offset + _HEADER.size
        if bytes(self.data[at : at + length]).decode("utf-8", "replace") != entry.name:
            self._odd("header-mismatch", entry.name[:200], "another name in its local header")
        elif method != entry.method:
            self._odd("header-mismatch", entry.name[:200], f"method {method} in its local header")
        elif not flags & 8 and (packed, size) != (entry.packed, entry.size) and (packed or size):
            self._odd("header-mismatch", entry.name[:200], "other sizes in its local header")

    def _odd(self, kind: str, where: str = "", detail: str = "", *, hides: bool = False) -> None:
        if sum(one.kind == kind for one in self.oddities) < _TOLD:
            self.oddities.append(Oddity(kind, where, detail, hides))


__all__ = ["Archive", "Entry", "NotAnArchive", "TooMuch"]
