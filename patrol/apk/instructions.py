"""Which methods, strings, fields and classes a method's code names, without decoding all of it.

The lengths of Dalvik's instructions depend on the first byte alone, so one regular expression walks over those that
name nothing, at the speed of the engine in C, and stops at those that do. Possessive quantifiers keep it linear on any
input. Tables of switches and arrays lie between the instructions and are stepped over.
"""

from __future__ import annotations

import re
import struct

_UNITS = {
    1: "00-01 04 07 0a-12 1d-1e 21 27-28 7b-8f b0-cf",
    2: "02 05 08 13 15-16 19 1f-20 23 29 2d-3d 44-5f 67-6d 90-af d0-e2 fe-ff",
    3: "03 06 09 14 17 24-26 2a-2c fc-fd",
    4: "fa-fb",
    5: "18",
}
"""First bytes of the instructions that name nothing of interest, by their length in units of two bytes (Dalvik
bytecode format, version 039). What is missing here and below does not exist."""
_NAMING = rb"[\x1a\x1c\x22\x60-\x66].{3}|[\x6e-\x72\x74-\x78\x1b].{5}"
"""const-string, const-class, new-instance and sget; invoke and const-string/jumbo."""


def _class(codes: str) -> bytes:
    return b"".join(b"\\x" + b"-\\x".join(part.encode() for part in one.split("-")) for one in codes.split())


def _skipped(units: int, codes: str) -> bytes:
    if units > 1:
        return b"[" + _class(codes) + b"].{%d}" % (2 * units - 1)
    # A nop with a second byte begins a table.
    return rb"\x00\x00|[" + _class(codes.replace("00-01", "01")) + b"]."


_PASSED = b"|".join(_skipped(units, codes) for units, codes in _UNITS.items())
RUN = re.compile(b"(?:" + _PASSED + b"|" + _NAMING + b")*+", re.DOTALL)
NAMED = re.compile(b"(?:" + _PASSED + rb")*+(?:(" + _NAMING + rb")|\Z)", re.DOTALL)

CONST_STRING, CONST_STRING_JUMBO, CONST_CLASS, NEW_INSTANCE = 0x1A, 0x1B, 0x1C, 0x22
INVOKES = frozenset((*range(0x6E, 0x73), *range(0x74, 0x79)))
DYNAMIC = frozenset((0x6E, 0x72, 0x74, 0x78))
"""invoke-virtual and invoke-interface: the object's class decides."""


def named(data: bytes, at: int) -> tuple[list[bytes], int]:
    """The instructions that name something, of the code item at an offset, and how many bytes of code were passed;
    -1 when it is not to be followed to its end: encrypted, damaged, or no code."""
    if at + 16 > len(data):
        return [], -1
    (units,) = struct.unpack_from("<I", data, at + 12)
    start = at + 16
    end = start + 2 * units
    if end > len(data):
        return [], -1
    found: list[bytes] = []
    place = start
    while place < end:
        run = RUN.match(data, place, end)
        stop = run.end() if run else place
        found += NAMED.findall(data, place, stop)
        if stop >= end:
            break
        step = _table(data, stop, end)
        if step <= 0:
            return found, -1
        place = stop + step
    return found, end - start


def _table(data: bytes, at: int, end: int) -> int:
    """Length of a switch's or an array's table; 0 for what is none. It may end beyond the code in hostile files."""
    if at + 4 > end or data[at] != 0:
        return 0
    kind, count = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "little")
    if kind == 1:
        return 8 + 4 * count
    if kind == 2:
        return 4 + 8 * count
    if kind == 3 and at + 8 <= end:
        (elements,) = struct.unpack_from("<I", data, at + 4)
        return 8 + (count * int(elements) + 1) // 2 * 2
    return 0
