from __future__ import annotations

import asyncio

import pytest

from patrol.virtualphone.adb.packet import Cmd
from tests.unit.virtualphone.adb.host import Host, connected


def run(work: object) -> None:
    asyncio.run(asyncio.wait_for(work, 20))  # type: ignore[arg-type]


def test_forwards_are_made_listed_and_removed() -> None:
    async def story() -> None:
        async with connected() as (host, _, server):
            assert await host.ask("reverse:forward:tcp:8000;tcp:9000") == b"OKAY"
            again = await host.ask("reverse:forward:norebind:tcp:8000;tcp:1")
            assert again == b"FAIL001dcannot rebind existing socket"
            listed = b"(reverse) tcp:8000 tcp:9000\n"
            assert await host.ask("reverse:list-forward") == b"%04x" % len(listed) + listed
            assert server.reverse_ports() == (8000,)
            assert await host.ask("reverse:killforward:tcp:8000") == b"OKAY"
            assert (await host.ask("reverse:killforward:tcp:8000")).startswith(b"FAIL")
            assert await host.ask("reverse:killforward-all") == b"OKAY"
            assert await host.ask("reverse:list-forward") == b"0000"

    run(story())


def test_port_zero_is_chosen_by_the_phone() -> None:
    async def story() -> None:
        async with connected() as (host, _, server):
            answer = await host.ask("reverse:forward:tcp:0;tcp:9000")
            length = int(answer[4:8], 16)
            assert answer[:4] == b"OKAY" and server.reverse_ports() == (int(answer[8 : 8 + length]),)

    run(story())


@pytest.mark.parametrize("spec", ["nonsense", "tcp:8000", "tcp:x;tcp:1", "tcp:70000;tcp:1", ""])
def test_what_is_no_forward_fails_with_words(spec: str) -> None:
    async def story() -> None:
        async with connected() as (host, _, _):
            answer = await host.ask(f"reverse:forward:{spec}")
            assert answer[:4] == b"FAIL" and int(answer[4:8], 16) == len(answer) - 8

    run(story())


async def echo_once(host: Host) -> None:
    stream = await host.incoming.get()
    assert stream.rest == b"tcp:9000\0"
    stream.rest = b""
    stream.opened.set_result(True)
    host.send(Cmd.OKAY, stream.local, stream.remote)
    await stream.write(b"you said " + await stream.read())
    stream.close()


def test_the_phone_dials_out_through_a_reverse() -> None:
    async def story() -> None:
        async with connected() as (host, _, server):
            await host.ask("reverse:forward:tcp:8000;tcp:9000")
            serving = asyncio.ensure_future(echo_once(host))
            stream = await server.open_reverse(8000)
            await stream.write(b"hello")
            assert await stream.read() == b"you said hello"
            assert await stream.read() == b""
            await serving

    run(story())


def test_a_bridge_lets_ordinary_sockets_through() -> None:
    async def story() -> None:
        async with connected() as (host, _, server):
            await host.ask("reverse:forward:tcp:8000;tcp:9000")
            serving = asyncio.ensure_future(echo_once(host))
            port = await server.bridge(8000)
            assert await server.bridge(8000) == port
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET")
            assert await reader.read() == b"you said GET"
            writer.close()
            await serving

    run(story())


def test_where_nothing_leads_is_refused() -> None:
    async def story() -> None:
        async with connected() as (host, _, server):
            with pytest.raises(ConnectionRefusedError, match="8000"):
                await server.open_reverse(8000)
            await host.ask("reverse:forward:tcp:8000;tcp:9000")

            async def refuse() -> None:
                stream = await host.incoming.get()
                host.send(Cmd.CLSE, 0, stream.remote)

            refusing = asyncio.ensure_future(refuse())
            with pytest.raises(ConnectionRefusedError):
                await server.open_reverse(8000)
            await refusing
            reader, writer = await asyncio.open_connection("127.0.0.1", await server.bridge(8001))
            with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
                await reader.readexactly(1)
            writer.close()

    run(story())


def test_reverses_end_with_the_connection() -> None:
    async def story() -> None:
        async with connected() as (host, _, server):
            await host.ask("reverse:forward:tcp:8000;tcp:9000")
            await host.close()
            for _ in range(100):
                await asyncio.sleep(0.01)
                if not server.reverse_ports():
                    break
            assert server.reverse_ports() == ()

    run(story())
