from __future__ import annotations

import asyncio
import struct

from patrol.virtualphone.adb.services import framebuffer
from tests.unit.virtualphone.adb.host import connected, frames
from tests.unit.virtualphone.double import TinyPhone


def ask(service: str, phone: TinyPhone | None = None) -> bytes:
    async def story() -> bytes:
        async with connected(phone) as (host, _, _):
            return await host.ask(service)

    return asyncio.run(asyncio.wait_for(story(), 20))


def test_the_framebuffer_is_a_header_and_pixels() -> None:
    raw = ask("framebuffer:")
    assert struct.unpack_from("<5I", raw) == (1, 32, 8, 2, 1)
    assert raw == framebuffer(2, 1, raw[52:])


def test_jdwp_lists_debuggable_processes() -> None:
    assert ask("jdwp") == b"4711\n"


def test_root_is_refused_by_production_builds() -> None:
    assert ask("root:") == b"adbd cannot run as root in production builds\n"
    assert ask("remount:") == b'Not running as root. Try "adb root" first.\n'
    assert ask("unroot:") == b"adbd not running as root\n"


def test_root_restarts_adbd_where_the_build_allows_it() -> None:
    async def story() -> None:
        async with connected(TinyPhone(rootable=True)) as (host, phone, _):
            assert await host.ask("root:") == b"restarting adbd as root\n"
            await asyncio.wait_for(host.lost.wait(), 5)
            assert phone.root

    asyncio.run(story())


def test_abb_exec_runs_cmd_with_its_arguments_kept_apart() -> None:
    assert ask("abb_exec:package\0path\0a b") == b"/system/bin/sh: cmd: inaccessible or not found\n"
    assert frames(ask("abb:package\0list"))[3] == b"\x7f"


def test_exec_gives_raw_bytes_and_lets_the_client_close_its_end() -> None:
    async def story() -> None:
        async with connected() as (host, phone, _):
            stream = await host.open("exec:cat > /sdcard/in")
            assert stream
            await stream.write(b"\r\n\0bytes")
            stream.close()
            for _ in range(100):
                await asyncio.sleep(0.01)
                if phone.files.exists("/sdcard/in") and phone.files.read("/sdcard/in"):
                    break
            assert phone.files.read("/sdcard/in") == b"\r\n\0bytes"

    asyncio.run(story())
