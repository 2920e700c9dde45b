"""Writes a way over the page graph as a journey that `patrol play` accepts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import yaml

from patrol.model.graph import Action, ActionKind, Edge, PageGraph
from patrol.model.locator import Locator
from patrol.model.scenario import Consent

FINGERS = {"down": "up", "up": "down", "left": "right", "right": "left"}


def journey_yaml(way: Sequence[Edge], graph: PageGraph, page: str) -> str:
    """The journey from a cold start along `way` to `page`, as the text of a journey file."""
    found = graph.page(page)
    name = found.name if found else page
    pages = graph.state_pages()
    steps: list[Any] = [{"launch": "cold"}, *_consent(graph)]
    at = pages.get(graph.start, "")
    for edge in way:
        steps.extend(_edge(edge))
        target = pages.get(edge.target, "")
        if target != at and target:
            steps.append({"expect": {"page": target}})
        at = target
    if not way or at != page:
        steps.append({"expect": {"page": page}})
    journey: dict[str, Any] = {"name": f"到{name}"}
    journey["name_en"] = f"To {found.name_en or name}" if found else f"To {page}"
    journey["fresh"] = False
    journey["steps"] = steps
    return yaml.safe_dump(journey, allow_unicode=True, sort_keys=False, width=120)


def _edge(edge: Edge) -> Iterable[dict[str, Any]]:
    for typed in edge.typed:
        yield {"type": typed.value, **({"into": element(typed.locator)} if typed.locator else {})}
    step = step_of(edge.action)
    if "!permission" in edge.source:
        step["optional"] = True  # asked once only
    yield step


def step_of(action: Action) -> dict[str, Any]:
    """One action of the crawl as a step of a journey."""
    if action.kind is ActionKind.back:
        return {"back": None}
    if action.kind is ActionKind.launch:
        return {"launch": "cold"}
    if action.kind is ActionKind.deep_link:
        return {"open link": action.value}
    if action.kind is ActionKind.scroll:
        on = {"on": element(action.locator)} if action.locator else {}
        return {"swipe": FINGERS.get(action.value, "up"), **on}
    if action.kind is ActionKind.type:
        return {"type": action.value, **({"into": element(action.locator)} if action.locator else {})}
    kind = "long tap" if action.kind is ActionKind.long_tap else "tap"
    return {kind: element(action.locator or Locator())}


def element(locator: Locator) -> Any:
    """A locator as a journey writes it: the plain name where that is enough."""
    if locator == Locator(text=locator.text) and not locator.text.startswith(("//", "(//")):
        return locator.text
    if locator.xpath and locator == Locator(xpath=locator.xpath):
        return locator.xpath
    names = {
        "text": locator.text,
        "contains": locator.contains,
        "description": locator.description,
        "id": locator.id,
        "class": locator.class_name,
        "xpath": locator.xpath,
        "index": locator.index,
        "path": list(locator.path),
    }
    return {key: value for key, value in names.items() if value}


def _consent(graph: PageGraph) -> Iterable[dict[str, Any]]:
    """The privacy window: shown at the first start of an app only, so nothing leads to it and it is not the start."""
    entered = {edge.target for edge in graph.edges} | {graph.start}
    for edge in graph.edges:
        name = edge.action.locator.text if edge.action.locator else ""
        if name in Consent().agree and edge.source not in entered:
            yield {"if": {"text": name}, "then": [{"tap": name, "consent": "given"}]}
            return
