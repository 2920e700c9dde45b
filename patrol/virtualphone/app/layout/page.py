"""The windows of an app: its page with toolbar, content, bottom and navigation; its dialogs; the keyboard."""

from __future__ import annotations

from dataclasses import dataclass

from patrol.model.screen import Rect
from patrol.virtualphone.app.layout import groups, inputs, plain, special
from patrol.virtualphone.app.layout.arrange import arrange, measure
from patrol.virtualphone.app.layout.box import Box, Look, Touch
from patrol.virtualphone.app.layout.build import Builder
from patrol.virtualphone.app.layout.groups import stacked
from patrol.virtualphone.app.layout.view import KEYBOARD_DP, TOOLBAR_DP, key_of
from patrol.virtualphone.app.model import Dialog, Page, Tab

MAKER_MODULES = (plain, inputs, groups, special)
"""Importing them registers the makers of all kinds."""

_FILLING = frozenset({"web", "camera", "video"})
CONTENT = "content"
"""Name of the page's own scroll offset."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What of an open page is to be laid out."""

    page: Page
    root: bool
    """It is the bottom of the stack, so that there is no way back in the toolbar."""
    loading: bool = False
    navigation: tuple[Tab, ...] = ()
    keyboard_px: int = 0
    secure_field: Touch | None = None
    """The touch on the field whose own keyboard is open."""


def page_box(make: Builder, shown: Shown) -> Box:
    """The whole window, status and navigation bar included, placed."""
    page, metrics = shown.page, make.metrics
    body = Box("android.view.ViewGroup", height=-1)
    body.children = [*_toolbar(make, shown), *_middle(make, shown), *_lower(make, shown)]
    below = metrics.navigation_bar
    if shown.keyboard_px and page.keyboard_mode == "resize":
        below = shown.keyboard_px
    content = Box("android.widget.FrameLayout", id="android:id/content", arrange="layers", height=-1)
    content.margin = (metrics.status_bar, 0, below, 0)
    content.children = [body, *_floating(make, shown)]
    root = Box("android.widget.FrameLayout", arrange="layers", height=-1, paint="page")
    root.look.background = make.colour(page.background or "background")
    root.extra = _bar_colour(make, shown)
    root.children = [content]
    return arrange(root, Rect(0, 0, metrics.width, metrics.height), make.view.offsets)


def _bar_colour(make: Builder, shown: Shown) -> str:
    """Of the status bar: the toolbar's."""
    bar = shown.page.toolbar
    if bar is None or bar.style == "clear":
        return make.colour(shown.page.background or "background")
    return make.colour("primary" if bar.style == "primary" else "surface")


def _toolbar(make: Builder, shown: Shown) -> list[Box]:
    bar = shown.page.toolbar
    if bar is None:
        return []
    background = _bar_colour(make, shown)
    ink = "#FFFFFF" if bar.style == "primary" else make.colour("ink")
    box = Box("android.view.ViewGroup", arrange="row", centre=True, paint="fill", height=make.px(TOOLBAR_DP))
    box.id = "toolbar" if make.ids else ""
    box.look.background = background if bar.style != "clear" else ""
    box.padding = (0, make.px(4), 0, 0)
    if bar.back if bar.back is not None else not shown.root:
        arrow = make.glyph("back", 24, ink)
        arrow.class_name, arrow.width, arrow.height = "android.widget.ImageButton", make.px(48), make.px(48)
        arrow.padding, arrow.tap = (make.px(12),) * 4, Touch("back")
        arrow.description = "Back" if make.scope.language == "en" else "返回"
        box.children.append(arrow)
    title = make.label(make.say(bar.title or shown.page.title), "title", colour=ink, max_lines=1)
    title.weight, title.padding = 1, (0, make.px(8), 0, make.px(16) if not box.children else make.px(4))
    title.id = "title" if make.ids else ""
    box.children += [title, *make.build(bar.actions)]
    for action in box.children[-len(bar.actions) :] if bar.actions else ():
        action.look.colour = ink
    return [box]


def _middle(make: Builder, shown: Shown) -> list[Box]:
    if shown.loading:
        return [_skeleton(make)]
    page = shown.page
    top = [_padded(make, stacked(make, page.top), 0)] if page.top else []
    if not page.content:
        return [*top, Box("android.view.View", weight=1, in_tree=False)]
    boxes = stacked(make, page.content)
    if not page.scroll:
        column = _padded(make, boxes, 12)
        column.weight = 1
        return [*top, column]
    return [*top, _scroller(make, page, boxes)]


