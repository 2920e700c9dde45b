"""Widgets as written: each kind with what its key holds, its own attributes, and the attributes of all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from patrol.virtualphone.app.expressions import Expression, parse_expression
from patrol.virtualphone.app.icons import ICONS, PICTURES
from patrol.virtualphone.app.model import Widget
from patrol.virtualphone.app.problems import Unreadable, unknown
from patrol.virtualphone.app.read_effects import effects
from patrol.virtualphone.app.reading import (
    Context,
    Keys,
    Reader,
    colour,
    computed,
    expect,
    expression,
    flag,
    keys_of,
    list_of,
    number_from,
    one_of,
    record,
    reference,
    text,
    word,
)
from patrol.virtualphone.app.source import Source
from patrol.virtualphone.app.templates import Text

_dp = number_from(0, 4000)
TEXT_STYLES = (
    "headline", "title", "subtitle", "body", "caption", "number", "amount", "notice", "error", "success",
)  # fmt: skip
STYLES = (*TEXT_STYLES, "primary", "secondary", "plain", "danger", "chip", "clear")


def icon(source: Source, context: Context) -> str | Text:
    """An icon's name, or a template that gives one: rows of a list have each their own."""
    name = word(source, context)
    if "{" in name:
        found: Text = text(source, context)
        return found
    if name not in ICONS:
        raise Unreadable(source.place, unknown("icon", name, ICONS))
    return name


def picture(source: Source, context: Context) -> str:
    name = word(source, context)
    if name not in ICONS | PICTURES:
        raise Unreadable(source.place, unknown("image", name, ICONS | PICTURES))
    return name


def widget_id(source: Source, context: Context) -> str:
    name = word(source, context)
    if not name.replace("_", "a").isalnum() or not name.isascii():
        raise Unreadable(source.place, f"id '{name}' may hold letters, digits and _ only")
    context.ids.add(name)
    return name


def edges(source: Source, context: Context) -> tuple[float, ...]:
    """dp for all four sides, or [top, right, bottom, left]."""
    if not source.is_list:
        return (number_from(0, 400)(source, context),) * 4
    values: tuple[float, ...] = list_of(number_from(0, 400))(source, context)
    expect(source, len(values) == 4, "one number or [top, right, bottom, left]")
    return values


def extent(source: Source, context: Context) -> float | str:
    """dp, or `fill`."""
    if source.value == "fill":
        return "fill"
    found: float = _dp(source, context)
    return found


def description(source: Source, context: Context) -> Text | str:
    found: Text | str = "none" if source.value == "none" else text(source, context)
    return found


def widgets(source: Source, context: Context) -> tuple[Widget, ...]:
    found: tuple[Widget, ...] = list_of(widget)(source, context)
    return found


def widget(source: Source, context: Context) -> Widget:
    expect(source, source.is_mapping, "a widget")
    named = [key for key in source.value if key in KINDS]
    # `icon` is a kind, and an attribute of buttons: beside `button` it is the attribute.
    named = [key for key in named if not any(key in KINDS[other].keys for other in named if other != key)]
    if len(named) != 1:
        raise Unreadable(source.place, _which_kind(source, named))
    name = named[0]
    kind = KINDS[name]
    main = kind.main(source.value[name], context)
    found = keys_of(source, {**COMMON, **kind.keys}, context, f"'{name}'", skip=(name,))
    return Widget(name, main, found, _children(kind, main, found), source.place)


def _which_kind(source: Source, named: list[str]) -> str:
    if named:
        return f"one kind at a time: this has {' and '.join(named)}"
    return unknown("widget kind", next(iter(source.value), ""), KINDS)


def _children(kind: Kind, main: Any, found: dict[str, Any]) -> tuple[Widget, ...]:
    if kind.holds_widgets:
        return tuple(main or ())
    if kind.nested:
        return tuple(found.pop(kind.nested, ()))
    return ()


def _choice(source: Source, context: Context) -> tuple[Text, Any]:
    """(what is shown, the value it stands for)."""
    if source.is_mapping and "text" in source.value:
        found = record({"text": text, "value": computed}, "a choice", ("text",))(source, context)
        return found["text"], found.get("value")
    return text(source, context), None


