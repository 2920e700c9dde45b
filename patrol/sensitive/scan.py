"""Looks for known values in bytes: all shapes of all values in one pass.

What is searched for byte by byte is little: a value plainly spelled, and what may stand inside a longer base64. Hashes
and the like stand alone, from one separator to the next. They are many: a table of their longest parts without a
separator is asked for each long row of letters and digits in the message, then all of the hash is compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from patrol.sensitive.engine import Engine, literally
from patrol.sensitive.protobuf import NUMBERS
from patrol.sensitive.runs import LETTERED_CODE
from patrol.sensitive.shapes import Shape, shapes
from patrol.sensitive.unpack import Layer, layers

PREFIX = 8
"""Bytes of a pattern that are searched for; the rest is compared where they were found. It keeps the automaton small
enough for the processor's cache, and quick to make."""
DECIMAL = re.compile(rb"-?\d+\.\d+")
JOINTS = re.compile(rb"[+/=_-]+")
CODE = re.compile(rb"[0-9]*" + LETTERED_CODE)
"""How a row of letters and digits begins that a layer's runs have."""


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
        self._parts: dict[bytes, list[tuple[int, Meant]]] = {}
        seen: set[bytes] = set()
        for canary in canaries:
            for shape in shapes(canary.value):
                pattern = shape.pattern.rstrip(b"=") if shape.token else shape.pattern
                if pattern in seen:
                    continue
                seen.add(pattern)
                self._keep((pattern, canary, shape))
        self._keys = frozenset(self._parts)
        self._prefixes = list(self._starts)
        self._search = Engine([(literally(prefix), 0) for prefix in self._prefixes])

    def _keep(self, meant: Meant) -> None:
        pattern = meant[0]
        part = max(JOINTS.split(pattern), key=len) if meant[2].token else b""
        if CODE.match(part):
            self._parts.setdefault(part, []).append((pattern.index(part), meant))
        else:
            self._starts.setdefault(pattern[:PREFIX], []).append(meant)

    def find(self, data: bytes) -> tuple[Hit, ...]:
        """Each value once for each way in which it stands there, the plainest first."""
        found: dict[tuple[str, tuple[str, ...]], Hit] = {}
        for layer in layers(data):
            for hit in self.in_layer(layer):
                found.setdefault((hit.canary.name, hit.steps), hit)
        return tuple(sorted(found.values(), key=lambda hit: (len(hit.steps), hit.canary.name, hit.steps)))

    def in_layer(self, layer: Layer) -> Iterator[Hit]:
        """What stands in one layer, as often as it stands there; a hash only where no layer inside has it too."""
        data = layer.data
        for number, end in self._search.matches(data):
            prefix = self._prefixes[number]
            at = end - len(prefix)
            for pattern, canary, shape in self._starts[prefix]:
                if data.startswith(pattern, at) and _stands_alone(data, at, at + len(pattern), shape):
                    yield Hit(canary, shape.steps, layer.path, at)
        if layer.told_again or layer.path[-1:] == (NUMBERS,):
            return
        for part in self._keys.intersection(layer.runs.codes):
            for offset, (pattern, canary, shape) in self._parts[part]:
                if (at := _place(layer.pluses or data, part, offset, pattern)) >= 0:
                    yield Hit(canary, shape.steps, layer.path, at)


def _place(data: bytes, part: bytes, offset: int, pattern: bytes) -> int:
    """Where the pattern stands whose part was found; -1 where only the part does."""
    at = data.find(part)
    while at >= 0:
        if data.startswith(pattern, max(0, at - offset)):
            return at - offset
        at = data.find(part, at + 1)
    return -1


def _stands_alone(data: bytes, at: int, end: int, shape: Shape) -> bool:
    """Digits inside a longer number are another number, a hash inside a longer hash another hash."""
    if shape.steps and shape.steps[-1].startswith("base64"):
        return True
    before, after = data[at - 1 : at], data[end : end + 1]
    first, last = shape.pattern[:1], shape.pattern[-1:]
    if DECIMAL.fullmatch(shape.pattern):
        last = b""  # a place may be told more exactly than patrol knows it
    return not (first.isdigit() and before.isdigit()) and not (last.isdigit() and after.isdigit())
