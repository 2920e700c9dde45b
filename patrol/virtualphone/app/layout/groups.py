"""Boxes of widgets that hold others: cards, rows, grids, lists, tabs, banners, web content."""

from __future__ import annotations

from patrol.virtualphone.app.layout.box import Box, Look, RowSource
from patrol.virtualphone.app.layout.build import Builder, class_of, makes
from patrol.virtualphone.app.layout.plain import BANNER_COLOURS, cell, link
from patrol.virtualphone.app.layout.view import key_of
from patrol.virtualphone.app.model import Widget
from patrol.virtualphone.app.scope import number, pick

BATCH = 20
"""Rows a list loads at a time unless the model says otherwise."""
ROW_AMOUNT_SP = 17
"""An amount beside other things is smaller than one that stands alone."""
GROUPED = frozenset({"entry", "switch"})
"""Neighbours of these kinds share one card."""


def stacked(make: Builder, widgets: tuple[Widget, ...]) -> list[Box]:
    """The boxes of a page's or tab's content, neighbouring entries drawn as one card."""
    found: list[Box] = []
    group: list[Box] = []
    for widget in widgets:
        box = make.one(widget)
        if box is None:
            continue
        if widget.kind in GROUPED and "margin" not in widget.attributes:
            group.append(box)
            continue
        if group:
            found.append(_card_of(make, group))
            group = []
        found.append(box)
    return [*found, _card_of(make, group)] if group else found


def _card_of(make: Builder, boxes: list[Box]) -> Box:
    card = Box("android.widget.LinearLayout", paint="fill")
    card.look = Look(background=make.colour("surface"), corner=make.px(make.theme.corner))
    for index, box in enumerate(boxes):
        box.look.background = ""
        if index:
            line = Box(height=max(1, make.px(0.5)), in_tree=False, paint="fill", margin=(0, 0, 0, make.px(16)))
            line.look.background = make.colour("line")
            card.children.append(line)
        card.children.append(box)
    return card


@makes("card")
def card(make: Builder, widget: Widget) -> Box:
    box = Box(class_of(widget), gap=make.px(widget.get("gap", 8)), paint="fill")
    box.padding = (make.px(14), make.px(16), make.px(14), make.px(16))
    box.look = Look(background=make.colour("surface"), corner=make.px(make.theme.corner), shadow=True)
    box.children = make.build(widget.children)
    return box


@makes("column")
def column(make: Builder, widget: Widget) -> Box:
    box = Box(class_of(widget), gap=make.px(widget.get("gap", 4)), paint="fill")
    box.children = make.build(widget.children)
    return box


@makes("row")
def row(make: Builder, widget: Widget) -> Box:
    box = Box(class_of(widget), arrange="row", centre=True, gap=make.px(widget.get("gap", 8)), paint="fill")
    box.children = make.build(widget.children)
    _share(make, box, _present(make, widget))
    return box


def _share(make: Builder, box: Box, sources: list[Widget]) -> None:
    """Who takes the free width when the model does not say: fields, else columns and cards, else buttons."""
    for child, source in zip(box.children, sources, strict=True):
        if source.kind == "text" and source.get("style") == "amount" and "size" not in source.attributes:
            child.look.size = make.metrics.sp(ROW_AMOUNT_SP)
    if any(child.weight for child in box.children):
        return
    for kinds in (("field",), ("column", "card"), ("button",)):
        takers = [c for c, source in zip(box.children, sources, strict=True) if source.kind in kinds and c.width == -1]
        for child in takers:
            child.weight = 1
        if takers:
            return


def _present(make: Builder, widget: Widget) -> list[Widget]:
    return [w for w in widget.children if w.get("when") is None or w.get("when").holds(make.scope)]


