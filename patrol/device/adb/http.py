"""HTTP to a port on the phone, on one connection that is kept as long as the server there keeps it.

Head and body go out in one write: in two, the adb server's delayed acknowledgement costs 40 ms a request.
"""

from __future__ import annotations

import select

from patrol.device.adb.connection import Connection, Refused, StreamEnded
from patrol.device.adb.device import AdbDevice

LONGEST = 64 << 20
"""Bytes of one answer; the largest screens give 1 MiB. An answer that never ends must not fill the memory."""


class HttpGone(Exception):
    """Nothing on the phone answers at that port, or it broke off."""


class HttpStatus(Exception):
    """The server answered with an HTTP error."""


class PhoneHttp:
    """Requests to 127.0.0.1:`port` on the phone, one at a time."""

    def __init__(self, device: AdbDevice, port: int) -> None:
        self._device = device
        self._port = port
        self._stream: Connection | None = None
        self._rest = b""
        self._answered = False
        self._deadline_ms = 0.0
        self._left = 0

    def request(self, method: str, path: str, body: bytes = b"", *, timeout_s: float = 20) -> bytes:
        """The answer's body. Raises HttpGone, HttpStatus, TimeoutError; DeviceLost when the phone itself is gone."""
        # Accept-Encoding stays empty: NanoHTTPD leaks when it compresses.
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\nUser-Agent: patrol\r\nAccept-Encoding: \r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode()
        kept = self._still_open()
        try:
            status, keep, answer = self._exchange(kept or self._open(timeout_s), head + body, timeout_s)
        except HttpGone:
            # A kept connection that ends without a word was closed by the server while our request was on its way.
            if kept is None or self._answered:
                raise
            status, keep, answer = self._exchange(self._open(timeout_s), head + body, timeout_s)
        if not keep:
            self.close()
        if status != 200:
            raise HttpStatus(f"HTTP {status}: {answer[:200].decode(errors='replace')}")
        return answer

    def _exchange(self, stream: Connection, request: bytes, timeout_s: float) -> tuple[int, bool, bytes]:
        self._answered = False
        self._deadline_ms = self._device.server.clock.now_ms() + timeout_s * 1000
        self._left = LONGEST
        try:
            stream.timeout(timeout_s)
            stream.send(request)
            return self._read(stream)
        except TimeoutError:
            self.close()
            raise
        except (OSError, ValueError) as problem:
            self.close()
            raise HttpGone(f"port {self._port} of the phone broke off: {problem}") from None

    def _still_open(self) -> Connection | None:
        """The kept connection. Readable before anything was asked means: closed, as NanoHTTPD does after 5 s."""
        if self._stream is not None and select.select([self._stream.socket], [], [], 0)[0]:
            self.close()
        return self._stream

    def _open(self, timeout_s: float) -> Connection:
        try:
            self._stream = self._device.open(f"tcp:{self._port}", timeout_s=timeout_s)
        except (Refused, StreamEnded, ConnectionError) as problem:
            raise HttpGone(f"nothing answers at port {self._port} of the phone: {problem}") from None
        self._rest = b""
        return self._stream

    def _read(self, stream: Connection) -> tuple[int, bool, bytes]:
        """(status, whether the connection stays, body)."""
        self._rest = b""
        head = self._until(stream, b"\r\n\r\n").decode("latin-1").split("\r\n")
        version, status = head[0].split(" ", 2)[:2]
        fields = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
        keep = version == "HTTP/1.1" and fields.get("connection", "").lower() != "close"
        if "chunked" in fields.get("transfer-encoding", "").lower():
            body = self._chunks(stream)
        elif "content-length" in fields:
            body = self._exactly(stream, int(fields["content-length"]))
        else:
            keep = False
            body = self._to_end(stream)
        return int(status), keep, body

    def _until(self, stream: Connection, mark: bytes) -> bytes:
        data = bytearray(self._rest)
        while (end := data.find(mark)) < 0:
            if not (chunk := self._more(stream)):
                raise StreamEnded("the answer broke off")
            self._answered = True
            data += chunk
        self._rest = bytes(data[end + len(mark) :])
        return bytes(data[:end])

    def _exactly(self, stream: Connection, size: int) -> bytes:
        body = bytearray(self._rest[:size])
        self._rest = self._rest[size:]
        while len(body) < size:
            if not (chunk := self._more(stream, size - len(body))):
                raise StreamEnded("the answer broke off")
            body += chunk
        return bytes(body)

    def _more(self, stream: Connection, limit: int = 1 << 16) -> bytes:
        """What has come, b"" at the end. The time and the length that are given are for the whole answer."""
        left_ms = self._deadline_ms - self._device.server.clock.now_ms()
        if left_ms <= 0:
            raise TimeoutError
        stream.timeout(left_ms / 1000)
        data = stream.receive(min(limit, 1 << 20))
        self._left -= len(data)
        if self._left < 0:
            raise ValueError(f"more than {LONGEST >> 20} MiB without an end")
        return data

    def _chunks(self, stream: Connection) -> bytes:
        body = bytearray()
        while size := int(self._until(stream, b"\r\n").split(b";")[0], 16):
            body += self._exactly(stream, size)
            self._exactly(stream, 2)
        self._until(stream, b"\r\n")
        return bytes(body)

    def _to_end(self, stream: Connection) -> bytes:
        body = bytearray(self._rest)
        while chunk := self._more(stream):
            body += chunk
        return bytes(body)

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()
            self._stream = None
