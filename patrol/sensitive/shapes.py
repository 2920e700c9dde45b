"""The shapes that a known value may take on its way: hashed, encoded, cut in half, and any of these twice.

A scan looks for a value's shapes, not for a shape's values: a hash cannot be undone, but of a value that patrol itself
put into the app each shape can be made beforehand and searched for as plain bytes. (Rules of the trade: an IMEI is
lower-cased before it is hashed, a MAC address upper-cased without colons.)
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

SHORTEST = 6
"""Bytes; a shorter pattern is found everywhere."""
SHORTEST_TOKEN = 16
"""Bytes of a pattern that is looked up as a whole word, its padding included."""
SHORTEST_HALF = 6
"""Characters of half a value: of an eleven-digit number the halves say nothing."""
DIGESTS = ("md5", "sha1", "sha256", "sha512", "sm3")
SEPARATORS = re.compile(r"[\s:.\-_/()]+")


HASHED = frozenset(
    {"md5 16 hex", *(f"{name} {how}" for name in DIGESTS for how in ("hex", "HEX", "base64", "base64url"))}
)
TOKENS = frozenset({*HASHED, "base64", "hex", "HEX"})


@dataclass(frozen=True, slots=True)
class Shape:
    """Bytes to look for, and how they come from the value: `("lower", "md5", "hex")`; () is the value itself."""

    pattern: bytes
    steps: tuple[str, ...]

    @property
    def token(self) -> bool:
        """Whether it stands alone in a text, from one separator to the next, as hashes do: such shapes are many, and
        are looked up, not searched for."""
        if len(self.pattern) < SHORTEST_TOKEN:
            return False
        return (len(self.steps) > 1 and self.steps[-1] in TOKENS) or any(step in HASHED for step in self.steps)


def shapes(value: str) -> tuple[Shape, ...]:
    """All shapes of a value, the simplest first, each pattern once; nested to two transformations."""
    found: dict[bytes, tuple[str, ...]] = {}
    for steps, form in _forms(value):
        _keep(found, form, steps)
    for steps, form in _forms(value):
        for step, once in _transformed(form):
            _keep(found, once, (*steps, step))
    for steps, form in _forms(value, whole=True):
        for step, once in _transformed(form, kept=True):
            for second, twice in _transformed(once):
                _keep(found, twice, (*steps, step, second))
    return tuple(Shape(pattern, steps) for pattern, steps in found.items())


def _keep(found: dict[bytes, tuple[str, ...]], pattern: bytes, steps: tuple[str, ...]) -> None:
    if len(pattern) >= SHORTEST:
        found.setdefault(pattern, steps)


def _forms(value: str, *, whole: bool = False) -> Iterator[tuple[tuple[str, ...], bytes]]:
    """The value as it may be written before anything is done to it."""
    yield (), value.encode()
    for name, form in (("lower", value.lower()), ("upper", value.upper())):
        yield (name,), form.encode()
    bare = SEPARATORS.sub("", value)
    if bare != value:
        yield ("without separators",), bare.encode()
        yield ("without separators", "lower"), bare.lower().encode()
        yield ("without separators", "upper"), bare.upper().encode()
    if whole:
        return
    if len(value) >= 2 * SHORTEST_HALF and not value.isdecimal():
        middle = len(value) // 2
        yield ("first half",), value[:middle].encode()
        yield ("second half",), value[middle:].encode()
    yield ("reversed",), value[::-1].encode()
    if not value.isascii():
        yield ("gbk",), value.encode("gbk", "ignore")
        yield ("escaped",), json.dumps(value)[1:-1].encode()


def _transformed(data: bytes, *, kept: bool = False) -> Iterator[tuple[str, bytes]]:
    """What one transformation makes of bytes; `kept` leaves out what is only a part of a longer text."""
    for name in DIGESTS:
        digest = _DIGEST[name](data)
        yield f"{name} hex", digest.hex().encode()
        yield f"{name} HEX", digest.hex().upper().encode()
        yield f"{name} base64", base64.b64encode(digest)
        if not kept:
            yield name, digest
            yield f"{name} base64url", base64.urlsafe_b64encode(digest).rstrip(b"=")
    yield "md5 16 hex", _DIGEST["md5"](data).hex()[8:24].encode()
    yield "base64", base64.b64encode(data)
    yield "hex", data.hex().encode()
    yield "HEX", data.hex().upper().encode()
    quoted = quote(data, safe="").encode()
    if quoted != data:
        yield "url", quoted
    if kept:
        return
    yield "base64url", base64.urlsafe_b64encode(data).rstrip(b"=")
    for shift in (0, 1, 2):
        yield f"base64 inside, {shift}", _inside(data, shift)


def _inside(data: bytes, shift: int) -> bytes:
    """What is the same in the base64 of any text that holds `data` at an offset of `shift` modulo three."""
    coded = base64.b64encode(b"\0" * shift + data)
    begin = -(-shift * 8 // 6)
    end = (shift + len(data)) * 8 // 6
    return coded[begin:end]


def _sm3(data: bytes) -> bytes:
    return hashlib.new("sm3", data).digest()


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def _sha1(data: bytes) -> bytes:
    return hashlib.sha1(data, usedforsecurity=False).digest()


_DIGEST: dict[str, Callable[[bytes], bytes]] = {
    "md5": _md5,
    "sha1": _sha1,
    "sha256": lambda data: hashlib.sha256(data).digest(),
    "sha512": lambda data: hashlib.sha512(data).digest(),
    "sm3": _sm3,
}
