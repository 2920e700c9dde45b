"""Conditions of `expect`, `wait for`, `if`, `until`, `while`: all that is given must hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from patrol.crawl.sight import Sight
from patrol.journey import arguments as read
from patrol.journey.arguments import Element, Wrong
from patrol.journey.find import find, has_text
from patrol.model.traffic import Flow

METHODS = frozenset(("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"))
KEYS = (
    "text",
    "contains",
    "not text",
    "element",
    "not element",
    "page",
    "dialog",
    "request",
    "status",
    "no crash",
)


class World(Protocol):
    """What a condition may ask."""

    def value(self, text: str) -> str: ...

    def requests(self) -> Iterable[Flow]: ...

    def crash(self) -> str:
        """What crashed since the journey began; "" when nothing did."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition as written."""

    arguments: Mapping[str, Any]

    @classmethod
    def of(cls, value: Any, *path: str | int) -> Condition:
        """From a plain text or a mapping. Raises Wrong."""
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return cls({"text": str(value)})
        if not isinstance(value, dict) or not value:
            raise Wrong("a condition is a text, or a mapping such as {page: …}", *path)
        try:
            _check(value)
        except Wrong as wrong:
            raise Wrong(wrong.message, *path, *wrong.path, of_key=wrong.of_key) from None
        return cls(value)

    @property
    def page(self) -> str:
        return str(self.arguments.get("page", ""))

    def missing(self, sight: Sight, world: World) -> str:
        """What does not hold, in words; "" when all does."""
        for key in KEYS:
            if key in self.arguments and (said := _TESTS[key](self.arguments, sight, world)):
                return said
        return ""

    def lacks_only_a_request(self, sight: Sight, world: World) -> bool:
        """Whether all holds but that the request was not seen at all: then what could be seen decides."""
        if "request" not in self.arguments or _seen(self.arguments, world):
            return False
        return not any(_TESTS[key](self.arguments, sight, world) for key in self.arguments if key != "request")

    def __str__(self) -> str:
        if list(self.arguments) == ["text"]:
            return f"“{self.arguments['text']}”"
        return ", ".join(_said(key, value) for key, value in self.arguments.items())


def _said(key: str, value: Any) -> str:
    if value is True:
        return key
    return f"{key} {_element(value) if key.endswith('element') else value}"


def _check(value: Mapping[str, Any]) -> None:
    read.only(value, KEYS)
    for key in ("text", "contains", "not text", "page", "request"):
        if key in value:
            read.text(value, key)
    for key in ("element", "not element"):
        if key in value:
            read.element(value[key], key)
    for key in ("dialog", "no crash"):
        if key in value:
            read.flag(value, key, True)
    if "status" in value:
        read.number(value, "status", 200, 100, 599)
        if "request" not in value:
            raise Wrong("`status` needs `request`", "status", of_key=True)


def _element(value: Any) -> Element:
    return read.element(value)


def _text(given: Mapping[str, Any], sight: Sight, world: World) -> str:
    return "" if has_text(sight.screen, world.value(str(given["text"]))) else f"no text “{given['text']}”"


def _contains(given: Mapping[str, Any], sight: Sight, world: World) -> str:
    wanted = str(given["contains"])
    return "" if has_text(sight.screen, world.value(wanted), part=True) else f"no text with “{wanted}”"


def _not_text(given: Mapping[str, Any], sight: Sight, world: World) -> str:
    wanted = str(given["not text"])
    return f"the text “{wanted}” is there" if has_text(sight.screen, world.value(wanted)) else ""


def _there(given: Mapping[str, Any], sight: Sight, _world: World) -> str:
    element = _element(given["element"])
    return "" if find(sight.screen, element) else f"no element {element}"


def _not_there(given: Mapping[str, Any], sight: Sight, _world: World) -> str:
    element = _element(given["not element"])
    return f"the element {element} is there" if find(sight.screen, element) else ""


def _page(given: Mapping[str, Any], sight: Sight, _world: World) -> str:
    return "" if sight.page == given["page"] else f"the page is {sight.page or 'unknown'}, not {given['page']}"


def _dialog(given: Mapping[str, Any], sight: Sight, _world: World) -> str:
    there = bool(sight.overlay)
    if there == given["dialog"]:
        return ""
    return f"a {sight.overlay} lies over the page" if there else "no dialog lies over the page"


def _request(given: Mapping[str, Any], _sight: Sight, world: World) -> str:
    wanted = world.value(str(given["request"]))
    found = _seen(given, world)
    if not found:
        return f"no request {wanted} was seen"
    status = given.get("status")
    if status is None or any(flow.status == status for flow in found):
        return ""
    seen = found[-1]
    return f"{wanted} was answered with {seen.status or seen.error or 'nothing yet'}, not {status}"


def _seen(given: Mapping[str, Any], world: World) -> list[Flow]:
    wanted = world.value(str(given["request"]))
    return [flow for flow in world.requests() if request_matches(flow, wanted)]


def _no_crash(given: Mapping[str, Any], _sight: Sight, world: World) -> str:
    crash = world.crash()
    if given["no crash"]:
        return f"the app crashed: {crash}" if crash else ""
    return "" if crash else "the app did not crash"


_TESTS: dict[str, Callable[[Mapping[str, Any], Sight, World], str]] = {
    "text": _text,
    "contains": _contains,
    "not text": _not_text,
    "element": _there,
    "not element": _not_there,
    "page": _page,
    "dialog": _dialog,
    "request": _request,
    "status": lambda given, sight, world: "",
    "no crash": _no_crash,
}


def request_matches(flow: Flow, wanted: str) -> bool:
    """`POST /api/transfer`, `/api/transfer`, `GET https://host/path`; a path without `?` leaves the query open, and one
    that ends in `*` the rest."""
    method, _, where = wanted.strip().rpartition(" ")
    if method and method.upper() != flow.method.upper():
        return False
    seen = flow.url if "://" in where else flow.path
    if where.endswith("*"):
        return seen.startswith(where[:-1])
    return where == (seen if "?" in where else seen.partition("?")[0])
