"""ls, stat, du, df, readlink, realpath."""

from __future__ import annotations

import os
import stat as modes
from datetime import datetime
from typing import Any

from patrol.virtualphone.shell.command import Context, command
from patrol.virtualphone.shell.files import Stat
from patrol.virtualphone.shell.toybox.options import MARSHMALLOW, Options, each, need

_NAMES = {0: "root", 1000: "system", 1004: "input", 1007: "log", 1015: "sdcard_rw", 1023: "media_rw", 2000: "shell"}
"""android_filesystem_config.h; apps follow from FIRST_APPLICATION_UID 10000."""

_BLOCK = 512


def owner(uid: int) -> str:
    """A user's or group's name."""
    return f"u0_a{uid - 10_000}" if uid >= 10_000 else _NAMES.get(uid, str(uid))


def _minute(ctx: Context[Any], seconds: float) -> str:
    return datetime.fromtimestamp(seconds, ctx.phone.now().tzinfo).strftime("%Y-%m-%d %H:%M")


def _blocks(size: int) -> int:
    return -(-size // 4096) * 8


NEEDS_STAT = "ltSspF"
"""Options of `ls` that tell more than names, or sort by more. Without them none of what may be hundreds of open files
is looked at by itself."""


@command("ls", toybox=True)
async def ls(ctx: Context[Any]) -> int:
    options = Options(ctx, "alRd1AhinsStrZFpC")
    names = options.rest or ["."]
    folders: list[str] = []
    singles: list[str] = []

    async def look(name: str) -> None:
        found = ctx.files.stat(ctx.path(name), follow="l" not in options or name.endswith("/"))
        (folders if found.is_dir and "d" not in options else singles).append(name)

    code = await each(ctx, names, look)
    if singles:
        await _print(ctx, options, singles, "")
    headed = len(names) > 1 or "R" in options
    for number, folder in enumerate(folders):
        lead = "\n" if singles or number else ""
        code |= await _folder(ctx, options, folder, headed, lead)
    return code


async def _folder(ctx: Context[Any], options: Options, folder: str, headed: bool, lead: str) -> int:
    async def show(name: str) -> None:
        children = ctx.files.listdir(ctx.path(name))
        if headed:
            await ctx.out.write(f"{lead}{name}:\n")
        shown = [c for c in children if "a" in options or "A" in options or not c.startswith(".")]
        if "a" in options:
            shown = [".", "..", *shown]
        await _print(ctx, options, shown, name)
        if "R" in options:
            for child in shown:
                path = f"{name.rstrip('/')}/{child}"
                if child not in (".", "..") and ctx.files.stat(ctx.path(path), follow=False).is_dir:
                    await _folder(ctx, options, path, headed, "\n")

    return await each(ctx, [folder], show)


async def _print(ctx: Context[Any], options: Options, names: list[str], folder: str) -> None:
    def path(name: str) -> str:
        return ctx.path(f"{folder.rstrip('/')}/{name}" if folder else name)

    if not any(option in options for option in NEEDS_STAT):
        shown = reversed(names) if "r" in options else names
        await ctx.out.write("".join(f"{name}\n" for name in shown))
        return
    entries = [(name, ctx.files.stat(path(name), follow=False)) for name in names]
    if "t" in options:
        entries.sort(key=lambda e: -e[1].mtime)
    elif "S" in options:
        entries.sort(key=lambda e: -e[1].size)
    if "r" in options:
        entries.reverse()
    if "l" not in options:
        size = "s" in options
        lines = [f"{_blocks(s.size) // 2} {n}" if size else n + _mark(options, s) for n, s in entries]
    else:
        lines = _long(ctx, entries, path)
        if folder and ctx.phone.sdk >= MARSHMALLOW:
            lines.insert(0, f"total {sum(_blocks(s.size) // 2 for _, s in entries)}")
    await ctx.out.write("".join(f"{line}\n" for line in lines))


def _mark(options: Options, found: Stat) -> str:
    return "/" if found.is_dir and ("p" in options or "F" in options) else ""


def _long(ctx: Context[Any], entries: list[tuple[str, Stat]], path: Any) -> list[str]:
    rows = []
    for name, found in entries:
        shown = f"{name} -> {ctx.files.readlink(path(name))}" if found.is_link else name
        size = "" if found.is_dir and ctx.phone.sdk < MARSHMALLOW else str(found.size)
        when = _minute(ctx, found.mtime)
        rows.append(
            (modes.filemode(found.mode), str(found.links), owner(found.uid), owner(found.gid), size, when, shown)
        )
    if ctx.phone.sdk < MARSHMALLOW:
        # toolbox: no link count, fixed columns.
        return [
            f"{mode} {user:<8} {group:<8} {size:>8} {when} {name}" for mode, _, user, group, size, when, name in rows
        ]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(5)]
    return [
        f"{mode} {links:>{widths[1]}} {user:<{widths[2]}} {group:<{widths[3]}} {size:>{widths[4]}} {when} {name}"
        for mode, links, user, group, size, when, name in rows
    ]


