"""resources.arsc: what a resource's id stands for, and the strings with their names.

Only what is asked for is read. Of several configurations (languages, densities) the default comes first.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from patrol.apk.axml import Pool, Reference, Value

_TABLE, _PACKAGE, _TYPE, _POOL = 0x0002, 0x0200, 0x0201, 0x0001
_NO_ENTRY, _NO_ENTRY_16 = 0xFFFFFFFF, 0xFFFF
_SPARSE, _SHORT = 0x01, 0x02
_COMPLEX, _COMPACT = 0x01, 0x08
MAX_CHUNKS = 200_000
MAX_STRINGS = 200_000


class _Type(NamedTuple):
    at: int
    flags: int
    entries: int
    start: int
    offsets: int
    default: bool


class Resources:
    """The table of one APK."""

    def __init__(self, data: bytes) -> None:
        """Never raises; a damaged table knows less."""
        self._data = data
        self.values = Pool(b"")
        self._keys: dict[int, Pool] = {}
        self._names: dict[int, Pool] = {}
        self._types: dict[tuple[int, int], list[_Type]] = {}
        try:
            self._read()
        except (struct.error, IndexError):
            pass

    def value(self, id: int, depth: int = 0) -> Value:
        """What the resource holds, references followed; None when it is unknown or more than one value."""
        for kind in sorted(self._types.get((id >> 24, id >> 16 & 0xFF), ()), key=lambda one: not one.default):
            try:
                found = self._entry(kind, id & 0xFFFF)
            except (struct.error, IndexError):
                continue
            if found is not None:
                value = found[1]
                if isinstance(value, Reference) and depth < 8:
                    return self.value(value, depth + 1)
                return value
        return None

    def text(self, value: Value) -> str:
        """A value as text, a reference resolved; "" for what has none."""
        if isinstance(value, Reference):
            value = self.value(value)
        return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)

    def named_strings(self) -> Iterator[tuple[str, str]]:
        """(name, text) of the string resources in the default configuration."""
        told = 0
        for (package, number), kinds in self._types.items():
            if self._names.get(package, Pool(b""))[number - 1] != "string":
                continue
            for kind in kinds:
                if not kind.default:
                    continue
                for index in range(kind.entries if not kind.flags & _SPARSE else 0):
                    try:
                        found = self._entry(kind, index)
                    except (struct.error, IndexError):
                        continue
                    if found and isinstance(found[1], str) and told < MAX_STRINGS:
                        told += 1
                        yield self._keys.get(package, Pool(b""))[found[0]], found[1]

    def _read(self) -> None:
        table, first, _ = struct.unpack_from("<HHI", self._data)
        if table != _TABLE:
            return
        for at, kind, head, size in self._chunks(first, len(self._data)):
            if kind == _POOL and not len(self.values):
                self.values = Pool(self._data[at : at + size])
            elif kind == _PACKAGE:
                self._package(at, head, size)

    def _package(self, at: int, head: int, size: int) -> None:
        (package,) = struct.unpack_from("<I", self._data, at + 8)
        types, _, keys = struct.unpack_from("<III", self._data, at + 12 + 256)
        for where, kind, inner, length in self._chunks(at + head, at + size):
            if kind == _POOL and where == at + types:
                self._names[package] = Pool(self._data[where : where + length])
            elif kind == _POOL and where == at + keys:
                self._keys[package] = Pool(self._data[where : where + length])
            elif kind == _TYPE:
                number, flags, _, count, start = struct.unpack_from("<BBHII", self._data, where + 8)
                (config,) = struct.unpack_from("<I", self._data, where + 20)
                told = self._data[where + 24 : where + 20 + min(config, 64)]
                one = _Type(where, flags, min(count, 0x10000), start, where + inner, not any(told))
                self._types.setdefault((package, number), []).append(one)

    def _chunks(self, at: int, end: int) -> Iterator[tuple[int, int, int, int]]:
        for _ in range(MAX_CHUNKS):
            if at + 8 > min(end, len(self._data)):
                return
            kind, head, size = struct.unpack_from("<HHI", self._data, at)
            if size < 8:
                return
            yield at, kind, head, size
            at += size

    def _entry(self, kind: _Type, index: int) -> tuple[int, Value] | None:
        offset = self._offset(kind, index)
        if offset is None:
            return None
        at = kind.at + kind.start + offset
        size, flags, key = struct.unpack_from("<HHI", self._data, at)
        if flags & _COMPACT:  # the key stands in the size, the type in the flags
            return size, self._value(flags >> 8, key)
        if flags & _COMPLEX:
            return None
        _, _, what, value = struct.unpack_from("<HBBI", self._data, at + size)
        return key, self._value(what, value)

    def _offset(self, kind: _Type, index: int) -> int | None:
        if kind.flags & _SPARSE:
            for number in range(kind.entries):
                name, offset = struct.unpack_from("<HH", self._data, kind.offsets + 4 * number)
                if name == index:
                    return int(offset) * 4
            return None
        if index >= kind.entries:
            return None
        if kind.flags & _SHORT:
            (offset,) = struct.unpack_from("<H", self._data, kind.offsets + 2 * index)
            return None if offset == _NO_ENTRY_16 else int(offset) * 4
        (offset,) = struct.unpack_from("<I", self._data, kind.offsets + 4 * index)
        return None if offset == _NO_ENTRY else int(offset)

    def _value(self, kind: int, value: int) -> Value:
        if kind == 0x03:
            return self.values[value]
        if kind == 0x12:
            return value != 0
        return Reference(value) if kind in (0x01, 0x02, 0x07, 0x08) else value
