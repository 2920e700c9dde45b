from __future__ import annotations

import asyncio

import pytest

from patrol.virtualphone.adb.packet import Cmd
from patrol.virtualphone.adb.stream import AdbStream, EndOfStream, Exactly
from patrol.virtualphone.shell.pipe import Bytes


class Wire:
    """A link that notes what is sent."""

    max_payload = 4
    drop: int | None = None

    def __init__(self) -> None:
        self.sent: list[tuple[Cmd, bytes]] = []

    def send(self, command: Cmd, arg0: int, arg1: int, data: bytes = b"") -> None:
        self.sent.append((command, data))

    async def drained(self) -> None:
        pass

    def forget(self, local: int) -> None:
        pass


def test_each_write_waits_for_the_okay_of_the_one_before() -> None:
    async def story() -> None:
        wire = Wire()
        stream = AdbStream(wire, 1, 2)
        writing = asyncio.ensure_future(stream.write(b"abcdefgh!"))
        await asyncio.sleep(0)
        assert wire.sent == [(Cmd.WRTE, b"abcd")]
        for _ in range(2):
            stream.acknowledged()
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        await writing
        assert [data for _, data in wire.sent] == [b"abcd", b"efgh", b"!"]

    asyncio.run(story())


def test_reading_to_the_end_of_a_packet_acknowledges_it() -> None:
    async def story() -> None:
        wire = Wire()
        stream = AdbStream(wire, 1, 2)
        stream.received(b"abcdef")
        assert await stream.read(4) == b"abcd" and not wire.sent
        assert await stream.read(4) == b"ef" and wire.sent == [(Cmd.OKAY, b"")]
        stream.hang_up()
        assert await stream.read() == b""

    asyncio.run(story())


def test_a_host_that_does_not_wait_loses_nothing() -> None:
    async def story() -> None:
        stream = AdbStream(Wire(), 1, 2)
        stream.received(b"ab")
        stream.received(b"cd")
        assert await stream.read() == b"abcd"

    asyncio.run(story())


def test_writing_to_a_host_that_hung_up_is_a_broken_pipe() -> None:
    async def story() -> None:
        stream = AdbStream(Wire(), 1, 2)
        stream.hang_up()
        with pytest.raises(BrokenPipeError):
            await stream.write(b"x")

    asyncio.run(story())


def test_messages_of_known_length_are_read_whole_or_not_at_all() -> None:
    class Slow(Bytes):
        async def write(self, data: bytes) -> None: ...

        async def close(self) -> None: ...

    async def story() -> None:
        exactly = Exactly(Slow(b"\x05\0\0\0abcdefg"))
        assert await exactly.u32() == 5
        assert await exactly.bytes(5) == b"abcde"
        assert await exactly.read(1) == b"f"
        with pytest.raises(EndOfStream):
            await exactly.bytes(2)

    asyncio.run(story())
