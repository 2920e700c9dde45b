"""What the addon saw → patrol's Flow: decoded, masked, cut. Runs in patrol's process, away from the proxy."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote

from patrol.device.proxy.masking import Masker
from patrol.device.proxy.pixels import HEAD_BYTES, pixels
from patrol.device.proxy.report import RawBody, RawFlow, RawSocket
from patrol.model.traffic import MESSAGES_KEPT, Body, Flow, Grpc, SocketMessage, Timing, WebSocket

BODY_CHARS = 65_536
"""Of a body's text that are kept."""
_TEXT = ("text/", "json", "xml", "javascript", "urlencoded", "graphql", "yaml", "csv")
_HTTP = {"HTTP/2.0": "HTTP/2", "HTTP/3.0": "HTTP/3"}
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.I)
_CHARSETS = ("utf-8", "gb18030")
"""Tried in this order where none is named; Chinese servers of old send the second."""


class FlowRecorder:
    """Turns what was seen into records; `masker` may be replaced when more secrets are known."""

    def __init__(self, masker: Masker, body_chars: int = BODY_CHARS) -> None:
        self.masker = masker
        self._body_chars = body_chars

    def record(self, raw: RawFlow) -> Flow:
        """Times of a weak network count as the app saw them, from sending the request to having the answer."""
        request_headers = self.masker.headers(raw.request.headers)
        response = raw.response
        socket = raw.websocket
        return Flow(
            id=raw.id,
            at_ms=0,
            method=raw.method,
            scheme=raw.scheme,
            host=raw.host,
            port=raw.port,
            path=self.masker.path(raw.path),
            http="WebSocket" if socket else _HTTP.get(raw.http, raw.http),
            request_headers=request_headers,
            request=self._messages(socket, True) if socket else self._body(raw.request),
            status=raw.status,
            response_headers=self.masker.headers(response.headers) if response else (),
            response=self._messages(socket, False) if socket else self._body(response) if response else Body(),
            timing=timing(raw),
            error=self.masker.text(raw.error),
            tls=raw.tls[0],
            connection=raw.connection,
            cipher=raw.tls[1],
            server_tls=raw.tls[2],
            server_cipher=raw.tls[3],
            websocket=_websocket(raw, socket) if socket else None,
            grpc=self._grpc(raw),
            network=raw.network,
        )

    def _body(self, raw: RawBody) -> Body:
        content_type, encoding = _header(raw.headers, b"content-type"), _header(raw.headers, b"content-encoding")
        width, height = _pixels(raw, content_type)
        if raw.body is None:
            return Body(raw.size, content_type, encoding, cut=raw.size > 0, width=width, height=height)
        text = self._text(raw.body, content_type, encoding) if raw.body else ""
        return Body(
            size=raw.size,
            content_type=content_type,
            encoding=encoding,
            text="" if text is None else self._masked(text, content_type),
            cut=text is None or len(text) > self._body_chars,
            width=width,
            height=height,
        )

    def _masked(self, text: str, content_type: str) -> str:
        """Masked before it is cut, for a secret may lie across the cut."""
        return self.masker.body(text[: self._body_chars + 1024], content_type)[: self._body_chars]

    def _text(self, body: bytes, content_type: str, encoding: str) -> str | None:
        """The decoded text; None for what is no text or cannot be decoded."""
        if content_type and not any(kind in content_type.lower() for kind in _TEXT):
            return None
        try:
            plain = _decompressed(body, encoding)
        except ValueError:
            return None
        named = _CHARSET.search(content_type)
        for charset in (named[1],) if named else _CHARSETS:
            try:
                return plain.decode(charset)
            except (UnicodeDecodeError, LookupError):
                continue
        return None

    def _messages(self, socket: RawSocket, sent: bool) -> Body:
        """All messages of one direction of a WebSocket, a line each."""
        messages = [one for one in socket.messages if one.sent is sent]
        text = "\n".join(one.content.decode("utf-8", "replace") for one in messages if one.text)
        return Body(
            size=sum(len(one.content) for one in messages),
            content_type="websocket",
            text=self.masker.text(text[: self._body_chars]),
            cut=len(text) > self._body_chars or any(not one.text for one in messages),
        )

    def _grpc(self, raw: RawFlow) -> Grpc | None:
        if not _header(raw.request.headers, b"content-type").startswith("application/grpc"):
            return None
        service, _, method = raw.path.partition("?")[0].strip("/").rpartition("/")
        answer = raw.response
        # A call that fails at once has its trailers where the headers are.
        trailers = (*answer.trailers, *answer.headers) if answer else ()
        status = _header(trailers, b"grpc-status")
        return Grpc(
            service=self.masker.text(service),
            method=self.masker.text(method),
            status=int(status) if status.isdecimal() else None,
            message=self.masker.text(unquote(_header(trailers, b"grpc-message"))),
            sent=raw.request.messages,
            received=answer.messages if answer else None,
        )


def timing(raw: RawFlow) -> Timing:
    """What opening the connection took is told with the first request that went over it. First byte and total count
    from the request's first byte."""
    opening, request, answer = raw.opening, raw.request, raw.response
    there, back = raw.delayed_ms
    connect = _milliseconds(opening.started, opening.connected)
    resolved = opening.resolved_ms
    if connect is not None and resolved is not None:
        connect = round(max(0.0, connect - resolved), 3)
    return Timing(
        dns=None if resolved is None else round(resolved, 3),
        connect=connect,
        tls=_milliseconds(opening.connected, opening.secured),
        first_byte=_later(_milliseconds(request.started, answer.started), there + back) if answer else None,
        total=_later(_milliseconds(request.started, answer.ended), there + back) if answer else None,
        send=_later(_milliseconds(request.started, request.ended), there),
        opened=_opened(opening.started, request.started, there),
        failed=_later(_milliseconds(request.started, raw.failed), there),
    )


def _opened(started: float | None, request: float | None, there_ms: float) -> float | None:
    return None if started is None or request is None else round((started - request) * 1000 + there_ms, 3)


def _later(ms: float | None, more: float) -> float | None:
    return None if ms is None else round(ms + more, 3)


def _milliseconds(start: float | None, end: float | None) -> float | None:
    return round((end - start) * 1000, 3) if start and end and end >= start else None


def _websocket(raw: RawFlow, socket: RawSocket) -> WebSocket:
    began = raw.request.started or 0.0
    sent = [len(one.content) for one in socket.messages if one.sent]
    received = [len(one.content) for one in socket.messages if not one.sent]
    kept = (
        SocketMessage(round((one.at - began) * 1000, 3), one.sent, len(one.content), one.text)
        for one in socket.messages[:MESSAGES_KEPT]
    )
    return WebSocket(len(sent), len(received), sum(sent), sum(received), tuple(kept), socket.close_code)


def _header(fields: Iterable[tuple[bytes, bytes]], name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in fields if key.lower() == name), "")


def _pixels(raw: RawBody, content_type: str) -> tuple[int | None, int | None]:
    found = pixels(raw.head or (raw.body or b"")[:HEAD_BYTES]) if content_type.startswith("image/") else None
    return found or (None, None)


def _decompressed(body: bytes, encoding: str) -> bytes:
    """Raises ValueError for a body that is not what its header says."""
    if not encoding or encoding == "identity":
        return body
    from mitmproxy.net.encoding import decode  # it knows br and zstd too

    plain = decode(body, encoding, "strict")
    return plain if isinstance(plain, bytes) else body
