"""`wm`, `screencap`, `screenrecord`."""

from __future__ import annotations

import asyncio
import re
import struct

from patrol.virtualphone.app.drawing.png import png as as_png
from patrol.virtualphone.shell.command import command
from patrol.virtualphone.system.commands.words import Ctx, Words


@command("wm")
async def wm(ctx: Ctx) -> int:
    return await window_command(ctx, ctx.args[1:])


async def window_command(ctx: Ctx, args: list[str]) -> int:
    """`wm ARGS` and `cmd window ARGS`."""
    words = Words(args)
    words.value("-d")
    match words.take():
        case "size":
            return await _size(ctx, words.take())
        case "density":
            return await _density(ctx, words.take())
        case "user-rotation" | "fixed-to-user-rotation" | "set-ignore-orientation-request":
            if words.rest[:1] == ["lock"] or not words:
                await ctx.out.write("" if words else "lock 0\n")
            return 0
        case "dismiss-keyguard":
            return 0
        case "":
            await ctx.out.write("Window manager (window) commands:\n  help\n      Print this help text.\n")
            return 255
        case verb:
            await ctx.err.write(f"Unknown command: {verb}\n")
            return 255


async def _size(ctx: Ctx, wanted: str) -> int:
    phone = ctx.phone
    if not wanted:
        await ctx.out.write(f"Physical size: {phone.spec.width}x{phone.spec.height}\n")
        if phone.size_override:
            await ctx.out.write("Override size: {}x{}\n".format(*phone.size_override))
        return 0
    if wanted == "reset":
        phone.size_override = None
        return 0
    found = re.fullmatch(r"(\d+)x(\d+)", wanted)
    if not found:
        await ctx.err.write(f"Error: bad size {wanted}\n")
        return 255
    phone.size_override = int(found[1]), int(found[2])
    return 0


async def _density(ctx: Ctx, wanted: str) -> int:
    phone = ctx.phone
    if not wanted:
        await ctx.out.write(f"Physical density: {phone.spec.density_dpi}\n")
        if phone.density_override:
            await ctx.out.write(f"Override density: {phone.density_override}\n")
        return 0
    if wanted != "reset" and (not wanted.isdigit() or int(wanted) < 72):
        await ctx.err.write("Error: density must be >= 72\n" if wanted.isdigit() else f"Error: bad number {wanted}\n")
        return 255
    phone.density_override = None if wanted == "reset" else int(wanted)
    return 0


@command("screencap")
async def screencap(ctx: Ctx) -> int:
    words = Words(ctx.args[1:])
    png = words.flag("-p")
    words.value("-d")
    target = words.take()
    if words.flag("-h"):
        await ctx.err.write("usage: screencap [-hp] [-d display-id] [FILENAME]\n")
        return 1
    if png or target.endswith(".png"):
        # On a thread of its own, so that the app goes on while its picture is packed, as on a phone with several cores.
        data = await asyncio.to_thread(as_png, ctx.phone.image())
    else:
        width, height, pixels = ctx.phone.pixels()
        head = (width, height, 1, 0) if ctx.phone.sdk >= 26 else (width, height, 1)
        data = struct.pack(f"<{len(head)}I", *head) + pixels
    if not target:
        await ctx.out.write(data)
        return 0
    try:
        ctx.files.write(ctx.path(target), data, 0o660)
    except OSError as error:
        await ctx.err.write(f"Error opening file: {target} ({error.strerror})\n")
        return 1
    return 0


@command("screenrecord")
async def screenrecord(ctx: Ctx) -> int:
    """The phone has no encoder; a real one without says the same."""
    await ctx.err.write("ERROR: unable to create video/avc codec instance\nERROR: failed\n")
    return 1
