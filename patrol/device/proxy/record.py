"""mitmproxy's flow → patrol's Flow. Runs inside mitmdump, beside its event loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patrol.device.proxy.masking import Masker
from patrol.model.traffic import Body, Flow, Timing

if TYPE_CHECKING:
    from mitmproxy.http import HTTPFlow, Message

STREAMED = "patrol-streamed"
"""Prefix of the metadata that counts the bytes of a body which was passed on without being kept."""
NO_ANSWER = "no answer before the recording ended"
_TEXT = ("text/", "json", "xml", "javascript", "urlencoded", "graphql", "yaml", "csv")
_HTTP = {"HTTP/2.0": "HTTP/2", "HTTP/3.0": "HTTP/3"}
_DECODE_LIMIT = 8 * 1024 * 1024
"""Bytes of a compressed body that are decoded; a larger one is kept by its size only."""


class FlowRecorder:
    """Turns flows into records. `first_use` tells whether a request opened its connection to the server."""

    def __init__(self, masker: Masker, body_chars: int) -> None:
        self._masker = masker
        self._body_chars = body_chars

    def record(self, flow: HTTPFlow, host: str, port: int, *, first_use: bool) -> Flow:
        request, response = flow.request, flow.response
        websocket = flow.websocket is not None
        failed = flow.error.msg if flow.error else ""
        return Flow(
            id=flow.id,
            at_ms=0,
            method=request.method,
            scheme=request.scheme,
            host=host,
            port=port,
            path=self._masker.path(request.path),
            http="WebSocket" if websocket else _HTTP.get(request.http_version, request.http_version),
            request_headers=self._masker.headers(request.headers.fields),
            request=self._messages(flow, True) if websocket else self._body(flow, request, "request"),
            status=response.status_code if response else None,
            response_headers=self._masker.headers(response.headers.fields) if response else (),
            response=self._answer(flow, websocket),
            timing=timing(flow, first_use=first_use),
            error=self._masker.text(failed) or ("" if response else NO_ANSWER),
            tls=(flow.client_conn.tls_version or "") if request.scheme == "https" else "",
            connection=flow.client_conn.id,
        )

    def _answer(self, flow: HTTPFlow, websocket: bool) -> Body:
        if websocket:
            return self._messages(flow, False)
        return self._body(flow, flow.response, "response") if flow.response else Body()

    def _body(self, flow: HTTPFlow, message: Message, side: str) -> Body:
        content_type = message.headers.get("content-type", "")
        encoding = message.headers.get("content-encoding", "")
        raw = message.raw_content
        if raw is None:
            size = flow.metadata.get(f"{STREAMED}-{side}", 0)
            return Body(size=size, content_type=content_type, encoding=encoding, cut=size > 0)
        text = self._text(message, content_type) if raw else ""
        kept = None if text is None else self._masked(text, content_type)
        return Body(
            size=len(raw),
            content_type=content_type,
            encoding=encoding,
            text=kept or "",
            cut=text is None or len(text) > self._body_chars,
        )

    def _masked(self, text: str, content_type: str) -> str:
        """Masked before it is cut, for a secret may lie across the cut."""
        return self._masker.body(text[: self._body_chars + 1024], content_type)[: self._body_chars]

    def _text(self, message: Message, content_type: str) -> str | None:
        """The decoded text; None for what is no text or cannot be decoded."""
        if len(message.raw_content or b"") > _DECODE_LIMIT:
            return None
        if content_type and not any(kind in content_type.lower() for kind in _TEXT):
            return None
        try:
            text: str | None = message.get_text(strict=True)
            return text
        except ValueError:
            return None

    def _messages(self, flow: HTTPFlow, from_client: bool) -> Body:
        """All messages of one direction of a WebSocket, a line each."""
        messages = [one for one in flow.websocket.messages if one.from_client is from_client] if flow.websocket else []
        text = "\n".join(one.content.decode("utf-8", "replace") for one in messages if one.is_text)
        return Body(
            size=sum(len(one.content) for one in messages),
            content_type="websocket",
            text=self._masker.text(text[: self._body_chars]),
            cut=len(text) > self._body_chars or any(not one.is_text for one in messages),
        )


def timing(flow: HTTPFlow, *, first_use: bool) -> Timing:
    """Connect and TLS are of the connection to the server and stay None when it was open already; name resolution is
    part of connect, for mitmproxy does not tell them apart. First byte and total count from the request's first byte.
    """
    server, request, response = flow.server_conn, flow.request, flow.response
    opened = server if first_use else None
    return Timing(
        connect=_milliseconds(opened.timestamp_start, opened.timestamp_tcp_setup) if opened else None,
        tls=_milliseconds(opened.timestamp_tcp_setup, opened.timestamp_tls_setup) if opened else None,
        first_byte=_milliseconds(request.timestamp_start, response.timestamp_start) if response else None,
        total=_milliseconds(request.timestamp_start, response.timestamp_end) if response else None,
    )


def _milliseconds(start: float | None, end: float | None) -> float | None:
    return round((end - start) * 1000, 3) if start and end and end >= start else None
