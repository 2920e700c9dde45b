"""Draws a page as the tree that uiautomator would dump: toolbar, content in a flow, list, tab bar; 1080×2400 pixels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from patrol.model.screen import Node, Rect
from tests.generated import words
from tests.generated.app import PACKAGE, Effect, GeneratedApp, Kind, PageTruth, WidgetTruth

WIDTH, HEIGHT = 1080, 2400
STATUS, TOOLBAR, TABS = 80, 180, 170
"""Bottom of the status bar, heights of toolbar and tab bar."""
NOTE = 70
"""Height of the line with the text that changes."""
GAP = 16
ROW = 132
UP = WidgetTruth(Kind.up, "返回", "Navigate up", "iv_back", Effect.back, described=True)
SIZES = {
    Kind.entry: (1, 140), Kind.button: (2, 120), Kind.icon: (4, 130), Kind.text: (3, 96), Kind.switch: (1, 120),
    Kind.check: (2, 100), Kind.field: (1, 130), Kind.label: (1, 110),
}  # fmt: skip
"""How many stand side by side, and their height."""
CELL = (4, 180)
CLASSES = {
    Kind.button: "android.widget.Button", Kind.icon: "android.widget.ImageView", Kind.text: "android.widget.TextView",
    Kind.switch: "android.widget.Switch", Kind.check: "android.widget.CheckBox", Kind.field: "android.widget.EditText",
    Kind.label: "android.widget.TextView",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """What decides how a page is drawn, beside the page itself."""

    english: bool = False
    texts: tuple[tuple[str, str], ...] = ()
    focus: str = ""
    error: str = ""
    first_row: int = 0
    turned: frozenset[str] = frozenset()
    loading: bool = False
    row: str = ""
    """Name of the row by which the page was opened, where it shows it."""
    title: str = ""
    """Instead of the page's own."""


Hit = tuple[Rect, WidgetTruth, int]
"""Where, what, and which row of a list (-1: no row)."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The nodes below the root, what can be hit, and where the list is."""

    nodes: tuple[Node, ...]
    hits: tuple[Hit, ...]
    list_bounds: Rect | None = None


def draw(app: GeneratedApp, page: PageTruth, look: Look) -> Drawn:
    """The page as it looks now, without the text that changes by itself."""
    return _Pencil(app, page, look).drawn()