def _slide(source: Source, context: Context) -> dict[str, Any]:
    if source.is_mapping and "text" in source.value:
        keys: Keys = {"text": text, "on_tap": effects, "image": picture, "summary": text, "colour": colour}
        found: dict[str, Any] = record(keys, "a banner", ("text",))(source, context)
        return found
    return {"text": text(source, context)}


def _tab(source: Source, context: Context) -> dict[str, Any]:
    keys: Keys = {"tab": text, "content": widgets, "on_select": effects}
    found: dict[str, Any] = record(keys, "a tab", ("tab",))(source, context)
    return found


def _rows(source: Source, context: Context) -> Expression | None:
    """The number of rows; None is endless."""
    if source.value == "endless":
        return None
    if isinstance(source.value, int):
        return parse_expression(str(source.value))
    expect(
        source, isinstance(source.value, str) and source.value.startswith("="), "a number, '= expression' or endless"
    )
    found: Expression = expression(source, context)
    return found


def _share(source: Source, context: Context) -> Expression | None:
    if source.value == "wheel":
        return None
    found: Expression = expression(source, context)
    return found


def _points(source: Source, context: Context) -> Any:
    return (
        expression(source, context)
        if isinstance(source.value, str)
        else list_of(number_from(-1e12, 1e12))(source, context)
    )


