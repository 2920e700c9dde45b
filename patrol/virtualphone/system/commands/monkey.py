"""`monkey`: opens an app, or sends pseudo-random events to it."""

from __future__ import annotations

import asyncio
import random

from patrol.virtualphone.shell.command import command
from patrol.virtualphone.system.commands.words import Ctx, Words
from patrol.virtualphone.system.intent import LAUNCHER, MAIN, Intent


@command("monkey")
async def monkey(ctx: Ctx) -> int:
    try:
        return await _monkey(ctx)
    except ValueError as error:
        await ctx.err.write(f"** Error: java.lang.NumberFormatException: {error}\n")
        return 251


async def _monkey(ctx: Ctx) -> int:
    words = Words(ctx.args[1:])
    packages = []
    while package := words.value("-p"):
        packages.append(package)
    categories = []
    while category := words.value("-c"):
        categories.append(category)
    seed = int(words.value("-s", default="0") or 0)
    throttle = float(words.value("--throttle", default="0") or 0)
    loud = words.rest.count("-v")
    for option in ("--pct-touch", "--pct-motion", "--pct-syskeys", "--pct-appswitch", "--pct-anyevent", "--pct-nav"):
        words.value(option)
    counts = [word for word in words.rest if word.isdigit()]
    if not counts:
        await ctx.err.write("** Error: Count not specified\nusage: monkey [-p ALLOWED_PACKAGE ...] COUNT\n")
        return 251
    if not packages:
        packages = [p.package for p in ctx.phone.packages if p.manifest.launcher and p.program]
    found = [p for p in map(ctx.phone.packages.get, packages) if p and p.manifest.launcher]
    if not found:
        await ctx.out.write(f"  bash arg: -p\n  bash arg: {' '.join(packages)}\n" if ctx.phone.sdk >= 28 else "")
        await ctx.err.write("** No activities found to run, monkey aborted.\n")
        return 252
    installed = found[0]
    home = installed.manifest.launcher
    assert home is not None
    intent = Intent(MAIN, categories=(LAUNCHER,), flags=0x10200000).at(installed.package, home.name)
    if loud:
        await ctx.out.write(f":Monkey: seed={seed} count={counts[-1]}\n:AllowPackage: {installed.package}\n")
        await ctx.out.write(f":IncludeCategory: {LAUNCHER}\n// Event percentages:\n//   0: 15.0%\n")
    ctx.phone.activities.start(intent, uid=2000)
    crashed = await _events(ctx, installed.package, int(counts[-1]) - 1, random.Random(seed), throttle)
    sent = int(counts[-1])
    if crashed:
        await ctx.err.write(f"** Monkey aborted due to error.\nEvents injected: {crashed}\n")
        return 1
    await ctx.out.write(f"Events injected: {sent}\n## Network stats: elapsed time={int(throttle * sent) + 12}ms ")
    await ctx.out.write("(0ms mobile, 0ms wifi, 12ms not connected)\n")
    if loud:
        await ctx.out.write("// Monkey finished\n")
    return 0


async def _events(ctx: Ctx, package: str, count: int, chance: random.Random, throttle: float) -> int:
    """Touches at random places while the app is in front; 0, or after how many events the app had crashed."""
    phone = ctx.phone
    width, height = phone.size
    for number in range(1, count + 1):
        if phone.activities.front.package == package:
            x, y = chance.randrange(width), chance.randrange(phone.spec.dp(32), height - phone.spec.dp(60))
            if chance.random() < 0.8:
                phone.tap(x, y)
            else:
                phone.swipe(x, y, chance.randrange(width), chance.randrange(phone.spec.dp(32), height), 100)
        await asyncio.sleep(throttle / 1000)
        if phone.running.of_package(package) is None:
            await ctx.err.write(f"// CRASH: {package} (pid 0)\n")
            return number
    return 0
