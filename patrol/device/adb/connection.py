"""One stream through the adb server."""

from __future__ import annotations

import socket


class StreamEnded(ConnectionError):
    """The other side closed the stream before all that was promised had come."""


class Refused(Exception):
    """The adb server answered FAIL; the message is adb's own."""


class Connection:
    """A socket to the adb server. Nagle's algorithm is off: requests are small and answers are waited for."""

    def __init__(self, sock: socket.socket) -> None:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket = sock

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, service: str) -> None:
        """Send a service string and wait for its OKAY. Raises Refused with adb's message."""
        data = service.encode()
        self.socket.sendall(b"%04x" % len(data) + data)
        self.okay()

    def okay(self) -> None:
        """Read OKAY, or raise Refused with the message that follows FAIL."""
        status = self.read(4)
        if status == b"FAIL":
            raise Refused(self.block().decode(errors="replace"))
        if status != b"OKAY":
            raise Refused(f"unexpected answer {status!r}")

    def block(self) -> bytes:
        """Four hex digits of length, then that many bytes."""
        length = self.read(4)
        try:
            return self.read(int(length, 16))
        except ValueError:
            raise Refused(f"unexpected length {length!r}") from None

    def read(self, size: int) -> bytes:
        """Exactly `size` bytes. Raises StreamEnded."""
        data = bytearray()
        while len(data) < size:
            chunk = self.socket.recv(min(size - len(data), 1 << 20))
            if not chunk:
                raise StreamEnded(f"stream ended after {len(data)} of {size} bytes")
            data += chunk
        return bytes(data)

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def receive(self, limit: int = 1 << 16) -> bytes:
        """What has come, b"" at the end."""
        return self.socket.recv(limit)

    def timeout(self, seconds: float | None) -> None:
        self.socket.settimeout(seconds)

    def close(self) -> None:
        """At once; a reader in another thread is woken."""
        try:
            self.socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.socket.close()
