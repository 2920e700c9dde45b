"""How screens without resource ids are known again: role, label class and position bucket of what stands on them.

Compose, Flutter, WebView and canvas dump trees in which every node is an android.view.View and ids are missing. What is
left is what a person goes by: which words stand where, and what kind of thing can be touched where. Every thing gives
two marks: its *label mark* (`tap:转账`) as long as its text is not known to change, and its *place mark*
(`tap@short@1.7`), which stays when the text changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from patrol.crawl.words import LIST_CLASSES, is_list, plain
from patrol.model.screen import Node, Rect

COLUMNS, ROWS = 3, 8
"""Position buckets of a window; elder mode and half a line of text more must rarely move a thing to another one."""
LONGEST_LABEL = 24
"""A longer text is content, not a label."""
KEPT_LABEL = 12
MOST_THINGS = 48
"""Things of one screen that are looked at, from the top: a page of running text has hundreds."""
MOST_TEXTS = 24
"""Texts of one screen that are looked at: headings come first, what follows is content."""
MOST_BELOW = 12
"""Nodes below something touchable that are searched for its label."""
LONGEST_ENTRY = 14
SCRIMS = frozenset(("Scrim", "Dismiss", "Close sheet", "关闭", "遮罩", "关闭底部动作条"))
"""What Flutter and Compose call the darkened rest of the window behind a sheet or dialog drawn inside it."""


@dataclass(frozen=True, slots=True)
class Things:
    """What a screen without ids shows."""

    labels: frozenset[tuple[str, str]]
    """(label mark, place mark)."""
    scrim: bool = False
    """The window is darkened, but for a dialog or sheet drawn inside it."""


def read_things(roots: tuple[Node, ...]) -> Things:
    """All that can be touched or read, outside rows of lists; entries of menus count though they stand in rows."""
    if not roots:
        return Things(frozenset())
    window = roots[0].bounds
    left, top = window.left, window.top
    width, height = (window.right - left) or 1, (window.bottom - top) or 1
    found: set[tuple[str, str]] = set()
    scrim, texts, looked = False, 0, 0
    stack = list(roots[::-1])
    while stack and looked < MOST_THINGS:
        node = stack.pop()
        if not node.visible:
            continue
        said = node.text or node.description
        children, touched = node.children, node.clickable
        if not (children or touched or node.checkable):
            if not said or texts >= MOST_TEXTS:
                continue
            texts += 1
        if touched and said in SCRIMS and _fills(node.bounds, window):
            scrim = True
            found.clear()  # what was drawn before lies under it
        elif touched or said or node.checkable:
            looked += 1
            if not said and touched:
                said = near_label(node)
                children = () if _plain_inside(children) else children
            name = said if said.isalpha() and len(said) <= LONGEST_LABEL else _label(said)
            place = (node.bounds.left - left) * COLUMNS // width, (node.bounds.top - top) * ROWS // height
            found.add(_marks(role(node), name, place))
        if children:
            if node.class_name in LIST_CLASSES or (node.scrollable and is_list(node)):
                _rows(found, node, window)
            else:
                stack.extend(children[::-1])
    return Things(frozenset(found), scrim)


@lru_cache(maxsize=4096)
def _label(said: str) -> str:
    """A text too long for a label says nothing of the page."""
    return plain(said) if len(said) <= LONGEST_LABEL else ""


@lru_cache(maxsize=4096)
def _marks(kind: str, name: str, place: tuple[int, int]) -> tuple[str, str]:
    """(label mark, place mark). What was typed says nothing of the page."""
    name, placed = name[:KEPT_LABEL] if kind != "field" else "", f"{kind}@{_bucket(*place)}"
    return (f"{kind}:{name}" if name else placed), placed


def _plain_inside(children: tuple[Node, ...]) -> bool:
    """Nothing below can be touched by itself: the texts of a button are the button's."""
    for child in children:  # in full, for any() over a generator takes three times as long
        if child.children or child.clickable or child.checkable:
            return False
    return True


def _fills(bounds: Rect, window: Rect) -> bool:
    return bounds.width * bounds.height >= 0.9 * max(1, window.width * window.height)


def _rows(found: set[tuple[str, str]], lister: Node, window: Rect) -> None:
    """A list is one thing whatever its rows say, unless they are the entries of a menu."""
    place = f"list@{bucket(lister.bounds, window)}"
    found.add((place, place))
    for row in lister.children[:MOST_THINGS]:
        texts = [said for node in _near(row) if (said := (node.text or node.description).strip())]
        if len(texts) == 1 and len(texts[0]) <= LONGEST_ENTRY and plain(texts[0]) == texts[0]:
            found.add((f"entry:{texts[0][:KEPT_LABEL]}", f"entry@{bucket(row.bounds, window)}"))


def role(node: Node) -> str:
    """What a person would do with it."""
    if node.class_name.endswith("EditText"):
        return "field"
    return "box" if node.checkable else "tap" if node.clickable else "text"


def bucket(bounds: Rect, window: Rect) -> str:
    """Where its top left corner stands: column and row of a coarse grid over the window."""
    x = (bounds.left - window.left) * COLUMNS // ((window.right - window.left) or 1)
    y = (bounds.top - window.top) * ROWS // ((window.bottom - window.top) or 1)
    return _bucket(x, y)


def _bucket(x: int, y: int) -> str:
    return f"{min(max(x, 0), COLUMNS - 1)}.{min(max(y, 0), ROWS - 1)}"


def _near(node: Node) -> list[Node]:
    """The node and the first few below it, nearest first."""
    found = [node]
    for each in found:
        if len(found) >= MOST_BELOW:
            break
        found.extend(each.children)
    return found[:MOST_BELOW]


def near_label(node: Node) -> str:
    """Its own text, else that of the nearest node below it; unlike `Node.label` it looks at a few nodes only."""
    if said := node.text or node.description:
        return said
    for child in node.children:  # the usual case: a button with its text
        if said := child.text or child.description:
            return said
    return next((said for each in _near(node) if (said := each.text or each.description)), "")


def weak_title(roots: tuple[Node, ...], band: int) -> str:
    """The title where no id says which text it is: the tallest short text in the top band that cannot be touched, as
    text or content description, else the title of the document in a WebView."""
    best, height, document = "", 0, ""
    stack, looked = list(roots[::-1]), 0
    while stack and looked < 4 * MOST_THINGS:
        node = stack.pop()
        looked += 1
        if not node.visible or node.bounds.top > band:
            continue
        if node.class_name == "android.webkit.WebView" and node.text and not document:
            document = plain(node.text)[:LONGEST_LABEL]
        said = (node.text or node.description).strip()
        if (
            said
            and not node.clickable
            and not node.children
            and node.bounds.bottom <= band
            and len(said) <= LONGEST_LABEL
        ):
            if node.bounds.height > height and "Image" not in node.class_name and plain(said):
                best, height = plain(said), node.bounds.height
        stack.extend(node.children[::-1])
    return best or document
