"""The texts and the numbers of protocol buffers, read by wire type: nobody gives patrol an app's schema."""

from __future__ import annotations

import struct
from collections.abc import Iterator

LONGEST = 4 << 20
"""Bytes of a message that is taken apart."""
NUMBERS = "protobuf numbers"
"""A layer of numbers that nobody wrote down: known ones may be found there, the look of a number says nothing."""
NESTED = 6
"""Messages in messages."""
MOST_FIELDS = 20_000
NO_MESSAGE = frozenset(byte for byte in range(256) if byte & 7 not in (0, 1, 2, 5) or byte < 8 or byte == 0x5B)
"""Bytes with which no message begins: kinds of values that there are not, the field 0, and `[`, which begins JSON."""
FIXED = {1: 8, 5: 4}
"""Kinds of numbers of a set length, and that length in bytes."""
KINDS = frozenset({0, 2, *FIXED})
LEAST_NUMBER = 100_000
"""Shorter ones are found everywhere, and not looked for."""


def protobuf(data: bytes) -> tuple[bytes, bytes] | None:
    """The texts and the numbers of a message by wire type, a line each; None when the bytes are no such message.

    (Wire types: Protocol Buffers documentation, "Encoding".) Only texts are of use to a search; numbers are written in
    decimal, since a phone number may be sent as a varint, and places as a double. What is all ASCII has no number that
    large, and its texts can be read as it is."""
    if not data or data[0] in NO_MESSAGE or data.isascii():
        return None
    found: list[bytes] = []
    numbers: list[int] = []
    fixed: list[bytes] = []
    if not _fields(data, 0, found, numbers, fixed):
        return None
    written = [str(number).encode() for number in numbers if number >= LEAST_NUMBER]
    for one in fixed:
        written += _fixed(one)
    return b"\n".join(found), b"\n".join(written)


def _fields(data: bytes, depth: int, found: list[bytes], numbers: list[int], fixed: list[bytes]) -> bool:
    """Adds what a message holds to the lists; False, and nothing added, when the bytes are no such message."""
    size = len(data)
    if not 2 <= size <= LONGEST or data[0] in NO_MESSAGE or data.isascii():
        return False
    before = len(found), len(numbers), len(fixed)
    at = 0
    left = MOST_FIELDS - len(found) - len(numbers)
    while at < size and left > 0:
        left -= 1
        # A byte that stands for itself is read without a call: most are.
        tag = data[at]
        at += 1
        if tag >= 0x80:
            tag, at = _varint(data, at - 1)
        kind = tag & 7
        if tag < 8 or at >= size or kind not in KINDS:
            break
        if kind in FIXED:
            length = FIXED[kind]
            fixed.append(data[at : at + length])
        else:
            length = data[at]
            at += 1
            if length >= 0x80:
                length, at = _varint(data, at - 1)
            if kind == 0:
                numbers.append(length)
                length = 0
            elif length > size - at:
                break
            else:
                content = data[at : at + length]
                # The cheap question first, without a call: most contents are texts.
                if (
                    content.isascii()
                    or content[0] in NO_MESSAGE
                    or depth >= NESTED
                    or not _fields(content, depth + 1, found, numbers, fixed)
                ):
                    found.append(content)
        at += length
    if at == size:
        return True
    del found[before[0] :], numbers[before[1] :], fixed[before[2] :]
    return False


def _fixed(data: bytes) -> Iterator[bytes]:
    """A number of eight or four bytes, as a whole one and as a fraction."""
    if len(data) in (4, 8):
        yield str(int.from_bytes(data, "little")).encode()
        (fraction,) = struct.unpack("<d" if len(data) == 8 else "<f", data)
        if 1e-3 < abs(fraction) < 1e9:
            yield f"{fraction:.6f}".encode()


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if at >= len(data):
            return 0, len(data) + 1
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
    return 0, len(data) + 1
