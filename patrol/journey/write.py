"""Writes a way over the page graph as a journey that `patrol play` accepts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import yaml

from patrol.model.graph import Action, ActionKind, Edge, PageGraph, WallStatus
from patrol.model.journey import Journey
from patrol.model.locator import Locator
from patrol.model.scenario import Consent

FINGERS = {"down": "up", "up": "down", "left": "right", "right": "left"}


Before = Callable[[Edge], Iterable[dict[str, Any]]]
"""Steps to do before an edge can be gone."""


def journey_yaml(way: Sequence[Edge], graph: PageGraph, page: str, way_in: Journey | None = None) -> str:
    """The journey from a cold start along `way` to `page`, as the text of a journey file. Where the crawl came there
    only signed in, it begins with `way_in`, on an app without data: a journey that works on any phone."""
    return dumped(journey_to(way, graph, page, way_in))


def journey_to(
    way: Sequence[Edge],
    graph: PageGraph,
    page: str,
    way_in: Journey | None = None,
    before: Before = lambda edge: (),
) -> dict[str, Any]:
    """The same as plain data, to be added to and written with `dumped`."""
    found = graph.page(page)
    name = found.name if found else page
    signs_in = way_in is not None and _after_sign_in(way, graph, page, way_in)
    pages = graph.state_pages()
    window, onward = _past_the_window(way, graph)
    steps: list[Any] = [{"launch": "cold"}, *_consent(graph)]
    at = pages.get(onward[0].source if onward else window[-1].target if window else graph.start, "")
    if way_in is not None and signs_in:
        steps += [{"use": way_in.id}, {"launch": "cold"}]  # which leaves the window behind
    elif window:
        steps.append(_agreed(window))
    for edge in onward:
        steps.extend(before(edge))
        steps.extend(_edge(edge))
        target = pages.get(edge.target, "")
        if target != at and target:
            steps.append({"expect": {"page": target}})
        at = target
    if not onward or at != page:
        steps.append({"expect": {"page": page}})
    journey: dict[str, Any] = {"name": f"到{name}"}
    journey["name_en"] = f"To {found.name_en or name}" if found else f"To {page}"
    journey["fresh"] = signs_in
    journey["steps"] = steps
    return journey


def dumped(journey: Mapping[str, Any]) -> str:
    """The text of a journey file."""
    return yaml.dump(dict(journey), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)


class _Dumper(yaml.SafeDumper):
    """Writes as people do by hand: steps on lines of their own, what a step names in braces."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def represent_step(self, data: dict[str, Any]) -> yaml.Node:
        node = self.represent_dict(data)
        for _, value in node.value:
            words = isinstance(value, yaml.SequenceNode) and all(isinstance(v, yaml.ScalarNode) for v in value.value)
            if isinstance(value, yaml.MappingNode) or words:
                value.flow_style = True
        return node


_Dumper.add_representer(dict, _Dumper.represent_step)


def _after_sign_in(way: Sequence[Edge], graph: PageGraph, page: str, way_in: Journey) -> bool:
    """Whether the crawl had passed the sign-in page when it first saw `page`: what an app shows before may differ."""
    entry, target = graph.page(way_in.covers[0]) if way_in.covers else None, graph.page(page)
    if entry is None or target is None or entry.first_seen_ms is None or target.first_seen_ms is None:
        return False
    if entry.wall and entry.wall_status is WallStatus.blocked:
        return False
    pages = graph.state_pages()
    leads_there = any(pages.get(edge.target) == entry.key for edge in way)
    return target.first_seen_ms > entry.first_seen_ms and not leads_there


def _edge(edge: Edge) -> Iterable[dict[str, Any]]:
    for typed in edge.typed:
        if typed.kind is ActionKind.scroll:
            yield {"scroll to": element(edge.action.locator or Locator())}
        else:
            yield step_of(typed)
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


def _past_the_window(way: Sequence[Edge], graph: PageGraph) -> tuple[Sequence[Edge], Sequence[Edge]]:
    """The beginning of a way that agrees to the privacy window, and the rest. A second start shows no window."""
    pages = graph.state_pages()
    window = graph.page(pages.get(way[0].source, "")) if way else None
    if window is None or window.wall != "consent" or not _agrees(way[0].action):
        return (), way
    end = next((n for n, edge in enumerate(way) if pages.get(edge.source) != window.key), len(way))
    return way[:end], way[end:]


def _agrees(action: Action) -> bool:
    return action.locator is not None and action.locator.text in Consent().agree


def _agreed(window: Sequence[Edge]) -> dict[str, Any]:
    """The window's edges as one step, done where the app asks."""
    first, *rest = (step for edge in window for step in _edge(edge))
    name = window[0].action.locator.text if window[0].action.locator else ""
    return {"if": {"text": name}, "then": [first | {"consent": "given"}, *rest]}


def _consent(graph: PageGraph) -> Iterable[dict[str, Any]]:
    """The privacy window: shown at the first start of an app only, so nothing leads to it and it is not the start."""
    entered = {edge.target for edge in graph.edges} | {graph.start}
    for edge in graph.edges:
        name = edge.action.locator.text if edge.action.locator else ""
        if name in Consent().agree and edge.source not in entered:
            yield {"if": {"text": name}, "then": [{"tap": name, "consent": "given"}]}
            return
