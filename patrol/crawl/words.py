"""Words about texts and lists that identity and choice share: what of a text stays, what holds rows."""

from __future__ import annotations

import re
from functools import lru_cache

from patrol.model.screen import Node

DIGITS = re.compile(r"[\d.,:%¥$+\-()（）\[\]*•/]+")
LONGEST_KEPT = 40
"""A longer text is not remembered: one screen says the same short things as the last, long texts differ."""
LIST_CLASSES = frozenset(
    f"{package}.{name}"
    for package, names in {
        "android.widget": ("ListView", "GridView", "ExpandableListView", "Gallery"),
        "androidx.recyclerview.widget": ("RecyclerView",),
        "android.support.v7.widget": ("RecyclerView",),
    }.items()
    for name in names
)
SCROLL_VIEWS = frozenset(("android.widget.ScrollView", "androidx.core.widget.NestedScrollView"))


def plain(text: str) -> str:
    """A text without what changes: numbers, amounts, dates, masks."""
    if text.isalpha():  # most labels: nothing to take out
        return text
    return _short(text) if len(text) <= LONGEST_KEPT else DIGITS.sub("", text).strip()


@lru_cache(maxsize=4096)
def _short(text: str) -> str:
    return DIGITS.sub("", text).strip()


def is_list(node: Node) -> bool:
    """Whether something that scrolls holds rows of one template."""
    return node.class_name not in SCROLL_VIEWS and alike(node)


def alike(node: Node) -> bool:
    """Whether its children look like rows of one template."""
    shapes = [(child.class_name, child.resource_id, len(child.children)) for child in node.children]
    return len(shapes) >= 3 and len(set(shapes)) <= len(shapes) // 2
