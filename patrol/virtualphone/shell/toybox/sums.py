"""md5sum and its family, base64, xxd."""

from __future__ import annotations

import base64 as coding
import hashlib
from typing import Any

from patrol.virtualphone.shell.command import Command, CommandError, Context, command
from patrol.virtualphone.shell.toybox.options import MARSHMALLOW, Options, each, inputs


def _sum(algorithm: str) -> Command:
    async def run(ctx: Context[Any]) -> int:
        options = Options(ctx, "bc")
        found, code = await inputs(ctx, options.rest)
        for name, data in found:
            digest = hashlib.new(algorithm, data, usedforsecurity=False).hexdigest()
            await ctx.out.write(f"{digest}\n" if "b" in options else f"{digest}  {name}\n")
        return code

    return run


for _name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512"):
    command(f"{_name}sum", since_sdk=MARSHMALLOW, toybox=True)(_sum(_name))


@command("md5", until_sdk=MARSHMALLOW - 1)
async def md5(ctx: Context[Any]) -> int:
    """toolbox's own, until Android 5."""

    async def show(name: str) -> None:
        digest = hashlib.md5(ctx.files.read(ctx.path(name)), usedforsecurity=False).hexdigest()
        await ctx.out.write(f"{digest}  {name}\n")

    return await each(ctx, ctx.args[1:], show)


@command("base64", since_sdk=MARSHMALLOW, toybox=True)
async def base64(ctx: Context[Any]) -> int:
    options = Options(ctx, "diw:")
    found, code = await inputs(ctx, options.rest)
    data = b"".join(content for _, content in found)
    if "d" in options:
        try:
            await ctx.out.write(coding.b64decode(data))
        except ValueError:
            raise CommandError("bad input") from None
        return code
    width = options.number("w", 76)
    text = coding.b64encode(data).decode()
    lines = [text[i : i + width] for i in range(0, len(text), width)] if width else [text]
    await ctx.out.write("".join(f"{line}\n" for line in lines))
    return code


@command("xxd", since_sdk=26, toybox=True)
async def xxd(ctx: Context[Any]) -> int:
    options = Options(ctx, "pc:l:g:")
    found, code = await inputs(ctx, options.rest)
    width = options.number("c", 30 if "p" in options else 16)
    for _, data in found:
        data = data[: options.number("l", len(data))]
        for at in range(0, len(data), width):
            chunk = data[at : at + width]
            if "p" in options:
                await ctx.out.write(chunk.hex() + "\n")
                continue
            pairs = " ".join(chunk[i : i + 2].hex() for i in range(0, len(chunk), 2))
            shown = "".join(chr(b) if 32 <= b < 127 else "." for b in chunk)
            await ctx.out.write(f"{at:08x}: {pairs:<{width * 5 // 2}} {shown}\n")
    return code
