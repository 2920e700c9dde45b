from __future__ import annotations

import asyncio

import pytest

from patrol.virtualphone.adb.connection import features
from patrol.virtualphone.adb.packet import Cmd, Packet
from patrol.virtualphone.contracts import Stream
from tests.unit.virtualphone.adb.host import connected
from tests.unit.virtualphone.double import TinyPhone


def run(work: object) -> None:
    asyncio.run(asyncio.wait_for(work, 20))  # type: ignore[arg-type]


def test_the_greeting_names_the_phone_and_its_features() -> None:
    async def story() -> None:
        async with connected() as (host, _, _):
            assert host.banner.result().startswith(
                "device::ro.product.name=tiny;ro.product.model=Tiny_Phone;ro.product.device=tiny64;features=shell_v2,cmd"
            )

    run(story())


def test_old_phones_list_no_features_and_take_small_packets() -> None:
    assert "shell_v2" not in features(19)
    assert "abb_exec" in features(30) and "abb_exec" not in features(29)
    assert not any(name.startswith("sendrecv_v2") for name in features(35))

    async def story() -> None:
        async with connected(TinyPhone(sdk=19)) as (host, _, _):
            assert "features" not in host.banner.result()
            assert host.packets[0].arg1 == 4096
            assert await host.ask("shell:echo a") == b"a\r\n"

    run(story())


def test_an_unknown_service_is_refused_and_the_connection_lives() -> None:
    async def story() -> None:
        async with connected() as (host, _, _):
            for service in ("nonsense:", "tcp:9", "tcp:x", "localabstract:none", "tcpip:5555", "usb:"):
                assert await host.open(service) is None
            assert await host.ask("shell:echo alive") == b"alive\n"

    run(story())


@pytest.mark.parametrize("rubbish", [b"\0" * 24, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"\xff" * 100])
def test_bytes_that_are_no_packet_end_that_connection_only(rubbish: bytes) -> None:
    async def story() -> None:
        phone = TinyPhone()
        async with connected(phone) as (host, _, server):
            reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
            writer.write(rubbish)
            with pytest.raises((asyncio.IncompleteReadError, ConnectionError)):
                await reader.readexactly(1)
            writer.close()
            assert await host.ask("shell:echo alive") == b"alive\n"

    run(story())


def test_packets_for_streams_that_are_not_there_are_survived() -> None:
    async def story() -> None:
        async with connected() as (host, _, _):
            for command in (Cmd.OKAY, Cmd.WRTE, Cmd.CLSE, Cmd.SYNC, Cmd.STLS, Cmd.AUTH):
                host.writer.write(Packet(command, 77, 99, b"x").encode())
            assert await host.ask("shell:echo alive") == b"alive\n"

    run(story())


def test_a_port_of_the_phone_is_reached_and_a_slow_reader_slows_the_writer() -> None:
    async def story() -> None:
        phone = TinyPhone()
        written = 0

        async def flood(stream: Stream) -> None:
            nonlocal written
            for _ in range(100):
                await stream.write(bytes(1000))
                written += 1

        phone.ports[7000] = flood
        async with connected(phone) as (host, _, _):
            stream = await host.open("tcp:7000")
            assert stream
            await asyncio.sleep(0.05)
            assert written <= 2, "nobody has acknowledged anything yet"
            assert len(await stream.all()) == 100_000

    run(story())


def test_hanging_up_cancels_the_command() -> None:
    async def story() -> None:
        ended = asyncio.Event()
        phone = TinyPhone()

        async def stay(*_: object) -> int:
            try:
                await asyncio.Event().wait()
                return 0
            finally:
                ended.set()

        phone.run_shell = stay  # type: ignore[method-assign,assignment]
        async with connected(phone) as (host, _, _):
            stream = await host.open("shell:logcat")
            assert stream
            stream.close()
            await asyncio.wait_for(ended.wait(), 5)

    run(story())


def test_an_unauthorised_phone_asks_for_keys_and_never_greets() -> None:
    async def story() -> None:
        phone = TinyPhone()
        phone.faults.set("unauthorized")
        async with connected(phone, greet=False) as (host, _, _):
            assert await asyncio.wait_for(host.auths.get(), 5) == 1
            host.send(Cmd.AUTH, 2, 0, bytes(256))
            assert await asyncio.wait_for(host.auths.get(), 5) == 1
            host.send(Cmd.AUTH, 3, 0, b"public key\0")
            host.send(Cmd.OPEN, 1, 0, b"shell:id\0")
            await asyncio.sleep(0.05)
            assert not host.banner.done()
            assert all(packet.command == Cmd.AUTH for packet in host.packets)

    run(story())


def test_twenty_phones_answer_at_once_on_one_loop() -> None:
    async def one(number: int) -> bytes:
        async with connected(TinyPhone(serial=f"S{number}")) as (host, _, _):
            return await host.ask(f"shell:sleep 0.05; echo {number}")

    async def story() -> None:
        assert await asyncio.gather(*map(one, range(20))) == [f"{n}\n".encode() for n in range(20)]

    run(story())