@makes("grid")
def grid(make: Builder, widget: Widget) -> Box:
    box = Box(class_of(widget), arrange="grid", columns=int(widget.main), gap=make.px(4), paint="fill")
    box.look = Look(background=make.colour("surface"), corner=make.px(make.theme.corner))
    box.padding = (make.px(10), make.px(6), make.px(10), make.px(6))
    for child in _present(make, widget):
        if child.kind == "entry":
            made = cell(make, child)
            make.finish(made, child)
            box.children.append(made)
        else:
            box.children.extend(make.build((child,)))
            if child.get("style") == "chip" and "width" not in child.attributes:
                box.children[-1].width = -1
    return box


@makes("list")
def rows(make: Builder, widget: Widget) -> Box:
    key = key_of(widget, make.scope.locals)
    box = Box(class_of(widget), focusable=True)
    source = make.scope.value(widget.get("from", ""))
    total = rows_in(make, widget)
    batch = int(widget.get("batch", BATCH))
    loaded = min(make.view.loaded.get(key, batch), total if total is not None else 10**9)
    if total == 0:
        empty = make.label(make.say(widget.get("empty")), "caption", align="center")
        empty.width, empty.padding = -1, (make.px(32), 0, make.px(32), 0)
        box.children = [empty]
        return box

    def one(i: int) -> Box:
        items = source if isinstance(source, list | tuple) else ()
        inside = make.inside(i=i, n=i + 1, item=pick(items, i))
        group = Box("android.widget.LinearLayout", in_tree=len(widget.children) > 1)
        group.children = stacked(inside, widget.children)
        return group

    heights = make.view.heights.setdefault(key, {})
    box.rows = RowSource(loaded, one, heights, make.px(widget.get("gap", 8)))
    more = total is None or loaded < total
    box.extra = (key, loaded, batch, more, widget)
    return box


def rows_in(make: Builder, widget: Widget) -> int | None:
    """How many rows there are in all; None is endless."""
    if widget.main is None:
        return None
    return max(0, min(100_000, int(number(widget.main.value(make.scope)))))


@makes("tabs")
def tabs(make: Builder, widget: Widget) -> Box:
    chosen = max(0, min(len(widget.main) - 1, int(number(make.value(widget)))))
    bar = Box(class_of(widget), arrange="row", paint="fill", id=widget.id if make.ids else "")
    bar.look.background = make.colour("surface")
    for index, tab in enumerate(widget.main):
        on = index == chosen
        one = make.label(make.say(tab["tab"]), size=make.metrics.sp(15), align="center", bold=on)
        one.class_name, one.weight, one.min_height, one.selected = "android.widget.TextView", 1, make.target(widget), on
        one.paint, one.look.colour = "tab", make.colour("primary" if on else "ink")
        one.padding = (make.px(13), make.px(4), make.px(13), make.px(4))
        one.tap = make.touch("tab", widget, index)
        bar.children.append(one)
    content = Box("android.widget.LinearLayout", gap=make.px(10))
    content.padding = (make.px(12), make.px(16), make.px(4), make.px(16))
    content.children = stacked(make, widget.main[chosen].get("content", ())) if widget.main else []
    return Box("android.widget.LinearLayout", bleeds=True, in_tree=False, finished=True, children=[bar, content])


