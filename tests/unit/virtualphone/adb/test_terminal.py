from __future__ import annotations

import asyncio

from patrol.virtualphone.adb.terminal import Terminal
from patrol.virtualphone.shell.pipe import Buffer, Bytes
from tests.unit.virtualphone.double import TinyPhone


def typed(keys: bytes, *, echo: bool = True) -> tuple[int, bytes]:
    async def story() -> tuple[int, bytes]:
        out = Buffer()
        code = await Terminal(TinyPhone(), Bytes(keys), out, echo=echo).run()
        return code, bytes(out.data)

    return asyncio.run(story())


def test_ctrl_d_on_an_empty_line_ends_it() -> None:
    assert typed(b"\x04") == (0, b"tiny64:/ $ ")


def test_ctrl_c_throws_the_line_away() -> None:
    assert typed(b"rm -rf /\x03exit 5\n")[0] == 5


def test_without_echo_only_the_commands_speak() -> None:
    assert typed(b"echo a\nfalse\n", echo=False) == (1, b"a\n")


def test_rubbing_out_more_than_was_typed_does_nothing() -> None:
    assert b"\b" not in typed(b"\x7f\x7f\x04")[1]