def _padded(make: Builder, boxes: list[Box], vertical: int) -> Box:
    side = make.px(16)
    column = Box("android.widget.LinearLayout", gap=make.px(12), children=boxes)
    column.padding = (make.px(vertical), side, make.px(vertical), side)
    return column


def _scroller(make: Builder, page: Page, boxes: list[Box]) -> Box:
    """The page's content: a web view or a list scrolls by itself, anything else stands in a ScrollView."""
    only = page.content[0] if len(page.content) == 1 else None
    if only is not None and only.kind in _FILLING and len(boxes) == 1:
        box = boxes[0]
        box.weight, box.bleeds, box.height = 1, False, None
        box.scrolls = CONTENT if only.kind == "web" else ""
        return box
    if only is not None and only.kind == "list" and boxes and boxes[0].rows is not None:
        box = boxes[0]
        side = make.px(16)
        box.weight, box.scrolls, box.padding = 1, CONTENT, (make.px(12), side, make.px(12), side)
        return box
    inner = _padded(make, boxes, 12)
    return Box("android.widget.ScrollView", children=[inner], weight=1, scrolls=CONTENT, focusable=True)


def _skeleton(make: Builder) -> Box:
    """What is shown until the content is there."""
    wheel = Box("android.widget.ProgressBar", paint="wheel", width=make.px(40), height=make.px(40))
    wheel.look = Look(colour=make.colour("primary"), background=make.colour("line"), align="center")
    wheel.id = "loading" if make.ids else ""
    return Box("android.widget.FrameLayout", weight=1, centre=True, middle=True, paint="skeleton", children=[wheel])


def _lower(make: Builder, shown: Shown) -> list[Box]:
    found: list[Box] = []
    if shown.page.bottom and not shown.loading:
        bottom = Box(
            "android.widget.LinearLayout", gap=make.px(8), paint="fill", children=make.build(shown.page.bottom)
        )
        bottom.padding = (make.px(10), make.px(16), make.px(10), make.px(16))
        bottom.look.background = make.colour("surface")
        found.append(bottom)
    field = shown.secure_field
    if field is not None and field.widget is not None:
        inside = make.inside(**field.locals)
        found.append(inputs.keys_of(inside, field.widget, key_of(field.widget, field.locals)))
    elif shown.navigation and not shown.keyboard_px:
        found.append(_navigation(make, shown))
    return found


def _navigation(make: Builder, shown: Shown) -> Box:
    bar = Box("android.widget.LinearLayout", arrange="row", paint="fill")
    bar.id = "bottom_navigation" if make.ids else ""
    bar.look = Look(background=make.colour("surface"), shadow=True)
    for tab in shown.navigation:
        on = tab.go == shown.page.id
        colour = "primary" if on else "grey"
        box = Box("android.widget.FrameLayout", weight=1, centre=True, middle=True, selected=on, gap=make.px(2))
        box.min_height, box.padding = make.px(56), (make.px(6), 0, make.px(6), 0)
        box.tap = Touch("navigate", None, {}, tab.go)
        words = make.label(make.say(tab.text), "caption", colour=make.colour(colour), size=make.metrics.sp(12), bold=on)
        words.selected = on
        box.children = [make.glyph(tab.icon, 24, colour), words]
        if tab.badge is not None and make.say(tab.badge):
            words.text = f"{words.text} {make.say(tab.badge)}"
        bar.children.append(box)
    return bar


def _floating(make: Builder, shown: Shown) -> list[Box]:
    if not shown.page.floating or shown.loading:
        return []
    column = Box("android.widget.LinearLayout", gap=make.px(12), in_tree=False)
    column.children = make.build(shown.page.floating)
    for box in column.children:
        if box.width == -1:
            box.width = None
        box.look.align = "right"
        box.look.shadow = True
    rise = make.px(96 if shown.navigation or shown.page.bottom else 32)
    holder = Box("android.widget.FrameLayout", height=-1, in_tree=False, children=[_spring(), column])
    holder.padding = (0, make.px(16), rise, 0)
    return [holder]


def _spring() -> Box:
    return Box("android.widget.Space", weight=1, in_tree=False)


