"""A window's nodes as XML: u2.jar's dump, and the dump of Android's own `uiautomator` command.

u2.jar breaks lines with CR LF, indents by two blanks, tells `visible-to-user` and, on newer phones, drawing order,
hint and display; `uiautomator dump` writes one line without those. Both leave out what is not visible and cut bounds
at the screen. Measured on captures of both dumpers from the same screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from patrol.model.screen import Node, Rect

HEAD = "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>"
EMPTY = '<hierarchy rotation="0" />'
MAX_DEPTH = 50
"""What uiautomator2's client asks for."""
_ENDLESS_NODES, _ENDLESS_DEPTH = 50_000, 2_000

_SPECIAL = re.compile('[&<>"\x00-\x1f\ufffe\uffff\ud800-\udfff\U00010000-\U0010ffff]')
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def escape(text: str) -> str:
    """As Android's serializer writes attributes: characters beyond U+FFFF and line breaks as decimal references, what
    XML cannot hold as a dot."""
    return _SPECIAL.sub(_escape_one, text) if text else ""


def _escape_one(match: re.Match[str]) -> str:
    char = match.group()
    if named := _NAMED.get(char):
        return named
    if char in "\t\n\r" or ord(char) > 0xFFFF:
        return f"&#{ord(char)};"
    return "."


def u2_dump(
    root: Node | None,
    *,
    rotation: int,
    size: tuple[int, int],
    sdk: int,
    compressed: bool = False,
    max_depth: int = MAX_DEPTH,
) -> str:
    """dumpWindowHierarchy of u2.jar 0.4.1."""
    if root is None:
        return f'{HEAD}\r\n<hierarchy rotation="{rotation}" />'
    parts = [f'{HEAD}\r\n<hierarchy rotation="{rotation}">\r\n']
    for node, depth, opens, number in _visits(root, compressed, max_depth):
        pad = "  " * (depth + 1)
        if node is None:
            parts.append(f"{pad}</node>\r\n")
            continue
        more = _newer(node, sdk, number)
        end = ">" if opens else " />"
        visible = ' visible-to-user="true"'
        parts.append(f"{pad}<node {_attributes(node, number)}{visible} {_bounds(node, size)}{more}{end}\r\n")
    parts.append("</hierarchy>")
    return "".join(parts)


def stock_dump(root: Node | None, *, rotation: int, size: tuple[int, int], compressed: bool = False) -> str:
    """What `uiautomator dump` writes to its file."""
    if root is None:
        return f'{HEAD}<hierarchy rotation="{rotation}" />'
    parts = [f'{HEAD}<hierarchy rotation="{rotation}">']
    for node, _, opens, number in _visits(root, compressed, 1_000_000):
        if node is None:
            parts.append("</node>")
        else:
            parts.append(f"<node {_attributes(node, number)} {_bounds(node, size)}{'>' if opens else ' />'}")
    parts.append("</hierarchy>")
    return "".join(parts)


def _visits(root: Node, compressed: bool, max_depth: int) -> Iterator[tuple[Node | None, int, bool, int]]:
    """(node, depth, has children, index) when a node opens, (None, depth, …) when it closes; iterative, since depth is
    the app's."""
    stack: list[tuple[Node | None, int, int]] = [(root, 0, 0)]
    while stack:
        node, depth, number = stack.pop()
        if node is None:
            yield None, depth, False, 0
            continue
        children = _children(node, compressed) if depth + 1 < max_depth else []
        yield node, depth, bool(children), number
        if children:
            stack.append((None, depth, 0))
            stack.extend((child, depth + 1, index) for index, child in reversed(children))


def _children(node: Node, compressed: bool) -> list[tuple[int, Node]]:
    shown = [(index, child) for index, child in enumerate(node.children) if child.visible]
    if not compressed:
        return shown
    result = []
    for index, child in shown:
        result += [(index, child)] if _important(child) else _children(child, compressed)
    return result


def _important(node: Node) -> bool:
    """Kept in a compressed dump: what a screen reader would stop at."""
    acts = node.clickable or node.long_clickable or node.focusable or node.scrollable or node.checkable
    return acts or bool(node.text or node.description) or not node.children


_FLAG = ("false", "true")
_NEVER_UNFRIENDLY = (
    "android.widget.GridView",
    "android.widget.GridLayout",
    "android.widget.ListView",
    "android.widget.TableLayout",
)


def _unfriendly(node: Node) -> bool:
    """NAF, "not accessibility friendly": it can be tapped, and neither it nor anything in it has words
    (AccessibilityNodeInfoDumper.nafCheck)."""
    if not (node.clickable and node.enabled) or node.class_name.endswith(_NEVER_UNFRIENDLY):
        return False
    return not any(n.text or n.description for n in node.walk())


def _attributes(node: Node, number: int) -> str:
    flag = _FLAG
    naf = 'NAF="true" ' if _unfriendly(node) else ""
    return (
        f'{naf}index="{number}" text="{escape(node.text)}" resource-id="{escape(node.resource_id)}" '
        f'class="{node.class_name}" package="{node.package}" content-desc="{escape(node.description)}" '
        f'checkable="{flag[node.checkable]}" checked="{flag[node.checked]}" clickable="{flag[node.clickable]}" '
        f'enabled="{flag[node.enabled]}" focusable="{flag[node.focusable]}" focused="{flag[node.focused]}" '
        f'scrollable="{flag[node.scrollable]}" long-clickable="{flag[node.long_clickable]}" '
        f'password="{flag[node.password]}" selected="{flag[node.selected]}"'
    )


def visible_bounds(node: Node, size: tuple[int, int]) -> Rect:
    """The part of a node that is on the screen."""
    b = node.bounds
    left, top = max(0, b.left), max(0, b.top)
    return Rect(left, top, max(left, min(size[0], b.right)), max(top, min(size[1], b.bottom)))


def _bounds(node: Node, size: tuple[int, int]) -> str:
    b = visible_bounds(node, size)
    return f'bounds="[{b.left},{b.top}][{b.right},{b.bottom}]"'


def _newer(node: Node, sdk: int, number: int) -> str:
    """Attributes that u2.jar adds from Android 7, 8 and 11 on (androidx.test.uiautomator's Api24Impl … Api30Impl)."""
    if sdk < 24:
        return ""
    more = f' drawing-order="{number + 1}"'
    if sdk >= 26:
        more += f' hint="{escape(node.hint)}"'
    return more + ' display-id="0"' if sdk >= 30 else more


@lru_cache(maxsize=1)
def endless() -> str:
    """A tree as a runaway WebView gives: more nodes and more depth than any limit (fault `endless-tree`)."""
    open_node = f'<node index="0" {_attributes(Node(class_name="android.view.View"), 0)[10:]} bounds="[0,0][9,9]"'
    deep = f"{open_node}>" * _ENDLESS_DEPTH
    wide = f"{open_node} />" * (_ENDLESS_NODES - _ENDLESS_DEPTH)
    return f'{HEAD}<hierarchy rotation="0">{deep}{wide}{"</node>" * _ENDLESS_DEPTH}</hierarchy>'


def broken(xml: str) -> str:
    """A dump cut in the middle of a tag (fault `broken-tree`)."""
    cut = xml.rfind("<node ")
    return xml[: cut + 40] if cut >= 0 else xml[: len(xml) // 2]
