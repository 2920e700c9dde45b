"""Boxes of widgets that only show something, and of buttons and entries."""

from __future__ import annotations

from patrol.virtualphone.app.layout.box import Box, Look
from patrol.virtualphone.app.layout.build import TYPE, Builder, class_of, makes
from patrol.virtualphone.app.layout.view import tint
from patrol.virtualphone.app.model import Widget

BANNER_COLOURS = ("primary", "accent", "blue", "green", "gold")


@makes("text")
def text(make: Builder, widget: Widget) -> Box:
    style = widget.get("style", "body")
    box = make.label(make.say(widget.main), style if style in TYPE else "body")
    box.width = -1
    box.look.max_lines = int(widget.get("max_lines", 0))
    if style == "notice":
        box.padding = (make.px(8), make.px(12), make.px(8), make.px(12))
        box.look.background, box.look.corner = "#FFF4E0", make.px(8)
    if widget.get("on_tap"):
        box.padding = (make.px(14), box.padding[1], make.px(14), box.padding[3])
    return box


@makes("link")
def link(make: Builder, widget: Widget) -> Box:
    box = make.label(make.say(widget.main), colour=make.colour("primary"), size=make.metrics.sp(14))
    box.min_height = make.target(widget)
    box.middle = True
    pad = make.px(widget.get("touch_dp", 48) - 20) // 2
    box.padding = (max(0, pad), 0, max(0, pad), 0)
    return box


@makes("button")
def button(make: Builder, widget: Widget) -> Box:
    style = widget.get("style", "primary")
    box = Box(class_of(widget), text=make.say(widget.main), paint="button")
    icon_ = widget.get("icon")
    box.extra = icon_ if icon_ is None or isinstance(icon_, str) else make.say(icon_)
    box.min_height = make.target(widget)
    main = make.colour("red" if style == "danger" else "primary")
    box.look = Look(size=make.metrics.sp(16), bold=True, align="center", corner=make.px(24))
    box.padding = (make.px(12), make.px(20), make.px(12), make.px(20))
    if style in ("primary", "danger"):
        box.look.colour, box.look.background = "#FFFFFF", main
    elif style == "secondary":
        box.look.colour, box.look.outline, box.look.background = main, main, make.colour("surface")
    elif style == "chip":
        box.look = Look(size=make.metrics.sp(13), align="center", corner=make.px(18), colour=main)
        box.look.background, box.width = tint(main, 0.9), None
        box.padding = (make.px(14), make.px(16), make.px(14), make.px(16))
    else:
        box.look.colour, box.look.bold = make.colour("grey"), False
    return box


@makes("entry")
def entry(make: Builder, widget: Widget) -> Box:
    """A line with an arrow; inside a grid `cell` is used instead."""
    line = Box(class_of(widget), arrange="row", centre=True, gap=make.px(12), min_height=make.target(widget, 56))
    line.padding = (make.px(10), make.px(16), make.px(10), make.px(16))
    line.look = Look(background=make.colour("surface"), corner=0)
    if widget.get("icon"):
        line.children.append(make.glyph(widget.get("icon"), 22, "primary"))
    words = Box("android.widget.LinearLayout", weight=1, in_tree=False)
    words.children.append(make.label(make.say(widget.main), size=make.metrics.sp(15)))
    if widget.get("summary"):
        words.children.append(make.label(make.say(widget.get("summary")), "caption"))
    line.children.append(words)
    if widget.get("badge"):
        line.children.append(badge(make, widget))
    if widget.get("value"):
        line.children.append(make.label(make.say(widget.get("value")), colour=make.colour("grey")))
    if widget.get("picks"):
        picker, index, value = widget.get("picks")
        line.tap = make.touch("picked", picker, value.value(make.scope) if value is not None else index)
    if widget.get("clips"):
        field, what = widget.get("clips")
        line.tap = make.touch("clip", field, what)
    if widget.get("on_tap"):
        arrow = make.glyph("forward", 16, "faint")
        arrow.in_tree = False
        line.children.append(arrow)
    return line


def cell(make: Builder, widget: Widget) -> Box:
    """An entry of a grid: an icon over its caption."""
    column = Box(class_of(widget), centre=True, middle=True, gap=make.px(6), min_height=make.target(widget, 76))
    column.padding = (make.px(8), make.px(2), make.px(8), make.px(2))
    picture = make.glyph(widget.get("icon", "grid"), 28, "primary")
    column.children.append(picture)
    column.children.append(make.label(make.say(widget.main), size=make.metrics.sp(12), align="center", max_lines=2))
    if widget.get("badge"):
        column.children.append(badge(make, widget))
    return column


