"""The requests of a run, as the proxy saw them."""

from __future__ import annotations

from patrol.model.record import Record


class Body(Record, frozen=True):
    """A request's or response's body: its true size, and the text as far as it was kept and masked."""

    size: int = 0
    content_type: str = ""
    encoding: str = ""
    text: str = ""
    cut: bool = False


class Timing(Record, frozen=True):
    """Milliseconds of each stage; None when the stage did not happen (kept-alive connection) or was not seen."""

    dns: float | None = None
    connect: float | None = None
    tls: float | None = None
    first_byte: float | None = None
    total: float | None = None


class Flow(Record, frozen=True):
    """One request with what came back. `error` is set when nothing did."""

    id: str
    at_ms: int
    method: str
    scheme: str
    host: str
    port: int
    path: str
    """Path and query, secrets masked."""
    http: str = ""
    request_headers: tuple[tuple[str, str], ...] = ()
    request: Body = Body()
    status: int | None = None
    response_headers: tuple[tuple[str, str], ...] = ()
    response: Body = Body()
    timing: Timing = Timing()
    error: str = ""
    tls: str = ""
    """TLS version between app and proxy; "" for cleartext."""
    connection: str = ""

    @property
    def url(self) -> str:
        default = {"http": 80, "https": 443}.get(self.scheme)
        port = "" if self.port == default else f":{self.port}"
        return f"{self.scheme}://{self.host}{port}{self.path}"


class Uninspected(Record, frozen=True):
    """A connection that could not be opened up: pinned, client certificate, not HTTP."""

    at_ms: int
    host: str
    port: int
    reason: str


class Traffic(Record, frozen=True):
    flows: tuple[Flow, ...] = ()
    uninspected: tuple[Uninspected, ...] = ()
    proxy: str = ""
    """How the phone reached the proxy: adb-reverse, host-address."""
    ended_early: str = ""
    """Why requests were no longer seen before the run ended."""
