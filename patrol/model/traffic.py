"""The requests of a run, as the proxy saw them."""

from __future__ import annotations

from patrol.model.network import NetworkChange, NetworkSpell, Probe, ProxyCost, spells
from patrol.model.record import Record


class Body(Record, frozen=True):
    """A request's or response's body: its true size, and the text as far as it was kept and masked."""

    size: int = 0
    content_type: str = ""
    encoding: str = ""
    text: str = ""
    cut: bool = False
    width: int | None = None
    """Of a picture, in its own pixels; None for what is no picture or could not be read."""
    height: int | None = None


class Timing(Record, frozen=True):
    """Milliseconds of each stage; None when the stage did not happen (kept-alive connection) or was not seen."""

    dns: float | None = None
    connect: float | None = None
    """TCP, without the look-up of the name."""
    tls: float | None = None
    first_byte: float | None = None
    """From the request's first byte to the answer's."""
    total: float | None = None
    """From the request's first byte to the answer's last."""
    send: float | None = None
    """From the request's first byte to its last."""
    opened: float | None = None
    """When opening the connection to the server began, counted from the request's first byte: below 0 for a connection
    that was opened before the request came (an HTTPS tunnel). None when it was open already."""
    failed: float | None = None
    """From the request's first byte to its failure; None for one that was answered."""


class SocketMessage(Record, frozen=True):
    """One message of a WebSocket."""

    at_ms: float
    """Since the request's first byte."""
    sent: bool
    """From the app to the server."""
    size: int
    text: bool = True
    """A text message; else a binary one."""


class WebSocket(Record, frozen=True):
    """What went over a WebSocket until it was closed, or until the recording ended."""

    sent: int = 0
    """Messages from the app to the server."""
    received: int = 0
    sent_bytes: int = 0
    received_bytes: int = 0
    messages: tuple[SocketMessage, ...] = ()
    """The first ones, see MESSAGES_KEPT; the counts are of all."""
    close_code: int | None = None
    """RFC 6455 section 7.4; None when it was still open."""


MESSAGES_KEPT = 200


class Grpc(Record, frozen=True):
    """A gRPC call: `package.Service`, its method, and what the trailers say."""

    service: str
    method: str
    status: int | None = None
    """`grpc-status`: 0 is OK; None when no trailers came."""
    message: str = ""
    sent: int | None = None
    """Messages from the app, by their length prefixes; None when they could not be counted."""
    received: int | None = None


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
    cipher: str = ""
    """Between app and proxy, by its OpenSSL name."""
    server_tls: str = ""
    """TLS version between proxy and server."""
    server_cipher: str = ""
    websocket: WebSocket | None = None
    grpc: Grpc | None = None
    network: str = ""
    """Name of the weak network that was in force when the request began; "" for the network as it is."""

    @property
    def url(self) -> str:
        default = {"http": 80, "https": 443}.get(self.scheme)
        port = "" if self.port == default else f":{self.port}"
        return f"{self.scheme}://{self.host}{port}{self.path}"

    @property
    def protocol(self) -> str:
        """What a reader calls it: HTTP/1.1, HTTP/2, WebSocket, gRPC."""
        return "gRPC" if self.grpc else "WebSocket" if self.websocket else self.http


APP_LEFT = "Client disconnected."
"""mitmproxy's word for a request whose connection the app closed before it was answered."""
PATIENCE_MS = 3_000.0
"""No HTTP client gives a server up this soon by itself (OkHttp: 10 s): whoever does has left the page, or was ended."""


def cancelled(flow: Flow) -> bool:
    """The app took its request back before an answer could be expected; nobody knows whether there would have been
    one."""
    return flow.error == APP_LEFT and flow.status is None and (flow.timing.failed or 0.0) < PATIENCE_MS


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
    probes: tuple[Probe, ...] = ()
    """Connections that were offered a certificate nobody vouches for, to see whether the app refuses it."""
    trusted: bool | None = None
    """Whether apps that trust the phone's system store trust the proxy; None when it is not known."""
    pinned_hosts: tuple[str, ...] = ()
    """Hosts whose keys the app is said to pin (`pinned_hosts` of app.yaml)."""
    own_hosts: tuple[str, ...] = ()
    """The app's own servers (`hosts` of app.yaml)."""
    cost: ProxyCost | None = None
    networks: tuple[NetworkChange, ...] = ()
    """The weak networks that were played, in order."""

    @property
    def spells(self) -> tuple[NetworkSpell, ...]:
        """When which weak network was in force; one that a killed run did not end, until the last request."""
        return spells(self.networks, max((flow.at_ms for flow in self.flows), default=0)) if self.networks else ()