@makes("banner")
def banner(make: Builder, widget: Widget) -> Box:
    slides = widget.main
    at = int(make.view.elapsed_ms // float(widget.get("every_ms", 4000))) % max(1, len(slides))
    slide = slides[at] if slides else {}
    box = Box(class_of(widget), paint="banner", height=make.px(132), arrange="layers")
    box.look = Look(background=make.colour(slide.get("colour") or BANNER_COLOURS[at % len(BANNER_COLOURS)]))
    box.look.corner = make.px(make.theme.corner)
    box.extra = (slide.get("image", ""), at, len(slides))
    words = Box("android.widget.LinearLayout", middle=True, height=-1, gap=make.px(6), in_tree=False)
    words.padding = (0, make.px(96), 0, make.px(20))
    words.children = [make.label(make.say(slide.get("text")), "title", colour="#FFFFFF")]
    if slide.get("summary"):
        words.children.append(make.label(make.say(slide.get("summary")), "caption", colour="#FFFFFF"))
    box.children = [words]
    if slide.get("on_tap"):
        box.tap = make.touch("effects", widget, slide["on_tap"])
    return box


@makes("ticker")
def ticker(make: Builder, widget: Widget) -> Box:
    at = int(make.view.elapsed_ms // float(widget.get("every_ms", 3000))) % max(1, len(widget.main))
    slide = widget.main[at]
    box = Box(class_of(widget), arrange="row", centre=True, gap=make.px(8), paint="fill", min_height=make.px(40))
    box.padding = (0, make.px(12), 0, make.px(12))
    box.look = Look(background=make.colour("surface"), corner=make.px(8))
    words = make.label(make.say(slide["text"]), size=make.metrics.sp(13), max_lines=1)
    words.weight = 1
    icon = make.glyph("bell", 18, "accent")
    icon.in_tree = False
    box.children = [icon, words]
    if slide.get("on_tap"):
        box.tap = make.touch("effects", widget, slide["on_tap"])
        box.min_height = make.target(widget)
    return box


@makes("bubble")
def bubble(make: Builder, widget: Widget) -> Box:
    mine = widget.get("from", "them") == "me"
    line = Box(class_of(widget), arrange="row", gap=make.px(8))
    line.look.align = "right" if mine else "left"
    face = Box("android.widget.ImageView", paint="picture", width=make.px(36), height=make.px(36))
    face.extra, face.look = (
        ("avatar", "me" if mine else "them"),
        Look(corner=make.px(18), colour=make.colour("primary")),
    )
    words = make.label(make.say(widget.main), size=make.metrics.sp(15))
    words.padding = (make.px(10), make.px(14), make.px(10), make.px(14))
    words.look.background = "#D6E8FF" if mine else make.colour("surface")
    words.look.corner = make.px(12)
    if mine or not make.theme.dark:
        words.look.colour = "#1C2026"
    line.children = [words, face] if mine else [face, words]
    if mine:
        words.margin = (0, 0, 0, make.px(64))
    else:
        words.margin = (0, make.px(64), 0, 0)
    if widget.get("card"):
        extra = widget.get("card")
        inner = Box("android.widget.LinearLayout", gap=make.px(4), width=make.px(240), paint="fill")
        inner.padding = (make.px(10),) * 4
        inner.look = Look(background=make.colour("surface"), corner=make.px(12))
        inner.children = [make.label(make.say(extra.get("title")), "subtitle"), make.label(make.say(extra.get("text")))]
        line.children = [inner, face] if mine else [face, inner]
    if widget.get("time"):
        stamp = make.label(make.say(widget.get("time")), "caption", align="center")
        return Box("android.widget.LinearLayout", gap=make.px(6), children=[stamp, line])
    return line


@makes("web")
def web(make: Builder, widget: Widget) -> Box:
    box = Box(class_of(widget), bleeds=True, focusable=True, paint="fill", gap=make.px(10))
    box.look.background = "#FFFFFF"
    document = Box("android.webkit.WebView", gap=make.px(10), focusable=True)
    document.padding = (make.px(16),) * 4
    document.children = make.build(widget.children)
    box.children = [document]
    return box


@makes("web_list")
def web_list(make: Builder, widget: Widget) -> Box:
    return Box(class_of(widget), gap=make.px(8), children=make.build(widget.children))


@makes("heading")
def heading(make: Builder, widget: Widget) -> Box:
    box = make.label(make.say(widget.main), "title", colour="#111111")
    box.class_name, box.width = "android.view.View", -1
    return box


@makes("paragraph")
def paragraph(make: Builder, widget: Widget) -> Box:
    box = make.label(make.say(widget.main), colour="#333333")
    box.class_name, box.width = "android.view.View", -1
    return box


@makes("web_link")
def web_link(make: Builder, widget: Widget) -> Box:
    box = link(make, widget)
    box.class_name, box.width = "android.view.View", -1
    return box
