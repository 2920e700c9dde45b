"""Looks for known values in bytes: all shapes of all values in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from patrol.sensitive.shapes import Shape, shapes
from patrol.sensitive.unpack import layers

if TYPE_CHECKING:
    from ahocorasick_rs import BytesAhoCorasick

ALNUM = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def _only(kept: bytes) -> bytes:
    """A translation that leaves these bytes and makes blanks of all others."""
    return bytes(byte if byte in kept else 0x20 for byte in range(256))


ALPHABETS = tuple(_only(ALNUM + extra) for extra in (b"", b"+/=", b"-_"))
"""Of hex, base64 and base64url: what none of them holds separates the words of a text."""


@dataclass(frozen=True, slots=True)
class Canary:
    """A value that patrol put into the app, or that it knows the phone to have."""

    name: str
    """`field transfer_form.card_no`, `imei` …"""
    value: str


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a value was found: by which transformations (() is in clear), in which layer, at which byte of it."""

    canary: Canary
    steps: tuple[str, ...]
    path: tuple[str, ...]
    at: int

    @property
    def plain(self) -> bool:
        """Whether anybody can read it: the value itself, at most differently spelled."""
        return not any("md5" in s or "sha" in s or "sm3" in s for s in self.steps)


class Scanner:
    """Searches for the shapes of some values; made once, used for every message of a run."""

    def __init__(self, canaries: Iterable[Canary]) -> None:
        self._meant: list[tuple[Canary, Shape]] = []
        self._tokens: dict[bytes, tuple[Canary, Shape]] = {}
        known: set[bytes] = set()
        for canary in canaries:
            for shape in shapes(canary.value):
                if shape.token:
                    self._tokens.setdefault(shape.pattern, (canary, shape))
                elif shape.pattern not in known:
                    known.add(shape.pattern)
                    self._meant.append((canary, shape))
        self._search = _automaton([shape.pattern for _, shape in self._meant])

    def find(self, data: bytes) -> tuple[Hit, ...]:
        """Each value once for each way in which it stands there, the plainest first."""
        found: dict[tuple[str, tuple[str, ...]], Hit] = {}
        for layer in layers(data):
            for canary, shape, at in self._in(layer.data):
                found.setdefault((canary.name, shape.steps), Hit(canary, shape.steps, layer.path, at))
        return tuple(sorted(found.values(), key=lambda hit: (len(hit.steps), hit.canary.name, hit.steps)))

    def _in(self, data: bytes) -> Iterator[tuple[Canary, Shape, int]]:
        if self._search is not None:
            for number, at, end in self._search.find_matches_as_indexes(data, overlapping=True):
                canary, shape = self._meant[number]
                if _stands_alone(data, at, end, shape):
                    yield canary, shape, at
        for alphabet in ALPHABETS:
            for token in self._tokens.keys() & set(data.translate(alphabet).split()):
                yield *self._tokens[token], data.find(token)


def _stands_alone(data: bytes, at: int, end: int, shape: Shape) -> bool:
    """Digits inside a longer number are another number, a hash inside a longer hash another hash."""
    if shape.steps and shape.steps[-1].startswith("base64"):
        return True
    before, after = data[at - 1 : at], data[end : end + 1]
    first, last = shape.pattern[:1], shape.pattern[-1:]
    return not (first.isdigit() and before.isdigit()) and not (last.isdigit() and after.isdigit())


def _automaton(patterns: list[bytes]) -> BytesAhoCorasick | None:
    from ahocorasick_rs import BytesAhoCorasick

    return BytesAhoCorasick(patterns) if patterns else None
