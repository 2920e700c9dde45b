"""Where on a screen the texts and actions stand that only one of two builds has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from patrol.model.screen import Node, Rect, Screen
from patrol.report.plain import one_line

MOST = 14
"""Rectangles on one screen; beyond that nearly everything is marked, and marks say nothing."""

WHOLE = 0.6
"""A box over more of the screen than this is its background."""


def places(screen: Screen, texts: Iterable[str], actions: Iterable[str]) -> tuple[Rect, ...]:
    """Rectangles in the screen's pixels, top first, one inside another left out. Texts are matched as they are told of
    a page, actions by the widget that their last word names: its text, description or id."""
    said = {one_line(text) for text in texts}
    done = tuple(one_line(action) for action in actions)
    found = [node.bounds for node in screen.nodes() if node.visible and _meant(node, said, done)]
    most = WHOLE * screen.width * screen.height
    shown = [
        box for box in (_on(screen, rect) for rect in found) if 0 < box.width * box.height <= most and box.width > 0
    ]
    outer = [box for box in dict.fromkeys(shown) if not any(box != other and _inside(box, other) for other in shown)]
    return tuple(sorted(outer, key=lambda box: (box.top, box.left))[:MOST])


def _meant(node: Node, said: set[str], done: tuple[str, ...]) -> bool:
    names = list(_names(node))
    if any(name in said for name in names):
        return True
    if not (node.clickable or node.long_clickable or node.checkable or node.focusable):
        return False
    return any(_ends(action, name) for action in done for name in names)


def _names(node: Node) -> Iterator[str]:
    for text in (node.text, node.description, node.hint, node.resource_id.rpartition("/")[2]):
        if text:
            yield one_line(text)


def _ends(action: str, name: str) -> bool:
    """Whether the action is done to what has this name: `tap 转账`, `tap “转账”`, `tap #btn_transfer`."""
    bare = action.rstrip("”\"'")
    return bare == name or (bare.endswith(name) and bare[-len(name) - 1] in " “\"'#/")


def _on(screen: Screen, rect: Rect) -> Rect:
    return Rect(max(0, rect.left), max(0, rect.top), min(screen.width, rect.right), min(screen.height, rect.bottom))


def _inside(box: Rect, other: Rect) -> bool:
    return other.left <= box.left and other.top <= box.top and box.right <= other.right and box.bottom <= other.bottom
