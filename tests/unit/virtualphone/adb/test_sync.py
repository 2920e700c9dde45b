from __future__ import annotations

import asyncio
import stat
import struct
from collections.abc import Awaitable, Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.virtualphone.adb.host import HostStream, connected
from tests.unit.virtualphone.double import TinyPhone

Story = Callable[[HostStream, TinyPhone], Awaitable[None]]


def sync(story: Story, phone: TinyPhone | None = None) -> None:
    async def whole() -> None:
        async with connected(phone) as (host, tiny, _):
            stream = await host.open("sync:")
            assert stream
            await story(stream, tiny)

    asyncio.run(asyncio.wait_for(whole(), 20))


def request(name: bytes, path: str) -> bytes:
    raw = path.encode()
    return struct.pack("<4sI", name, len(raw)) + raw


async def push(stream: HostStream, path: str, data: bytes, mode: int = 0o100644, mtime: int = 1000) -> bytes:
    raw = request(b"SEND", f"{path},{mode}")
    for at in range(0, len(data), 65536):
        chunk = data[at : at + 65536]
        raw += struct.pack("<4sI", b"DATA", len(chunk)) + chunk
    await stream.write(raw + struct.pack("<4sI", b"DONE", mtime))
    return await answer(stream)


async def answer(stream: HostStream) -> bytes:
    name, length = struct.unpack("<4sI", await stream.exactly(8))
    return name + await stream.exactly(length)


async def pull(stream: HostStream, path: str) -> bytes:
    await stream.write(request(b"RECV", path))
    data = b""
    while (part := await answer(stream))[:4] == b"DATA":
        data += part[4:]
    assert part in (b"DONE",) or part[:4] == b"FAIL", part
    return data if part == b"DONE" else part


@settings(max_examples=15, deadline=None)
@given(st.binary(max_size=200_000))
def test_what_is_pushed_is_pulled(data: bytes) -> None:
    async def story(stream: HostStream, phone: TinyPhone) -> None:
        assert await push(stream, "/sdcard/new/folder/x.bin", data) == b"OKAY"
        assert await pull(stream, "/sdcard/new/folder/x.bin") == data

    sync(story)


def test_a_pushed_file_has_its_mode_and_time() -> None:
    async def story(stream: HostStream, phone: TinyPhone) -> None:
        await push(stream, "/data/local/tmp/run.sh", b"#!", 0o100755, 12345)
        await stream.write(request(b"STAT", "/data/local/tmp/run.sh"))
        name, mode, size, mtime = struct.unpack("<4s3I", await stream.exactly(16))
        assert (name, mode, size, mtime) == (b"STAT", stat.S_IFREG | 0o777, 2, 12345)

    sync(story)


def test_a_link_is_pushed_as_a_link() -> None:
    async def story(stream: HostStream, phone: TinyPhone) -> None:
        assert await push(stream, "/data/local/tmp/link", b"/sdcard", 0o120777) == b"OKAY"
        assert phone.files.readlink("/data/local/tmp/link") == "/sdcard"

    sync(story)


def test_missing_files_are_zeros_or_an_error_number() -> None:
    async def story(stream: HostStream, phone: TinyPhone) -> None:
        await stream.write(request(b"STAT", "/none"))
        assert await stream.exactly(16) == b"STAT" + bytes(12)
        await stream.write(request(b"STA2", "/none"))
        assert (await stream.exactly(72))[:8] == b"STA2" + struct.pack("<I", 2)
        assert await pull(stream, "/none") == b"FAILopen failed: No such file or directory"

    sync(story)


def test_stat_follows_links_only_when_asked() -> None:
    async def story(stream: HostStream, phone: TinyPhone) -> None:
        for name, is_link in ((b"LST2", True), (b"STA2", False)):
            await stream.write(request(name, "/sdcard"))
            mode = struct.unpack_from("<I", await stream.exactly(72), 24)[0]
            assert stat.S_ISLNK(mode) == is_link

    sync(story)


def test_folders_are_listed_in_both_forms() -> None:
    async def story(stream: HostStream, phone: TinyPhone) -> None:
        phone.files.write("/sdcard/名字", b"1")
        for listing, entry, head, tail in ((b"LIST", b"DENT", 16, 16), (b"LIS2", b"DNT2", 72, 72)):
            await stream.write(request(listing, "/sdcard"))
            names = []
            while (kind := await stream.exactly(4)) == entry:
                body = await stream.exactly(head)
                names.append((await stream.exactly(struct.unpack("<I", body[-4:])[0])).decode())
            assert kind == b"DONE" and await stream.exactly(tail) == bytes(tail)
            assert names == [".", "..", "名字"]

    sync(story)


def test_refusals_say_why_and_the_session_goes_on() -> None:
    async def story(stream: HostStream, phone: TinyPhone) -> None:
        assert await push(stream, "/system/x", b"1") == b"FAILcouldn't create file: Read-only file system"
        assert await push(stream, "/data/x", b"1") == b"FAILcouldn't create file: Permission denied"
        phone.faults.set("disk-full")
        assert await push(stream, "/sdcard/x", b"1") == b"FAILwrite failed: No space left on device"
        assert not phone.files.exists("/sdcard/x")
        phone.faults.set("disk-full=off")
        assert await push(stream, "/sdcard/x", b"1") == b"OKAY"

    sync(story)


def test_packed_transfers_are_unknown_since_they_are_not_advertised() -> None:
    async def story(stream: HostStream, phone: TinyPhone) -> None:
        await stream.write(request(b"SND2", "/sdcard/x"))
        assert (await answer(stream)).startswith(b"FAILunknown command")
        assert await stream.read() == b""

    sync(story)


def test_quit_ends_the_session() -> None:
    async def story(stream: HostStream, phone: TinyPhone) -> None:
        await stream.write(struct.pack("<4sI", b"QUIT", 0))
        assert await stream.read() == b""

    sync(story)
