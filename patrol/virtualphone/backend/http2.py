"""HTTP/2 (RFC 9113) for the back end, over TLS with ALPN: plain requests, and gRPC calls that end in trailers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import DataReceived, RequestReceived, StreamEnded, StreamReset, WindowUpdated
from h2.exceptions import ProtocolError

from patrol.virtualphone.backend.routes import Asked, Reply

Answer = Callable[[Asked], Awaitable[tuple[Reply, bytes, dict[str, str]]]]
"""Gives the reply, its body as it goes over the wire, and its headers."""


@dataclass(slots=True)
class _Call:
    """One stream from the app."""

    headers: dict[str, str]
    body: bytearray = field(default_factory=bytearray)


class Http2(asyncio.Protocol):
    """One connection."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._h2 = H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))
        self._calls: dict[int, _Call] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._room = asyncio.Event()
        self._transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._h2.initiate_connection()
        self._flush()

    def connection_lost(self, error: Exception | None) -> None:
        for task in self._tasks:
            task.cancel()

    def data_received(self, data: bytes) -> None:
        try:
            events = self._h2.receive_data(data)
        except ProtocolError:
            self._flush()
            self._transport.close()
            return
        for event in events:
            self._on(event)
        self._flush()

    def _on(self, event: Any) -> None:
        if isinstance(event, RequestReceived):
            self._calls[event.stream_id] = _Call(dict(event.headers))
        elif isinstance(event, DataReceived):
            if call := self._calls.get(event.stream_id):
                call.body += event.data
            self._h2.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
        elif isinstance(event, StreamEnded):
            task = asyncio.get_running_loop().create_task(self._serve(event.stream_id))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        elif isinstance(event, StreamReset):
            self._calls.pop(event.stream_id, None)
        elif isinstance(event, WindowUpdated):
            self._room.set()

    async def _serve(self, stream: int) -> None:
        call = self._calls[stream]
        reply, body, headers = await self._answer(_asked(call))
        if reply.fault == "reset":
            self._transport.abort()
        if stream not in self._calls or self._transport.is_closing():
            return
        try:
            await self._send(stream, reply, body, headers)
        except ProtocolError:
            pass  # the app has given the stream up meanwhile
        self._calls.pop(stream, None)

    async def _send(self, stream: int, reply: Reply, body: bytes, headers: dict[str, str]) -> None:
        status = 404 if reply.websocket else reply.status
        fields = [(":status", str(status)), *((name.lower(), value) for name, value in headers.items())]
        if reply.trailers:
            body = b"".join(b"\0" + len(one).to_bytes(4, "big") + one for one in reply.messages)
        else:
            fields.append(("content-length", str(len(body))))
        self._h2.send_headers(stream, fields, end_stream=not body and not reply.trailers)
        while body:
            size = min(len(body), self._h2.local_flow_control_window(stream), self._h2.max_outbound_frame_size)
            if not size:
                self._room.clear()
                self._flush()
                await self._room.wait()
                continue
            self._h2.send_data(stream, body[:size], end_stream=size == len(body) and not reply.trailers)
            body = body[size:]
        if reply.trailers:
            self._h2.send_headers(stream, list(reply.trailers.items()), end_stream=True)
        self._flush()

    def _flush(self) -> None:
        if data := self._h2.data_to_send():
            self._transport.write(data)


def _asked(call: _Call) -> Asked:
    url = urlsplit(call.headers.get(":path", "/"))
    host = call.headers.get(":authority", "")
    return Asked(
        method=call.headers.get(":method", "GET"),
        host=host.rpartition(":")[0] or host,
        path=url.path,
        query=dict(parse_qsl(url.query, keep_blank_values=True)),
        headers={name: value for name, value in call.headers.items() if not name.startswith(":")},
        body=bytes(call.body),
    )
