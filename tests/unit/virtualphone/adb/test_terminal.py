from __future__ import annotations

import asyncio

from patrol.virtualphone.adb.terminal import Terminal
from patrol.virtualphone.shell.pipe import Buffer, Bytes
from tests.unit.virtualphone.double import TinyPhone


def typed(keys: bytes, command: str = "") -> tuple[int, bytes]:
    async def story() -> tuple[int, bytes]:
        out = Buffer()
        code = await Terminal(TinyPhone(), Bytes(keys), out).run(command)
        return code, bytes(out.data)

    return asyncio.run(asyncio.wait_for(story(), 10))


def test_ctrl_d_on_an_empty_line_ends_it() -> None:
    assert typed(b"\x04") == (0, b"localhost:/ $ ")


def test_ctrl_c_throws_the_line_away() -> None:
    assert typed(b"rm -rf /\x03exit 5\n")[0] == 5


def test_lines_run_in_one_shell() -> None:
    code, seen = typed(b"cd /sdcard\rX=1\rpwd; echo $X\rexit 3\r")
    assert code == 3 and b"/sdcard\r\n1\r\n" in seen and b"localhost:/sdcard $ " in seen


def test_rubbing_out_more_than_was_typed_does_nothing() -> None:
    assert b"\b" not in typed(b"\x7f\x7f\x04")[1]


def test_one_command_has_the_terminal_too() -> None:
    assert typed(b"a\r\x04", "cat; exit 2") == (2, b"a\r\na\r\n")
