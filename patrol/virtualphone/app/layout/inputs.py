"""Boxes of widgets that hold a value: fields, switches, choices, keypads."""

from __future__ import annotations

import random

from patrol.virtualphone.app.layout.box import Box, Key, Look, Touch
from patrol.virtualphone.app.layout.build import Builder, class_of, makes
from patrol.virtualphone.app.layout.view import ECHO_MS, field_of, key_of, tint
from patrol.virtualphone.app.model import Widget
from patrol.virtualphone.app.scope import number, plain

DIGITS = "1234567890"
DOT = "•"


@makes("field")
def field(make: Builder, widget: Widget) -> Box:
    group = Box("android.widget.LinearLayout", gap=make.px(4))
    if widget.get("label"):
        group.children.append(make.label(make.say(widget.get("label")), "caption", size=make.metrics.sp(13)))
    box = _edit_text(make, widget)
    group.children.append(box)
    wrong = make.view.errors.get(widget.id) or make.say(widget.get("error"))
    if wrong:
        group.children.append(make.label(wrong, "error"))
    if len(group.children) == 1:
        return box
    make.finish(box, widget)
    group.in_tree, group.finished = False, True
    return group


def _edit_text(make: Builder, widget: Widget) -> Box:
    secret = widget.get("type") == "password"
    held = plain(make.value(widget))
    key = key_of(widget, make.scope.locals)
    clear = widget.get("echo") == "clear"
    box = Box(class_of(widget), min_height=make.target(widget, 52), paint="field", focusable=True)
    box.password = secret and not clear
    box.hint = make.say(widget.main)
    box.text = _dots(make, widget, held) if box.password else held
    box.focused = field_of(make.view.focus) == key
    box.tap = make.touch("focus", widget)
    offers = widget.get("paste", not secret) or widget.get("copy")
    box.long_tap = make.touch("paste", widget) if offers else None
    outline = "primary" if box.focused else "line"
    box.look = Look(size=make.metrics.sp(16), colour=make.colour("ink"), corner=make.px(10))
    box.look.background, box.look.outline = make.colour("surface"), make.colour(outline)
    box.padding = (make.px(12), make.px(14), make.px(12), make.px(14))
    if widget.get("type") == "multiline":
        box.height = make.px(112)
    if widget.get("type") == "search":
        box.look.corner, box.extra = make.px(24), "search"
    return box


def _dots(make: Builder, widget: Widget, held: str) -> str:
    """A password as it is shown: the character typed last stays readable for a moment where the field echoes it."""
    typed = make.view.typed_ms.get(key_of(widget, make.scope.locals))
    if typed is None or not held or make.view.now_ms - typed >= ECHO_MS:
        return DOT * len(held)
    return DOT * (len(held) - 1) + held[-1]


@makes("checkbox")
def checkbox(make: Builder, widget: Widget) -> Box:
    text = make.say(widget.main)
    box = Box(class_of(widget), text=text, paint="checkbox", min_height=make.target(widget))
    return _toggled(make, widget, box)


@makes("switch")
def switch(make: Builder, widget: Widget) -> Box:
    """A line whose right end is the switch; the switch carries the text, as material switches do."""
    box = Box(class_of(widget), text=make.say(widget.main), paint="switch", min_height=make.target(widget, 56))
    box.padding = (make.px(10), make.px(16), make.px(10), make.px(16))
    box.look.background = make.colour("surface")
    if widget.get("summary"):
        box.extra = make.say(widget.get("summary"))
        box.min_height = make.target(widget, 72)
    return _toggled(make, widget, box)


def _toggled(make: Builder, widget: Widget, box: Box) -> Box:
    background = box.look.background
    box.look = Look(size=make.metrics.sp(15), colour=make.colour("ink"), outline=make.colour("primary"))
    box.look.background = background
    box.checkable, box.checked = True, bool(make.value(widget))
    box.tap = make.touch("toggle", widget)
    return box


@makes("radio")
def radio(make: Builder, widget: Widget) -> Box:
    group = Box(class_of(widget))
    chosen = make.value(widget)
    for index, (text, value) in enumerate(widget.main):
        stands_for = value.value(make.scope) if value is not None else index
        box = Box("android.widget.RadioButton", text=make.say(text), paint="radio", min_height=make.target(widget))
        box.look = Look(size=make.metrics.sp(15), colour=make.colour("ink"), outline=make.colour("primary"))
        box.checkable, box.checked = True, chosen == stands_for
        box.tap = make.touch("choose", widget, stands_for)
        group.children.append(box)
    return group


