"""From placed boxes to the nodes that an accessibility service sees."""

from __future__ import annotations

from patrol.model.screen import Node
from patrol.virtualphone.app.layout.box import Box


def to_node(root: Box, package: str) -> Node:
    """The tree as uiautomator dumps it: only what can be seen, each node with its index among its siblings."""
    return _node(root, package, 0)


def _node(box: Box, package: str, index: int) -> Node:
    children: list[Node] = []
    for child in _visible(box):
        children.append(_node(child, package, len(children)))
    return Node(
        class_name=box.class_name,
        resource_id=_full_id(box.id, package),
        text=box.text,
        description=box.description,
        package=package,
        bounds=box.seen,
        hint=box.hint,
        index=index,
        checkable=box.checkable,
        checked=box.checked,
        clickable=box.tap is not None,
        enabled=box.enabled,
        focusable=box.focusable or box.tap is not None,
        focused=box.focused,
        scrollable=bool(box.scrolls) and box.scroll_range > 0,
        long_clickable=box.long_tap is not None,
        password=box.password,
        selected=box.selected,
        children=tuple(children),
    )


def _full_id(name: str, package: str) -> str:
    return name if not name or ":" in name else f"{package}:id/{name}"


def _visible(box: Box) -> list[Box]:
    """Children that can be seen; one that is drawn only gives its place to its own children."""
    found: list[Box] = []
    for child in box.children:
        if child.seen.width <= 0 or child.seen.height <= 0:
            continue
        if child.in_tree:
            found.append(child)
        else:
            found += _visible(child)
    return sorted(found, key=lambda each: each.reading_order)
