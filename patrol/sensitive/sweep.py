"""One pass of the engine over a text for all that does not depend on known values.

It tells where rows of letters and digits begin that may be numbers, codes or hashes, where base64 may begin that is
worth decoding, and what the recogniser's looks and names found. Beginnings are searched for, never ends: each row is
told once, at a set distance from its first letter, so that nobody has to look for it. All of it is one automaton, since
a second pass over the same text would cost as much as the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from patrol.sensitive.base64_begins import BEGINS
from patrol.sensitive.engine import Engine, Match

ROW = 14
"""Letters after which a row is told: one less than the shortest number that is looked at, and short enough for the
engine to count without an engine of its own for counting, which would take three times as long."""
HEAD = 16
"""Letters by which a hash is looked up: those of the shortest that is (half an MD5 in hex)."""
_ROW = rb"[^0-9A-Za-z][0-9A-Za-z]{%d}" % ROW


class Swept(NamedTuple):
    """What a pass found. Places are those in `text`, one more than in the bytes that were asked for."""

    text: bytes
    """With a blank before and behind it."""
    heads: Sequence[bytes]
    """The first HEAD letters of each row of at least ROW letters and digits, and what stands behind it where it is
    shorter."""
    base64: Sequence[int]
    """Where base64 may begin, in order."""
    others: Sequence[Match]
    """Matches of the patterns given, by their numbers."""


class Sweep:
    """Made once for some patterns that are searched for beside rows and base64."""

    def __init__(self, patterns: Sequence[tuple[bytes, int]] = ()) -> None:
        self._engine = Engine([(_ROW, 0), *((one.expression, 0) for one in BEGINS), *patterns])

    def over(self, data: bytes) -> Swept:
        """All that stands in a text."""
        text = b" " + data + b" "
        ends, rest = self._engine.first_and_others(text)
        heads = [text[end - ROW : end + _MORE] for end in ends]
        if not rest:
            return Swept(text, heads, (), ())
        base64 = {end - _SIZES[number] for number, end in rest if number < OTHERS}
        others = [(number - OTHERS, end) for number, end in rest if number >= OTHERS]
        return Swept(text, heads, sorted(base64), others)


_MORE = HEAD - ROW
_SIZES = (0, *(one.size for one in BEGINS))
OTHERS = 1 + len(BEGINS)
"""Number of the first pattern that a caller gave."""
PLAIN = Sweep()
_BASE64 = Engine([(one.expression, 0) for one in BEGINS])


def base64_in(data: bytes) -> tuple[bytes, Sequence[int]]:
    """A text with a blank before and behind it, and where base64 may begin there."""
    text = b" " + data + b" "
    return text, sorted({end - BEGINS[number].size for number, end in _BASE64.matches(text)})
