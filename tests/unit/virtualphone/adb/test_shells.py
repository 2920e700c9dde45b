from __future__ import annotations

import asyncio
import struct

from tests.unit.virtualphone.adb.host import connected, frames


def shell(line: str, *stdin: tuple[int, bytes]) -> dict[int, bytes]:
    """Frames of a shell v2 command that was sent these frames."""

    async def story() -> dict[int, bytes]:
        async with connected() as (host, _, _):
            stream = await host.open(f"shell,v2,TERM=xterm,raw:{line}")
            assert stream
            for kind, data in stdin:
                await stream.write(struct.pack("<BI", kind, len(data)) + data)
            return frames(await stream.all())

    return asyncio.run(asyncio.wait_for(story(), 20))


def test_stdout_stderr_and_the_exit_code_come_apart() -> None:
    assert shell("echo out; echo err >&2; exit 7") == {1: b"out\n", 2: b"err\n", 3: b"\x07"}


def test_closing_stdin_ends_a_reader() -> None:
    assert shell("cat", (0, b"x\n"), (5, b"24x80,0x0\0"), (4, b"")) == {1: b"x\n", 3: b"\0"}


def test_input_that_nobody_reads_does_not_block() -> None:
    assert shell("exit 3", (0, bytes(100)), (4, b""))[3] == b"\x03"


def test_a_shell_without_a_command_runs_lines_until_exit() -> None:
    assert shell("", (0, b"echo one\nexit 4\n"))[1] == b"one\n"
    assert shell("", (0, b"false\n"), (4, b""))[3] == b"\x01"


def test_a_terminal_echoes_and_prompts() -> None:
    async def story() -> bytes:
        async with connected() as (host, _, _):
            stream = await host.open("shell,v2,TERM=xterm,pty:")
            assert stream
            typed = b"ecjo\x7f\x7fho hi\r\x04"
            await stream.write(struct.pack("<BI", 0, len(typed)) + typed)
            return frames(await stream.all())[1]

    seen = asyncio.run(asyncio.wait_for(story(), 20))
    assert b"ecjo\b \b\b \bho hi\r\n" in seen and b"\r\nhi\r\n" in seen
