"""Stretches of letters of one kind in bytes, found at the speed of the C library.

A regular expression looks at every byte several times, and a list of all words makes an object of each. Here the bytes
are translated once, each letter of the kind to one letter, and a stretch of at least N is found by searching for N of
that letter, which skips what cannot be one.
"""

from __future__ import annotations

from collections.abc import Iterator

DIGITS = b"0123456789"
HEX = b"0123456789abcdefABCDEF"
LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
ALNUM = DIGITS + LETTERS


class Kind:
    """Letters that make up stretches."""

    def __init__(self, letters: bytes) -> None:
        self._table = bytes(0x61 if byte in letters else 0x20 for byte in range(256))

    def marked(self, data: bytes) -> bytes:
        """An `a` for each of these letters, a blank for each other byte."""
        return data.translate(self._table)

    def runs(self, data: bytes, least: int) -> Iterator[tuple[int, int]]:
        """(start, end) of each stretch of at least so many letters, in order."""
        return marked_runs(self.marked(data), least)


def marked_runs(marked: bytes, least: int) -> Iterator[tuple[int, int]]:
    """The same of what is marked already."""
    wanted = b"a" * least
    find, end = marked.find, 0
    at = find(wanted)
    while at >= 0:
        # The search goes from left to right: what it finds begins the stretch.
        end = find(b" ", at + least)
        if end < 0:
            yield at, len(marked)
            return
        yield at, end
        at = find(wanted, end)


NUMBERS = Kind(DIGITS)
CODES = Kind(ALNUM)
BASE64 = Kind(ALNUM + b"+/_-=")
MAC_CLASS = bytes(0x68 if byte in HEX else 0x3A if byte in b":-" else 0x20 for byte in range(256))
MAC_SHAPE = b"hh:hh:hh:hh:hh:hh"


def macs(data: bytes) -> Iterator[tuple[int, int]]:
    """(start, end) of what is written like a MAC address, and of no longer row of pairs."""
    marked = data.translate(MAC_CLASS)
    at = marked.find(MAC_SHAPE)
    while at >= 0:
        end = at + len(MAC_SHAPE)
        if marked[at - 1 : at] in (b"", b" ") and marked[end : end + 1] in (b"", b" "):
            yield at, end
        at = marked.find(MAC_SHAPE, end)
