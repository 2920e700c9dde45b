"""Texts in a heap dump (HPROF, as `am dumpheap` writes it).

The dump is searched, not walked: a heap of 200 MB holds millions of objects. A Java string is an array of bytes (Latin
characters, since Android 8) or of two-byte characters; the array's head, which stands before its content, tells length
and type, so that a hit is a whole string and no chance: six digits alone would turn up in any large file.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

MAGIC = b"JAVA PROFILE 1.0."
_BYTE, _CHAR = 8, 5
_MARKS = b"\"'=:&;,<>[]{}() \t\n\0"
"""What stands around a value inside a longer text."""


@dataclass(frozen=True, slots=True)
class HeapHits:
    """How often a value stands on a heap."""

    whole: int
    """Strings and character arrays that are the value."""
    inside: int
    """Places inside longer texts, set off by quotes, signs or blanks."""


def is_heap_dump(data: bytes) -> bool:
    return data.startswith(MAGIC)


def value_in_heap(data: bytes, value: str) -> HeapHits:
    """Where `value` stands; nothing for a value shorter than four characters, which would be found by chance."""
    if len(value) < 4:
        return HeapHits(0, 0)
    whole = inside = 0
    for needle, kind, width in _shapes(value):
        head = struct.pack(">IB", len(needle) // width, kind)
        at = data.find(needle)
        while at >= 0:
            if data[max(0, at - len(head)) : at] == head:
                whole += 1
            elif _set_off(data, at, len(needle), width):
                inside += 1
            at = data.find(needle, at + 1)
    return HeapHits(whole, inside)


def value_in_memory(data: bytes, value: str) -> HeapHits:
    """The same in raw memory of an Android process. ART keeps a string as class, lock, length and hash (four bytes
    each) and then its characters; the length is shifted by one bit that tells whether they take two bytes each."""
    if len(value) < 4:
        return HeapHits(0, 0)
    whole = inside = 0
    for needle, wide in ((value.encode(), 0), (value.encode("utf-16-le"), 1)):
        if not wide and not value.isascii():
            continue
        length = struct.pack("<I", len(value) << 1 | wide)
        at = data.find(needle)
        while at >= 0:
            if at >= 8 and data[at - 8 : at - 4] == length:
                whole += 1
            elif not wide and _set_off(data, at, len(needle), 1):
                inside += 1
            at = data.find(needle, at + 1)
    return HeapHits(whole, inside)


def _shapes(value: str) -> list[tuple[bytes, int, int]]:
    """(bytes, type of the array's elements, bytes of one element)."""
    wide = (value.encode("utf-16-be"), _CHAR, 2)
    return [(value.encode("ascii"), _BYTE, 1), wide] if value.isascii() else [(value.encode(), _BYTE, 1), wide]


def _set_off(data: bytes, at: int, length: int, width: int) -> bool:
    """Whether what stands before and after is a sign and no further digit or letter. Two nulls are no text at all."""
    before, after = data[max(0, at - width) : at], data[at + length : at + length + width]
    if len(before) < width or len(after) < width:
        return False
    if before[-1] == 0 and after[-1] == 0:
        return False
    high = width == 1 or (before[0] == 0 and after[0] == 0)
    return high and before[-1] in _MARKS and after[-1] in _MARKS and (before[-1] != 0 and after[-1] != 0)
