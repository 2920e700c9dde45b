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
    """Rectangles in the screen's pixels, top first, one inside another left out. Texts are matched without numbers, as
    they are told of a page, actions by the widget that their last words name: its text, description or id."""
    said = {_bare(text) for text in texts}
    done = {_bare(words) for action in actions for words in _endings(action)}
    found = [node.bounds for node in screen.nodes() if node.visible and _meant(node, said, done)]
    most = WHOLE * screen.width * screen.height
    on_screen = (_on(screen, rect) for rect in found)
    shown = [box for box in on_screen if 0 < box.width * box.height <= most and box.width > 0]
    outer = [box for box in dict.fromkeys(shown) if not any(box != other and _inside(box, other) for other in shown)]
    return tuple(sorted(outer, key=lambda box: (box.top, box.left))[:MOST])


def _meant(node: Node, said: set[str], done: set[str]) -> bool:
    names = {_bare(name) for name in _names(node) if name}
    if names & said:
        return True
    touchable = node.clickable or node.long_clickable or node.checkable or node.focusable
    return touchable and bool((names | {_bare(node.label)}) & done)


def _names(node: Node) -> Iterator[str]:
    yield from (node.text, node.description, node.hint, node.resource_id.rpartition("/")[2])


def _endings(action: str) -> Iterator[str]:
    """What may be the name in `tap 转账`, `long tap “转账”`, `tap #btn_transfer`."""
    _, _, rest = action.partition(" ")
    while rest:
        yield rest
        _, _, rest = rest.partition(" ")


def _bare(text: str) -> str:
    """Its letters; what has none stays as it is."""
    return "".join(char for char in text if char.isalpha()) or one_line(text)


def _on(screen: Screen, rect: Rect) -> Rect:
    return Rect(max(0, rect.left), max(0, rect.top), min(screen.width, rect.right), min(screen.height, rect.bottom))


def _inside(box: Rect, other: Rect) -> bool:
    return other.left <= box.left and other.top <= box.top and box.right <= other.right and box.bottom <= other.bottom
