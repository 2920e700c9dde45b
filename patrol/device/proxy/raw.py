"""mitmproxy's flow → what is sent to patrol. Runs inside mitmdump, beside its event loop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from patrol.device.proxy.passing import KEEP_BYTES, SENT_BYTES, Passed, key
from patrol.device.proxy.report import RawBody, RawFlow, RawMessage, RawOpening, RawSocket

if TYPE_CHECKING:
    from mitmproxy.http import HTTPFlow, Message

NO_ANSWER = "no answer before the recording ended"
KEPT_FOR_DECODING = 8 * KEEP_BYTES
"""Bytes of a compressed body that are handed on; a larger one is kept by its size only."""


@dataclass(slots=True)
class Seen:
    """A request that is over."""

    flow: HTTPFlow
    target: tuple[str, int] | None
    """Where its tunnel leads; None without one."""
    opening: RawOpening
    there_ms: float = 0.0
    """How long the played network held it back on its way to the server, and its answer on the way back."""
    back_ms: float = 0.0


def raw_flow(seen: Seen) -> RawFlow:
    flow = seen.flow
    request, response, client, server = flow.request, flow.response, flow.client_conn, flow.server_conn
    host, port = seen.target or (request.pretty_host, request.port)
    secure = request.scheme == "https"
    failed = str(flow.metadata.get("patrol-error", "")) or (flow.error.msg if flow.error else "")
    return RawFlow(
        id=flow.id,
        method=request.method,
        scheme=request.scheme,
        host=host,
        port=port,
        path=request.path,
        http=request.http_version,
        request=_body(flow, request, "request"),
        response=_body(flow, response, "response") if response else None,
        status=response.status_code if response else None,
        opening=seen.opening,
        error=failed or ("" if response else NO_ANSWER),
        connection=client.id,
        tls=(
            (client.tls_version or "", client.cipher or "", server.tls_version or "", server.cipher or "")
            if secure
            else ("", "", "", "")
        ),
        websocket=_socket(flow),
        network=flow.metadata.get("patrol-network", ""),
        delayed_ms=(seen.there_ms, seen.back_ms),
        failed=flow.error.timestamp if flow.error else None,
    )


def _body(flow: HTTPFlow, message: Message, side: str) -> RawBody:
    passed = flow.metadata.get(key(side))
    trailers = message.trailers.fields if message.trailers else ()
    raw = message.raw_content
    times = message.timestamp_start, message.timestamp_end
    if isinstance(passed, Passed):
        head = bytes(passed.head)
        return RawBody(message.headers.fields, None, passed.size, head, *times, passed.messages, trailers)
    if raw is None or len(raw) > KEPT_FOR_DECODING:
        head = (raw or b"")[:SENT_BYTES] if side == "request" else b""
        return RawBody(message.headers.fields, None, len(raw or b""), head, *times, None, trailers)
    return RawBody(message.headers.fields, raw, len(raw), b"", *times, None, trailers)


def _socket(flow: HTTPFlow) -> RawSocket | None:
    if flow.websocket is None:
        return None
    messages = (RawMessage(one.timestamp, one.from_client, one.is_text, one.content) for one in flow.websocket.messages)
    return RawSocket(tuple(messages), flow.websocket.close_code)
