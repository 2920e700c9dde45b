"""As much HTTP/1.1 as clients of a phone's small servers use: one request after the other on a stream."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from patrol.virtualphone.contracts import Stream

_LONGEST_HEAD = 16 * 1024
_LONGEST_BODY = 32 * 1024 * 1024
_REASONS = {
    200: "OK",
    400: "Bad Request",
    404: "Not Found",
    405: "Method Not Allowed",
    413: "Payload Too Large",
    500: "Internal Error",
}


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    query: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    """Names in lower case."""
    body: bytes = b""
    keep_alive: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    body: bytes = b""
    status: int = 200
    content_type: str = "text/plain"


Handler = Callable[[Request], Awaitable[Answer | None]]
"""None: hang up without a word, as a server that has just died."""


class _BadRequest(Exception):
    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


async def serve(stream: Stream, handler: Handler) -> None:
    """Answer requests until the client closes, asks to close, or breaks the protocol."""
    reader = _RequestReader(stream)
    while True:
        try:
            request = await reader.next()
        except _BadRequest as bad:
            await stream.write(_encode(Answer(b"Bad request.\n", bad.status), keep_alive=False))
            return
        if request is None:
            return
        answer = await handler(request)
        if answer is None:
            return
        await stream.write(_encode(answer, keep_alive=request.keep_alive))
        if not request.keep_alive:
            return


def _encode(answer: Answer, *, keep_alive: bool) -> bytes:
    reason = _REASONS.get(answer.status, "Error")
    connection = "keep-alive" if keep_alive else "close"
    head = (
        f"HTTP/1.1 {answer.status} {reason}\r\nContent-Type: {answer.content_type}\r\n"
        f"Connection: {connection}\r\nContent-Length: {len(answer.body)}\r\n\r\n"
    )
    return head.encode() + answer.body


class _RequestReader:
    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._buffer = b""

    async def next(self) -> Request | None:
        """None at the end of the stream. Raises _BadRequest."""
        while (end := self._buffer.find(b"\r\n\r\n")) < 0:
            if len(self._buffer) > _LONGEST_HEAD:
                raise _BadRequest(400)
            if not await self._more():
                return None
        head, self._buffer = self._buffer[:end].decode("latin-1"), self._buffer[end + 4 :]
        first, *lines = head.split("\r\n")
        words = first.split(" ")
        if len(words) != 3 or not words[2].startswith("HTTP/1."):
            raise _BadRequest(400)
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        body = await self._body(headers)
        if body is None:
            return None
        url = urlsplit(words[1])
        wanted = headers.get("connection", "").lower()
        keep = wanted != "close" if words[2] == "HTTP/1.1" else wanted == "keep-alive"
        return Request(words[0], url.path, dict(parse_qsl(url.query)), headers, body, keep)

    async def _more(self) -> bool:
        chunk = await self._stream.read()
        self._buffer += chunk
        return bool(chunk)

    async def _body(self, headers: dict[str, str]) -> bytes | None:
        if "chunked" in headers.get("transfer-encoding", "").lower():
            return await self._chunks()
        length = headers.get("content-length", "0")
        if not length.isdigit():
            raise _BadRequest(400)
        return await self._exactly(int(length))

    async def _exactly(self, count: int) -> bytes | None:
        if count > _LONGEST_BODY:
            raise _BadRequest(413)
        while len(self._buffer) < count:
            if not await self._more():
                return None
        data, self._buffer = self._buffer[:count], self._buffer[count:]
        return data

    async def _chunks(self) -> bytes | None:
        parts: list[bytes] = []
        while True:
            while (end := self._buffer.find(b"\r\n")) < 0:
                if not await self._more():
                    return None
            try:
                size = int(self._buffer[:end].split(b";")[0], 16)
            except ValueError:
                raise _BadRequest(400) from None
            self._buffer = self._buffer[end + 2 :]
            chunk = await self._exactly(size + 2)
            if chunk is None:
                return None
            if size == 0:
                return b"".join(parts)
            parts.append(chunk[:-2])
