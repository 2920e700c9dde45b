"""What of a screen says which page it is: one pass over the tree, no memory, no phone.

A sketch holds what a tester would go by: the activity, the title, the chosen item of the bottom navigation, and the
*marks*, a set of what stays: resource ids, and labels of what can be touched where ids are missing. Rows of lists give
their ids but never their texts, so that a set folds them into one template. Numbers are taken out of every text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from patrol.crawl.labels import labels_of
from patrol.crawl.weak import KEPT_LABEL, Things, near_label, read_things, weak_title
from patrol.crawl.words import LIST_CLASSES as LIST_CLASSES
from patrol.crawl.words import SCROLL_VIEWS as SCROLL_VIEWS
from patrol.crawl.words import alike as alike
from patrol.crawl.words import is_list
from patrol.crawl.words import plain as plain
from patrol.model.screen import Node, Rect, Screen

PERMISSION_PACKAGES = frozenset(
    (
        "com.android.permissioncontroller",
        "com.google.android.permissioncontroller",
        "com.android.packageinstaller",
        "com.google.android.packageinstaller",
        "com.miui.securitycenter",
        "com.lbe.security.miui",
    )
)
"""Who shows the system's permission windows: AOSP since 10, Google's, AOSP before 10, MIUI."""

CHROME = frozenset(
    "toolbar action_bar action_bar_root action_bar_container decor_content_parent content drawer_layout "
    "nav_host_fragment coordinator container root statusBarBackground navigationBarBackground title back "
    "action_mode_bar_stub title_template topPanel fragment_container".split()
)
"""Ids that frameworks and templates put on every page; they say nothing of one."""

TITLE_IDS = re.compile(r"(^|_)(title|toolbar_title|title_text|titlebar|header)(_|$)|^alertTitle$")
TITLE_BAND = 0.15
"""Share of the window's height in which a title stands; a toolbar of 56 dp is 7 to 12 % of a phone in portrait."""
NAMED_BAND = 1.6
"""As many bands may be above a title whose id says that it is one: large type moves it down."""
LONG_SIDE_BAND = 0.1
"""The band is at least this share of the longer side: a phone on its side has the same toolbar."""
SIDE_BAR = 0.9
"""Share of the width that a window keeps beside the system's bar of a phone on its side; a window that fills the
height and so much of the width is no dialog."""
ERROR_IDS = re.compile(r"(^|_)(error|err)(_|$)")
LONGEST_TITLE = 24


PLAIN_LEAVES = frozenset(f"android.widget.{name}" for name in ("TextView", "ImageView", "Button", "ImageButton"))


@dataclass(frozen=True, slots=True)
class Sketch:
    """What identifies a page, and the features of its state. Pages of `outside` packages are not the app's."""

    package: str
    activity: str
    title: str
    nav: str
    nav_place: str
    """Place of the chosen item of the bottom navigation, as 2/5: the same in every language."""
    marks: frozenset[str]
    strong: frozenset[str]
    """Marks that few other pages have: the app's own ids outside lists."""
    shape: frozenset[str]
    """The marks without any text: what stays when every text changes."""
    labels: frozenset[tuple[str, str]]
    """(label mark, place mark) of what a weakly identified screen shows; empty for others."""
    touch: Mapping[str, str]
    """Resource id → label of what can be touched outside lists."""
    ids: Set[str]
    """All resource ids, with and without package: what recognisers ask for."""
    overlay: str
    """Kind of what lies over the page: dialog, menu, sheet, drawer, permission, crash; "" for the page itself."""
    overlay_title: str
    tabs: tuple[str, ...]
    keyboard: bool
    loading: bool
    """A progress wheel turns, or the window is still empty."""
    weak: bool
    nodes: int
    filled: bool = False
    """A field holds a text."""
    error: bool = False
    """A field or the page says what is wrong."""
    system: bool = False
    """A window of the system over the app, of which another app is the cause."""

    @property
    def conditions(self) -> tuple[str, ...]:
        """What may change what is possible here; features of the state only where that was seen to matter."""
        return (*(["field:filled"] if self.filled else []), *(["error"] if self.error else []))

    @property
    def features(self) -> tuple[str, ...]:
        """The state's features, in a fixed order; empty for the plain page."""
        over = [f"{self.overlay}:{self.overlay_title}" if self.overlay_title else self.overlay] if self.overlay else []
        return (*over, *(f"tab:{tab}" for tab in self.tabs), *(["keyboard"] if self.keyboard else []))


