"""rm, mkdir, rmdir, touch, chmod, chown, sync, mktemp."""

from __future__ import annotations

import re
from typing import Any

from patrol.virtualphone.shell.command import CommandError, Context, command
from patrol.virtualphone.shell.toybox.options import MARSHMALLOW, Options, each, need


@command("rm", toybox=True)
async def rm(ctx: Context[Any]) -> int:
    options = Options(ctx, "rRfiv")
    deep, force = "r" in options or "R" in options, "f" in options
    if not force:
        await need(ctx, options.rest)

    async def remove(name: str) -> None:
        path = ctx.path(name)
        try:
            found = ctx.files.stat(path, follow=False)
        except FileNotFoundError:
            if force:
                return
            raise
        if found.is_dir and not deep:
            raise IsADirectoryError(21, "is directory", path)
        ctx.files.remove(path, recursive=deep)

    return await each(ctx, options.rest, remove)


@command("mkdir", toybox=True)
async def mkdir(ctx: Context[Any]) -> int:
    options = Options(ctx, "pvm:")
    await need(ctx, options.rest)
    mode = int(options.get("m", "755"), 8)
    code = 0
    for name in options.rest:
        try:
            ctx.files.mkdir(ctx.path(name), mode, parents="p" in options)
        except OSError as failure:
            code = await ctx.fail(f"'{name}': {failure.strerror}")
    return code


@command("rmdir", toybox=True)
async def rmdir(ctx: Context[Any]) -> int:
    options = Options(ctx, "p")
    await need(ctx, options.rest)

    async def remove(name: str) -> None:
        path = ctx.path(name)
        if not ctx.files.stat(path).is_dir:
            raise NotADirectoryError(20, "Not a directory", path)
        ctx.files.remove(path)

    return await each(ctx, options.rest, remove)


@command("touch", toybox=True)
async def touch(ctx: Context[Any]) -> int:
    options = Options(ctx, "acmhd:t:r:")
    now = ctx.phone.now().timestamp()

    async def act(name: str) -> None:
        path = ctx.path(name)
        if ctx.files.exists(path):
            ctx.files.utime(path, now)
        elif "c" not in options:
            ctx.files.write(path, b"")

    return await each(ctx, options.rest, act)


_SYMBOLIC = re.compile(r"([ugoa]*)([-+=])([rwxXst]*)")


def _new_mode(spec: str, old: int, folder: bool) -> int:
    """Raises CommandError for what is no mode."""
    if re.fullmatch(r"[0-7]{1,4}", spec):
        return int(spec, 8)
    mode = old & 0o7777
    for clause in spec.split(","):
        match = _SYMBOLIC.fullmatch(clause)
        if not match:
            raise CommandError(f"bad mode '{spec}'")
        who, operator, what = match.groups()
        execute = "x" in what or ("X" in what and (folder or old & 0o111))
        bits = (4 if "r" in what else 0) | (2 if "w" in what else 0) | (1 if execute else 0)
        everyone = not who or "a" in who
        wanted = sum(bits << shift for letter, shift in (("u", 6), ("g", 3), ("o", 0)) if everyone or letter in who)
        cleared = sum(7 << shift for letter, shift in (("u", 6), ("g", 3), ("o", 0)) if everyone or letter in who)
        mode = mode | wanted if operator == "+" else mode & ~wanted if operator == "-" else mode & ~cleared | wanted
    return mode


@command("chmod", toybox=True)
async def chmod(ctx: Context[Any]) -> int:
    # A mode such as -x looks like an option.
    words = ctx.args[1:]
    deep = bool(words) and words[0] in ("-R", "-r")
    words = words[1:] if deep else words
    await need(ctx, words, 2)

    def change(path: str) -> None:
        found = ctx.files.stat(path)
        ctx.files.chmod(path, _new_mode(words[0], found.mode, found.is_dir))
        if deep and found.is_dir:
            for name in ctx.files.listdir(path):
                change(f"{path.rstrip('/')}/{name}")

    async def act(name: str) -> None:
        change(ctx.path(name))

    return await each(ctx, words[1:], act)


_USERS = {"root": 0, "system": 1000, "shell": 2000, "sdcard_rw": 1015, "media_rw": 1023}


@command("chown", toybox=True)
async def chown(ctx: Context[Any]) -> int:
    options = Options(ctx, "Rhvf")
    await need(ctx, options.rest, 2)
    user, _, group = options.rest[0].replace(".", ":").partition(":")

    async def act(name: str) -> None:
        found = ctx.files.stat(ctx.path(name))
        uid = _identity(user) if user else found.uid
        ctx.files.chown(ctx.path(name), uid, _identity(group) if group else found.gid)

    return await each(ctx, options.rest[1:], act)


def _identity(name: str) -> int:
    if name.isdigit():
        return int(name)
    if name not in _USERS:
        raise CommandError(f"no user '{name}'")
    return _USERS[name]


@command("sync", toybox=True)
async def sync(ctx: Context[Any]) -> int:
    return 0


@command("mktemp", since_sdk=MARSHMALLOW, toybox=True)
async def mktemp(ctx: Context[Any]) -> int:
    options = Options(ctx, "dqup:t")
    folder = options.get("p") or ctx.env.get("TMPDIR", "/data/local/tmp")
    number = 0
    while ctx.files.exists(path := f"{folder}/tmp.{number:010d}"):
        number += 1
    if "d" in options:
        ctx.files.mkdir(path, 0o700)
    else:
        ctx.files.write(path, b"", 0o600)
    await ctx.out.write(path + "\n")
    return 0
