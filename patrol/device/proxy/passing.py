"""Bodies that the proxy passes on as they come. Runs inside mitmdump; only counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patrol.device.proxy.pixels import HEAD_BYTES

if TYPE_CHECKING:
    from mitmproxy.http import HTTPFlow, Message

KEEP_BYTES = 1024 * 1024
"""Bodies announced as longer are passed on as they come: the app must not wait until the proxy has all of it."""
SENT_BYTES = 2 * 1024 * 1024
"""Of a large upload that are kept until values were looked for in them, and then forgotten: an upload is few and may
hold anything."""
PASSED_ON = ("image/", "video/", "audio/", "font/", "application/octet-stream", "application/grpc", "text/event-stream")
"""Bodies of which only the size is recorded."""
_PASSED_ON = tuple(kind.encode() for kind in PASSED_ON)


class Passed:
    """What went by: bytes, the first of them for pictures, messages for gRPC."""

    def __init__(self, content_type: str, *, sent: bool = False) -> None:
        self.size = 0
        self.head = bytearray()
        self.messages: int | None = 0 if content_type.startswith("application/grpc") else None
        self._keeps = HEAD_BYTES if content_type.startswith("image/") else 0
        if sent:
            self._keeps = SENT_BYTES
        self._skip = 0
        self._prefix = b""

    def __call__(self, chunk: bytes) -> bytes:
        self.size += len(chunk)
        if len(self.head) < self._keeps:
            self.head += chunk[: self._keeps - len(self.head)]
        if self.messages is not None:
            self._count(chunk)
        return chunk

    def _count(self, chunk: bytes) -> None:
        """gRPC over HTTP/2: each message has one byte of flags and four of length before it."""
        while chunk:
            if self._skip:
                taken = min(self._skip, len(chunk))
                self._skip, chunk = self._skip - taken, chunk[taken:]
                continue
            need = 5 - len(self._prefix)
            self._prefix, chunk = self._prefix + chunk[:need], chunk[need:]
            if len(self._prefix) == 5:
                self.messages = (self.messages or 0) + 1
                self._skip, self._prefix = int.from_bytes(self._prefix[1:], "big"), b""


def pass_on(flow: HTTPFlow, message: Message, side: str) -> None:
    """Stream a body that nobody will read; what went by stands in the flow's metadata under `key(side)`."""
    content_type = length = b""
    # mitmproxy's own look-up decodes and joins all headers of a name; this runs for every request.
    for name, value in message.headers.fields:
        if len(name) == 12 and name.lower() == b"content-type":
            content_type = value
        elif len(name) == 14 and name.lower() == b"content-length":
            length = value
    if not content_type.startswith(_PASSED_ON) and not (length.isdigit() and int(length) > KEEP_BYTES):
        return
    passed = Passed(content_type.decode("latin-1"), sent=side == "request")
    flow.metadata[key(side)] = passed
    message.stream = passed


def key(side: str) -> str:
    return f"patrol-passed-{side}"
