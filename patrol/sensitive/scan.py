"""Looks for known values in bytes: all shapes of all values in one pass.

What is searched for byte by byte is little: a value plainly spelled, and what may stand inside a longer base64. Hashes
and the like stand alone, from one separator to the next. They are many: a table of their longest parts without a
separator is asked for each long row of letters and digits in the message, then all of the hash is compared.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from patrol.sensitive.engine import Engine, literally
from patrol.sensitive.letters import ALNUM
from patrol.sensitive.places import Told
from patrol.sensitive.shapes import Shape, shapes
from patrol.sensitive.sweep import HEAD
from patrol.sensitive.unpack import STANDARD, Layer, layers

PREFIX = 8
"""Bytes of a pattern that are searched for; the rest is compared where they were found. It keeps the automaton small
enough for the processor's cache, and quick to make."""
INSIDE = "base64 inside"
GROUP = re.compile(rb"[0-9A-Za-z+/_-]{4}")
DECIMAL = re.compile(rb"-?\d+\.\d+")
JOINTS = re.compile(rb"[+/=_-]+")
_LETTERS = frozenset(ALNUM)


@dataclass(frozen=True, slots=True)
class Canary:
    """A value that patrol put into the app, or that it knows the phone to have."""

    name: str
    """`field transfer_form.card_no`, `imei` …"""
    value: str
    told: tuple[Told, ...] = ()
    """For a coordinate: all ways to tell it, compared as numbers."""


class Hit(NamedTuple):
    """Where a value was found: by which transformations (() is in clear), in which layer, at which byte of it."""

    canary: Canary
    steps: tuple[str, ...]
    path: tuple[str, ...]
    at: int
    field: str = ""
    """Name of the parameter, header or key before it; "" where there is none."""

    @property
    def plain(self) -> bool:
        """Whether anybody can read it: the value itself, at most differently spelled."""
        return not any("md5" in s or "sha" in s or "sm3" in s for s in self.steps)

    def named(self, field: str) -> Hit:
        """The same, with the field before it."""
        return Hit(self.canary, self.steps, self.path, self.at, field)


Meant = tuple[bytes, Canary, Shape]
"""A pattern and what it stands for."""


class Scanner:
    """Searches for the shapes of some values; made once, used for every message of a run."""

    def __init__(self, canaries: Iterable[Canary]) -> None:
        self._starts: dict[bytes, list[Meant]] = {}
        self._parts: dict[bytes, list[tuple[bytes, int, Meant]]] = {}
        """The first letters of a part → the part, where it stands in its pattern, and what that means."""
        self._numbers: dict[bytes, list[tuple[Told, Canary]]] = {}
        """How the numbers begin that may mean a coordinate."""
        seen: set[bytes] = set()
        for canary in canaries:
            for shape in shapes(canary.value):
                pattern = shape.pattern.rstrip(b"=") if shape.token else shape.pattern
                if pattern in seen or (canary.told and not shape.steps):
                    continue  # a coordinate in clear is compared as a number
                seen.add(pattern)
                self._keep((pattern, canary, shape))
            for one in canary.told:
                for begin in one.begins():
                    self._numbers.setdefault(begin, []).append((one, canary))
        self._keys = frozenset(self._parts)
        self._prefixes = list({**self._starts, **self._numbers})
        self._search = Engine([(literally(prefix), 0) for prefix in self._prefixes])

    def _keep(self, meant: Meant) -> None:
        pattern = meant[0]
        part = max(JOINTS.split(pattern), key=len) if meant[2].token else b""
        if len(part) >= HEAD:
            self._parts.setdefault(part[:HEAD], []).append((part, pattern.index(part), meant))
        else:
            self._starts.setdefault(pattern[:PREFIX], []).append(meant)

    def find(self, data: bytes) -> tuple[Hit, ...]:
        """Each value once for each way in which it stands there, the plainest first."""
        found: dict[tuple[str, tuple[str, ...]], Hit] = {}
        for layer in layers(data):
            for hit in self.in_layer(layer):
                found.setdefault((hit.canary.name, hit.steps), hit)
        return tuple(sorted(found.values(), key=lambda hit: (len(hit.steps), hit.canary.name, hit.steps)))

    def in_layer(self, layer: Layer) -> list[Hit]:
        """What stands in one layer, as often as it stands there; a hash only where no layer inside has it too."""
        found: list[Hit] = []
        data = layer.data
        for number, end in self._search.matches(data):
            prefix = self._prefixes[number]
            at = end - len(prefix)
            for pattern, canary, shape in self._starts.get(prefix, ()):
                if data.startswith(pattern, at) and _stands_alone(data, at, at + len(pattern), shape):
                    found.append(Hit(canary, shape.steps, layer.path, at))
            for one, canary in self._numbers.get(prefix, ()):
                if one.stands(data, at):
                    found.append(Hit(canary, one.steps, layer.path, at))
        if layer.readable and not self._keys.isdisjoint(layer.heads):
            found += self._hashes(layer)
        return found

    def _hashes(self, layer: Layer) -> Iterator[Hit]:
        """What stands alone, by the first letters of its longest part."""
        data = layer.pluses or layer.data
        for head in self._keys.intersection(layer.heads):
            for part, offset, (pattern, canary, shape) in self._parts[head]:
                if (at := _place(data, part, offset, pattern)) >= 0:
                    yield Hit(canary, shape.steps, layer.path, at)


