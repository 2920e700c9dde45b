"""What other tools leave of a run: DroidBot's states, events and transition graph, HAR files, mitmproxy's flow files.

Not part of patrol: no run needs them. Benchmarks and tests read them, and the parsers' rule holds here too: what cannot
be read is left out, nothing is guessed, nothing raises.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from patrol.model.screen import Node, Rect

MAX_DEPTH = 100
MAX_VIEWS = 20_000


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _mappings(value: object) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


@dataclass(frozen=True, slots=True)
class State:
    """A DroidBot state: a look at the screen."""

    id: str
    """`state_str`, the hash that events refer to."""
    activity: str
    stack: tuple[str, ...]
    roots: tuple[Node, ...]
    views: int


def droidbot_state(text: str) -> State | None:
    """A state_*.json; None when it is none. Views refer to their parent by `temp_id`."""
    data = _json(text)
    if not isinstance(data, dict) or not isinstance(data.get("state_str"), str):
        return None
    views = _mappings(data.get("views"))[:MAX_VIEWS]
    activities = data.get("activity_stack")
    stack = tuple(map(_text, activities)) if isinstance(activities, list) else ()
    return State(data["state_str"], _text(data.get("foreground_activity")), stack, _trees(views), len(views))


def _trees(views: list[Mapping[str, Any]]) -> tuple[Node, ...]:
    children: dict[int, list[int]] = {}
    for place, view in enumerate(views):
        parent = view.get("parent")
        # A parent stands before its children, so no view can be below itself.
        below = parent if type(parent) is int and 0 <= parent < place else -1
        children.setdefault(below, []).append(place)
    made: dict[int, Node] = {}
    depth: dict[int, int] = {}
    for place in reversed(range(len(views))):
        below = children.get(place, ())
        depth[place] = 1 + max((depth[child] for child in below), default=0)
        kept = tuple(made[child] for child in below) if depth[place] <= MAX_DEPTH else ()
        made[place] = _node(views[place], kept)
    return tuple(made[place] for place in children.get(-1, ()))


def _node(view: Mapping[str, Any], children: tuple[Node, ...]) -> Node:
    return Node(
        class_name=_text(view.get("class")),
        resource_id=_text(view.get("resource_id")),
        text=_text(view.get("text")),
        description=_text(view.get("content_description")),
        package=_text(view.get("package")),
        bounds=_bounds(view.get("bounds")),
        checkable=view.get("checkable") is True,
        checked=view.get("checked") is True,
        clickable=view.get("clickable") is True,
        enabled=view.get("enabled") is not False,
        focusable=view.get("focusable") is True,
        focused=view.get("focused") is True,
        scrollable=view.get("scrollable") is True,
        long_clickable=view.get("long_clickable") is True,
        password=view.get("is_password") is True,
        selected=view.get("selected") is True,
        children=children,
    )


def _bounds(value: object) -> Rect:
    if isinstance(value, list) and len(value) == 2 and all(isinstance(corner, list) for corner in value):
        edges = [edge for corner in value for edge in corner]
        if len(edges) == 4 and all(type(edge) is int and abs(edge) < 10**7 for edge in edges):
            return Rect(*edges)
    return Rect()


@dataclass(frozen=True, slots=True)
class Event:
    """A DroidBot event: what was done between two states."""

    kind: str
    start: str
    stop: str


def droidbot_event(text: str) -> Event | None:
    data = _json(text)
    if not isinstance(data, dict) or not isinstance(data.get("event"), dict):
        return None
    return Event(_text(data["event"].get("event_type")), _text(data.get("start_state")), _text(data.get("stop_state")))


@dataclass(frozen=True, slots=True)
class Graph:
    """A DroidBot transition graph (utg.js)."""

    package: str
    nodes: tuple[str, ...]
    edges: tuple[tuple[str, str], ...]
    counts: Mapping[str, int]
    """`num_nodes`, `num_edges`, `num_reached_activities` …, as the file says."""


def droidbot_graph(text: str) -> Graph | None:
    """`var utg = {…}`: a script, and JSON behind its first brace."""
    data = _json(text.partition("=")[2].strip().rstrip(";")) if text.lstrip().startswith("var utg") else None
    if not isinstance(data, dict):
        return None
    return Graph(
        _text(data.get("app_package")),
        tuple(_text(node.get("id")) for node in _mappings(data.get("nodes"))),
        tuple((_text(edge.get("from")), _text(edge.get("to"))) for edge in _mappings(data.get("edges"))),
        {name: value for name, value in data.items() if name.startswith("num_") and type(value) is int},
    )


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its response."""

    method: str
    url: str
    status: int | None
    version: str = ""


