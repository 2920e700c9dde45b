"""When bytes arrive in a network that is played; clocks are given, nothing is waited for."""

from __future__ import annotations

import asyncio

import pytest

from patrol.device.proxy.shaping import TIMER_MS, Line, Shape, ShapedWriter
from patrol.model.network import NetworkProfile


def test_half_the_round_trip_is_added_each_way() -> None:
    profile = NetworkProfile("slow", latency_ms=100)
    assert [Line(up=up).arrival(profile, 1000, 5.0) for up in (True, False)] == pytest.approx([5.05, 5.05])


def test_bandwidth_is_shared_by_what_is_sent_at_once() -> None:
    line, profile = Line(up=False), NetworkProfile("narrow", down_kbps=80)  # 10,000 bytes a second
    assert [line.arrival(profile, 5000, at) for at in (0.0, 0.0, 10.0)] == pytest.approx([0.5, 1.0, 10.5])
    assert Line(up=True).arrival(profile, 5000, 0.0) == 0.0


def test_a_lost_packet_costs_a_timer_when_few_follow_it_and_a_round_trip_when_many_do() -> None:
    profile = NetworkProfile("lossy", latency_ms=40, loss=0.999999)
    assert Line(up=False).arrival(profile, 100, 0.0) == pytest.approx((20 + TIMER_MS) / 1000)
    assert Line(up=False).arrival(profile, 100_000, 0.0) == pytest.approx((20 + 40) / 1000)


class Wire:
    """A writer that keeps what it is given."""

    def __init__(self) -> None:
        self.data = b""
        self.closed = False

    def write(self, data: bytes) -> None:
        self.data += data

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed

    async def drain(self) -> None: ...


def test_bytes_arrive_in_order_and_before_the_connection_closes() -> None:
    async def run() -> tuple[bytes, bool]:
        shape, wire = Shape(), Wire()
        shape.change(NetworkProfile("slow", latency_ms=2, jitter_ms=2))
        writer = ShapedWriter(wire, shape)
        for number in range(20):
            writer.write(bytes([number]) * 3000)
        writer.close()
        assert not wire.closed
        while not wire.closed:
            await asyncio.sleep(0.001)
        return wire.data, wire.closed

    data, closed = asyncio.run(asyncio.wait_for(run(), 20))
    assert (data, closed) == (b"".join(bytes([number]) * 3000 for number in range(20)), True)


def test_what_waits_in_a_dead_network_holds_the_server_back_until_it_lives() -> None:
    async def run() -> bytes:
        shape, wire = Shape(), Wire()
        shape.change(NetworkProfile("lift", loss=1))
        writer = ShapedWriter(wire, shape)
        writer.write(b"x" * 1_000_000)
        drained = asyncio.ensure_future(writer.drain())
        await asyncio.sleep(0)
        assert not drained.done() and not wire.data
        shape.change(NetworkProfile(""))
        await drained
        while len(wire.data) < 1_000_000:
            await asyncio.sleep(0)
        return wire.data

    assert len(asyncio.run(asyncio.wait_for(run(), 20))) == 1_000_000


def test_a_network_as_it_is_passes_everything_at_once() -> None:
    async def run() -> bytes:
        wire = Wire()
        ShapedWriter(wire, Shape()).write(b"now")
        return wire.data

    assert asyncio.run(run()) == b"now"