def _place(data: bytes, part: bytes, offset: int, pattern: bytes) -> int:
    """Where the pattern stands whose part may be a whole row of letters and digits there; -1 where it is none."""
    at = data.find(part)
    while at >= 0:
        end = at + len(part)
        alone = not (at and data[at - 1] in _LETTERS) and not (end < len(data) and data[end] in _LETTERS)
        if alone and at >= offset and data.startswith(pattern, at - offset):
            return at - offset
        at = data.find(part, at + 1)
    return -1


def _stands_alone(data: bytes, at: int, end: int, shape: Shape) -> bool:
    """Digits inside a longer number are another number, a hash inside a longer hash another hash."""
    if shape.steps and shape.steps[-1].startswith("base64"):
        return _stands_alone_inside(data, at, end, shape.steps[-1])
    before, after = data[at - 1 : at], data[end : end + 1]
    first, last = shape.pattern[:1], shape.pattern[-1:]
    if DECIMAL.fullmatch(shape.pattern):
        last = b""  # a place may be told more exactly than patrol knows it
    return not (first.isdigit() and before.isdigit()) and not (last.isdigit() and after.isdigit())


def _stands_alone_inside(data: bytes, at: int, end: int, step: str) -> bool:
    """The same where it stands in base64, by the letters around it."""
    shift = int(step[-1]) if step.startswith(INSIDE) else 0
    first = at - -(-shift * 8 // 6)
    # Only what belongs to the same base64 says something of it: whole groups of its letters, before it and behind.
    # A slash may also end a folder, which says nothing of what stands in the next.
    folder = not shift and data[first - 1 : first] == b"/"
    before = 4 if first >= 4 and not folder and GROUP.match(data, first - 4) else 0
    own = end - first + -(end - first) % 4
    after = 4 if GROUP.match(data, first + own) else 0
    try:
        text = binascii.a2b_base64(data[first - before : first + own + after].translate(STANDARD))
    except binascii.Error:
        return True  # not aligned as it should be
    begin = before * 3 // 4 + shift
    # What is known of a value inside a longer text ends with whole letters, what was coded alone with whole bytes.
    bits = (end - first) * 6
    last = before * 3 // 4 + (-(-bits // 8) if step.startswith(INSIDE) else bits // 8)
    digits = [text[place : place + 1].isdigit() for place in (max(0, begin - 1), begin, last - 1, last)]
    return not (begin and digits[0] and digits[1]) and not (digits[2] and digits[3])
