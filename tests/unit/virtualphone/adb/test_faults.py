from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from patrol.errors import ConfigError
from patrol.virtualphone.adb.faults import NAMES, Faults, parse
from patrol.virtualphone.adb.packet import MalformedPacket
from patrol.virtualphone.contracts import Stream
from tests.unit.virtualphone.adb.host import connected
from tests.unit.virtualphone.double import TinyPhone


def run(work: object) -> None:
    asyncio.run(asyncio.wait_for(work, 20))  # type: ignore[arg-type]


def test_faults_are_read_from_the_command_line() -> None:
    assert parse(["slow=20", "disk-full", "drop"]) == Faults(slow=20, disk_full=True, drop=4096)
    faults = parse(["slow=20", "garbage=3"])
    faults.set("slow=off")
    faults.set("garbage=none")
    assert faults == Faults()


@pytest.mark.parametrize(
    ("fault", "advice"),
    [("sloww", "slow"), ("xyz", "disk-full"), ("slow=fast", "--fault slow=50"), ("disk-full=3", "disk-full")],
)
def test_a_wrong_fault_is_refused_with_advice(fault: str, advice: str) -> None:
    with pytest.raises(ConfigError, match=advice):
        parse([fault])


def test_every_fault_is_in_the_documentation() -> None:
    text = (Path(__file__).parents[4] / "docs" / "virtual-phone.md").read_text()
    assert [name for name in NAMES if f"| `{name}" not in text] == []


def test_lost_ends_connections_and_refuses_new_ones() -> None:
    async def story() -> None:
        async with connected() as (host, phone, server):
            phone.faults.set("lost")
            await asyncio.wait_for(host.lost.wait(), 5)
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
            with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
                await reader.readexactly(1)
            writer.close()

    run(story())


def test_lost_after_some_actions() -> None:
    async def story() -> None:
        phone = TinyPhone()
        phone.faults.set("lost-after=2")
        async with connected(phone) as (host, _, _):
            assert await host.ask("shell:echo 1") == b"1\n"
            assert await host.ask("shell:echo 2") == b"2\n"
            await asyncio.wait([asyncio.ensure_future(host.open("shell:echo 3"))], timeout=0.1)
            await asyncio.wait_for(host.lost.wait(), 5)
            assert phone.faults.lost

    run(story())


def test_offline_answers_nothing() -> None:
    async def story() -> None:
        phone = TinyPhone()
        phone.faults.set("offline")
        async with connected(phone, greet=False) as (host, _, _):
            await asyncio.sleep(0.05)
            assert not host.packets and not host.lost.is_set()

    run(story())


def test_drop_cuts_each_stream_after_its_bytes() -> None:
    async def story() -> None:
        phone = TinyPhone()
        phone.faults.set("drop=10")
        async with connected(phone) as (host, _, _):
            for _ in range(2):
                assert await host.ask("shell:echo 0123456789abcdef") == b"0123456789"
            assert await host.ask("shell:echo short") == b"short\n"

    run(story())


def test_garbage_follows_every_nth_packet() -> None:
    async def story() -> None:
        phone = TinyPhone()
        phone.faults.set("garbage=1")
        async with connected(phone) as (host, _, _):
            assert await host.open("shell:echo hi")
            await asyncio.wait_for(host.lost.wait(), 5)
            assert isinstance(host.trouble, MalformedPacket)

    run(story())


def test_slow_delays_each_answer_and_keeps_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    delays: list[float] = []

    async def story() -> None:
        sleep = asyncio.sleep

        async def note(seconds: float) -> None:
            delays.append(seconds)
            await sleep(0)

        monkeypatch.setattr(asyncio, "sleep", note)
        phone = TinyPhone()

        async def count(stream: Stream) -> None:
            for number in range(5):
                await stream.write(b"%d" % number)

        phone.ports[1] = count
        phone.faults.set("slow=5")
        async with connected(phone) as (host, _, _):
            assert await host.ask("tcp:1") == b"01234"
            assert delays.count(0.005) >= 6
            phone.faults.set("slow=off")
            assert await host.ask("tcp:1") == b"01234"

    run(story())
