"""Pages and dialogs as written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from patrol.virtualphone.app.model import Dialog, Link, Page, Toolbar, Widget
from patrol.virtualphone.app.problems import Unreadable, unknown
from patrol.virtualphone.app.read_effects import effects, timer
from patrol.virtualphone.app.read_widgets import KINDS, widgets
from patrol.virtualphone.app.reading import (
    Context,
    Keys,
    colour,
    expect,
    flag,
    keys_of,
    list_of,
    mapping_of,
    number_from,
    one_of,
    record,
    reference,
    text,
    word,
)
from patrol.virtualphone.app.source import Source

CLOCK_NAMES = frozenset({"time", "tick", "uptime_s"})
_PULSES = {"banner": 4000.0, "ticker": 3000.0}


def toolbar(source: Source, context: Context) -> Toolbar | None:
    if source.value in ("none", False):
        return None
    keys: Keys = {"back": flag, "title": text, "style": one_of("plain", "primary", "clear"), "actions": widgets}
    return Toolbar(**record(keys, "toolbar")(source, context))


def link(source: Source, context: Context) -> Link:
    """`bank://product/{product}`."""
    pattern = word(source, context)
    if not re.match(r"[a-z][a-z0-9+.-]*://", pattern):
        raise Unreadable(source.place, f"'{pattern}' is no deep link; write for example 'bank://product/{{id}}'")
    parts = re.split(r"\{(\w+)\}", pattern)
    for name in parts[1::2]:
        if name not in context.names("settable"):
            raise Unreadable(source.place, unknown("variable", name, context.names("settable")))
    return Link(pattern, tuple(parts))


def _load_times(source: Source, context: Context) -> tuple[float, float]:
    """(the first time in a process, later)."""
    ms = number_from(0, 600_000)
    if not source.is_mapping:
        value = ms(source, context)
        return value, value
    found = record({"first": ms, "again": ms}, "load_ms", ("first", "again"))(source, context)
    return found.get("first", 0), found.get("again", 0)


def dialog(source: Source, context: Context) -> dict[str, Any]:
    keys: Keys = {
        "kind": one_of("dialog", "sheet", "menu", "popup"),
        "title": text,
        "content": widgets,
        "buttons": widgets,
        "cancelable": flag,
        "on_open": effects,
        "width": number_from(40, 2000),
        "secure": flag,
    }
    return keys_of(source, keys, context, "dialog")


def dialogs(source: Source, context: Context) -> dict[str, Dialog]:
    return {name: Dialog(name, **found) for name, found in mapping_of(dialog)(source, context).items()}


PAGE_KEYS: Keys = {
    "activity": reference("activity"),
    "title": text,
    "module": word,
    "toolbar": toolbar,
    "link": link,
    "links": list_of(link),
    "content": widgets,
    "top": widgets,
    "bottom": widgets,
    "float": widgets,
    "navigation": reference("navigation"),
    "dialogs": dialogs,
    "scroll": flag,
    "secure": flag,
    "hides_overlays": flag,
    "background": colour,
    "load_ms": _load_times,
    "frame_ms": number_from(0.1, 5000),
    "jank": number_from(0, 1),
    "slow_frame_ms": number_from(1, 10_000),
    "surface": flag,
    "memory_kb": number_from(0, 4_000_000),
    "leak_kb": number_from(0, 4_000_000),
    "leak_threads": number_from(0, 1000),
    "leak_handles": number_from(0, 10_000),
    "idle_cpu": number_from(0, 8),
    "busy_thread": word,
    "keyboard_mode": one_of("resize", "nothing"),
    "elder": one_of("follows", "ignored"),
    "weak": flag,
    "orientation": one_of("portrait", "landscape"),
    "on_open": effects,
    "on_loaded": effects,
    "on_resume": effects,
    "on_leave": effects,
    "on_back": effects,
    "timers": list_of(timer),
}


def page(name: str, source: Source, context: Context, package: str) -> Page:
    """Raises Unreadable when it cannot be made at all."""
    expect(source, source.is_mapping, "a page")
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise Unreadable(source.place, f"page id '{name}': use lower case letters, digits and _")
    local = set(source.value["dialogs"].value) if _has_dialogs(source) else set()
    shared = set(context.names("dialog"))
    context.ids, context.used = set(), []
    context.known["dialog"] = shared | local
    found = keys_of(source, PAGE_KEYS, context, "page")
    context.known["dialog"] = shared
    for what, used, place in context.used:
        if used not in context.ids:
            context.problems.add(place, unknown(what, used, context.ids))
    if "activity" not in source.value:
        raise Unreadable(source.place, f"page '{name}' needs 'activity'")
    return _made(name, source, found, package)


def _has_dialogs(source: Source) -> bool:
    return "dialogs" in source.value and source.value["dialogs"].is_mapping


def _made(name: str, source: Source, found: dict[str, Any], package: str) -> Page:
    first, again = found.pop("load_ms", (0, 0))
    links = (*((found.pop("link"),) if "link" in found else ()), *found.pop("links", ()))
    activity = found.pop("activity", "")
    found.pop("orientation", None)
    made = Page(
        id=name,
        activity=package + activity if activity.startswith(".") else activity,
        place=source.place,
        links=links,
        first_load_ms=first,
        load_ms=again,
        floating=found.pop("float", ()),
        **found,
    )
    every = list(all_widgets(made))
    return replace(
        made,
        lively=bool(names_in(every) & CLOCK_NAMES),
        pulses=tuple(sorted({_period(w) for w in every if w.kind in _PULSES})),
    )


def _period(widget: Widget) -> float:
    return float(widget.get("every_ms", _PULSES[widget.kind]))


def all_widgets(page: Page) -> Iterator[Widget]:
    """Every widget of a page, dialogs and tabs included."""
    actions = page.toolbar.actions if page.toolbar else ()
    stack = [*page.top, *page.content, *page.bottom, *page.floating, *actions]
    for one in page.dialogs.values():
        stack += [*one.content, *one.buttons]
    while stack:
        widget = stack.pop()
        yield widget
        stack.extend(widget.children)
        if KINDS[widget.kind].class_name == "android.widget.HorizontalScrollView":
            stack.extend(child for tab in widget.main for child in tab.get("content", ()))


def names_in(widgets: list[Widget]) -> frozenset[str]:
    """Every name that texts and conditions of these widgets ask for (effects aside)."""
    names: set[str] = set()
    for widget in widgets:
        for value in (widget.main, *widget.attributes.values()):
            for part in value if isinstance(value, tuple | list) else (value,):
                held = part.get("text") if isinstance(part, dict) else part
                names |= getattr(held, "names", frozenset()) if not isinstance(held, str | int | float) else frozenset()
    return frozenset(names)
