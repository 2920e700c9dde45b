"""`dumpsys`: what services say of themselves."""

from __future__ import annotations

from patrol.virtualphone.shell.command import command
from patrol.virtualphone.system.commands.words import Ctx, Words
from patrol.virtualphone.system.dumps.table import SERVICES


@command("dumpsys")
async def dumpsys(ctx: Ctx) -> int:
    words = Words(ctx.args[1:])
    while words and words.rest[0] in ("-t", "-T", "--priority"):
        words.take()
        words.take()
    while words and words.rest[0] in ("--proto", "--pid", "--thread", "-c"):
        words.take()
    if words.flag("-l"):
        await ctx.out.write("Currently running services:\n" + "".join(f"  {name}\n" for name in sorted(SERVICES)))
        return 0
    if words.rest[:1] == ["--help"]:
        await ctx.out.write(
            "usage: dumpsys\n         To dump all services.\nor:\n       dumpsys [-t TIMEOUT] [SERVICE [ARGS]]\n"
        )
        return 0
    name = words.take()
    if not name:
        return await _all(ctx)
    dump = SERVICES.get(name)
    if dump is None:
        await ctx.err.write(f"Can't find service: {name}\n")
        return 0 if ctx.phone.sdk < 31 else 1
    await ctx.out.write(dump(ctx.phone, words.rest))
    return 0


async def _all(ctx: Ctx) -> int:
    for name in sorted(SERVICES):
        bar = "-" * 79
        await ctx.out.write(f"{bar}\nDUMP OF SERVICE {name}:\n{SERVICES[name](ctx.phone, [])}")
        now = f"{ctx.phone.now():%Y-%m-%d %H:%M:%S}"
        await ctx.out.write(f"--------- 0.002s was the duration of dumpsys {name}, ending at: {now}\n")
    return 0
