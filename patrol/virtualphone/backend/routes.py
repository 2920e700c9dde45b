"""What the servers of an app answer, read from its backend.yaml. Pure: a request in, a reply out."""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from patrol.virtualphone.app.problems import ModelError, Problems, Unreadable, unknown
from patrol.virtualphone.app.read_effects import METHODS
from patrol.virtualphone.app.reading import (
    Context,
    Keys,
    computed,
    expect,
    flag,
    keys_of,
    list_of,
    mapping_of,
    number_from,
    record,
    text,
    word,
)
from patrol.virtualphone.app.scope import Scope
from patrol.virtualphone.app.source import Source, read_source
from patrol.virtualphone.app.templates import Computed, Text

BODIES = ("json", "text", "html", "png", "redirect", "empty", "websocket", "grpc")
NAMES = frozenset({"query", "body", "headers", "count", "host", "path"})


@dataclass(frozen=True, slots=True)
class Picture:
    width: int
    height: int


@dataclass(frozen=True, slots=True, eq=False)
class Route:
    """One line of `routes`; `parts` alternate between literal path and the name of a part."""

    method: str
    path: str
    pattern: re.Pattern[str]
    host: str = ""
    status: int = 200
    kind: str = "empty"
    content: Any = None
    headers: Mapping[str, Text] = field(default_factory=dict)
    delay_ms: float = 0
    spread: float = 0
    size: int = 0
    gzip: bool = True
    fail_every: int = 0
    fail_status: int = 500
    hang: bool = False
    reset: bool = False
    grpc_status: int = 0

    @property
    def line(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back. `picture` is drawn by the server; `fault` is hang, reset or ""."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    delay_ms: float = 0
    gzip: bool = False
    fault: str = ""
    picture: Picture | None = None
    size: int = 0
    messages: tuple[bytes, ...] = ()
    """What is said over a WebSocket, or the messages of a gRPC answer."""
    trailers: Mapping[str, str] = field(default_factory=dict)
    """Of a gRPC answer."""
    websocket: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the routes see it."""

    method: str
    host: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


class Routes:
    """The first route that fits answers; `count` grows with each request to it."""

    def __init__(
        self, hosts: tuple[str, ...], routes: tuple[Route, ...], data: Mapping[str, Any], old_tls: tuple[str, ...] = ()
    ) -> None:
        self.hosts = hosts
        self.routes = routes
        self.old_tls = old_tls
        """Hosts that speak nothing newer than TLS 1.1."""
        self._data = data
        self._counts = [0] * len(routes)
        self._chance = random.Random(len(routes))

    def asked(self, line: str) -> int:
        """How often the route written so (`GET /path`) was asked."""
        return sum(count for route, count in zip(self.routes, self._counts, strict=True) if route.line == line)

    def reply(self, asked: Asked) -> Reply:
        """404 when no route fits."""
        for index, route in enumerate(self.routes):
            found = route.pattern.fullmatch(asked.path)
            if route.method == asked.method and found and route.host in ("", asked.host):
                self._counts[index] += 1
                return self._made(route, asked, found.groupdict(), self._counts[index])
        body = _json({"error": f"no route for {asked.method} {asked.host}{asked.path}"})
        return Reply(404, {"Content-Type": "application/json"}, body)

    def _made(self, route: Route, asked: Asked, parts: Mapping[str, str], count: int) -> Reply:
        delay = max(0.0, self._chance.gauss(route.delay_ms, route.spread * route.delay_ms))
        fault = "hang" if route.hang else "reset" if route.reset else ""
        if route.fail_every and count % route.fail_every == 0:
            body = _json({"code": route.fail_status, "message": "temporarily unavailable"})
            return Reply(route.fail_status, {"Content-Type": "application/json"}, body, delay, fault=fault)
        scope = Scope(
            {**self._data, "query": dict(asked.query), "headers": dict(asked.headers), "body": _parsed(asked)},
            {**parts, "count": count, "host": asked.host, "path": asked.path},
            nonce=count,
        )
        headers = {name: value.render(scope) for name, value in route.headers.items()}
        status, body, picture = route.status, b"", None
        if route.kind == "png":
            headers.setdefault("Content-Type", "image/png")
            picture = route.content
        elif route.kind == "redirect":
            headers["Location"] = route.content.render(scope)
            status = status if 300 <= status < 400 else 302
        elif route.kind in ("websocket", "grpc"):
            return _spoken(route, scope, headers, delay, fault)
        elif route.kind != "empty":
            headers.setdefault("Content-Type", _TYPES[route.kind])
            body = _body(route, scope)
        squeeze = route.gzip and route.kind in _TYPES
        return Reply(status, headers, body, delay, squeeze, fault, picture, route.size)


def _spoken(route: Route, scope: Scope, headers: Mapping[str, str], delay: float, fault: str) -> Reply:
    """An answer in messages."""
    said = tuple(one.render(scope).encode() for one in route.content)
    if route.kind == "websocket":
        return Reply(101, headers, delay_ms=delay, fault=fault, messages=said, websocket=True)
    trailers = {"grpc-status": str(route.grpc_status)}
    if route.grpc_status:
        trailers["grpc-message"] = "planted"
    whole = {"Content-Type": "application/grpc+proto", **headers}
    return Reply(200, whole, delay_ms=delay, fault=fault, messages=said, trailers=trailers)


_TYPES = {
    "json": "application/json; charset=utf-8",
    "text": "text/plain; charset=utf-8",
    "html": "text/html; charset=utf-8",
}


def _body(route: Route, scope: Scope) -> bytes:
    if route.kind != "json":
        body: bytes = route.content.render(scope).encode()
        return body + b" " * (route.size - len(body))
    content = route.content.value(scope)
    body = _json(content)
    if route.size > len(body) and isinstance(content, dict):
        filling = route.size - len(body) - len(',"padding":""')
        body = _json({**content, "padding": _filler(max(0, filling))})
    return body


def _filler(count: int) -> str:
    """Text that compresses about as well as real JSON does."""
    words = (f"{zlib.crc32(str(i).encode()):08x}-harbour-{i % 97};" for i in range(count // 12 + 1))
    return "".join(words)[:count]


def _json(content: Any) -> bytes:
    import json

    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _parsed(asked: Asked) -> Any:
    """The body as JSON or as a form; {} when it is neither."""
    import json
    from urllib.parse import parse_qsl

    kind = next((v for k, v in asked.headers.items() if k.lower() == "content-type"), "")
    try:
        if "json" in kind:
            return json.loads(asked.body)
        if "form" in kind:
            return dict(parse_qsl(asked.body.decode()))
    except ValueError:
        return {}
    return {}


# Reading


def load_routes(path: Path) -> Routes:
    """Raises ModelError."""
    problems = Problems()
    context = Context(problems, folder=path.parent)
    keys: Keys = {
        "hosts": list_of(word),
        "old_tls": list_of(word),
        "routes": list_of(_route),
        "data": lambda source, _: source.plain(),
    }
    try:
        source = read_source(path)
        data = source.value.get("data") if source.is_mapping else None
        context.known["name"] = set(NAMES) | (set(data.value) if data is not None and data.is_mapping else set())
        found = keys_of(source, keys, context, "back end")
    except Unreadable as problem:
        problems.note(problem)
        problems.raise_if_any()
        raise ModelError(((problem.place, problem.message),)) from problem
    problems.raise_if_any()
    old = tuple(found.get("old_tls", ()))
    return Routes((*found.get("hosts", ()), *old), tuple(found.get("routes", ())), found.get("data", {}), old)


_size = number_from(1, 20_000)
_ROUTE: Keys = {
    "route": word,
    "host": word,
    "status": number_from(100, 599),
    "json": computed,
    "text": text,
    "html": text,
    "png": record({"width": _size, "height": _size}, "png", ("width", "height")),
    "redirect": text,
    "empty": flag,
    "websocket": list_of(text),
    "grpc": list_of(text),
    "grpc_status": number_from(0, 16),
    "headers": mapping_of(text),
    "delay_ms": number_from(0, 600_000),
    "spread": number_from(0, 1),
    "size": number_from(0, 200_000_000),
    "gzip": flag,
    "fail_every": number_from(1, 1_000_000),
    "fail_status": number_from(400, 599),
    "hang": flag,
    "reset": flag,
}


def _route(source: Source, context: Context) -> Route:
    expect(source, source.is_mapping and "route" in source.value, "a route such as {route: GET /path, json: {}}")
    method, _, path = str(source.value["route"].value).partition(" ")
    place = source.value["route"].place
    if method not in METHODS:
        raise Unreadable(place, unknown("method", method, METHODS))
    if not path.startswith("/"):
        raise Unreadable(place, f"the path '{path}' must begin with /")
    names = re.findall(r"\{(\w+)\*?\}", path)
    before = set(context.names("name"))
    context.known["name"] = before | set(names)
    found = keys_of(source, _ROUTE, context, "route", skip=("route",))
    context.known["name"] = before
    kinds = [kind for kind in BODIES if kind in source.value]
    if len(kinds) > 1:
        raise Unreadable(source.place, f"one body at a time: this has {' and '.join(kinds)}")
    kind = kinds[0] if kinds else "empty"
    content = found.get(kind, Computed({}) if kind == "json" else None)
    if kind == "png" and content is not None:
        content = Picture(int(content["width"]), int(content["height"]))
    for key in BODIES:
        found.pop(key, None)
    found["status"] = int(found.get("status", 200))
    found["grpc_status"] = int(found.get("grpc_status", 0))
    return Route(method, path, _pattern(path), kind=kind, content=content, **found)


def _pattern(path: str) -> re.Pattern[str]:
    """`/img/{name}` takes one part, `{rest*}` takes slashes too."""
    pieces = re.split(r"(\{\w+\*?\})", path)
    made = ""
    for piece in pieces:
        if piece.startswith("{"):
            name = piece[1:-1]
            made += f"(?P<{name[:-1]}>.*)" if name.endswith("*") else f"(?P<{name}>[^/]+)"
        else:
            made += re.escape(piece)
    return re.compile(made)