def har(text: str) -> tuple[Exchange, ...]:
    """The entries of a HAR 1.2; also of one that a test wrapped in an outer object."""
    data = _json(text)
    if isinstance(data, dict) and "log" not in data and len(data) == 1:
        (data,) = data.values()
    log = data.get("log") if isinstance(data, dict) else None
    found = []
    for entry in _mappings(log.get("entries")) if isinstance(log, dict) else ():
        request, response = entry.get("request"), entry.get("response")
        if isinstance(request, dict):
            status = response.get("status") if isinstance(response, dict) else None
            found.append(
                Exchange(
                    _text(request.get("method")),
                    _text(request.get("url")),
                    status if type(status) is int else None,
                    _text(request.get("httpVersion")),
                )
            )
    return tuple(found)


_LENGTH = re.compile(rb"(\d{1,9}):")
_KINDS = frozenset(b",;#^!~]}")


def flows(data: bytes) -> tuple[Exchange, ...]:
    """The flows of a mitmproxy dump file (tnetstrings), versions 0.10 to 20; a file that breaks off gives the whole
    ones."""
    found = []
    at = 0
    while at < len(data) and (item := _item(data, at, 0)) is not None:
        value, at = item
        if isinstance(value, dict) and isinstance(value.get("request"), dict):
            found.append(_exchange(value))
    return tuple(found)


def _exchange(flow: Mapping[str, Any]) -> Exchange:
    request, response = flow["request"], flow.get("response")
    # Before version 5 the codes and names lay in other fields.
    status = (response.get("status_code", response.get("code"))) if isinstance(response, dict) else None
    version = request.get("http_version", request.get("httpversion"))
    if isinstance(version, list):
        version = "HTTP/" + ".".join(str(part) for part in version[:2])
    port = request.get("port")
    scheme = _text(request.get("scheme")) or "http"
    usual = {"http": 80, "https": 443}.get(scheme)
    place = f"{_text(request.get('host'))}{'' if port in (usual, None) else f':{port}'}"
    return Exchange(
        _text(request.get("method")),
        f"{scheme}://{place}{_text(request.get('path'))}",
        status if type(status) is int else None,
        _text(version),
    )


def _item(data: bytes, at: int, depth: int) -> tuple[Any, int] | None:
    """(value, where the next begins) of the tnetstring at `at`; None when it is none. Bytes become text."""
    head = _LENGTH.match(data, at)
    if head is None or depth > 40:
        return None
    begin, end = head.end(), head.end() + int(head[1])
    if end >= len(data) or data[end] not in _KINDS:
        return None
    kind, body = data[end : end + 1], data[begin:end]
    if kind in b",;":
        return body.decode("utf-8", "replace"), end + 1
    if kind == b"#":
        return (int(body) if re.fullmatch(rb"-?\d{1,19}", body) else None), end + 1
    if kind == b"!":
        return body == b"true", end + 1
    if kind in b"]}":
        items = list(_items(body, depth + 1))
        if kind == b"]":
            return items, end + 1
        keys, values = items[::2], items[1::2]
        return {key: value for key, value in zip(keys, values, strict=False) if isinstance(key, str)}, end + 1
    return None if kind not in b"^~" else (_float(body) if kind == b"^" else None, end + 1)


def _items(body: bytes, depth: int) -> Iterator[Any]:
    at = 0
    while at < len(body) and (item := _item(body, at, depth)) is not None:
        value, at = item
        yield value


def _float(body: bytes) -> float | None:
    return float(body) if re.fullmatch(rb"-?\d{1,20}(\.\d{1,20})?", body) else None
