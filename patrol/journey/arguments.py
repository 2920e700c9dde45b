"""Reads the arguments of a step; what is wrong is told by its path inside the step, so that a place can be given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from patrol.model.locator import Locator
from patrol.model.record import Record
from patrol.yamlplaces import describe, unknown


class Wrong(Exception):
    """Something in a step is not as it must be; `path` leads to it from the step."""

    def __init__(self, message: str, *path: str | int, of_key: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.of_key = of_key


RELATIONS = ("below", "above", "right of", "left of")


class Element(Record, frozen=True):
    """An element as a journey names it: where, and perhaps in relation to what or at which part of it."""

    locator: Locator = Locator()
    relation: str = ""
    anchor: Locator | None = None
    at: tuple[float, float] | None = None
    """Percent of the element's width and height; of the screen's where the locator is empty."""

    def __str__(self) -> str:
        name = str(self.locator) if self.locator != Locator() else "the screen"
        if self.anchor is not None:
            name += f" {self.relation} {self.anchor}"
        return f"{name} at {self.at[0]:g} %, {self.at[1]:g} %" if self.at else name


def only(arguments: Mapping[str, Any], allowed: Iterable[str]) -> None:
    """Refuse keys that the step does not know."""
    names = tuple(allowed)
    for key in arguments:
        if key not in names:
            raise Wrong(unknown("key", key, names), key, of_key=True)


def text(arguments: Mapping[str, Any], key: str, default: str | None = None) -> str:
    value = arguments.get(key)
    if value is None and default is not None:
        return default
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Wrong(f"`{key}` must be text, not {describe(value)}", key)
    return str(value)


def number(arguments: Mapping[str, Any], key: str, default: float, low: float = 0, high: float = 86400) -> float:
    value = arguments.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        raise Wrong(f"`{key}` must be a number from {low:g} to {high:g}, not {describe(value)}", key)
    return float(value)


def flag(arguments: Mapping[str, Any], key: str, default: bool) -> bool:
    value = arguments.get(key, default)
    if not isinstance(value, bool):
        raise Wrong(f"`{key}` must be true or false, not {describe(value)}", key)
    return value


def choice(arguments: Mapping[str, Any], key: str, allowed: Sequence[str], default: str | None = None) -> str:
    value = text(arguments, key, default)
    if value not in allowed:
        raise Wrong(unknown(f"`{key}`", value, allowed), key)
    return value


def point(arguments: Mapping[str, Any], key: str) -> tuple[float, float] | None:
    """Two numbers from 0 to 100, as percent."""
    value = arguments.get(key)
    if value is None:
        return None
    numbers = value if isinstance(value, list) and len(value) == 2 else []
    if not numbers or any(isinstance(n, bool) or not isinstance(n, int | float) or not 0 <= n <= 100 for n in numbers):
        raise Wrong(f"`{key}` must be two numbers from 0 to 100, such as [50, 90], not {describe(value)}", key)
    return float(numbers[0]), float(numbers[1])


def locator(value: Any, *path: str | int) -> Locator:
    """A plain name, an xpath, or a mapping with text, contains, description, id, class, xpath, index, path."""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        name = str(value)
        return Locator(xpath=name) if name.startswith(("//", "(//")) else Locator(text=name)
    if not isinstance(value, dict):
        raise Wrong(f"an element is a name or a mapping such as {{id: …}}, not {describe(value)}", *path)
    try:
        only(value, ("text", "contains", "description", "id", "class", "xpath", "index", "path"))
        place = value.get("path", [])
        if not isinstance(place, list) or not all(isinstance(n, int) for n in place):
            raise Wrong("`path` must be a list of whole numbers", "path")
        found = Locator(
            text=text(value, "text", ""),
            contains=text(value, "contains", ""),
            description=text(value, "description", ""),
            id=text(value, "id", ""),
            class_name=text(value, "class", ""),
            xpath=text(value, "xpath", ""),
            index=int(number(value, "index", 0)),
            path=tuple(place),
        )
    except Wrong as wrong:
        raise Wrong(wrong.message, *path, *wrong.path, of_key=wrong.of_key) from None
    if found == Locator() or found == Locator(index=found.index):
        raise Wrong("says nothing of the element; give its text, description, id or xpath", *path)
    return found


def element(value: Any, *path: str | int) -> Element:
    """A locator, with `below`, `above`, `right of`, `left of` another, or `at` a part `on` an element."""
    if not isinstance(value, dict):
        return Element(locator(value, *path))
    own = dict(value)
    at = point(own, "at")
    own.pop("at", None)
    if "on" in own:
        return Element(locator(own.pop("on"), *path, "on"), at=at)
    relation = next((name for name in RELATIONS if name in own), "")
    anchor = locator(own.pop(relation), *path, relation) if relation else None
    if at is not None and not own:
        return Element(at=at)
    return Element(locator(own, *path), relation, anchor, at)
