"""Requests as a waterfall draws them: one bar a request, cut into its stages. Derived, ready to be shown."""

from __future__ import annotations

from enum import StrEnum

from patrol.model.record import Record


class Stage(StrEnum):
    """In the order in which they happen."""

    dns = "dns"
    connect = "connect"
    tls = "tls"
    send = "send"
    wait = "wait"
    """From the request's last byte to the answer's first."""
    receive = "receive"


class Span(Record, frozen=True):
    """One stage of a request; `start_ms` is on the run's clock, with its fraction."""

    stage: Stage
    start_ms: float
    ms: float


class Bar(Record, frozen=True):
    """One request. It begins where its first stage does, which for a new connection is before `at_ms` of the flow."""

    flow: str
    """Flow.id."""
    start_ms: float
    end_ms: float
    method: str
    url: str
    """Secrets masked, as recorded."""
    endpoint: str
    """`GET host/path/{…}`."""
    protocol: str
    """HTTP/1.1, HTTP/2, WebSocket, gRPC."""
    kind: str
    """data, picture, page, script, style, font, media, stream, other."""
    status: int | None
    size: int
    """Bytes of both bodies on the wire."""
    spans: tuple[Span, ...] = ()
    page: str = ""
    """Page that was shown, or was being opened, when it began."""
    step: str = ""
    """`crawl/128`, `sign_in/3`."""
    failed: bool = False
    error: str = ""
    retry_of: str = ""
    """Flow.id of the failed request that this one repeats."""
    repeats: str = ""
    """Flow.id of the same request that was answered well a moment before."""
    cache: str = ""
    """How it stands to a cache: see patrol.derive.caching; "" when nothing can be said."""
    network: str = ""
    """Name of the weak network that was in force."""


class Waterfall(Record, frozen=True):
    """All requests of the app in the order of their beginning."""

    bars: tuple[Bar, ...] = ()

    def of_page(self, page: str) -> tuple[Bar, ...]:
        return tuple(bar for bar in self.bars if bar.page == page)

    def of_step(self, step: str) -> tuple[Bar, ...]:
        return tuple(bar for bar in self.bars if bar.step == step)