@makes("picker")
def picker(make: Builder, widget: Widget) -> Box:
    line = Box(class_of(widget), arrange="row", centre=True, gap=make.px(8), min_height=make.target(widget, 52))
    line.padding = (make.px(10), make.px(14), make.px(10), make.px(14))
    line.look = Look(background=make.colour("surface"), outline=make.colour("line"), corner=make.px(10))
    if widget.get("label"):
        line.children.append(make.label(make.say(widget.get("label")), colour=make.colour("grey")))
    shown = make.label(picked(make, widget), align="right")
    shown.weight = 1
    line.children.append(shown)
    arrow = make.glyph("down", 16, "faint")
    arrow.in_tree = False
    line.children.append(arrow)
    line.tap = make.touch("pick", widget)
    return line


def picked(make: Builder, widget: Widget) -> str:
    """The text of the chosen entry; the first one at the beginning."""
    chosen = make.value(widget)
    for index, (text, value) in enumerate(widget.main):
        if chosen == (value.value(make.scope) if value is not None else index):
            return make.say(text)
    return make.say(widget.main[0][0]) if widget.main else ""


@makes("chips")
def chips(make: Builder, widget: Widget) -> Box:
    line = Box(class_of(widget), arrange="grid", columns=min(4, max(1, len(widget.main))), gap=make.px(8))
    chosen = int(number(make.value(widget)))
    main = make.colour("primary")
    for index, text in enumerate(widget.main):
        on = index == chosen
        chip = Box("android.widget.TextView", text=make.say(text), paint="chip", min_height=make.target(widget))
        chip.look = Look(size=make.metrics.sp(13), align="center", corner=make.px(16), bold=on)
        chip.look.colour = make.colour("ink") if not on else main
        chip.look.background = tint(main, 0.88) if on else make.colour("surface")
        chip.selected, chip.tap = on, make.touch("chip", widget, index)
        line.children.append(chip)
    return line


@makes("slider")
def slider(make: Builder, widget: Widget) -> Box:
    low, high = float(widget.get("low", 0)), float(widget.get("high", 100))
    held = make.value(widget)
    at = number(held if held is not None else widget.main.value(make.scope))
    box = Box(class_of(widget), paint="slider", height=make.target(widget), text=plain(at))
    box.look = Look(colour=make.colour("primary"), background=make.colour("line"))
    box.extra = max(0.0, min(1.0, (at - low) / (high - low))) if high > low else 0.0
    box.tap = make.touch("slide", widget, (low, high))
    return box


@makes("signature")
def signature(make: Builder, widget: Widget) -> Box:
    box = Box(class_of(widget), paint="signature", height=make.px(220), extra=bool(make.value(widget)))
    box.look = Look(colour=make.colour("ink"), background=make.colour("surface"), outline=make.colour("line"))
    box.look.corner, box.look.size = make.px(10), make.metrics.sp(14)
    box.description = make.say(widget.main)
    box.swipe = Touch("sign", widget, make.scope.locals)
    return box


@makes("keypad")
def keypad(make: Builder, widget: Widget) -> Box:
    key = key_of(widget, make.scope.locals)
    if widget.get("shuffled") and key not in make.view.shuffles:
        make.view.shuffles[key] = shuffled(random.Random(f"{make.view.opened_ms} {widget.id}"))
    return keys_of(make, widget, key)


def shuffled(chance: random.Random) -> str:
    """The digits in an order of their own."""
    letters = list(DIGITS)
    chance.shuffle(letters)
    return "".join(letters)


def keys_of(make: Builder, widget: Widget, key: Key) -> Box:
    """The app's own keyboard: digits in their usual or a shuffled order, a delete key and a done key."""
    pad = Box("android.view.ViewGroup", arrange="grid", columns=3, gap=make.px(6), id="secure_keyboard")
    pad.padding = (make.px(8),) * 4
    pad.look.background = make.colour("line")
    order = make.view.shuffles.get(key, DIGITS)
    readable = widget.get("keys", "readable") == "readable"
    for name in (*order[:9], "done", order[9], "delete"):
        pad.children.append(_key(make, widget, name, readable))
    if not readable:
        pad.class_name = "android.view.View"
    return pad


def _key(make: Builder, widget: Widget, name: str, readable: bool) -> Box:
    words = {"done": ("完成", "Done"), "delete": ("删除", "Delete")}
    shown = words[name][make.scope.language == "en"] if name in words else name
    box = Box("android.widget.TextView", text=shown, paint="key", height=make.px(52), in_tree=readable)
    box.look = Look(size=make.metrics.sp(20 if name.isdigit() else 15), bold=name.isdigit(), align="center")
    box.look.colour, box.look.background, box.look.corner = make.colour("ink"), make.colour("surface"), make.px(6)
    box.tap = make.touch("key", widget, name)
    return box
