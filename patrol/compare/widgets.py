"""What lasts on a screen, in drawing order: the widgets by which two builds' looks at a page are compared.

Left out: numbers, what was typed, what is chosen or ticked, the system's bars, layouts that hold others, and what the
rows of a list say. Of rows there is what every one of them has.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, field

from patrol.crawl.weak import LONGEST_ENTRY, near_label
from patrol.crawl.words import LIST_CLASSES, is_list, plain
from patrol.model.build import Widget
from patrol.model.screen import Node, Rect, Screen

MOST = 400
"""Widgets of one look; a page of running text has thousands, of which the rest says nothing more."""
LONGEST = 200
"""Characters of a text that are kept."""
WHOLE = 0.6
"""What can be touched and fills so much of the window is its background."""
FEWEST_ROWS = 2
"""With fewer nobody can tell what all rows have."""
NUMBER = "#"
"""Stands for a text that is nothing but a number."""
WHEEL = "ProgressBar"


@dataclass(slots=True)
class Seen:
    """A look taken apart."""

    widgets: list[Widget] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    """What each of them says as it stands there."""
    rows: set[str] = field(default_factory=set)
    """What the rows of lists say, and the ids that stand in them."""
    unsteady: set[str] = field(default_factory=set)
    """What other looks, laid out alike, did not say."""
    loading: bool = False


def read(screen: Screen, unsteady: Set[int] = frozenset()) -> Seen:
    """All of one screen that is the app's own; `unsteady`: numbers of the nodes whose words change by themselves."""
    seen = Seen()
    for number, node in enumerate(screen.nodes()) if unsteady else ():
        if number in unsteady:
            seen.unsteady.update(filter(None, (_folded(node.text.strip()), _folded(node.description.strip()))))
    for root in screen.roots:
        _read(seen, root, screen.package, _window(screen, root))
    return seen


def _window(screen: Screen, root: Node) -> Rect:
    if screen.width and screen.height:
        return Rect(0, 0, screen.width, screen.height)
    return root.bounds


def _read(seen: Seen, root: Node, package: str, window: Rect) -> None:
    stack: list[tuple[Node, int, bool]] = [(root, -1, False)]
    while stack and len(seen.widgets) < MOST:
        node, inside, scrolled = stack.pop()
        if not node.visible or (package and node.package not in ("", package)):
            continue
        if node.class_name.endswith(WHEEL):
            seen.loading = True
            continue
        rows = _has_rows(node)
        found = _widget(node, window, inside, rows=rows, scrolls=scrolled)
        if found is not None:
            if found.does:
                inside = len(seen.widgets)
            seen.widgets.append(found)
            seen.raw.append(_said(node)[:LONGEST])
        if rows and not _is_menu(node):
            _add_rows(seen, node, window, len(seen.widgets) - 1)
            continue
        scrolled = scrolled or node.scrollable or rows
        stack.extend((child, inside, scrolled) for child in node.children[::-1])


def _has_rows(node: Node) -> bool:
    return bool(node.children) and (node.class_name in LIST_CLASSES or (node.scrollable and is_list(node)))


def _is_menu(lister: Node) -> bool:
    """Whether its rows are things of their own, not data of one kind: each has its own id, or it shows all of its
    rows and each says one short thing."""
    ids = [row.resource_id for row in lister.children]
    if len(ids) > 1 and all(ids) and len(set(ids)) == len(ids):
        return True
    touchable = [row for row in lister.children if row.clickable]
    return bool(touchable) and not lister.scrollable and all(map(_is_entry, touchable))


def _is_entry(row: Node) -> bool:
    texts = [said for node in row.walk() if (said := (node.text or node.description).strip())]
    return len(texts) == 1 and len(texts[0]) <= LONGEST_ENTRY and plain(texts[0]) == texts[0]


def _widget(
    node: Node, window: Rect, inside: int, *, rows: bool = False, row: bool = False, scrolls: bool = False
) -> Widget | None:
    """None for what only holds others, and for empty space."""
    does = "" if rows else _does(node, window)
    own = (node.text or node.description).strip()
    if not (does or rows or own) and (node.children or not node.resource_id):
        return None
    says = "" if row else _folded(_said(node))
    kind, name = node.class_name.rpartition(".")[2], node.resource_id.rpartition("/")[2]
    return Widget(kind, name, says, does, _place(node.bounds, window), inside, row, scrolls)


def _said(node: Node) -> str:
    """What a person would call it; of a field its hint, for its text is somebody's."""
    if _typed(node):
        return node.hint.strip()
    if node.text or node.description:
        return (node.text or node.description).strip()
    return near_label(node).strip() if node.clickable or node.checkable else ""


def _folded(text: str) -> str:
    """The text in one line, without numbers."""
    if not text:
        return ""
    return " ".join(plain(text[:LONGEST]).split()) or NUMBER


def _typed(node: Node) -> bool:
    return node.password or node.class_name.endswith(("EditText", "AutoCompleteTextView"))


def _does(node: Node, window: Rect) -> str:
    if _typed(node):
        return "type"
    if not (node.clickable or node.checkable or node.long_clickable):
        return ""
    area = node.bounds.width * node.bounds.height
    if node.children and area > WHOLE * max(1, window.width * window.height):
        return ""
    return "tap" if node.clickable or node.checkable else "long tap"


def _place(bounds: Rect, window: Rect) -> tuple[int, int]:
    return (
        100 * (bounds.left - window.left) // max(1, window.width),
        100 * (bounds.top - window.top) // max(1, window.height),
    )


def _add_rows(seen: Seen, lister: Node, window: Rect, inside: int) -> None:
    """What every row has, once: kinds and ids, in the order of the first row."""
    for row in lister.children:
        for node in row.walk():
            if said := _folded((node.text or node.description).strip()):
                seen.rows.add(said)
            if node.resource_id:
                seen.rows.add(node.resource_id.rpartition("/")[2])
            if node.clickable:
                seen.rows.add(node.class_name.rpartition(".")[2])
    rows = [{(w.kind, w.id, w.does): w for w in _parts(row, window, inside)} for row in lister.children if row.visible]
    if len(rows) < FEWEST_ROWS:
        return
    for key, widget in rows[0].items():
        if all(key in row for row in rows[1:]):
            seen.widgets.append(widget)
            seen.raw.append("")


def _parts(row: Node, window: Rect, inside: int) -> Iterator[Widget]:
    for node in row.walk():
        if node.visible and (widget := _widget(node, window, inside, row=True)):
            yield widget