class _Pencil:
    """Draws one page."""

    def __init__(self, app: GeneratedApp, page: PageTruth, look: Look) -> None:
        self.app, self.page, self.look = app, page, look
        self.hits: list[Hit] = []

    def drawn(self) -> Drawn:
        if self.page.over:
            return Drawn((self._window(),), tuple(self.hits))
        top = STATUS + TOOLBAR + (NOTE if self.page.volatile else 0)
        bottom = HEIGHT - (TABS if self.page.hub >= 0 else 48)
        nodes = [self._toolbar()]
        if self.look.loading:
            web = Node("android.webkit.WebView", package=PACKAGE, bounds=Rect(0, top, WIDTH, bottom), scrollable=True)
            wheel = Node("android.widget.ProgressBar", package=PACKAGE, bounds=Rect(490, 1100, 590, 1200))
            nodes += [web, wheel]
            list_bounds = None
        else:
            content, list_bounds = self._content(top, bottom)
            nodes += content
        if self.page.hub >= 0:
            nodes.append(self._tabs())
        return Drawn(tuple(nodes), tuple(self.hits), list_bounds)

    # --- parts --------------------------------------------------------------------------------------------------------

    def _toolbar(self) -> Node:
        title = self._node(
            "android.widget.TextView", "tv_title", self.look.title or self._say(self.page), Rect(140, 120, 940, 220)
        )
        parts = [title]
        if self.page.hub < 0:
            parts.insert(0, self._touchable("android.widget.ImageButton", UP, Rect(20, 110, 120, 230)))
        return self._group("toolbar", Rect(0, STATUS, WIDTH, STATUS + TOOLBAR), parts, "android.view.ViewGroup")

    def _tabs(self) -> Node:
        wide = WIDTH // len(self.app.hubs)
        tabs = []
        for number, id in enumerate(self.app.hubs):
            hub = self.app.pages[id]
            bounds = Rect(number * wide, HEIGHT - TABS, (number + 1) * wide, HEIGHT - 20)
            widget = WidgetTruth(Kind.tab, hub.title, hub.english, f"tab_{number}", Effect.tab, id)
            label = self._node("android.widget.TextView", "tv_tab", self._say(hub), _inside(bounds, 60))
            chosen = id == self.page.id
            self.hits.append((bounds, widget, -1))
            tabs.append(
                Node(
                    self._class("android.widget.FrameLayout"), self._id(widget.resource), package=PACKAGE,
                    bounds=bounds, index=number, clickable=True, selected=chosen, children=(label,),
                )
            )  # fmt: skip
        return self._group("tab_bar", Rect(0, HEIGHT - TABS, WIDTH, HEIGHT - 20), tabs)

    def _content(self, top: int, bottom: int) -> tuple[list[Node], Rect | None]:
        shown = [(w, *self._size(w)) for w in self.page.widgets]
        lines = _lines(shown)
        rows = self.page.rows
        room = bottom - top
        wanted = sum(height + GAP for _, height in lines) + min(rows, 20) * ROW
        scale = min(1.0, room / wanted) if wanted else 1.0
        y, nodes = float(top), []
        for line, height in lines:
            for place, (widget, beside, _) in enumerate(line):
                wide = (WIDTH - 40) // beside
                left = 20 + place * wide
                bounds = Rect(left, int(y), left + wide - 8, int(y + height * scale))
                nodes.append(self._widget(widget, bounds))
            y += (height + GAP) * scale
        if self.look.row:
            nodes.append(
                self._node("android.widget.TextView", "tv_product", self.look.row, Rect(400, top, 1060, top + 40))
            )
        if self.look.error:
            nodes.append(
                self._node("android.widget.TextView", "tv_error", self.look.error, Rect(20, int(y), 800, int(y) + 40))
            )
        if not rows:
            return nodes, None
        box = Rect(0, int(y), WIDTH, min(bottom, int(y + min(rows, 20) * ROW * scale)))
        nodes.append(self._list(box, ROW * scale))
        return nodes, box

    def _size(self, widget: WidgetTruth) -> tuple[int, int]:
        return CELL if self.page.grid and widget.kind is Kind.entry else SIZES[widget.kind]

    def _list(self, box: Rect, high: float) -> Node:
        rows = []
        shown = int(box.height / high + 0.01)
        widget = WidgetTruth(Kind.row, "", "", "item_row", Effect.open, self.page.row_target)
        for place in range(shown):
            number = self.look.first_row + place
            if number >= self.page.rows:
                break
            bounds = Rect(0, int(box.top + place * high), WIDTH, int(box.top + (place + 1) * high))
            name = row_name(self.page.id, number + self.page.shift)
            title = self._node("android.widget.TextView", "tv_row_name", name, _part(bounds, 0.04, 0.7))
            rate = self._node(
                "android.widget.TextView", "tv_row_rate", f"{2 + number * 7 % 30 / 10:.1f}%", _part(bounds, 0.75, 0.96)
            )
            self.hits.append((bounds, widget, number))
            rows.append(
                Node(
                    self._class("android.view.ViewGroup"), self._id("item_row"), package=PACKAGE, bounds=bounds,
                    index=place, clickable=True, focusable=True, children=(title, rate),
                )
            )  # fmt: skip
        name = "androidx.recyclerview.widget.RecyclerView"
        scrolls = shown < self.page.rows
        return Node(name, self._id("rv_list"), package=PACKAGE, bounds=box, scrollable=scrolls, children=tuple(rows))

    def _window(self) -> Node:
        """A dialog, menu or system window, drawn as a window of its own."""
        menu, high = self.page.over == "menu", 150
        left, wide = (480, 580) if menu else (100, 880)
        top = 120 if menu else 800
        nodes = []
        for number, widget in enumerate(self.page.widgets):
            nodes.append(
                self._widget(
                    widget, Rect(left + 20, top + 20 + number * high, left + wide - 20, top + number * high + high - 10)
                )
            )
        bounds = Rect(left, top, left + wide, top + 40 + high * len(nodes))
        package = PACKAGES.get(self.page.over, PACKAGE)
        return Node("android.widget.FrameLayout", package=package, bounds=bounds, children=tuple(nodes))

    # --- one widget ---------------------------------------------------------------------------------------------------

    def _widget(self, widget: WidgetTruth, bounds: Rect) -> Node:
        if widget.kind is Kind.entry:
            return self._entry(widget, bounds)
        if widget.kind is Kind.field:
            return self._field(widget, bounds)
        return self._touchable(CLASSES[widget.kind], widget, bounds)

    def _touchable(self, name: str, widget: WidgetTruth, bounds: Rect) -> Node:
        said = widget.english if self.look.english and widget.label else widget.label
        turned = widget.resource in self.look.turned
        if turned and widget.kind is Kind.text:
            said = f"已{said}"
        touched, box = widget.kind is not Kind.label, widget.kind in (Kind.switch, Kind.check)
        if touched:
            self.hits.append((bounds, widget, -1))
        return Node(
            self._class(name), self._id(widget.resource), "" if widget.described else said,
            said if widget.described else "", PACKAGES.get(self.page.over, PACKAGE), bounds,
            checkable=box, checked=turned and box, selected=turned and widget.kind is Kind.icon,
            clickable=touched, focusable=touched,
        )  # fmt: skip

    def _entry(self, widget: WidgetTruth, bounds: Rect) -> Node:
        said = widget.english if self.look.english else widget.label
        self.hits.append((bounds, widget, -1))
        if self.page.grid:
            icon = self._node("android.widget.ImageView", "iv_icon", "", _part(bounds, 0.3, 0.7, 0.1, 0.55))
            label = self._node("android.widget.TextView", "tv_name", said, _part(bounds, 0.05, 0.95, 0.6, 0.95))
            parts = [icon, label]
        else:
            icon = self._node("android.widget.ImageView", "iv_icon", "", _part(bounds, 0.02, 0.1))
            label = self._node("android.widget.TextView", "tv_name", said, _part(bounds, 0.14, 0.8))
            arrow = self._node("android.widget.ImageView", "iv_arrow", "", _part(bounds, 0.92, 0.97))
            parts = [icon, label, arrow]
        name = self._class("android.widget.LinearLayout")
        return Node(
            name, self._id(widget.resource), package=PACKAGE, bounds=bounds,
            clickable=True, focusable=True, children=tuple(parts),
        )  # fmt: skip

    def _field(self, widget: WidgetTruth, bounds: Rect) -> Node:
        kind = widget.target
        typed = dict(self.look.texts).get(kind, "")
        self.hits.append((bounds, widget, -1))
        secret = kind == "password"
        hint = widget.english if self.look.english else widget.label
        return Node(
            CLASSES[Kind.field], self._id(widget.resource), "•" * len(typed) if secret else typed, "", PACKAGE, bounds,
            hint, clickable=True, focusable=True, focused=self.look.focus == kind, password=secret,
        )  # fmt: skip

    def _node(self, name: str, resource: str, text: str, bounds: Rect) -> Node:
        return Node(self._class(name), self._id(resource), text, "", PACKAGES.get(self.page.over, PACKAGE), bounds)

    def _group(self, resource: str, bounds: Rect, parts: list[Node], name: str = "android.widget.LinearLayout") -> Node:
        return Node(self._class(name), self._id(resource), package=PACKAGE, bounds=bounds, children=tuple(parts))

    def _say(self, page: PageTruth) -> str:
        return page.english if self.look.english else page.title

    def _id(self, resource: str) -> str:
        over = SYSTEM_IDS.get(self.page.over)
        if over:
            return f"{over}:id/{resource}"
        return "" if self.page.bare else f"{PACKAGE}:id/{resource}"

    def _class(self, name: str) -> str:
        return "android.view.View" if self.page.bare else name