@command("stat", since_sdk=MARSHMALLOW, toybox=True)
async def stat(ctx: Context[Any]) -> int:
    options = Options(ctx, "c:fLt")
    await need(ctx, options.rest)

    async def show(name: str) -> None:
        found = ctx.files.stat(ctx.path(name), follow="L" in options)
        if "c" in options:
            await ctx.out.write(_format(options.get("c"), name, found) + "\n")
        else:
            await ctx.out.write(_described(ctx, name, found))

    return await each(ctx, options.rest, show)


_KIND = {modes.S_IFDIR: "directory", modes.S_IFLNK: "symbolic link", modes.S_IFREG: "regular file"}


def _format(text: str, name: str, found: Stat) -> str:
    values = {
        "n": name,
        "s": str(found.size),
        "a": f"{modes.S_IMODE(found.mode):o}",
        "A": modes.filemode(found.mode),
        "f": f"{found.mode:x}",
        "F": _KIND.get(modes.S_IFMT(found.mode), "file"),
        "u": str(found.uid),
        "U": owner(found.uid),
        "g": str(found.gid),
        "G": owner(found.gid),
        "i": str(found.number),
        "h": str(found.links),
        "b": str(_blocks(found.size)),
        "B": str(_BLOCK),
        "Y": str(int(found.mtime)),
        "X": str(int(found.mtime)),
        "Z": str(int(found.mtime)),
    }
    result, at = [], 0
    while at < len(text):
        if text[at] == "%" and at + 1 < len(text):
            result.append("%" if text[at + 1] == "%" else values.get(text[at + 1], text[at : at + 2]))
            at += 2
        else:
            result.append(text[at])
            at += 1
    return "".join(result)


def _described(ctx: Context[Any], name: str, found: Stat) -> str:
    kind = _KIND.get(modes.S_IFMT(found.mode), "file")
    when = datetime.fromtimestamp(found.mtime, ctx.phone.now().tzinfo).strftime("%Y-%m-%d %H:%M:%S.%f000 %z")
    return (
        f"  File: {name}\n"
        f"  Size: {found.size}\t Blocks: {_blocks(found.size)}\t IO Blocks: {_BLOCK}\t{kind}\n"
        f"Device: fe05h/65029d\t Inode: {found.number}\t Links: {found.links}\n"
        f"Access: ({modes.S_IMODE(found.mode):04o}/{modes.filemode(found.mode)})\t"
        f"Uid: ({found.uid:>5}/{owner(found.uid):>8})\tGid: ({found.gid:>5}/{owner(found.gid):>8})\n"
        f"Access: {when}\nModify: {when}\nChange: {when}\n"
    )


