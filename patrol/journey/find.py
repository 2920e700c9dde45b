"""Finds the element that a person means on a screen."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from patrol.journey.arguments import Element
from patrol.model.locator import Locator
from patrol.model.screen import Node, Rect, Screen

EDITABLE = ("EditText", "AutoCompleteTextView")


class Seen(NamedTuple):
    """A visible node and whether a tap on it reaches something that can be touched."""

    node: Node
    touchable: bool
    path: tuple[int, ...]


def visible(screen: Screen) -> Iterator[Seen]:
    """All visible nodes that have an area, parents first."""
    stack = [Seen(root, root.clickable, (index,)) for index, root in enumerate(screen.roots)][::-1]
    while stack:
        seen = stack.pop()
        node = seen.node
        if node.visible and node.bounds.width > 0 and node.bounds.height > 0:
            yield seen
        for index in range(len(node.children) - 1, -1, -1):
            child = node.children[index]
            stack.append(Seen(child, child.clickable or seen.touchable, (*seen.path, index)))


def editable(node: Node) -> bool:
    """Whether text can be typed into it."""
    return node.password or node.class_name.endswith(EDITABLE)


def same_id(resource_id: str, asked: str) -> bool:
    return resource_id == asked or (bool(resource_id) and resource_id.rpartition("/")[2] == asked)


def matches(node: Node, locator: Locator) -> int:
    """How well it fits: 0 not at all; a plain name fits a text best, then a description, a hint, an id."""
    score = 4
    if locator.text:
        name = locator.text.strip()
        score = _name_score(node, name)
    if locator.contains and locator.contains not in node.text and locator.contains not in node.description:
        return 0
    if locator.description and node.description.strip() != locator.description:
        return 0
    if locator.id and not same_id(node.resource_id, locator.id):
        return 0
    if locator.class_name and not node.class_name.endswith(locator.class_name):
        return 0
    return score


def _name_score(node: Node, name: str) -> int:
    if node.text.strip() == name:
        return 4
    if node.description.strip() == name:
        return 3
    if node.hint and node.hint.strip() == name:
        return 2
    return 1 if same_id(node.resource_id, name) else 0


def find_all(screen: Screen, locator: Locator) -> list[Node]:
    """What fits, best first: by kind of name, then what can be touched, then from the top and from the left."""
    if locator.xpath:
        found = _by_xpath(screen, locator.xpath)
    elif locator.path:
        found = [seen.node for seen in visible(screen) if seen.path == locator.path and matches(seen.node, locator)]
    else:
        ranked = [(score, seen) for seen in visible(screen) if (score := matches(seen.node, locator))]
        best = max((score for score, _ in ranked), default=0)
        seens = [seen for score, seen in ranked if score == best]
        seens.sort(key=lambda s: (not s.touchable, not s.node.enabled, s.node.bounds.top, s.node.bounds.left))
        found = [seen.node for seen in seens]
    return found[locator.index :]


def find(screen: Screen, element: Element) -> Node | None:
    """The node that is meant, or None."""
    if element.anchor is not None:
        anchors = find_all(screen, element.anchor)
        near = [n for n in find_all(screen, element.locator) if anchors and _related(n, element.relation, anchors[0])]
        return min(near, key=lambda node: _distance(node.bounds, anchors[0].bounds), default=None)
    if element.locator == Locator():
        return Node(bounds=Rect(0, 0, screen.width, screen.height))
    return next(iter(find_all(screen, element.locator)), None)


def find_field(screen: Screen, locator: Locator) -> Node | None:
    """The field of that name: by itself, by its hint, or by the label in front of or above it."""
    named = find_all(screen, locator)
    for node in named:
        if editable(node):
            return node
        if inside := next((child for child in node.walk() if editable(child)), None):
            return inside
    fields = [seen.node for seen in visible(screen) if editable(seen.node)]
    for label in named:
        beside = [f for f in fields if _related(f, "right of", label) or _related(f, "below", label)]
        if beside:
            return min(beside, key=lambda node: _distance(node.bounds, label.bounds))
    return named[0] if named else None


def label_of(screen: Screen, field: Node) -> str:
    """What stands in front of or above a field: the nearest text that is no field itself."""
    texts = [s.node for s in visible(screen) if s.node.text and not editable(s.node) and not s.node.clickable]
    near = [t for t in texts if _related(field, "right of", t) or _related(field, "below", t)]
    closest = min(near, key=lambda node: _distance(node.bounds, field.bounds), default=None)
    close = closest is not None and _distance(closest.bounds, field.bounds) <= 2 * max(field.bounds.height, 1)
    return closest.text.strip() if closest is not None and close else ""


def texts_on(screen: Screen, limit: int = 12) -> list[str]:
    """What a person could read, from the top, without repeats."""
    found: dict[str, None] = {}
    for seen in visible(screen):
        if name := (seen.node.text or seen.node.description).strip():
            found.setdefault(name if len(name) <= 30 else name[:29] + "…")
    return list(found)[:limit]


def has_text(screen: Screen, text: str, *, part: bool = False) -> bool:
    """Whether the text stands on the screen, whole or as `part` of one."""
    wanted = text.strip()
    for seen in visible(screen):
        for own in (seen.node.text, seen.node.description):
            if own.strip() == wanted or (part and wanted in own):
                return True
    return False


def _related(node: Node, relation: str, anchor: Node) -> bool:
    a, b = node.bounds, anchor.bounds
    rows = a.top < b.bottom and b.top < a.bottom
    columns = a.left < b.right and b.left < a.right
    if relation == "below":
        return a.top >= b.bottom - 4 and columns
    if relation == "above":
        return a.bottom <= b.top + 4 and columns
    if relation == "right of":
        return a.left >= b.right - 4 and rows
    return a.right <= b.left + 4 and rows


def _distance(a: Rect, b: Rect) -> int:
    across = max(0, a.left - b.right, b.left - a.right)
    down = max(0, a.top - b.bottom, b.top - a.bottom)
    return across + down


def _by_xpath(screen: Screen, xpath: str) -> list[Node]:
    """Nodes by an XPath over the tree as uiautomator writes it (element names are class names); [] when it is none."""
    etree: Any = importlib.import_module("lxml.etree")  # comes with uiautomator2; loaded by whoever needs it
    known: dict[Any, Node] = {}
    root = etree.Element("hierarchy")
    stack = [(root, node) for node in reversed(screen.roots)]
    while stack:
        above, node = stack.pop()
        element = etree.SubElement(above, _tag(node.class_name), _attributes(node))
        known[element] = node
        stack.extend((element, child) for child in reversed(node.children))
    try:
        found = root.xpath(xpath)
    except etree.XPathError:
        return []
    return [known[e] for e in found if e in known] if isinstance(found, list) else []


def _tag(class_name: str) -> str:
    return "".join(c if c.isalnum() or c in "._" else "-" for c in class_name) or "node"


def _attributes(node: Node) -> dict[str, str]:
    flags = (
        "checkable",
        "checked",
        "clickable",
        "enabled",
        "focusable",
        "focused",
        "scrollable",
        "password",
        "selected",
    )
    plain = {
        "text": node.text,
        "resource-id": node.resource_id,
        "class": node.class_name,
        "content-desc": node.description,
        "package": node.package,
        "long-clickable": str(node.long_clickable).lower(),
    }
    return {k: _clean(v) for k, v in plain.items()} | {flag: str(getattr(node, flag)).lower() for flag in flags}


def _clean(text: str) -> str:
    """Without what XML cannot hold."""
    return "".join(c for c in text if c >= " " or c in "\t\n")
