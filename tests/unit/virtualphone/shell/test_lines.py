from __future__ import annotations

import asyncio

from patrol.virtualphone.shell.lines import Lines
from patrol.virtualphone.shell.pipe import Bytes
from tests.unit.virtualphone.double import TinyPhone, sh


def commands(data: bytes) -> list[str]:
    async def story() -> list[str]:
        lines, found = Lines(Bytes(data)), []
        while (text := await lines.command()) is not None:
            found.append(text)
        return found

    return asyncio.run(story())


def test_a_command_may_go_over_several_lines() -> None:
    assert commands(b"if true\nthen echo 'a\nb'\nfi\nls") == ["if true\nthen echo 'a\nb'\nfi\n", "ls"]


def test_what_is_wrong_is_handed_on() -> None:
    assert commands(b"echo )\nls\n") == ["echo )\n", "ls\n"]
    assert commands(b"echo 'open\n") == ["echo 'open\n"]


def test_what_a_command_reads_is_not_run() -> None:
    assert asyncio.run(sh(TinyPhone(), "sh", b"cd /sdcard\nread x\nnot a command\necho $x; pwd; exit 4\necho no")) == (
        4,
        "not a command\n/sdcard\n",
        "",
    )
