"""What the addon saw → the parts of an exchange, for whoever searches values in them. Nothing is masked here, and
nothing may be kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from patrol.device.driver import Exchange, Part
from patrol.device.proxy.report import RawBody, RawFlow

MEDIA = (
    "image/",
    "video/",
    "audio/",
    "font/",
    "text/css",
    "application/javascript",
    "text/javascript",
    "application/wasm",
)
"""Answers in which nobody's values stand."""
PLAIN = frozenset({b"host", b"accept", b"accept-encoding", b"connection", b"content-length", b"content-type", b"date"})
"""Headers that say nothing of a user."""


def exchange(raw: RawFlow) -> Exchange:
    return Exchange(raw.id, raw.host, raw.scheme in ("https", "wss"), tuple(_parts(raw)))


def _parts(raw: RawFlow) -> Iterator[Part]:
    yield Part("url", raw.path.encode())
    cookies = b"\n".join(value for name, value in raw.request.headers if name.lower() == b"cookie")
    if cookies:
        yield Part("cookie", cookies)
    if lines := _lines(raw.request.headers):
        yield Part("header", lines)
    if raw.websocket is not None:
        for message in raw.websocket.messages:
            yield Part("socket" if message.sent else "answer", message.content)
        return
    yield from _body("body", raw.request)
    if raw.response is not None:
        if lines := _lines(raw.response.headers):
            yield Part("answer", lines)
        if not _header(raw.response, b"content-type").startswith(MEDIA):
            yield from _body("answer", raw.response)


def _body(kind: str, body: RawBody) -> Iterator[Part]:
    data = body.head if body.body is None else body.body
    if data or body.size:
        yield Part(kind, data, _header(body, b"content-encoding"), body.size)


def _lines(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    kept = (name + b": " + value for name, value in headers if name.lower() not in PLAIN and name.lower() != b"cookie")
    return b"\n".join(kept)


def _header(body: RawBody, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in body.headers if key.lower() == name), "")
