"""Whether a screen reader's order follows what the eye sees.

A screen reader moves through the tree in its order. Views are put into reading order by Android itself; an order of its
own comes from accessibilityTraversalBefore, Compose's traversalIndex, Flutter, and web pages that CSS moves about. Two
neighbours of one parent are out of order when the second stands wholly above the first, in the same column: then the
reader jumps back up. Columns that are read one after the other, and what floats over the page, are none.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from patrol.model.screen import Node, Rect, Screen

SAME_COLUMN = 0.5
"""Two widgets stand in one column when they share at least this part of the narrower one's width."""
HIGH_DP = 8.0
"""Less of a jump is a matter of alignment."""


class Jump(NamedTuple):
    """The reader goes from `first` back up to `then`."""

    first: Node
    then: Node


def jumps(screen: Screen, package: str, scale: float) -> Iterator[Jump]:
    """Places where the order of the tree goes back up the screen."""
    for root in screen.roots:
        if root.package in (package, ""):
            for parent in root.walk():
                if len(parent.children) > 1 and _goes_up(parent):
                    yield from _among(parent, scale)


def _goes_up(parent: Node) -> bool:
    """Whether any child stands above an earlier one: of most parents none does, and their children need no names."""
    lowest = parent.children[0].bounds.top
    for child in parent.children:
        box = child.bounds
        if lowest >= box.bottom - 1:
            return True
        lowest = max(lowest, box.top)
    return False


def _among(parent: Node, scale: float) -> Iterator[Jump]:
    stops = [child for child in parent.children if child.visible and child.bounds.height > 0 and _is_stop(child)]
    for first, then in pairwise(stops):
        up = first.bounds.top - then.bounds.bottom
        if up >= -1 and first.bounds.top - then.bounds.top >= HIGH_DP * scale and _column(first.bounds, then.bounds):
            yield Jump(first, then)


def _is_stop(node: Node) -> bool:
    """Whether a screen reader stops at it, or at something in it. The numbers of a dial and the keys of a keyboard
    stand as they must."""
    return len(node.label) > 2 or (node.clickable and not node.label)


def _column(one: Rect, other: Rect) -> bool:
    shared = min(one.right, other.right) - max(one.left, other.left)
    return shared >= SAME_COLUMN * min(one.width, other.width) > 0
