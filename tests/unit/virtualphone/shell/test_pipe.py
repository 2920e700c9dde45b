from __future__ import annotations

import asyncio

import pytest

from patrol.virtualphone.shell.pipe import Pipe, read_all


def test_a_full_pipe_makes_its_writer_wait() -> None:
    async def story() -> None:
        pipe = Pipe()
        await pipe.write(bytes(70_000))
        waiting = asyncio.ensure_future(pipe.write(b"more"))
        await asyncio.sleep(0)
        assert not waiting.done()
        await pipe.read(70_000)
        await waiting
        pipe.close_writer()
        assert await read_all(pipe) == b"more"

    asyncio.run(story())


def test_writing_where_nobody_reads_is_a_broken_pipe() -> None:
    async def story() -> None:
        pipe = Pipe()
        pipe.close_reader()
        with pytest.raises(BrokenPipeError):
            await pipe.write(b"x")

    asyncio.run(story())