def dialog_box(make: Builder, dialog: Dialog) -> Box:
    """A dialog's window, placed: in the middle, at the bottom (sheet) or at the upper right (menu)."""
    metrics = make.metrics
    panel = Box("android.widget.FrameLayout", paint="fill")
    panel.look = Look(background=make.colour("surface"), corner=make.px(16), shadow=True)
    panel.padding = (make.px(8),) * 4 if dialog.kind == "menu" else (make.px(20), make.px(20), make.px(16), make.px(20))
    body = Box("android.widget.LinearLayout", gap=make.px(12), id="android:id/content")
    if dialog.title is not None and dialog.kind != "popup":
        title = make.label(make.say(dialog.title), "title", align="center" if dialog.kind != "menu" else "left")
        title.width, title.id = -1, "alertTitle" if make.ids else ""
        body.children.append(title)
    inner = Box("android.widget.LinearLayout", gap=make.px(10), children=stacked(make, dialog.content))
    body.children.append(inner)
    if dialog.buttons:
        body.children.append(_buttons(make, dialog))
    panel.children = [body]
    width = {"sheet": metrics.width, "menu": make.px(200)}.get(dialog.kind, metrics.width - make.px(72))
    if dialog.width:
        width = min(metrics.width, make.px(dialog.width))
    return arrange(panel, _place_of(make, dialog, panel, inner, width), make.view.offsets)


def _buttons(make: Builder, dialog: Dialog) -> Box:
    side_by_side = len(dialog.buttons) == 2 and dialog.kind != "sheet"
    bar = Box("android.widget.LinearLayout", arrange="row" if side_by_side else "column", gap=make.px(8))
    bar.children = make.build(dialog.buttons)
    if side_by_side:
        for box in bar.children:
            box.weight = 1
    return bar


def _place_of(make: Builder, dialog: Dialog, panel: Box, inner: Box, width: int) -> Rect:
    """Measures the panel; content that would not fit is scrolled."""
    metrics = make.metrics
    highest = int((metrics.height - metrics.status_bar - metrics.navigation_bar) * 0.85)
    measure(panel, width)
    if panel.h > highest:
        room = max(make.px(48), inner.h - (panel.h - highest))
        body = panel.children[0]
        scroller = Box("android.widget.ScrollView", children=[inner], height=room, scrolls=f"dialog {dialog.id}")
        body.children[body.children.index(inner)] = scroller
        measure(panel, width)
    height = min(panel.h, highest)
    if dialog.kind == "sheet":
        bottom = metrics.height - metrics.navigation_bar
        return Rect(0, bottom - height, width, bottom)
    if dialog.kind == "menu":
        right, top = metrics.width - make.px(8), metrics.status_bar + make.px(52)
        return Rect(right - width, top, right, top + height)
    left, top = (metrics.width - width) // 2, (metrics.height - height) // 2
    return Rect(left, top, left + width, top + height)


KEY_ROWS = {
    "text": ("qwertyuiop", "asdfghjkl", "zxcvbnm⌫", ",␣.⏎"),
    "number": ("123", "456", "789", ".0⌫", "⏎"),
}
KEY_NAMES = {"⌫": "delete", "⏎": "done", "␣": "space"}


def keyboard_box(make: Builder, kind: str) -> Box:
    """The system's input method for text or numbers."""
    metrics = make.metrics
    top = metrics.height - metrics.navigation_bar - make.px(KEYBOARD_DP)
    pad = Box("android.widget.FrameLayout", paint="fill", gap=make.px(8), height=-1)
    pad.padding = (make.px(10), make.px(4), make.px(10), make.px(4))
    pad.look.background = "#DFE3E8"
    rows = KEY_ROWS["number" if kind in ("number", "phone", "amount", "code") else "text"]
    for letters in rows:
        line = Box("android.widget.LinearLayout", arrange="row", gap=make.px(5), weight=1)
        for letter in letters:
            name = KEY_NAMES.get(letter, letter)
            key = Box("android.view.View", paint="key", weight=4 if name == "space" else 1, description=name, height=-1)
            key.text, key.look = "", Look(size=make.metrics.sp(18), align="center", corner=make.px(6))
            key.look.colour, key.look.background, key.extra = "#1C2026", "#FFFFFF", letter if letter != "␣" else ""
            key.tap = Touch("ime", None, {}, name)
            key.height = make.px(44 if len(rows) == 5 else 52)
            line.children.append(key)
        pad.children.append(line)
    bounds = Rect(0, top, metrics.width, metrics.height - metrics.navigation_bar)
    return arrange(pad, bounds, {})
