"""How base64 begins that is worth decoding: that of a text, of what is compressed, or of a protocol buffer.

Most rows of base64 letters in real traffic are keys, hashes and paths. Which letters can stand where, if the first
bytes are to be UTF-8, is known beforehand: of random rows one in twenty passes, so the engine sends the others away
before the interpreter hears of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import product
from typing import NamedTuple

LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
BYTES = {
    "ascii": range(0x80),
    "continued": range(0x80, 0xC0),
    "two": range(0xC2, 0xE0),
    "three": range(0xE0, 0xF0),
    "four": range(0xF0, 0xF5),
}
"""Kinds of bytes in UTF-8 (RFC 3629): alone, continued, or first of so many."""
FOLLOWING = {"ascii": 0, "two": 1, "three": 2, "four": 3}
GROUPS = 2
"""Groups of four letters, three bytes each, that must begin a text."""
BEFORE = rb"[^0-9A-Za-z+_-]"
"""What stands before: `=` of a field or `/` of a folder may, though base64 has both too."""


class Begin(NamedTuple):
    """How base64 of one kind begins."""

    expression: bytes
    size: int
    """Letters that it matches behind the one before them."""


def _any_of(values: Iterable[int]) -> bytes:
    """The class of letters with these values, in both alphabets."""
    kept = bytes(LETTERS[value] for value in sorted(values))
    kept += b"-" * (b"+" in kept) + b"_" * (b"/" in kept)
    return b"[" + b"".join(b"\\x%02x" % letter for letter in kept) + b"]"


def _group(first: str, second: str, third: str) -> bytes:
    """Four letters of three bytes of these kinds."""
    a, b, c = BYTES[first], BYTES[second], BYTES[third]
    return (
        _any_of({x >> 2 for x in a})
        + _any_of({(x & 3) << 4 | y >> 4 for x in a for y in b})
        + _any_of({(y & 15) << 2 | z >> 6 for y in b for z in c})
        + _any_of({z & 63 for z in c})
    )


def _after(kinds: Iterable[str], waiting: int) -> int | None:
    """Bytes that a character still lacks after some more of these kinds; None where that is no UTF-8."""
    for kind in kinds:
        if (kind == "continued") != bool(waiting):
            return None
        waiting = waiting - 1 if waiting else FOLLOWING[kind]
    return waiting


@cache
def _text(waiting: int = 0, groups: int = GROUPS) -> bytes:
    """UTF-8 in base64, so many groups of it."""
    if not groups:
        return b""
    ways: dict[int, list[bytes]] = {}
    for kinds in product(BYTES, repeat=3):
        if (then := _after(kinds, waiting)) is not None:
            ways.setdefault(then, []).append(_group(*kinds))
    return b"(?:%s)" % b"|".join(b"(?:%s)%s" % (b"|".join(way), _text(then, groups - 1)) for then, way in ways.items())


def _protobuf() -> bytes:
    """A first field of 1 to 15 that is a number or has a length (Protocol Buffers documentation, "Encoding")."""
    tags = [tag for tag in range(8, 0x80) if tag & 7 in (0, 2)]
    return _any_of({tag >> 2 for tag in tags}) + _any_of({(tag & 3) << 4 | more for tag in tags for more in range(16)})


PACKED = b"(?:H4s|eA[E-H]|eF[4-7]|eJ[w-z]|eN[o-r]|KLU)"
"""1f8b (RFC 1952), 7801 785e 789c 78da (RFC 1950), 28b52f (RFC 8878)."""
MORE = 20
"""Letters behind a tag, since two alone say little: with them as many as a run must have to be opened."""
BEGINS = (
    Begin(BEFORE + _text(), 4 * GROUPS),
    Begin(BEFORE + PACKED, 3),
    Begin(BEFORE + _protobuf() + rb"[0-9A-Za-z+/_-]{%d}" % MORE, 2 + MORE),
)
