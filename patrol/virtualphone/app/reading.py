"""Readers: small functions from a Source to a checked value, and what combines them.

A reader raises Unreadable; a record notes that, leaves the key out and reads on, so that one pass finds all mistakes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from patrol.errors import Place
from patrol.virtualphone.app.expressions import Expression, ExpressionError, parse_expression
from patrol.virtualphone.app.problems import Problems, Unreadable, unknown
from patrol.virtualphone.app.source import REMOVE, Source
from patrol.virtualphone.app.templates import Computed, Template, Text, parse_template

LANGUAGES = ("zh", "en")
COLOURS = (
    "primary", "accent", "ink", "grey", "faint", "line", "surface", "background",
    "white", "black", "red", "green", "blue", "orange", "gold",
)  # fmt: skip


@dataclass(slots=True)
class Context:
    """What is known of the whole app while one of its files is read."""

    problems: Problems
    known: dict[str, set[str]] = field(default_factory=dict)
    """page, dialog, variable, name (of expressions), navigation, effects, permission, data → names."""
    folder: Path = Path()
    ids: set[str] = field(default_factory=set)
    used: list[tuple[str, str, Place]] = field(default_factory=list)
    """References that can be judged only when a page is read through: (what, name, place)."""

    def names(self, what: str) -> set[str]:
        return self.known.setdefault(what, set())


Reader = Callable[[Source, Context], Any]
Keys = Mapping[str, Reader]


def expect(source: Source, holds: bool, wanted: str) -> None:
    if not holds:
        raise Unreadable(source.place, f"{wanted} is expected here, not {source.described()}")


def flag(source: Source, _: Context) -> bool:
    expect(source, isinstance(source.value, bool), "true or false")
    return bool(source.value)


def word(source: Source, _: Context) -> str:
    expect(source, isinstance(source.value, str | int | float) and not isinstance(source.value, bool), "a word")
    return str(source.value)


def number_from(low: float, high: float = 1e9) -> Reader:
    def read(source: Source, _: Context) -> float:
        value = source.value
        expect(source, isinstance(value, int | float) and not isinstance(value, bool), "a number")
        if not low <= value <= high:
            raise Unreadable(source.place, f"{value} is outside {low:g} to {high:g}")
        return float(value) if isinstance(value, float) else int(value)

    return read


def one_of(*words: str) -> Reader:
    def read(source: Source, _: Context) -> str:
        if str(source.value) not in words:
            raise Unreadable(source.place, unknown("value", str(source.described().strip("'")), words))
        return str(source.value)

    return read


def reference(what: str) -> Reader:
    """The name of something that the app has."""

    def read(source: Source, context: Context) -> str:
        name = word(source, context)
        if name not in context.names(what):
            raise Unreadable(source.place, unknown(what, name, context.names(what)))
        return name

    return read


def colour(source: Source, _: Context) -> str:
    name = str(source.value)
    if name not in COLOURS and not re.fullmatch(r"#[0-9A-Fa-f]{6}", name):
        raise Unreadable(source.place, f"colour '{name}' is neither '#RRGGBB' nor one of {', '.join(COLOURS)}")
    return name


def _fault(source: Source, error: ExpressionError, shift: int = 0) -> Unreadable:
    place = source.place
    if "\n" not in str(source.value):
        place = Place(place.file, place.line, place.column + shift + error.column)
    return Unreadable(place, error.message)


def expression(source: Source, context: Context) -> Expression:
    if isinstance(source.value, bool | int | float):
        return parse_expression(str(source.value).lower())
    expect(source, isinstance(source.value, str), "an expression")
    try:
        return parse_expression(source.value.removeprefix("="), context.names("name"))
    except ExpressionError as error:
        raise _fault(source, error) from error


def _template(source: Source, context: Context) -> Template:
    value = source.value
    expect(source, isinstance(value, str | int | float), "a text")
    try:
        return parse_template(str(value).lower() if isinstance(value, bool) else str(value), context.names("name"))
    except ExpressionError as error:
        raise _fault(source, error) from error


def text(source: Source, context: Context) -> Text:
    if not source.is_mapping:
        template = _template(source, context)
        return Text(template, template)
    for key in source.value:
        if key not in LANGUAGES:
            raise Unreadable(source.keys[key], unknown("language", key, LANGUAGES))
    if "zh" not in source.value:
        raise Unreadable(source.place, "a text needs 'zh'")
    chinese = _template(source.value["zh"], context)
    return Text(chinese, _template(source.value["en"], context) if "en" in source.value else chinese)


def computed(source: Source, context: Context) -> Computed:
    return Computed(_computed(source, context))


def _computed(source: Source, context: Context) -> Any:
    if source.is_mapping:
        if "zh" in source.value and set(source.value) <= set(LANGUAGES):
            return text(source, context)
        return {key: _computed(item, context) for key, item in source.value.items()}
    if source.is_list:
        return [_computed(item, context) for item in source.value]
    if isinstance(source.value, str):
        if source.value.startswith("="):
            return expression(source, context)
        return text(source, context) if "{" in source.value or "}" in source.value else source.value
    if source.value is REMOVE:
        raise Unreadable(source.place, "!remove stands only where a build changes its base")
    return source.value


def list_of(read: Reader, *, or_one: bool = True) -> Reader:
    """A list; a single item counts as a list of one when `or_one`."""

    def read_all(source: Source, context: Context) -> tuple[Any, ...]:
        if not source.is_list:
            expect(source, or_one, "a list")
            return (read(source, context),)
        found = []
        for item in source.value:
            try:
                found.append(read(item, context))
            except Unreadable as problem:
                context.problems.note(problem)
        return tuple(found)

    return read_all


def mapping_of(read: Reader) -> Reader:
    def read_all(source: Source, context: Context) -> dict[str, Any]:
        expect(source, source.is_mapping, "a mapping")
        found = {}
        for key, item in source.value.items():
            try:
                found[key] = read(item, context)
            except Unreadable as problem:
                context.problems.note(problem)
        return found

    return read_all


def keys_of(source: Source, keys: Keys, context: Context, what: str, skip: Iterable[str] = ()) -> dict[str, Any]:
    """Each key read by its reader; unknown keys and unreadable values are noted."""
    expect(source, source.is_mapping, f"a mapping ({what})")
    found: dict[str, Any] = {}
    for key, item in source.value.items():
        if key in skip:
            continue
        if key not in keys:
            context.problems.add(source.keys.get(key, item.place), unknown(f"{what} key", key, keys))
            continue
        try:
            found[key] = keys[key](item, context)
        except Unreadable as problem:
            context.problems.note(problem)
    return found


def record(keys: Keys, what: str, needs: tuple[str, ...] = ()) -> Reader:
    """A mapping with these keys, as a dict of what they gave."""

    def read(source: Source, context: Context) -> dict[str, Any]:
        found = keys_of(source, keys, context, what)
        for key in needs:
            if key not in source.value:
                raise Unreadable(source.place, f"{what} needs '{key}'")
        return found

    return read
