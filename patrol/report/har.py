"""A run's requests as an HTTP Archive (HAR 1.2), for browsers' developer tools, Charles, Fiddler and scripts.

What the format has no place for stands under names that begin with `_`, as it asks: `_error`, `_resourceType` and
`_webSocketMessages` as Chromium writes them, `_grpc` and `_network` of our own. Bodies are as they were recorded:
masked, and cut at the recorder's limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from patrol.model.artifacts import Environment
from patrol.model.traffic import Body, Flow
from patrol.model.waterfall import Bar, Stage, Waterfall

UNKNOWN = -1
"""HAR's word for a size or time that is not known or does not apply."""
RESOURCE_TYPES = {"data": "xhr", "picture": "image", "page": "document", "style": "stylesheet"}
"""Bar.kind → Chromium's resource type, where the words differ."""


def har(
    flows: Iterable[Flow], waterfall: Waterfall, environment: Environment, names: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The archive as plain data for JSON. `names`: page key → what a reader calls it. One HAR page stands for what was
    sent on one page during one step of the run; requests without a bar (the system's own) are left out."""
    by_id = {flow.id: flow for flow in flows}
    shown = [bar for bar in waterfall.bars if bar.flow in by_id]
    pages: dict[tuple[str, str], str] = {}
    for bar in shown:
        pages.setdefault((bar.page, bar.step), f"page_{len(pages) + 1}")
    zero = environment.started_epoch_ms
    return {
        "log": {
            "version": "1.2",
            "creator": {"name": "patrol", "version": environment.patrol},
            "browser": {"name": environment.package, "version": environment.phone.android},
            "pages": list(_pages(shown, pages, names or {}, zero)),
            "entries": [_entry(bar, by_id[bar.flow], pages[bar.page, bar.step], zero) for bar in shown],
            "comment": f"run {environment.run_id}; secrets are masked, long bodies cut",
        }
    }


def _pages(
    bars: list[Bar], pages: Mapping[tuple[str, str], str], names: Mapping[str, str], zero: int
) -> Iterator[dict[str, Any]]:
    first: dict[str, Bar] = {}
    for bar in bars:
        first.setdefault(pages[bar.page, bar.step], bar)
    for id, bar in first.items():
        title = " · ".join(part for part in (names.get(bar.page, bar.page), bar.step) if part)
        timings = {"onContentLoad": UNKNOWN, "onLoad": UNKNOWN}
        yield {"startedDateTime": _date(zero + bar.start_ms), "id": id, "title": title, "pageTimings": timings}


def _entry(bar: Bar, flow: Flow, page: str, zero: int) -> dict[str, Any]:
    timings = _timings(bar)
    spent = [timings[name] for name in ("blocked", "dns", "connect", "send", "wait", "receive")]
    entry: dict[str, Any] = {
        "pageref": page,
        "startedDateTime": _date(zero + bar.start_ms),
        "time": round(sum(ms for ms in spent if ms != UNKNOWN), 3),
        "request": _request(flow),
        "response": _response(flow),
        "cache": {},
        "timings": timings,
        "connection": flow.connection,
        "_resourceType": "websocket" if flow.websocket else RESOURCE_TYPES.get(bar.kind, bar.kind),
    }
    if flow.websocket:
        entry["_webSocketMessages"] = [
            {
                "type": "send" if one.sent else "receive",
                "time": round((zero + flow.at_ms + one.at_ms) / 1000, 6),
                "opcode": 1 if one.text else 2,
                "data": "",
                "_size": one.size,
            }
            for one in flow.websocket.messages
        ]
    if flow.grpc:
        grpc = flow.grpc
        entry["_grpc"] = {"service": grpc.service, "method": grpc.method, "status": grpc.status}
    if flow.network:
        entry["_network"] = flow.network
    return entry


def _timings(bar: Bar) -> dict[str, float]:
    """HAR counts TLS into `connect`, and names it again as `ssl`."""
    took = {span.stage: span.ms for span in bar.spans}
    tls = took.get(Stage.tls)
    connect = took.get(Stage.connect)
    whole = round((connect or 0) + (tls or 0), 3) if connect is not None or tls is not None else UNKNOWN
    return {
        "blocked": UNKNOWN,
        "dns": took.get(Stage.dns, UNKNOWN),
        "connect": whole,
        "ssl": UNKNOWN if tls is None else tls,
        # These three are required and have no word for unknown.
        "send": took.get(Stage.send, 0),
        "wait": took.get(Stage.wait, 0),
        "receive": took.get(Stage.receive, 0),
    }


def _request(flow: Flow) -> dict[str, Any]:
    query = parse_qsl(urlsplit(flow.path).query, keep_blank_values=True)
    request: dict[str, Any] = {
        "method": flow.method,
        "url": flow.url,
        "httpVersion": flow.http,
        "cookies": list(_cookies(flow.request_headers, "cookie")),
        "headers": _pairs(flow.request_headers),
        "queryString": _pairs(query),
        "headersSize": UNKNOWN,
        "bodySize": flow.request.size,
    }
    if flow.request.size:
        request["postData"] = {"mimeType": flow.request.content_type, "params": [], "text": flow.request.text}
    return request


def _response(flow: Flow) -> dict[str, Any]:
    """Of a request without an answer, as Chromium writes it: status 0 and the reason."""
    response: dict[str, Any] = {
        "status": flow.status or 0,
        "statusText": "",
        "httpVersion": flow.http if flow.status else "",
        "cookies": list(_cookies(flow.response_headers, "set-cookie")),
        "headers": _pairs(flow.response_headers),
        "content": _content(flow.response),
        "redirectURL": next((value for name, value in flow.response_headers if name.lower() == "location"), ""),
        "headersSize": UNKNOWN,
        "bodySize": flow.response.size if flow.status else UNKNOWN,
    }
    if flow.error:
        response["_error"] = flow.error
    return response


def _content(body: Body) -> dict[str, Any]:
    """`size` is of the content without compression where that is known."""
    plain = len(body.text.encode()) if body.text and not body.cut else body.size
    content: dict[str, Any] = {"size": plain, "mimeType": body.content_type or "x-unknown"}
    if plain > body.size:
        content["compression"] = plain - body.size
    if body.text:
        content["text"] = body.text
    if body.cut:
        content["comment"] = "cut" if body.text else "not kept"
    return content


def _pairs(pairs: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in pairs]


def _cookies(headers: Iterable[tuple[str, str]], name: str) -> Iterator[dict[str, str]]:
    for key, value in headers:
        if key.lower() == name:
            parts = value.split(";")[: 1 if name == "set-cookie" else None]
            pairs = (part.strip().partition("=") for part in parts)
            yield from ({"name": name, "value": value} for name, _, value in pairs if name)


def _date(epoch_ms: float) -> str:
    return datetime.fromtimestamp(epoch_ms / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
