"""Many patterns searched for in one pass over bytes, by Vectorscan (the Hyperscan fork that runs on every processor).

Python's own regular expressions look at each byte several times for each pattern. Here all patterns together are one
automaton, at about a gigabyte a second; the interpreter is called for matches only.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import hyperscan

CASELESS, ONCE = 1, 8
"""HS_FLAG_CASELESS, HS_FLAG_SINGLEMATCH (hs_compile.h)."""

Match = tuple[int, int]
"""(number of the pattern, where the match ends)."""


def literally(text: bytes) -> bytes:
    """The expression that matches these bytes and nothing else."""
    return b"".join(b"\\x%02x" % byte for byte in text)


class Engine:
    """Patterns, each an expression in Hyperscan's dialect with its flags, compiled when the first bytes come."""

    def __init__(self, patterns: Sequence[tuple[bytes, int]]) -> None:
        self._patterns = patterns
        # One scratch space belongs to a compiled database: two threads may not use it at once.
        self._lock = threading.Lock()

    @cached_property
    def _database(self) -> hyperscan.Database:
        import hyperscan  # loads a large library

        database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        count = len(self._patterns)
        expressions, flags = zip(*self._patterns, strict=True)
        database.compile(expressions=expressions, ids=range(count), elements=count, flags=flags)
        return database

    def matches(self, data: bytes) -> list[Match]:
        """Every match of every pattern, by where they end; of one pattern several may begin at the same place."""
        found: list[Match] = []
        if self._patterns and data:
            with self._lock:
                self._database.scan(data, NOTE, 0, found)
        return found

    def first_and_others(self, data: bytes) -> tuple[list[int], list[Match]]:
        """Where matches of the first pattern end, and the matches of all others: the first has most."""
        first: list[int] = []
        others: list[Match] = []
        if self._patterns and data:
            with self._lock:
                self._database.scan(data, NOTE_APART, 0, (first, others))
        return first, others


def _note(number: int, start: int, end: int, flags: int, found: list[Match]) -> None:
    found.append((number, end))


def _note_apart(number: int, start: int, end: int, flags: int, found: tuple[list[int], list[Match]]) -> None:
    if number:
        found[1].append((number, end))
    else:
        found[0].append(end)


NOTE: Callable[..., None] = _note
NOTE_APART: Callable[..., None] = _note_apart
"""As the engine's stubs want it: they know no type of a context."""