def badge(make: Builder, widget: Widget) -> Box:
    text_ = make.say(widget.get("badge"))
    box = make.label(text_, "caption", colour="#FFFFFF", background=make.colour("red"), corner=make.px(9))
    box.look.size = make.metrics.sp(11)
    box.padding = (make.px(1), make.px(6), make.px(1), make.px(6))
    return box


@makes("image")
def image(make: Builder, widget: Widget) -> Box:
    box = Box(class_of(widget), paint="picture", height=make.px(160), description="")
    seed = widget.get("seed")
    box.extra = (widget.main, str(seed.value(make.scope)) if seed is not None else "")
    box.look = Look(corner=make.px(make.theme.corner), colour=make.colour("primary"))
    if widget.main in ("avatar", "logo"):
        box.width = box.height = make.px(72)
    return box


@makes("icon")
def icon(make: Builder, widget: Widget) -> Box:
    still = not (widget.get("on_tap") or widget.get("on_long_tap") or widget.get("touch_dp"))
    side = make.target(widget, 32 if still else 48)
    box = make.glyph(widget.main, 24, "ink")
    box.width = box.height = side
    glyph = round(make.px(24) * make.metrics.scale)
    pad = max(0, (side - glyph) // 2)
    box.padding = (pad, pad, pad, pad)
    if widget.get("badge"):
        mark = badge(make, widget)
        mark.margin = (pad // 3, 0, 0, side // 2)
        box.arrange, box.class_name = "layers", "android.widget.FrameLayout"
        picture = make.glyph(widget.main, 24, widget.get("colour", "ink"))
        picture.margin = (pad, 0, 0, pad)
        box.children, box.paint, box.padding = [picture, mark], "", (0, 0, 0, 0)
    return box


@makes("divider")
def divider(make: Builder, widget: Widget) -> Box:
    box = Box(class_of(widget), height=make.px(widget.main or 1), in_tree=False, paint="fill")
    box.look = Look(background=make.colour("line"))
    return box


@makes("space")
def space(make: Builder, widget: Widget) -> Box:
    return Box(class_of(widget), height=make.px(widget.main), in_tree=False)


@makes("qr")
def qr(make: Builder, widget: Widget) -> Box:
    side = make.px(200)
    box = Box(class_of(widget), width=side, height=side, paint="qr", extra=make.say(widget.main))
    box.look.align = "center"
    return box


@makes("progress")
def progress(make: Builder, widget: Widget) -> Box:
    look = Look(colour=make.colour("primary"), background=make.colour("line"), corner=make.px(3), align="center")
    if widget.main is None:
        return Box(class_of(widget), paint="wheel", width=make.px(40), height=make.px(40), look=look)
    share = max(0.0, min(1.0, float(widget.main.value(make.scope) or 0)))
    return Box(class_of(widget), paint="bar", height=make.px(6), look=look, extra=share)


@makes("chart")
def chart(make: Builder, widget: Widget) -> Box:
    points = widget.main.value(make.scope) if hasattr(widget.main, "value") else widget.main
    numbers = tuple(float(p) for p in points or () if isinstance(p, int | float))
    look = Look(colour=make.colour("primary"), background=make.colour("surface"), corner=make.px(8))
    box = Box(class_of(widget), paint="chart", height=make.px(160), look=look)
    box.extra = (widget.get("kind_of", "line"), numbers)
    return box


@makes("steps")
def steps(make: Builder, widget: Widget) -> Box:
    at = widget.get("at")
    current = int(at.value(make.scope) or 0) if at is not None else 0
    line = Box(class_of(widget), arrange="row")
    for index, title in enumerate(widget.main):
        step = Box("android.widget.LinearLayout", weight=1, centre=True, gap=make.px(4), selected=index == current)
        reached = make.colour("primary" if index <= current else "grey")
        mark = make.label(str(index + 1), "caption", colour="#FFFFFF", background=reached, align="center")
        mark.width, mark.padding, mark.look.corner = make.px(24), (make.px(3), 0, make.px(3), 0), make.px(12)
        step.children = [mark, make.label(make.say(title), "caption", align="center", colour=reached)]
        line.children.append(step)
    return line
