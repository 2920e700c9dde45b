"""A UI tree as XML (uiautomator dump, uiautomator2, Appium page source) → nodes, within limits of size, depth and time.

expat and not lxml: it stops where it is told and keeps nothing that is not wanted. A tree that breaks off, is no XML or
never ends gives what was understood up to there, marked as truncated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from xml.parsers import expat

from patrol.model.screen import Node, Rect

MAX_BYTES = 16 << 20
MAX_NODES = 20_000
MAX_DEPTH = 100
"""uiautomator2 stops at 50 itself; real screens rarely pass 40. Deeper trees would also break recursive encoders."""
MAX_TEXT = 10_000
"""Characters kept of one attribute."""

_SURROGATES = re.compile(rb"&#(5[56]\d{3});&#(5[67]\d{3});")
_REFERENCE = re.compile(rb"&#(\d{1,7}|x[0-9a-fA-F]{1,6});")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BOUNDS = re.compile(r"\[(-?\d{1,7}),(-?\d{1,7})\]\[(-?\d{1,7}),(-?\d{1,7})\]")


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """`roots` from the bottom window to the top one, in the order of the dump."""

    roots: tuple[Node, ...] = ()
    rotation: int = 0
    truncated: bool = False


class _Enough(Exception):
    """A limit was reached."""


def hierarchy(data: bytes | str) -> Hierarchy:
    """The tree in `data`. Never raises; what is not a tree gives no roots and truncated=True."""
    if isinstance(data, str):
        data = data.encode("utf-8", "replace")
    cut = len(data) > MAX_BYTES
    start = data.find(b"<hierarchy", 0, MAX_BYTES)
    if start < 0:
        return Hierarchy(truncated=True)
    # Before the tree stand a byte-order mark or what uiautomator says; after it, sometimes, where it wrote the file.
    end = data.rfind(b">", start, MAX_BYTES) + 1
    data = data[start:end]
    tree = _parse(data)
    if tree.truncated and (clean := _cleaned(data)) != data:
        tree = _parse(clean)
    return Hierarchy(tree.roots, tree.rotation, tree.truncated or cut)


def _parse(data: bytes) -> Hierarchy:
    builder = _Builder()
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.EntityDeclHandler = builder.entity
    try:
        parser.Parse(data, True)
        whole = builder.depth == 0
    except (expat.ExpatError, _Enough):
        whole = False
    return builder.result(truncated=not whole)


def _cleaned(data: bytes) -> bytes:
    """Without the two things that old Androids write and XML forbids: emoji as two numbers, control characters."""
    data = _SURROGATES.sub(_joined, data)
    return _CONTROL.sub("\ufffd".encode(), _REFERENCE.sub(_allowed, data))


def _joined(match: re.Match[bytes]) -> bytes:
    high, low = int(match[1]), int(match[2])
    if 0xD800 <= high < 0xDC00 <= low < 0xE000:
        return chr(0x10000 + ((high - 0xD800) << 10) + low - 0xDC00).encode()
    return match[0]


def _allowed(match: re.Match[bytes]) -> bytes:
    code = int(match[1][1:], 16) if match[1][:1] == b"x" else int(match[1])
    good = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return match[0] if good else "\ufffd".encode()


class _Builder:
    """Builds each node when its element ends, since nodes cannot be changed."""

    def __init__(self) -> None:
        self.depth = 0
        self._rotation = 0
        self._truncated = False
        self._count = 0
        self._roots: list[Node] = []
        self._open: list[tuple[str, dict[str, str], list[Node]]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self._count += 1
        if self._count > MAX_NODES:
            raise _Enough
        if self.depth > MAX_DEPTH:
            self._truncated = True
        elif tag == "hierarchy":
            rotation = attributes.get("rotation", "0")
            self._rotation = int(rotation) if rotation in ("0", "1", "2", "3") else 0
        else:
            self._open.append((tag, attributes, []))

    def end(self, tag: str) -> None:
        self.depth -= 1
        if self.depth < MAX_DEPTH and tag != "hierarchy":
            self._close()

    def entity(self, *_: object) -> None:
        """Dumps declare no entities; one that does means to make the tree grow."""
        raise _Enough

    def result(self, *, truncated: bool) -> Hierarchy:
        while self._open:
            self._close()
        return Hierarchy(tuple(self._roots), self._rotation, truncated or self._truncated)

    def _close(self) -> None:
        tag, attributes, children = self._open.pop()
        siblings = self._open[-1][2] if self._open else self._roots
        siblings.append(self._node(tag, attributes, children))

    def _node(self, tag: str, given: dict[str, str], children: list[Node]) -> Node:
        get = given.get
        text = get("text", "")
        description = get("content-desc", "")
        if len(text) > MAX_TEXT or len(description) > MAX_TEXT:
            self._truncated = True
            text, description = text[:MAX_TEXT], description[:MAX_TEXT]
        return Node(
            # Appium names the element itself after the class.
            get("class") or ("" if tag == "node" else tag),
            get("resource-id", ""),
            text,
            description,
            get("package", ""),
            _rect(get("bounds", "")),
            get("hint", ""),
            _index(get("index", "")),
            get("checkable") == "true",
            get("checked") == "true",
            get("clickable") == "true",
            get("enabled", "true") == "true",
            get("focusable") == "true",
            get("focused") == "true",
            get("scrollable") == "true",
            get("long-clickable") == "true",
            get("password") == "true",
            get("selected") == "true",
            (get("visible-to-user") or get("displayed") or "true") == "true",
            tuple(children),
        )


@lru_cache(4096)  # the same bounds come again with every look
def _rect(text: str) -> Rect:
    match = _BOUNDS.fullmatch(text)
    return Rect(*map(int, match.groups())) if match else Rect()


@lru_cache(1024)
def _index(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else 0
