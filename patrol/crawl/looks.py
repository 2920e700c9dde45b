"""What two looks of one page teach, and what of one look can tell it from another: pure, bounded, without memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import zip_longest

from patrol.crawl.marks import says
from patrol.crawl.weak import bucket, role
from patrol.crawl.words import LIST_CLASSES, is_list, plain
from patrol.model.screen import Node, Screen

MOST_FACTS = 80
MOST_TEXTS = 40
"""That are looked at for what a page always says."""
FEWEST_TEXTS = 2
SAME_TEXTS = 0.4
"""Of the texts of a page that names a product in its title, those that are the product's own change, labels do not."""
LONGEST_FACT = 24
"""A longer text is content: it may differ at every visit."""


def changed_places(before: Screen, after: Screen) -> set[str]:
    """Places whose text differs between two looks with the same skeleton; what is typed or ticked is no such text."""
    found: set[str] = set()
    if not before.roots or not after.roots:
        return found
    window = after.roots[0].bounds
    for old, new in zip_longest(before.nodes(), after.nodes()):
        if old is None or new is None or old.class_name != new.class_name:
            return set()
        if (old.text != new.text or old.description != new.description) and role(new) in ("text", "tap"):
            kind = role(new)
            found.add(f"{kind}@{bucket(new.bounds, window)}")
    return found


def facts(screen: Screen) -> frozenset[str]:
    """What can tell this look from others of the same page, rows of lists left out: ids, what is chosen, labels and
    short texts. The cheapest kind comes first in the order of the alphabet."""
    found: set[str] = set()
    stack = list(screen.roots[::-1])
    while stack and len(found) < MOST_FACTS:
        node = stack.pop()
        if not node.visible:
            continue
        if node.resource_id:
            found.add("id:" + node.resource_id.rpartition("/")[2])
        if node.text or node.description:
            _note(found, node)
        if node.children and not _rows(node):
            stack.extend(node.children[::-1])
    return frozenset(found)


def texts(screen: Screen) -> frozenset[str]:
    """Labels and short texts outside lists, the first of them from the top; in a pass of its own, for it is wanted more
    often than the facts."""
    found: set[str] = set()
    looked = 0
    stack = list(screen.roots[::-1])
    while stack and looked < MOST_TEXTS:
        node = stack.pop()
        if not node.visible:
            continue
        if said := node.text or node.description:
            looked += 1
            said = said.strip()
            if len(said) <= LONGEST_FACT and not node.class_name.endswith("EditText"):
                found.add(plain(said))
        if node.children and not _rows(node):
            stack.extend(node.children[::-1])
    found.discard("")
    return frozenset(found)


def same_texts(one: frozenset[str], other: frozenset[str], spread: Mapping[str, int]) -> bool:
    """Whether two looks say the same things, as far as they say enough to tell; `spread` says on how many pages each
    mark stands, for what many pages say (返回, 更多) says nothing. Chinese and anything else beside each other are one
    page in two languages: then what is said proves nothing."""
    if len(one) < FEWEST_TEXTS or len(other) < FEWEST_TEXTS or chinese(one) != chinese(other):
        return True
    weights = {text: 1 / max(1, spread.get(says(text), 0)) for text in one | other}
    least = min(sum(weights[text] for text in one), sum(weights[text] for text in other))
    return sum(weights[text] for text in one & other) >= SAME_TEXTS * least


def chinese(texts: Iterable[str]) -> bool:
    """Whether most of the texts have a Chinese character."""
    found = [any("\u4e00" <= sign <= "\u9fff" for sign in text) for text in texts if text]
    return 2 * sum(found) > len(found)


def _note(found: set[str], node: Node) -> None:
    said = (node.text or node.description).strip()
    if len(said) > LONGEST_FACT or node.class_name.endswith("EditText") or not (name := plain(said)):
        return
    kind = "chosen:" if node.selected or node.checked else "label:" if node.clickable else "text:"
    found.add(kind + name)


def _rows(node: Node) -> bool:
    return node.class_name in LIST_CLASSES or (node.scrollable and is_list(node))
