"""Building the UI trees of the system's own windows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from patrol.model.screen import Node, Rect
from patrol.virtualphone.system.spec import PhoneSpec

STATUS_BAR_DP = 28
NAVIGATION_BAR_DP = 48
KEYBOARD_DP = 270
"""Heights of the system's bars (three-button navigation) and of the keyboard with the bar below it."""


def view(kind: str, bounds: Rect, *children: Node, **attributes: Any) -> Node:
    """A node of class `android.widget.KIND` (or `kind` itself when it has a dot); children are numbered."""
    name = kind if "." in kind else f"android.widget.{kind}"
    numbered = tuple(_numbered(child, index) for index, child in enumerate(children))
    return Node(class_name=name, bounds=bounds, children=numbered, **attributes)


def _numbered(node: Node, index: int) -> Node:
    return node if node.index == index else _replace(node, index=index)


def _replace(node: Node, **changes: Any) -> Node:
    import msgspec

    return msgspec.structs.replace(node, **changes)


def owned(node: Node, package: str) -> Node:
    """The tree with `package` on each node."""
    return _replace(node, package=package, children=tuple(owned(child, package) for child in node.children))


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a system dialog."""

    id: str
    text: str
    button: bool = False
    checkable: bool = False
    checked: bool = False


def card(spec: PhoneSpec, lines: Iterable[Line], *, bottom: bool, panel_id: str, kind: str) -> Node:
    """A dialog's tree: a panel of lines in the middle of the screen, or at its bottom; the root is as large as the
    panel, as uiautomator shows dialog windows."""
    rows = list(lines)
    heights = [spec.dp(52 if row.button else 64) for row in rows]
    total = sum(heights) + spec.dp(32)
    left, right = spec.dp(16), spec.width - spec.dp(16)
    top = spec.height - total - spec.dp(24) if bottom else (spec.height - total) // 2
    children, y = [], top + spec.dp(16)
    for row, height in zip(rows, heights, strict=True):
        inside = Rect(left + spec.dp(16), y, right - spec.dp(16), y + height)
        shape = "CheckBox" if row.checkable else kind if row.button else "TextView"
        children.append(
            view(
                shape,
                inside,
                resource_id=row.id,
                text=row.text,
                clickable=row.button or row.checkable,
                focusable=row.button or row.checkable,
                checkable=row.checkable,
                checked=row.checked,
            )
        )
        y += height
    outer = Rect(left, top, right, top + total)
    panel = view("LinearLayout", outer, *children, resource_id=panel_id)
    content = view("FrameLayout", outer, panel, resource_id="android:id/content")
    return view("FrameLayout", outer, view("FrameLayout", outer, content))


def hit(root: Node, x: int, y: int) -> Node | None:
    """The deepest clickable node under a finger; later siblings are above earlier ones."""
    found = None
    for node in root.walk():
        if node.clickable and node.enabled and node.bounds.contains(x, y):
            found = node
    return found