def sketch(screen: Screen, package: str = "") -> Sketch:
    """The sketch of one screen; `package` is the app's (default: the screen's own)."""
    reader = _Reader(screen)
    for root in screen.roots:
        reader.read(root)
    ids = _ids(frozenset(reader.full_ids), frozenset(reader.full_row_ids))
    strong = ids.strong
    weak = len(strong) < 2
    things = read_things(screen.roots) if weak else NOTHING
    if weak and screen.roots:
        reader.title = reader.title or weak_title(screen.roots, reader.band(screen.roots[0]))
    overlay, overlay_title = _overlay(screen, reader, ids.outside, things, package or screen.package)
    shape = marks = ids.marks
    if weak:
        title = f"text:{reader.title[:KEPT_LABEL]}"  # told apart already; as a mark it would count twice
        marks = marks.union([label for label, _ in things.labels if label != title])
        shape = shape.union([place for _, place in things.labels])
    return Sketch(
        package=screen.package,
        activity=screen.activity,
        title="" if overlay and overlay != "drawer" else reader.title,
        nav=reader.nav,
        nav_place=reader.nav_place,
        marks=marks,
        strong=strong,
        shape=shape,
        labels=things.labels,
        touch=labels_of(reader.touched),
        ids=ids.every,
        overlay=overlay,
        overlay_title=overlay_title,
        tabs=tuple(sorted(reader.tabs)),
        keyboard=screen.keyboard,
        loading=reader.loading or (weak and not things.labels and not reader.touched and reader.bare),
        weak=weak,
        nodes=reader.count,
        filled=reader.filled,
        system=overlay == "dialog" and overlay_title.startswith("crash of "),
        error=ids.error,
    )


NOTHING = Things(frozenset())


class _Ids(NamedTuple):
    """What the resource ids of a screen come to."""

    outside: Set[str]
    """Outside lists, without package."""
    strong: frozenset[str]
    marks: frozenset[str]
    """The same, and those of rows."""
    every: Set[str]
    error: bool


@lru_cache(maxsize=128)
def _ids(full: frozenset[str], rows: frozenset[str]) -> _Ids:
    """The ids outside lists and those of rows; a page is looked at often, and its ids are the same each time."""
    outside = frozenset(name.rpartition("/")[2] for name in full)
    listed = frozenset(name.rpartition("/")[2] for name in rows)
    strong = outside - CHROME
    return _Ids(
        outside,
        strong,
        strong.union("row:" + name for name in listed - CHROME),
        outside | listed | full | rows,
        any(ERROR_IDS.search(name) is not None for name in outside),
    )


def _overlay(screen: Screen, reader: _Reader, ids: Set[str], things: Things, package: str) -> tuple[str, str]:
    """(kind, title) of what lies over the page."""
    if screen.window.startswith(("Application Error", "Application Not Responding")):
        name = screen.window.partition(":")[2].strip()
        own = name.partition(":")[0] == package or package == screen.package or not name
        return ("crash", name) if own else ("dialog", f"crash of {name}")
    if screen.package in PERMISSION_PACKAGES:
        return "permission", plain(reader.title or reader.first_text)
    bounds = screen.roots[0].bounds if screen.roots else Rect()
    width, height = screen.width or bounds.right, screen.height or bounds.bottom
    popup = screen.window.startswith("PopupWindow") or (reader.small_list and bounds.width < 0.8 * width)
    if popup:
        return "menu", ""
    beside = width > height and bounds.width >= SIDE_BAR * width and bounds.height >= SIDE_BAR * height
    small = bounds.width < 0.97 * width or bounds.height < 0.75 * height or bounds.top > 0.15 * height
    if screen.roots and small and not beside:
        kind = "sheet" if bounds.bottom >= 0.9 * height and bounds.width >= 0.97 * width else "dialog"
        return kind, reader.dialog_title or _said_first(things)
    if "touch_outside" in ids or "design_bottom_sheet" in ids:
        return "sheet", reader.dialog_title
    if "parentPanel" in ids or "alertTitle" in ids:
        return "dialog", reader.dialog_title
    if things.scrim:
        return "sheet", _said_first(things)
    if reader.drawer:
        return "drawer", ""
    return "", ""


def _said_first(things: Things) -> str:
    """What a dialog without ids is called: the first of its texts that cannot be touched."""
    texts = sorted((place, label) for label, place in things.labels if label.startswith("text:"))
    return texts[0][1].partition(":")[2] if texts else ""


