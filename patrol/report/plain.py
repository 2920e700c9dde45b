"""Text from apps, servers and phones made harmless for any reader: no control characters, none that turn a line around.

Escaping for markup comes on top of it and is each rendering's own.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

UNPRINTABLE = re.compile(
    "[^\t\n\r\u0020-\u007e\u00a0-\u200d\u2010-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
"""What XML 1.0 cannot hold in any form (section 2.2 of the recommendation), the controls of a terminal (C0, DEL, C1),
and the marks that reorder a line (UAX 9), which can make a harmful line look harmless."""

LONGEST = 20_000
"""Characters of one text that any rendering shows; no person reads more, and an app may answer with a megabyte."""


def plain(text: str) -> str:
    """`text` with a replacement mark for each character that must not reach a reader."""
    return text if text.isprintable() else UNPRINTABLE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """`text` on one line."""
    return " ".join(plain(text).split())


def cut(text: str, most: int = LONGEST) -> str:
    """At most `most` characters, and how many are left out."""
    return text if len(text) <= most else f"{text[:most]} … (+{len(text) - most:,})"


@lru_cache(1 << 14)
def anchor(name: str) -> str:
    """`name` as a part of an id: other characters than letters, digits, dash and underscore by their code."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_") else f".{ord(c):x}" for c in name)


def columns(text: str) -> int:
    """Width in columns of half a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def wrapped(text: str, width: int, lines: int) -> tuple[str, ...]:
    """`text` in at most `lines` lines of `width` columns, broken at a space or between any two wide characters; the
    last line ends with … when something is left over."""
    found: list[str] = []
    rest = one_line(text)
    while rest and len(found) < lines:
        end = next((n for n in range(1, len(rest) + 1) if columns(rest[:n]) > width), len(rest) + 1) - 1
        end = max(1, end)
        if end < len(rest) and rest[end].isascii() and rest[end - 1].isascii() and " " in rest[:end]:
            end = rest.rindex(" ", 0, end + 1)
        found.append(rest[:end].strip())
        rest = rest[end:].strip()
    if rest and found:
        found[-1] = found[-1][: max(1, len(found[-1]) - 1)] + "…"
    return tuple(found)
