"""cp, mv, ln, dd, tee: bytes from one place to another."""

from __future__ import annotations

import os
from typing import Any

from patrol.virtualphone.shell.command import CommandError, Context, command
from patrol.virtualphone.shell.toybox.options import MARSHMALLOW, Options, all_of, each, need


def _target(ctx: Context[Any], sources: list[str], target: str) -> list[tuple[str, str, str]]:
    """(name, from, to) of each source. Raises CommandError when several go to what is no folder."""
    folder = ctx.files.is_dir(ctx.path(target))
    if len(sources) > 1 and not folder:
        raise CommandError(f"'{target}' not directory")
    where = ctx.path(target)
    return [
        (s, ctx.path(s), f"{where.rstrip('/')}/{os.path.basename(s.rstrip('/'))}" if folder else where) for s in sources
    ]


@command("cp", toybox=True)
async def cp(ctx: Context[Any]) -> int:
    options = Options(ctx, "rRafpvdPLHniTuF")
    await need(ctx, options.rest, 2)
    deep = bool({"r", "R", "a"} & {letter for letter in "rRa" if letter in options})
    code = 0
    for name, source, target in _target(ctx, options.rest[:-1], options.rest[-1]):
        try:
            if ctx.files.stat(source).is_dir and not deep:
                code = await ctx.fail(f"Skipped dir '{name}'")
                continue
            _copy(ctx, source, target)
        except OSError as failure:
            code = await ctx.fail(f"bad '{name}': {failure.strerror}")
    return code


def _copy(ctx: Context[Any], source: str, target: str) -> None:
    found = ctx.files.stat(source)
    if not found.is_dir:
        ctx.files.write(target, ctx.files.read(source), found.mode & 0o777)
        return
    ctx.files.mkdir(target, parents=True)
    for name in ctx.files.listdir(source):
        _copy(ctx, f"{source}/{name}", f"{target}/{name}")


@command("mv", toybox=True)
async def mv(ctx: Context[Any]) -> int:
    options = Options(ctx, "finvTx")
    await need(ctx, options.rest, 2)
    code = 0
    for name, source, target in _target(ctx, options.rest[:-1], options.rest[-1]):
        try:
            ctx.files.rename(source, target)
        except OSError as failure:
            code = await ctx.fail(f"bad '{name}': {failure.strerror}")
    return code


@command("ln", toybox=True)
async def ln(ctx: Context[Any]) -> int:
    options = Options(ctx, "sfvnrT")
    await need(ctx, options.rest, 2)
    source, target = options.rest[0], ctx.path(options.rest[1])
    if ctx.files.is_dir(target):
        target = f"{target.rstrip('/')}/{os.path.basename(source)}"
    try:
        if "f" in options and ctx.files.exists(target):
            ctx.files.remove(target)
        if "s" in options:
            ctx.files.symlink(target, source)
        else:
            _copy(ctx, ctx.path(source), target)
    except OSError as failure:
        return await ctx.fail(f"cannot create link from '{source}' to '{options.rest[1]}': {failure.strerror}")
    return 0


@command("tee", since_sdk=MARSHMALLOW, toybox=True)
async def tee(ctx: Context[Any]) -> int:
    options = Options(ctx, "ai")
    paths = [ctx.path(name) for name in options.rest]
    for path in paths:
        ctx.files.write(path, b"", append="a" in options)
    while chunk := await ctx.stdin.read():
        await ctx.out.write(chunk)
        for path in paths:
            ctx.files.write(path, chunk, append=True)
    return 0


@command("dd", toybox=True)
async def dd(ctx: Context[Any]) -> int:
    """if=, of=, bs=, count=, skip= in whole blocks."""
    settings = dict(a.partition("=")[::2] for a in ctx.args[1:])
    size = _bytes(settings.get("bs", "512"))
    data = ctx.files.read(ctx.path(settings["if"])) if "if" in settings else await all_of(ctx)
    data = data[_bytes(settings.get("skip", "0")) * size :]
    if "count" in settings:
        data = data[: _bytes(settings["count"]) * size]
    if "of" in settings:
        ctx.files.write(ctx.path(settings["of"]), data)
    else:
        await ctx.out.write(data)
    full, part = divmod(len(data), size)
    records = f"{full}+{int(bool(part))} records"
    await ctx.err.write(f"{records} in\n{records} out\n{len(data)} bytes copied\n")
    return 0


def _bytes(text: str) -> int:
    units = {"k": 1024, "m": 1024**2, "g": 1024**3}
    unit = units.get(text[-1:].lower(), 1)
    digits = text[:-1] if unit > 1 else text
    if not digits.isdigit():
        raise CommandError(f"bad number '{text}'")
    return max(0, int(digits)) * unit


@command("cat", toybox=True)
async def cat(ctx: Context[Any]) -> int:
    options = Options(ctx, "uvte")

    async def show(name: str) -> None:
        if name == "-":
            while chunk := await ctx.stdin.read():
                await ctx.out.write(chunk)
        else:
            await ctx.out.write(ctx.files.read(ctx.path(name)))

    return await each(ctx, options.rest or ["-"], show)