@dataclass(slots=True)
class _Reader:
    """One pass over the trees of a screen."""

    screen: Screen
    full_ids: set[str] = field(default_factory=set)
    full_row_ids: set[str] = field(default_factory=set)
    touched: list[Node] = field(default_factory=list)
    """What can be touched, outside lists."""
    tabs: set[str] = field(default_factory=set)
    title: str = ""
    title_rank: float = 0.0
    first_text: str = ""
    dialog_title: str = ""
    nav: str = ""
    nav_place: str = ""
    loading: bool = False
    filled: bool = False
    bare: bool = True
    """Nothing but layouts so far: no leaf that could show anything."""
    drawer: bool = False
    small_list: bool = False
    count: int = 0

    def read(self, root: Node) -> None:
        """One pass; each node costs about a microsecond, so nothing is asked of it twice."""
        band = self.band(root)
        low = int(band * NAMED_BAND)
        self._small_list(root)
        stack: list[Node] = [root]
        rows: list[Node] = []
        count, chosen = 1, False
        ids, touched, titled = self.full_ids, self.touched, self._titled
        while stack:
            node = stack.pop()
            if not node.visible:
                continue
            if node.resource_id:
                ids.add(node.resource_id)
            if node.selected:
                chosen = True
            if node.clickable:
                touched.append(node)
            elif node.text and (node.bounds.bottom <= low or not self.first_text):
                titled(node, node.text, band)
            if children := node.children:
                if node.class_name in LIST_CLASSES or (node.scrollable and is_list(node)):
                    rows.extend(children)
                else:
                    count += len(children)
                    stack.extend(children[::-1])
                    if node.class_name.endswith("DrawerLayout") and len(children) > 1:
                        self.drawer = _drawn_over(children)
            elif node.class_name not in PLAIN_LEAVES:
                self._leaf(node)
        self.count += count + self._rows(rows)
        if chosen:
            self._chosen(root)

    def band(self, root: Node) -> int:
        """The lower end of where a title stands."""
        bounds = root.bounds
        long_side = LONG_SIDE_BAND * max(bounds.width, bounds.height)
        return int(bounds.top + max(TITLE_BAND * bounds.height, long_side, 1))

    def _leaf(self, node: Node) -> None:
        """A leaf of a class that says more than that something is to be seen."""
        if node.class_name == "android.widget.ProgressBar":
            self.loading = True
        elif node.class_name.endswith("EditText"):
            self.filled = self.filled or (bool(node.text) and node.text != node.hint)
        elif not node.class_name.endswith(("Layout", "ViewGroup")):
            self.bare = False

    def _rows(self, rows: list[Node]) -> int:
        """Lists: ids only, whatever their texts say. `rows` grows by what is below."""
        ids = self.full_row_ids
        for node in rows:
            if node.resource_id:
                ids.add(node.resource_id)
            if node.children:
                rows.extend(node.children)
        return len(rows)

    def _chosen(self, root: Node) -> None:
        """Rows of siblings of which one is chosen; rare, so it takes a pass of its own."""
        stack = [root]
        while stack:
            node = stack.pop()
            if len(node.children) > 1 and any(child.selected for child in node.children):
                self._selected(node)
            if node.class_name not in LIST_CLASSES:
                stack.extend(child for child in node.children if child.visible)

    def _selected(self, node: Node) -> None:
        """A row of siblings of which one is chosen: bottom navigation when it stands at the bottom, else tabs."""
        chosen = [child for child in node.children if child.selected]
        if len(chosen) != 1 or len(node.children) > 8:
            return
        label = plain(near_label(chosen[0]).partition("\n")[0])[:LONGEST_TITLE]
        if node.bounds.top > 0.82 * (self.screen.height or 1):
            self.nav = label
            self.nav_place = f"{node.children.index(chosen[0])}/{len(node.children)}"
        elif label and node.bounds.width > 2 * node.bounds.height:
            self.tabs.add(label)

    def _titled(self, node: Node, text: str, band: float) -> None:
        if not self.first_text:
            self.first_text = text
        if not node.resource_id and self.dialog_title and node.bounds.bottom > band:
            return
        named = bool(node.resource_id) and _names_title(node.resource_id)
        if not self.dialog_title and (named or (not self.dialog_title and not node.children)):
            self.dialog_title = plain(text)[:LONGEST_TITLE]
        if node.bounds.bottom > (band * NAMED_BAND if named else band) or len(text) > LONGEST_TITLE:
            return
        rank: float = (1000 if named else 0) + node.bounds.height + 1
        if node.bounds.bottom > band:
            rank = 0.5  # better than none
        if rank > self.title_rank and (name := plain(text)):
            self.title, self.title_rank = name, rank

    def _small_list(self, root: Node) -> None:
        """A popup menu is nothing but a list inside frames."""
        node = root
        while len(node.children) == 1:
            node = node.children[0]
            if node.class_name in LIST_CLASSES:
                self.small_list = True
                return


@lru_cache(maxsize=1024)
def _names_title(resource_id: str) -> bool:
    return TITLE_IDS.search(resource_id.rpartition("/")[2]) is not None


def _drawn_over(children: tuple[Node, ...]) -> bool:
    """The last child of a drawer layout stands beside nothing and over the first: an open drawer."""
    first, last = children[0].bounds, children[-1].bounds
    return 0 < last.width < first.width and last.height >= 0.9 * first.height


Sketcher = Callable[[Screen], Sketch]