@command("du", since_sdk=MARSHMALLOW, toybox=True)
async def du(ctx: Context[Any]) -> int:
    options = Options(ctx, "ahskdmcxHLKl")
    lines: list[str] = []

    def size(path: str, shown: str, top: bool) -> int:
        found = ctx.files.stat(path, follow=False)
        total = _blocks(found.size) // 2
        if found.is_dir:
            total += sum(size(f"{path.rstrip('/')}/{n}", f"{shown.rstrip('/')}/{n}", False) for n in _names(path))
        if top or ("s" not in options and (found.is_dir or "a" in options)):
            lines.append(f"{_human(total) if 'h' in options else total}\t{shown}\n")
        return total

    def _names(path: str) -> tuple[str, ...]:
        return ctx.files.listdir(path)

    async def show(name: str) -> None:
        size(ctx.path(name), name, True)

    code = await each(ctx, options.rest or ["."], show)
    await ctx.out.write("".join(lines))
    return code


def _human(kilobytes: int) -> str:
    value, unit = float(kilobytes), "K"
    for larger in "MGT":
        if value < 1000:
            break
        value, unit = value / 1024, larger
    return f"{value:.1f}{unit}" if value < 10 else f"{value:.0f}{unit}"


_PARTITIONS = (
    ("/dev/block/dm-5", 3_145_728, 2_516_582, "/system"),
    ("tmpfs", 3_932_160, 1_024, "/dev"),
    ("/dev/block/dm-48", 112_197_632, 21_474_836, "/data"),
    ("/dev/fuse", 112_197_632, 21_474_836, "/storage/emulated"),
)


@command("df", toybox=True)
async def df(ctx: Context[Any]) -> int:
    options = Options(ctx, "hkHaPit:")
    human = "h" in options or "H" in options
    wanted = [ctx.path(name) for name in options.rest]
    rows = [p for p in _PARTITIONS if not wanted or any(_inside(ctx.files.resolve(w), p[3]) for w in wanted)]
    head = (
        "Filesystem      " + (" Size  Used Avail" if human else "1K-blocks      Used Available") + " Use% Mounted on\n"
    )
    lines = [head]
    for device, blocks, used, where in rows:
        free = 0 if ctx.files.full and where != "/system" else blocks - used
        taken = blocks - free if ctx.files.full else used
        numbers = [f"{_human(n):>5}" if human else f"{n:>9}" for n in (blocks, taken, free)]
        lines.append(f"{device:<16}{' '.join(numbers)} {100 * taken // blocks:>3}% {where}\n")
    await ctx.out.write("".join(lines))
    return 0


def _inside(path: str, where: str) -> bool:
    return path == where or path.startswith(f"{where}/")


@command("readlink", since_sdk=MARSHMALLOW, toybox=True)
async def readlink(ctx: Context[Any]) -> int:
    options = Options(ctx, "fenq")
    await need(ctx, options.rest)
    path = ctx.path(options.rest[0])
    try:
        target = ctx.files.resolve(path) if "f" in options or "e" in options else ctx.files.readlink(path)
    except OSError:
        return 1
    await ctx.out.write(target if "n" in options else target + "\n")
    return 0


@command("realpath", since_sdk=MARSHMALLOW, toybox=True)
async def realpath(ctx: Context[Any]) -> int:
    async def show(name: str) -> None:
        await ctx.out.write(ctx.files.resolve(ctx.path(name)) + "\n")

    return await each(ctx, ctx.args[1:] or ["."], show)


@command("basename", since_sdk=MARSHMALLOW, toybox=True)
async def basename(ctx: Context[Any]) -> int:
    await need(ctx, ctx.args[1:])
    name = os.path.basename(ctx.args[1].rstrip("/"))
    await ctx.out.write(name.removesuffix(ctx.args[2]) + "\n" if len(ctx.args) > 2 else name + "\n")
    return 0


@command("dirname", since_sdk=MARSHMALLOW, toybox=True)
async def dirname(ctx: Context[Any]) -> int:
    await need(ctx, ctx.args[1:])
    await ctx.out.write((os.path.dirname(ctx.args[1].rstrip("/")) or ".") + "\n")
    return 0