PACKAGES = {"permission": "com.android.permissioncontroller", "crash": "android"}
SYSTEM_IDS = {"permission": "com.android.permissioncontroller", "crash": "android"}


@cache
def row_name(page: str, number: int) -> str:
    """What a row of a list is called: a product's name and issue."""
    return f"{words.ROWS[(number + len(page)) % len(words.ROWS)]}{number + 101}号"


def note(page: PageTruth, serial: int) -> Node:
    """The text that changes: another for each serial number."""
    amount = (serial * 7919 + len(page.id) * 104729 + 13) % 99991 / 10
    bounds = Rect(20, STATUS + TOOLBAR, 1060, STATUS + TOOLBAR + NOTE - 4)
    resource = "" if page.bare else f"{PACKAGE}:id/tv_note"
    name = "android.view.View" if page.bare else "android.widget.TextView"
    turns = page.volatile.split("|")[1:]
    said = turns[serial % len(turns)] if turns else page.volatile.format(amount)
    return Node(name, resource, said, "", PACKAGE, bounds)


def _lines(shown: list[tuple[WidgetTruth, int, int]]) -> list[tuple[list[tuple[WidgetTruth, int, int]], int]]:
    """Widgets in lines, as they come: a line ends when it is full or another size begins."""
    lines: list[tuple[list[tuple[WidgetTruth, int, int]], int]] = []
    for one in shown:
        if lines and lines[-1][0][0][1:] == one[1:] and len(lines[-1][0]) < one[1]:
            lines[-1][0].append(one)
        else:
            lines.append(([one], one[2]))
    return lines


def _inside(bounds: Rect, by: int) -> Rect:
    return Rect(bounds.left + by // 3, bounds.top + by, bounds.right - by // 3, bounds.bottom - 4)


def _part(bounds: Rect, left: float, right: float, top: float = 0.15, bottom: float = 0.85) -> Rect:
    wide, high = bounds.width, bounds.height
    return Rect(
        int(bounds.left + wide * left), int(bounds.top + high * top),
        int(bounds.left + wide * right), int(bounds.top + high * bottom),
    )  # fmt: skip
