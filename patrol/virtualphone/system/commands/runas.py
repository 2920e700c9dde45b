"""`run-as`: a command with the rights of an app that is debuggable."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

from patrol.virtualphone.shell.command import command
from patrol.virtualphone.shell.inode import User
from patrol.virtualphone.system.commands.words import Ctx

if TYPE_CHECKING:
    from patrol.virtualphone.phone import VirtualPhone


@command("run-as")
async def run_as(ctx: Ctx) -> int:
    if len(ctx.args) < 2:
        await ctx.err.write("run-as: usage: run-as <package-name> [--user <uid>] <command> [<args>]\n")
        return 1
    package, words = ctx.args[1], ctx.args[2:]
    installed = ctx.phone.packages.get(package)
    if installed is None:
        await ctx.err.write(f"run-as: unknown package: {package}\n")
        return 1
    if not installed.manifest.debuggable:
        await ctx.err.write(f"run-as: package not debuggable: {package}\n")
        return 1
    from patrol.virtualphone.shell.interpreter import run_line

    line = shlex.join(words) if words else "sh"
    user = User(installed.uid, frozenset({installed.uid, 3003}))
    line = f"cd /data/user/0/{shlex.quote(package)}; {line}"
    return await run_line(_AsApp(ctx.phone, user), line, ctx.stdin, ctx.out, ctx.err)


class _AsApp:
    """The phone as an app's own shell sees it."""

    root = False

    def __init__(self, phone: VirtualPhone, user: User) -> None:
        self._phone = phone
        self.files = phone.files.as_user(user, lasting=True)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._phone, name)
