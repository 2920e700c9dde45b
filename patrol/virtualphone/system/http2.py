"""HTTP/2 and gRPC as an app's client speaks them: through the phone's proxy where one is set (CONNECT), over TLS."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from patrol.virtualphone.contracts import HttpAnswer, HttpRequest

Way = tuple[str, int]


class Http2Error(OSError):
    """The server does not speak HTTP/2, or gave the request up."""


class TunnelRefused(OSError):
    """The proxy did not lead there."""


@dataclass(slots=True)
class _Answer:
    headers: dict[str, str] = field(default_factory=dict)
    trailers: dict[str, str] = field(default_factory=dict)
    body: bytearray = field(default_factory=bytearray)
    ended: bool = False


async def exchange(
    request: HttpRequest, headers: Mapping[str, str], context: ssl.SSLContext, server: Way, proxy: Way | None
) -> HttpAnswer:
    """One request on a connection of its own. `server`: where its name leads without a proxy. Raises OSError,
    ssl.SSLError."""
    url = urlsplit(request.url)
    host, port = url.hostname or "", url.port or 443
    reader, writer = await asyncio.open_connection(*(proxy or server))
    try:
        if proxy:
            await _tunnel(reader, writer, f"{host}:{port}")
        context.set_alpn_protocols(["h2"])
        await writer.start_tls(context, server_hostname=host)
        if writer.get_extra_info("ssl_object").selected_alpn_protocol() != "h2":
            raise Http2Error("the server does not speak HTTP/2")
        path = url._replace(scheme="", netloc="", fragment="").geturl() or "/"
        fields = [(":method", request.method), (":scheme", "https"), (":authority", url.netloc), (":path", path)]
        fields += [(name.lower(), value) for name, value in headers.items()]
        answer = await _spoken(reader, writer, fields, _body(request))
    finally:
        writer.close()
        with contextlib.suppress(OSError, TimeoutError):
            await asyncio.wait_for(writer.wait_closed(), 1)
    return _told(answer)


def _body(request: HttpRequest) -> bytes:
    """gRPC has one byte of flags and four of length before each message."""
    if request.protocol != "grpc":
        return request.body
    return b"".join(b"\0" + len(one).to_bytes(4, "big") + one for one in (request.messages or (request.body,)))


async def _tunnel(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, target: str) -> None:
    writer.write(f"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    status = head.split(b" ", 2)[1:2]
    if status != [b"200"]:
        raise TunnelRefused(b"".join(status).decode("ascii", "replace"))


async def _spoken(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, fields: list[tuple[str, str]], body: bytes
) -> _Answer:
    from h2.config import H2Configuration
    from h2.connection import H2Connection

    connection = H2Connection(H2Configuration(client_side=True, header_encoding="utf-8"))
    connection.initiate_connection()
    stream = connection.get_next_available_stream_id()
    connection.send_headers(stream, fields, end_stream=not body)
    answer = _Answer()
    while not answer.ended:
        body = _send(connection, stream, body)
        writer.write(connection.data_to_send())
        data = await reader.read(65_536)
        if not data:
            raise Http2Error("unexpected end of stream")
        for event in connection.receive_data(data):
            _heard(connection, event, answer)
    connection.close_connection()
    writer.write(connection.data_to_send())
    return answer


def _send(connection: Any, stream: int, body: bytes) -> bytes:
    """As much as the server has room for; the rest."""
    while body:
        size = min(len(body), connection.local_flow_control_window(stream), connection.max_outbound_frame_size)
        if not size:
            break
        connection.send_data(stream, body[:size], end_stream=size == len(body))
        body = body[size:]
    return body


def _heard(connection: Any, event: Any, answer: _Answer) -> None:
    from h2 import events

    if isinstance(event, events.ResponseReceived):
        answer.headers = dict(event.headers)
    elif isinstance(event, events.TrailersReceived):
        answer.trailers = dict(event.headers)
    elif isinstance(event, events.DataReceived):
        answer.body += event.data
        connection.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
    elif isinstance(event, events.StreamEnded):
        answer.ended = True
    elif isinstance(event, events.StreamReset | events.ConnectionTerminated):
        raise Http2Error("stream was reset")


def _told(answer: _Answer) -> HttpAnswer:
    status = int(answer.headers.pop(":status", "0"))
    code = answer.trailers.get("grpc-status", answer.headers.get("grpc-status", "0"))
    if code != "0":
        message = answer.trailers.get("grpc-message", "")
        return HttpAnswer(status, answer.headers, bytes(answer.body), f"io.grpc.StatusException: {code}: {message}")
    return HttpAnswer(status, answer.headers, bytes(answer.body))
