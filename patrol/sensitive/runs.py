"""Stretches of letters of one kind in bytes: rows of letters and digits, and what may be base64."""

from __future__ import annotations

from typing import NamedTuple

from patrol.sensitive.engine import Engine

ALNUM = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
SHORTEST_BASE64 = 24

LETTERED_CODE = rb"[A-Za-z][0-9A-Za-z]{15,}"
"""With a letter that early: most rows of digits are times and the numbers of orders."""
CODE, BASE64 = 0, 1
_CODES = bytes(0x61 if byte in ALNUM else 0x20 for byte in range(256))
_BASE64 = bytes(0x61 if byte in ALNUM + b"+/_-=" else 0x20 for byte in range(256))
EARLY = 8
"""Small letters alone are words or hex; base64 has capitals too, and in all but its last 16 letters at least one."""


def _with_a_capital() -> bytes:
    """Rows of letters of base64, long enough, by their end."""
    letters = rb"[0-9A-Za-z+/_=-]"
    places = (b"%s{%d}[A-Z]%s{%d,}" % (letters, at, letters, SHORTEST_BASE64 - 1 - at) for at in range(1, EARLY))
    first = b"[A-Z]%s{%d,}" % (letters, SHORTEST_BASE64 - 1)
    return b"(?:" + b"|".join((first, *places)) + rb")[^0-9A-Za-z+/_=-]"


_ENDS = Engine(((LETTERED_CODE + rb"[^0-9A-Za-z]", 0), (_with_a_capital(), 0)))


class Runs(NamedTuple):
    """Those of one text."""

    codes: list[bytes]
    """Rows of letters and digits, long enough to be a hash."""
    base64: list[bytes]
    """Rows of letters of base64, with capitals and small letters."""


def runs(data: bytes) -> Runs:
    """Both kinds, in the order in which they stand there."""
    ends = _ENDS.matches(data + b" ")
    if not ends:
        return NONE
    before = data.translate(_CODES).rfind
    codes = [data[before(b" ", 0, end - 1) + 1 : end - 1] for kind, end in ends if kind == CODE]
    ends = [match for match in ends if match[0] == BASE64]
    if not ends:
        return Runs(codes, [])
    before = data.translate(_BASE64).rfind
    runs = [data[before(b" ", 0, end - 1) + 1 : end - 1] for _, end in ends]
    return Runs(codes, [run for run in runs if run != run.upper()])


NONE = Runs([], [])