def _optional_text(source: Source, context: Context) -> Text | None:
    return None if source.value in (None, True) else text(source, context)


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind is written. `holds_widgets`: its key holds the children; `nested`: this attribute does."""

    class_name: str
    main: Reader
    keys: Mapping[str, Reader]
    holds_widgets: bool = False
    nested: str = ""


_variable = reference("settable")
_texts = list_of(text)
_every = number_from(200, 3_600_000)
_CHECK: Keys = {"var": _variable, "on_change": effects}
_FIELD: Keys = {
    "var": _variable,
    "type": one_of("text", "phone", "number", "amount", "password", "code", "multiline", "search", "id_card"),
    "label": text,
    "keyboard": one_of("system", "secure", "none"),
    "shuffled": flag,
    "keys": one_of("readable", "hidden"),
    "max_length": number_from(1, 10_000),
    "error": text,
    "paste": flag,
    "copy": flag,
    "echo": one_of("none", "last", "clear"),
    "autofill": flag,
    "keeps_in_memory": flag,
    "on_text": effects,
    "on_submit": effects,
}
_KEYPAD: Keys = {
    "var": _variable,
    "length": number_from(1, 32),
    "shuffled": flag,
    "keys": one_of("readable", "hidden"),
    "keeps_in_memory": flag,
    "on_full": effects,
}
_LIST: Keys = {
    "row": widgets,
    "from": reference("name"),
    "batch": number_from(1, 500),
    "more_ms": number_from(0, 60_000),
    "on_more": effects,
    "empty": text,
    "gap": _dp,
}
_ENTRY: Keys = {"icon": icon, "value": text, "badge": text, "summary": text}
_VIEW = "android.view.View"
_RECYCLER = "androidx.recyclerview.widget.RecyclerView"
_GROUP = "android.view.ViewGroup"
_LINEAR = "android.widget.LinearLayout"
_TEXT = "android.widget.TextView"

KINDS: dict[str, Kind] = {
    "text": Kind(_TEXT, text, {"max_lines": number_from(1, 100)}),
    "link": Kind(_TEXT, text, {}),
    "button": Kind("android.widget.Button", text, {"icon": icon}),
    "entry": Kind(_LINEAR, text, _ENTRY),
    "image": Kind("android.widget.ImageView", picture, {"seed": computed, "shown_kb": number_from(0)}),
    "icon": Kind("android.widget.ImageView", icon, {"badge": text}),
    "field": Kind("android.widget.EditText", text, _FIELD),
    "checkbox": Kind("android.widget.CheckBox", text, _CHECK),
    "switch": Kind("android.widget.Switch", text, {**_CHECK, "summary": text}),
    "radio": Kind("android.widget.RadioGroup", list_of(_choice), _CHECK),
    "picker": Kind("android.widget.Spinner", list_of(_choice), {**_CHECK, "label": text}),
    "card": Kind("androidx.cardview.widget.CardView", widgets, {"gap": _dp}, holds_widgets=True),
    "column": Kind(_LINEAR, widgets, {"gap": _dp}, holds_widgets=True),
    "row": Kind(_LINEAR, widgets, {"gap": _dp}, holds_widgets=True),
    "grid": Kind(
        "androidx.recyclerview.widget.RecyclerView", number_from(1, 8), {"content": widgets}, nested="content"
    ),
    "banner": Kind("androidx.viewpager.widget.ViewPager", list_of(_slide), {"every_ms": _every}),
    "ticker": Kind("android.widget.ViewFlipper", list_of(_slide), {"every_ms": _every}),
    "list": Kind(_RECYCLER, _rows, _LIST, nested="row"),
    "tabs": Kind("android.widget.HorizontalScrollView", list_of(_tab), {"var": _variable, "scrollable": flag}),
    "chips": Kind(_LINEAR, _texts, _CHECK),
    "steps": Kind(_LINEAR, _texts, {"at": expression}),
    "web": Kind("android.webkit.WebView", widgets, {"url": text}, holds_widgets=True),
    "heading": Kind(_TEXT, text, {}),
    "paragraph": Kind(_TEXT, text, {}),
    "web_link": Kind(_VIEW, text, {}),
    "web_button": Kind("android.widget.Button", text, {}),
    "web_field": Kind("android.widget.EditText", text, {"var": _variable, "type": _FIELD["type"], "on_text": effects}),
    "web_check": Kind("android.widget.CheckBox", text, _CHECK),
    "web_image": Kind("android.widget.Image", picture, {"seed": computed}),
    "web_list": Kind("android.widget.ListView", widgets, {}, holds_widgets=True),
    "signature": Kind(_VIEW, _optional_text, {"var": _variable}),
    "camera": Kind("android.view.TextureView", _optional_text, {"facing": one_of("front", "back")}),
    "video": Kind("android.view.SurfaceView", _optional_text, {"caption": text}),
    "canvas": Kind(_VIEW, _optional_text, {}),
    "bubble": Kind(
        _LINEAR,
        text,
        {"from": one_of("me", "them"), "time": text, "card": record({"title": text, "text": text}, "a card")},
    ),
    "keypad": Kind(_GROUP, _optional_text, _KEYPAD),
    "progress": Kind("android.widget.ProgressBar", _share, {}),
    "chart": Kind(_VIEW, _points, {"kind_of": one_of("line", "bars", "pie")}),
    "qr": Kind("android.widget.ImageView", text, {}),
    "slider": Kind(
        "android.widget.SeekBar", expression, {"var": _variable, "low": number_from(-1e9), "high": number_from(-1e9)}
    ),
    "divider": Kind(_VIEW, lambda source, context: None if source.value is None else _dp(source, context), {}),
    "space": Kind("android.widget.Space", _dp, {}),
}
"""Kind → how it is written, and the Android class it has in a dump."""

WITHOUT_IDS = frozenset("heading paragraph web_link web_button web_field web_check web_image web_list".split())

COMMON: Keys = {
    "id": widget_id,
    "when": expression,
    "enabled_when": expression,
    "selected_when": expression,
    "description": description,
    "class": word,
    "size": number_from(4, 120),
    "bold": flag,
    "colour": colour,
    "background": colour,
    "align": one_of("left", "center", "right"),
    "width": extent,
    "height": extent,
    "weight": number_from(0, 100),
    "margin": edges,
    "padding": edges,
    "corner": number_from(0, 200),
    "style": one_of(*STYLES),
    "clickable": flag,
    "on_tap": effects,
    "on_long_tap": effects,
    "on_swipe": record(dict.fromkeys(("left", "right", "up", "down"), effects), "on_swipe"),
    "shown": flag,
    "touch_dp": number_from(4, 200),
    "line_height": number_from(0.8, 4),
    "reading_order": number_from(-1000, 1000),
}
