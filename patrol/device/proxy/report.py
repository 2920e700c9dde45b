"""What the addon inside mitmdump tells patrol, and what patrol tells it: MessagePack over a socket pair.

The addon sends requests as they are. What must be masked is masked by patrol (see record.py), in a process of its own,
so that the proxy has its processor for itself; the socket pair is read by nobody else.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from patrol.model.network import NetworkProfile, Probe
from patrol.model.record import Record
from patrol.model.traffic import Uninspected

_LENGTH = struct.Struct(">I")


class Instructions(Record, frozen=True):
    """Patrol → addon: first of all, and again when something changes."""

    hosts: dict[str, dict[str, int]] = {}  # noqa: RUF012
    """Host name → {"http": port, "https": port} on this machine, for names that only the phone resolves."""
    network: NetworkProfile = NetworkProfile("")
    """The network to be played from now on."""
    probe: bool = False
    """Show every connection a certificate that nobody vouches for, and pass nothing on."""


class RawBody(msgspec.Struct, array_like=True, frozen=True):
    """One side of an exchange. `body` None: it was passed on as it came, and only counted."""

    headers: tuple[tuple[bytes, bytes], ...] = ()
    body: bytes | None = b""
    size: int = 0
    head: bytes = b""
    """The first bytes of a picture that was passed on."""
    started: float | None = None
    ended: float | None = None
    messages: int | None = None
    """gRPC messages in it; None for anything else."""
    trailers: tuple[tuple[bytes, bytes], ...] = ()


class RawMessage(msgspec.Struct, array_like=True, frozen=True):
    """One message of a WebSocket."""

    at: float
    sent: bool
    text: bool
    content: bytes


class RawSocket(msgspec.Struct, array_like=True, frozen=True):
    messages: tuple[RawMessage, ...] = ()
    close_code: int | None = None


class RawOpening(msgspec.Struct, array_like=True, frozen=True):
    """How the connection to the server came about, host epoch seconds; all None when it was open already."""

    started: float | None = None
    resolved_ms: float | None = None
    """How long the look-up of the name took; None for an address."""
    connected: float | None = None
    secured: float | None = None


class RawFlow(msgspec.Struct, array_like=True, frozen=True):
    """A request as it was; nothing of it may be kept before it is masked."""

    id: str
    method: str
    scheme: str
    host: str
    port: int
    path: str
    http: str
    request: RawBody
    response: RawBody | None
    status: int | None
    opening: RawOpening
    error: str
    connection: str
    tls: tuple[str, str, str, str] = ("", "", "", "")
    """Version and cipher between app and proxy, and between proxy and server."""
    websocket: RawSocket | None = None
    network: str = ""
    delayed_ms: tuple[float, float] = (0, 0)
    """By the network that was played: on the way to the server, and back."""
    failed: float | None = None
    """When it failed."""


class Report(msgspec.Struct, array_like=True, frozen=True):
    """Addon → patrol. One of the fields is set; `at` is host epoch seconds."""

    at: float = 0
    flow: RawFlow | None = None
    uninspected: Uninspected | None = None
    probe: Probe | None = None
    ready: int | None = None
    """The proxy listens on this port."""
    settled: str | None = None
    """This network is played from now on."""


def framed(message: Instructions | Report) -> bytes:
    """One message with its length before it."""
    data = msgspec.msgpack.encode(message)
    return _LENGTH.pack(len(data)) + data


def frames(stream: BinaryIO) -> Iterator[bytes]:
    """The messages of a stream, until it ends; one that was cut off is not told."""
    while len(head := stream.read(_LENGTH.size)) == _LENGTH.size:
        size = _LENGTH.unpack(head)[0]
        data = stream.read(size)
        if len(data) < size:
            return
        yield data
