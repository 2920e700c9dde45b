from __future__ import annotations

import asyncio
from typing import Any

import pytest

from patrol.virtualphone.shell import command as registry
from patrol.virtualphone.shell.command import CommandError, Context, command, entries, find
from tests.unit.virtualphone.double import TinyPhone, sh


@pytest.fixture(autouse=True)
def _own_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_commands", dict(registry._commands))


def test_a_command_exists_from_its_android_version_on() -> None:
    @command("gadget", since_sdk=26)
    async def gadget(ctx: Context[Any]) -> int:
        await ctx.out.write(f"{ctx.phone.serial} {ctx.args[1:]} {ctx.path('x')}\n")
        return 3

    assert find("gadget", 25) is None and find("gadget", 26)
    assert "gadget" in [entry.name for entry in entries(30)]
    assert asyncio.run(sh(TinyPhone(), "cd /sdcard; gadget a b")) == (3, "TINY0001 ['a', 'b'] /sdcard/x\n", "")


def test_two_forms_of_a_command_share_a_name_but_no_version() -> None:
    async def run(ctx: Context[Any]) -> int:
        return 0

    command("thing", until_sdk=25)(run)
    command("thing", since_sdk=26)(run)
    with pytest.raises(ValueError, match="thing"):
        command("thing", since_sdk=30)(run)


def test_failures_become_stderr_and_an_exit_code() -> None:
    @command("bad-luck")
    async def bad_luck(ctx: Context[Any]) -> int:
        if len(ctx.args) > 1:
            ctx.files.read("/none")
        raise CommandError("no luck", 5)

    assert asyncio.run(sh(TinyPhone(), "bad-luck")) == (5, "", "bad-luck: no luck\n")
    assert asyncio.run(sh(TinyPhone(), "bad-luck x")) == (1, "", "bad-luck: /none: No such file or directory\n")
