"""uiautomator2's selectors: a mask that says which fields count, and chains of children and siblings.

The search is UiSelector's: depth first over visible nodes; once a node fits, the next link of the chain is looked for
below it (child) or below its parent (sibling); `instance` counts the fits of its own link over the whole search.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from patrol.model.screen import Node

_Check = Callable[[Node, Any, int], bool]


def _pattern(text: str) -> re.Pattern[str]:
    """Java's expression as Python's: possessive quantifiers and named groups are the same since Python 3.11."""
    return re.compile(text, re.S)


_FIELDS: dict[int, tuple[str, str, _Check]] = {
    0x1: ("text", "TEXT", lambda n, v, i: n.text == v),
    0x2: ("textContains", "CONTAINS_TEXT", lambda n, v, i: v.lower() in n.text.lower()),
    0x4: ("textMatches", "TEXT_REGEX", lambda n, v, i: bool(v.fullmatch(n.text))),
    0x8: ("textStartsWith", "START_TEXT", lambda n, v, i: n.text.lower().startswith(v.lower())),
    0x10: ("className", "CLASS", lambda n, v, i: n.class_name == v),
    0x20: ("classNameMatches", "CLASS_REGEX", lambda n, v, i: bool(v.fullmatch(n.class_name))),
    0x40: ("description", "DESCRIPTION", lambda n, v, i: n.description == v),
    0x80: ("descriptionContains", "CONTAINS_DESCRIPTION", lambda n, v, i: v.lower() in n.description.lower()),
    0x100: ("descriptionMatches", "DESCRIPTION_REGEX", lambda n, v, i: bool(v.fullmatch(n.description))),
    0x200: (
        "descriptionStartsWith",
        "START_DESCRIPTION",
        lambda n, v, i: n.description.lower().startswith(v.lower()),
    ),
    0x400: ("checkable", "CHECKABLE", lambda n, v, i: n.checkable == v),
    0x800: ("checked", "CHECKED", lambda n, v, i: n.checked == v),
    0x1000: ("clickable", "CLICKABLE", lambda n, v, i: n.clickable == v),
    0x2000: ("longClickable", "LONG_CLICKABLE", lambda n, v, i: n.long_clickable == v),
    0x4000: ("scrollable", "SCROLLABLE", lambda n, v, i: n.scrollable == v),
    0x8000: ("enabled", "ENABLED", lambda n, v, i: n.enabled == v),
    0x10000: ("focusable", "FOCUSABLE", lambda n, v, i: n.focusable == v),
    0x20000: ("focused", "FOCUSED", lambda n, v, i: n.focused == v),
    0x40000: ("selected", "SELECTED", lambda n, v, i: n.selected == v),
    0x80000: ("packageName", "PACKAGE_NAME", lambda n, v, i: n.package == v),
    0x100000: ("packageNameMatches", "PACKAGE_NAME_REGEX", lambda n, v, i: bool(v.fullmatch(n.package))),
    0x200000: ("resourceId", "RESOURCE_ID", lambda n, v, i: n.resource_id == v),
    0x400000: ("resourceIdMatches", "RESOURCE_ID_REGEX", lambda n, v, i: bool(v.fullmatch(n.resource_id))),
    0x800000: ("index", "INDEX", lambda n, v, i: i == v),
}
_INSTANCE = 0x1000000


class BadSelector(Exception):
    """A selector that the server cannot read, such as one with a broken expression."""


@dataclass(frozen=True, slots=True)
class Link:
    """One selector of a chain."""

    checks: tuple[tuple[_Check, Any], ...]
    instance: int
    words: str
    sibling: bool = False

    def fits(self, node: Node, index: int) -> bool:
        return all(check(node, value, index) for check, value in self.checks)


@dataclass(frozen=True, slots=True)
class Selector:
    """A chain of links, as the JSON of uiautomator2 gives it."""

    links: tuple[Link, ...]

    def __str__(self) -> str:
        text = ""
        for link in reversed(self.links):
            inner = [link.words] if link.words else []
            if text:
                inner.append(text)
            text = f"UiSelector[{', '.join(inner)}]"
            text = ("PARENT=" if link.sibling else "CHILD=") + text if link is not self.links[0] else text
        return text

    def find(self, root: Node | None) -> Node | None:
        """The first fit; None when there is none."""
        return next(self.find_all(root, first_instance=self.links[-1].instance), None)

    def find_all(self, root: Node | None, *, first_instance: int = 0) -> Iterator[Node]:
        """Every fit of the last link from its `first_instance` on, in the order of the tree."""
        if root is None or not root.visible:
            return
        counts = [0] * len(self.links)
        for number, node in enumerate(_Search(self.links, counts).walk(root)):
            if number >= first_instance:
                yield node


@dataclass(slots=True)
class _Search:
    links: tuple[Link, ...]
    counts: list[int]
    seen: set[int] = field(default_factory=set)

    def walk(self, root: Node) -> Iterator[Node]:
        """Iterative: (node, its index, its parent, which link is looked for)."""
        stack: list[tuple[Node, int, Node | None, int]] = [(root, 0, None, 0)]
        while stack:
            node, index, parent, at = stack.pop()
            below: Node | None = node
            if self._fits(node, index, at):
                if at == len(self.links) - 1:
                    if id(node) not in self.seen:
                        self.seen.add(id(node))
                        yield node
                else:
                    at += 1
                    below = parent if self.links[at].sibling else node
            if below is not None:
                children = [(i, c) for i, c in enumerate(below.children) if c.visible]
                stack.extend((child, i, below, at) for i, child in reversed(children))

    def _fits(self, node: Node, index: int, at: int) -> bool:
        link = self.links[at]
        if not link.fits(node, index):
            return False
        if at == len(self.links) - 1 or self.counts[at] >= link.instance:
            return True
        self.counts[at] += 1
        return False


def parse(raw: Mapping[str, Any]) -> Selector:
    """Raises BadSelector."""
    links = [_link(raw, sibling=False)]
    kinds, selectors = raw.get("childOrSibling") or [], raw.get("childOrSiblingSelector") or []
    for kind, one in zip(kinds, selectors, strict=False):
        inner = parse(one).links
        links.append(_link(one, sibling=kind == "sibling"))
        links.extend(inner[1:])
    return Selector(tuple(links))


def _link(raw: Mapping[str, Any], *, sibling: bool) -> Link:
    mask = raw.get("mask", 0)
    if not isinstance(mask, int):
        raise BadSelector(f"mask is {mask!r}, not a number")
    checks, words = [], []
    for bit, (name, shown, check) in _FIELDS.items():
        if not mask & bit:
            continue
        value = raw.get(name)
        words.append(f"{shown}={str(value).lower() if isinstance(value, bool) else value}")
        if name.endswith("Matches"):
            try:
                value = _pattern(str(value))
            except re.error as failure:
                raise BadSelector(f"{name} {value!r}: {failure}") from failure
        elif value is None:
            raise BadSelector(f"{name} is missing")
        elif isinstance(value, bool | int) != (bit in range(0x400, 0x80000) or bit == 0x800000):
            raise BadSelector(f"{name} cannot be {value!r}")
        checks.append((check, value))
    instance = int(raw.get("instance", 0)) if mask & _INSTANCE else 0
    if mask & _INSTANCE:
        words.append(f"INSTANCE={instance}")
    return Link(tuple(checks), instance, ", ".join(words), sibling)
