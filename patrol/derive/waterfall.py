"""Requests cut into their stages, with the page and step they belong to, retries, repeats and what a cache did."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from patrol.derive.caching import Caching
from patrol.derive.timeline import Timeline
from patrol.derive.traffic import app_flows, endpoint_key, has_failed
from patrol.model.traffic import Flow, Traffic
from patrol.model.waterfall import Bar, Span, Stage, Waterfall

RETRY_WITHIN_MS = 30_000
"""A failed request that is sent again this soon is retried; OkHttp's and Volley's usual back-off ends well before."""
REPEAT_WITHIN_MS = 2_000
"""The same request this soon after a good answer brings nothing new."""

KINDS = (
    ("image/", "picture"),
    ("text/html", "page"),
    ("json", "data"),
    ("xml", "data"),
    ("protobuf", "data"),
    ("grpc", "data"),
    ("urlencoded", "data"),
    ("javascript", "script"),
    ("text/css", "style"),
    ("font", "font"),
    ("video/", "media"),
    ("audio/", "media"),
    ("event-stream", "stream"),
)
"""Part of the content type → what a reader calls it; the first that fits."""


def waterfall(traffic: Traffic, timeline: Timeline, caching: Caching) -> Waterfall:
    bars = []
    before: dict[tuple[str, str, str], Flow] = {}
    for flow in sorted(app_flows(traffic), key=lambda flow: flow.at_ms):
        key = flow.method, flow.url, flow.request.text
        earlier = before.get(key)
        before[key] = flow
        bars.append(_bar(flow, earlier, timeline, caching))
    return Waterfall(tuple(sorted(bars, key=lambda bar: bar.start_ms)))


def _bar(flow: Flow, earlier: Flow | None, timeline: Timeline, caching: Caching) -> Bar:
    stages = tuple(spans(flow))
    start, end = began_ms(flow), flow.at_ms + (flow.timing.total or 0.0)
    return Bar(
        flow=flow.id,
        start_ms=start,
        end_ms=max([end, start, *(span.start_ms + span.ms for span in stages)]),
        method=flow.method,
        url=flow.url,
        endpoint=endpoint_key(flow),
        protocol=flow.protocol,
        kind=kind_of(flow),
        status=flow.status,
        size=flow.request.size + flow.response.size,
        spans=stages,
        page=timeline.drawn_page(flow.at_ms),
        step=timeline.step(flow.at_ms),
        failed=has_failed(flow),
        error=flow.error,
        retry_of=earlier.id if earlier and is_retry(flow, earlier) else "",
        repeats=earlier.id if earlier and _is_repeat(flow, earlier) else "",
        cache=caching.of_flow.get(flow.id, ""),
        network=flow.network,
    )


def is_retry(flow: Flow, earlier: Flow) -> bool:
    """Whether `flow` tries again what failed as `earlier`, the last one of the same method, URL and body."""
    return has_failed(earlier) and flow.at_ms - _end_ms(earlier) <= RETRY_WITHIN_MS


def _is_repeat(flow: Flow, earlier: Flow) -> bool:
    return not has_failed(earlier) and flow.at_ms - earlier.at_ms <= REPEAT_WITHIN_MS


def kind_of(flow: Flow) -> str:
    """data, picture, page, script, style, font, media, stream, other: by the answer's content type."""
    if flow.websocket:
        return "stream"
    return _kind_of(flow.response.content_type)


@lru_cache
def _kind_of(content_type: str) -> str:
    lower = content_type.lower()
    return next((kind for part, kind in KINDS if part in lower), "other")


def began_ms(flow: Flow) -> float:
    """On the run's clock: where the first stage began."""
    return flow.at_ms + min(0.0, flow.timing.opened or 0.0)


def _end_ms(flow: Flow) -> float:
    return flow.at_ms + (flow.timing.total or 0.0)


def spans(flow: Flow) -> Iterator[Span]:
    """The stages of a request, in order; those that did not happen or were not seen are left out. Opening the
    connection may lie before the request's first byte (a tunnel) or after it (a plain request to a proxy)."""
    timing = flow.timing
    at = opened = flow.at_ms + (timing.opened or 0.0)
    for stage, ms in ((Stage.dns, timing.dns), (Stage.connect, timing.connect), (Stage.tls, timing.tls)):
        if ms is not None:
            yield Span(stage, round(at, 3), ms)
            at += ms
    if timing.first_byte is None:
        return
    sent = min(timing.send or 0.0, timing.first_byte)
    if timing.send is not None:
        yield Span(Stage.send, flow.at_ms, sent)
    # A connection that was opened after the request came is waited for on its own account.
    inside = max(0.0, at - flow.at_ms - sent) if opened >= flow.at_ms and at > opened else 0.0
    wait_from = flow.at_ms + sent + min(inside, timing.first_byte - sent)
    yield Span(Stage.wait, round(wait_from, 3), round(flow.at_ms + timing.first_byte - wait_from, 3))
    if timing.total is not None:
        yield Span(Stage.receive, round(flow.at_ms + timing.first_byte, 3), round(timing.total - timing.first_byte, 3))
