"""What can be told of a widget before it is touched: the traits by which an app's own habits are learned.

A person who has tapped twenty entries with an arrow and ten chips of one app knows what the next of each will do. The
traits are words, so that what was learned can be read: `class:Button`, `label:默认`, `ends:明细`, `wide`.
"""

from __future__ import annotations

import re

from patrol.model.screen import Node, Rect

DIGITS = re.compile(r"[\d_]*\d[\d_]*")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
TOP, BOTTOM = 0.12, 0.9
"""Heights of a toolbar's lower and a bottom navigation's upper edge, as shares of the screen's."""
WIDE, NARROW = 0.75, 0.22
"""Of the screen's width: a line of a menu, an icon."""


def traits_of(node: Node, label: str, frame: Rect, *, listed: bool, grouped: bool) -> tuple[str, ...]:
    """Words for what a widget looks like; `label` is its plain text, `frame` the screen or window it stands in."""
    kind = node.class_name.rpartition(".")[2]
    found = [f"class:{kind}", _size(node.bounds, frame), _height(node.bounds, frame)]
    found.append(f"made of:{'+'.join(child.class_name.rpartition('.')[2] for child in node.children[:4])}")
    if listed:
        found.append("row")
    if grouped:
        found.append(f"group:{kind}")
    if node.checkable:
        found.append("checkable")
    if label and not listed:
        found.extend(_words(label))
        found.append("said" if node.text else "described" if node.description else "inside")
    elif not label:
        found.append("mute")
    if name := DIGITS.sub("#", node.resource_id.rpartition("/")[2]):
        head, _, tail = name.partition("_")
        found.extend((f"id:{name}", f"id begins:{head}"))
        if tail:
            found.append(f"id ends:{name.rpartition('_')[2]}")
    else:
        found.append("no id")
    return tuple(found)


def _words(label: str) -> list[str]:
    if CHINESE.search(label):
        short = "short" if len(label) <= 2 else "middle" if len(label) <= 5 else "long"
        return [f"label:{label}", f"begins:{label[:2]}", f"ends:{label[-2:]}", f"length:{short}"]
    words = label.lower().split()
    short = "short" if len(words) == 1 else "middle" if len(words) <= 3 else "long"
    return [f"label:{label}", f"begins:{words[0]}", f"ends:{words[-1]}", f"length:{short}"]


def _size(bounds: Rect, frame: Rect) -> str:
    share = bounds.width / max(1, frame.width)
    return "wide" if share >= WIDE else "narrow" if share <= NARROW else "half"


def _height(bounds: Rect, frame: Rect) -> str:
    place = (bounds.centre[1] - frame.top) / max(1, frame.height)
    return "top" if place <= TOP else "bottom" if place >= BOTTOM else "middle"
