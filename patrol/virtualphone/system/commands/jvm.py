"""`app-jvm watch PACKAGE`: the virtual phone's own command for whoever hooks an app (docs/virtual-phone.md).

It prints a line of JSON for each JVM that it wants started and for what happens to the app's processes, until its
client hangs up. Then the JVMs end, and the app goes on without.
"""

from __future__ import annotations

import asyncio
import contextlib
import json

from patrol.errors import DeviceError
from patrol.virtualphone.jvm.hosting import Hosting
from patrol.virtualphone.jvm.process import java_17
from patrol.virtualphone.shell.command import command
from patrol.virtualphone.system.commands.words import Ctx, Words
from patrol.virtualphone.system.identity import identifiers

NAME = "app-jvm"
USAGE = f"usage: {NAME} watch PACKAGE | settle | release NUMBER\n"
PROPERTY = "ro.patrol.processes"
"""Names this command on a phone that has it."""


@command(NAME)
async def app_jvm(ctx: Ctx) -> int:
    words, hosting = Words(ctx.args[1:]), ctx.phone.running.jvms.hosting
    match words.take(), words.take():
        case "watch", package if package:
            return await _watch(ctx, package)
        case "settle", "" if hosting is not None:
            await asyncio.to_thread(hosting.settle)
            return 0
        case "release", number if number.isdecimal() and hosting is not None:
            hosting.release(int(number))
            return 0
    await ctx.err.write(USAGE)
    return 2


async def _watch(ctx: Ctx, package: str) -> int:
    phone = ctx.phone
    try:
        path = java_17(phone.running.jvms.java)
    except DeviceError as error:
        await ctx.out.write(json.dumps({"say": "impossible", "why": error.message, "advice": error.advice}) + "\n")
        return 1
    if phone.running.jvms.hosting is not None:
        await ctx.out.write(json.dumps({"say": "impossible", "why": "somebody else hooks this phone already"}) + "\n")
        return 1
    loop, lines = asyncio.get_running_loop(), asyncio.Queue[str]()

    def say(line: dict[str, object]) -> None:
        with contextlib.suppress(RuntimeError):  # the phone was switched off meanwhile
            loop.call_soon_threadsafe(lines.put_nowait, json.dumps(line) + "\n")

    phone.running.jvms.hosting = hosting = Hosting(package, java=path, values=identifiers(phone), say=say)
    if (running := phone.running.of_package(hosting.package)) is not None:
        hosting.began(running.pid, running.package, late=True)
    try:
        while True:
            text = await lines.get()
            while not lines.empty():
                text += lines.get_nowait()
            await ctx.out.write(text)
    finally:
        phone.running.jvms.hosting = None
        await asyncio.to_thread(hosting.close)
