"""A weak network between app and proxy, played on the bytes of its connections. Runs inside mitmdump.

Bytes are held back rather than whole answers, so that everything feels it alike: HTTP/1 and 2, WebSockets, what is
passed through unopened, and the round trips of opening a connection. Both directions have half the round-trip time; all
connections share the bandwidth. TCP's slow start and the radio's wake-up are not played.
"""

from __future__ import annotations

import asyncio
import math
import random
from collections import deque
from typing import Any

from patrol.model.network import NetworkProfile

PACKET = 1460
"""Bytes of payload in a TCP segment over Ethernet."""
PIECE = 8 * PACKET
FEW_PACKETS = 3
"""A loss is noticed within a round trip by three packets that come after it (RFC 5681 section 3.2), else by a timer."""
TIMER_MS = 200.0
"""Linux's least retransmission time (TCP_RTO_MIN), doubled round trips where that is more."""
QUEUED_BYTES = 256 * 1024
"""So much may be under way to the phone before the server is told to wait."""


class Line:
    """One direction: when what is sent now has arrived."""

    def __init__(self, up: bool) -> None:
        self._up = up
        self._free_at = 0.0
        self._chance = random.Random(up)

    def arrival(self, profile: NetworkProfile, size: int, now: float) -> float:
        """On the clock of `now`, seconds."""
        kbps = profile.up_kbps if self._up else profile.down_kbps
        starts = max(now, self._free_at)
        sent = starts + size * 8 / (kbps * 1000) if kbps else now
        self._free_at = sent if kbps else 0.0
        trip = max(0.0, self._chance.gauss(profile.latency_ms, profile.jitter_ms)) / 2
        return sent + (trip + self._lost_ms(profile, size)) / 1000

    def _lost_ms(self, profile: NetworkProfile, size: int) -> float:
        packets = math.ceil(size / PACKET)
        if not profile.loss or not any(self._chance.random() < profile.loss for _ in range(packets)):
            return 0.0
        return profile.latency_ms if packets > FEW_PACKETS else max(TIMER_MS, 2 * profile.latency_ms)


class Shape:
    """The network in force, for all connections of the proxy."""

    def __init__(self) -> None:
        self.profile = NetworkProfile("")
        self.up, self.down = Line(up=True), Line(up=False)
        self._changed = asyncio.Event()

    def change(self, profile: NetworkProfile) -> None:
        """On the event loop. What hangs in a dead network goes on by the new one's rules."""
        self.profile = profile
        self._changed.set()
        self._changed = asyncio.Event()

    @property
    def dead(self) -> bool:
        """Nothing comes through, and nobody is told."""
        return self.profile.loss >= 1

    async def alive(self) -> None:
        while self.dead:
            await self._changed.wait()


class ShapedReader:
    """What the app sends, later. Offers what mitmproxy asks of a reader."""

    def __init__(self, reader: Any, shape: Shape) -> None:
        self._reader = reader
        self._shape = shape
        self.delayed_ms = 0.0
        """Of the last bytes."""

    async def read(self, limit: int = -1) -> bytes:
        data: bytes = await self._reader.read(limit)
        if not (data and self._shape.profile.changes):
            self.delayed_ms = 0.0
            return data
        clock = asyncio.get_running_loop().time
        began = clock()
        await self._shape.alive()
        await asyncio.sleep(self._shape.up.arrival(self._shape.profile, len(data), clock()) - clock())
        self.delayed_ms = (clock() - began) * 1000
        return data

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)


class ShapedWriter:
    """What the app is sent, later and in order. Offers what mitmproxy asks of a writer."""

    def __init__(self, writer: Any, shape: Shape) -> None:
        self._writer = writer
        self._shape = shape
        self._queue: deque[bytes | None] = deque()
        self._queued = 0
        self._task: asyncio.Task[None] | None = None
        self._room = asyncio.Event()
        self._closing = False
        self.expected_at = 0.0
        """On the loop's clock: when what was written until a moment ago arrives."""

    def write(self, data: bytes) -> None:
        if not (self._queue or self._task or self._shape.profile.changes):
            self._writer.write(data)
            return
        pieces = [data[at : at + PIECE] for at in range(0, len(data), PIECE)]
        self._queue.extend(pieces)
        self._queued += len(data)
        self._go_on()

    def write_eof(self) -> None:
        if self._task:
            self._queue.append(None)
        else:
            self._writer.write_eof()

    async def drain(self) -> None:
        while self._queued > QUEUED_BYTES and not self._closing:
            self._room.clear()
            await self._room.wait()
        await self._writer.drain()

    def is_closing(self) -> bool:
        return self._closing or bool(self._writer.is_closing())

    def close(self) -> None:
        """What is under way still arrives."""
        self._closing = True
        self._room.set()
        if not self._task:
            self._writer.close()

    def _go_on(self) -> None:
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._deliver())

    async def _deliver(self) -> None:
        """Pieces leave one after the other at the line's pace; each arrives its own trip later, never before the one
        before it."""
        clock = asyncio.get_running_loop().time
        due: deque[tuple[float, bytes | None]] = deque()
        last = 0.0
        try:
            while self._queue or due:
                if self._queue:
                    await self._shape.alive()
                    piece = self._queue.popleft()
                    last = self.expected_at = max(
                        last, self._shape.down.arrival(self._shape.profile, len(piece or b""), clock())
                    )
                    due.append((last, piece))
                    continue
                at, piece = due[0]
                await asyncio.sleep(max(0.0, at - clock()))
                due.popleft()
                self._pass(piece)
        finally:
            self._task = None
            if self._closing:
                self._writer.close()

    def _pass(self, piece: bytes | None) -> None:
        if piece is None:
            self._writer.write_eof()
            return
        self._queued -= len(piece)
        self._room.set()
        if not self._writer.is_closing():
            self._writer.write(piece)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._writer, name)
