"""echo, printf, head, tail, wc, sort, uniq, cut, tr, sed, seq: text in, text out."""

from __future__ import annotations

import re
from typing import Any

from patrol.virtualphone.shell.command import CommandError, Context, command
from patrol.virtualphone.shell.toybox.options import MARSHMALLOW, Options, all_of, inputs, need

_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "\\": "\\", "e": "\x1b"}
_ESCAPE = re.compile(r"\\(0[0-7]{0,3}|x[0-9a-fA-F]{1,2}|[0-7]{1,3}|.)", re.S)


def unescape(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        code = match.group(1)
        if code[0] == "x" and len(code) > 1:
            return chr(int(code[1:], 16))
        if code[0].isdigit():
            return chr(int(code, 8) & 0xFF)
        return _ESCAPES.get(code, "\\" + code)

    return _ESCAPE.sub(one, text)


@command("echo", toybox=True)
async def echo(ctx: Context[Any]) -> int:
    """mksh's: backslashes count unless -E."""
    words, newline, escapes = ctx.args[1:], True, True
    while words and re.fullmatch(r"-[neE]+", words[0]):
        newline = newline and "n" not in words[0]
        escapes = "E" not in words[0]
        words = words[1:]
    text = " ".join(words)
    if escapes and "\\" in text:
        text, _, cut = unescape(text.replace("\\c", "\0c")).partition("\0c")
        newline = newline and not cut and "\\c" not in " ".join(words)
    await ctx.out.write(text + "\n" if newline else text)
    return 0


_FORMAT = re.compile(r"%(%|[-+ #0]*(?:\*|\d*)(?:\.\d+)?[bcdeEfgGiosuxXq])")


@command("printf", toybox=True, since_sdk=MARSHMALLOW)
async def printf(ctx: Context[Any]) -> int:
    await need(ctx, ctx.args[1:])
    text, values = unescape(ctx.args[1]), list(ctx.args[2:])
    count = sum(m.group(1) != "%" for m in _FORMAT.finditer(text))
    result = []
    while True:
        result.append(_FORMAT.sub(lambda m: _one_format(m.group(1), values), text))
        if not values or not count:
            break
    await ctx.out.write("".join(result))
    return 0


def _one_format(spec: str, values: list[str]) -> str:
    if spec == "%":
        return "%"
    value = values.pop(0) if values else ""
    kind = spec[-1]
    if kind in "diouxX":
        try:
            number = int(value, 0) if value else 0
        except ValueError:
            raise CommandError(f"not number: '{value}'") from None
        return f"%{spec[:-1]}{'d' if kind in 'iu' else kind}" % number
    if kind in "eEfgG":
        return f"%{spec}" % float(value or 0)
    if kind == "c":
        return value[:1]
    return f"%{spec[:-1]}s" % (unescape(value) if kind == "b" else value)


async def _lines(ctx: Context[Any], names: list[str]) -> tuple[list[bytes], int]:
    """All lines of the inputs, with their ends."""
    found, code = await inputs(ctx, names)
    return [line for _, data in found for line in data.splitlines(keepends=True)], code


@command("head", since_sdk=MARSHMALLOW, toybox=True)
async def head(ctx: Context[Any]) -> int:
    options = Options(ctx, "n:c:qv", numbers="n")
    count, size = options.number("n", 10), options.number("c", -1)
    if not options.rest:
        return await _head_of_stdin(ctx, count, size)
    found, code = await inputs(ctx, options.rest)
    for number, (name, data) in enumerate(found):
        if len(found) > 1 and "q" not in options:
            await ctx.out.write(f"{chr(10) if number else ''}==> {name} <==\n")
        await ctx.out.write(data[:size] if size >= 0 else b"".join(data.splitlines(keepends=True)[:count]))
    return code


async def _head_of_stdin(ctx: Context[Any], count: int, size: int) -> int:
    """Ends as soon as it has seen enough, so that `logcat | head -1` ends."""
    left = size if size >= 0 else count
    while left > 0 and (chunk := await ctx.stdin.read()):
        if size >= 0:
            await ctx.out.write(chunk[:left])
            left -= len(chunk)
            continue
        lines = chunk.splitlines(keepends=True)
        await ctx.out.write(b"".join(lines[:left]))
        left -= sum(line.endswith(b"\n") for line in lines[:left])
    return 0


@command("tail", since_sdk=MARSHMALLOW, toybox=True)
async def tail(ctx: Context[Any]) -> int:
    options = Options(ctx, "n:c:fq", numbers="n")
    if "c" in options:
        found, code = await inputs(ctx, options.rest)
        data = b"".join(content for _, content in found)
        await ctx.out.write(data[-abs(options.number("c", 0)) or len(data) :])
        return code
    lines, code = await _lines(ctx, options.rest)
    text = options.get("n", "10")
    if text.startswith("+"):
        await ctx.out.write(b"".join(lines[max(0, options.number("n", 1) - 1) :]))
    elif count := abs(options.number("n", 10)):
        await ctx.out.write(b"".join(lines[-count:]))
    return code


@command("wc", since_sdk=MARSHMALLOW, toybox=True)
async def wc(ctx: Context[Any]) -> int:
    options = Options(ctx, "lwcm")
    wanted = [letter for letter in "lwmc" if letter in options] or ["l", "w", "c"]
    found, code = await inputs(ctx, options.rest)
    totals = dict.fromkeys(wanted, 0)
    for name, data in found:
        sizes = {
            "l": data.count(b"\n"),
            "w": len(data.split()),
            "c": len(data),
            "m": len(data.decode("utf-8", "replace")),
        }
        for letter in wanted:
            totals[letter] += sizes[letter]
        await _counts(ctx, [sizes[letter] for letter in wanted], name if options.rest else "")
    if len(found) > 1:
        await _counts(ctx, list(totals.values()), "total")
    return code


async def _counts(ctx: Context[Any], numbers: list[int], name: str) -> None:
    text = str(numbers[0]) if len(numbers) == 1 else "".join(f"{n:8d}" for n in numbers)
    await ctx.out.write(f"{text} {name}\n" if name else f"{text}\n")


@command("sort", since_sdk=MARSHMALLOW, toybox=True)
async def sort(ctx: Context[Any]) -> int:
    options = Options(ctx, "nrufbdik:t:o:hg")
    lines, code = await _lines(ctx, options.rest)
    column = int((re.match(r"\d+", options.get("k", "1")) or ["1"])[0])
    separator = options.get("t").encode() or None

    def key(line: bytes) -> Any:
        text = line.rstrip(b"\n")
        if "k" in options:
            text = b" ".join(text.split(separator)[column - 1 :])
        if "n" in options or "n" in options.get("k"):
            match = re.match(rb"\s*-?\d+(\.\d+)?", text)
            return float(match.group()) if match else 0.0
        return text.lower() if "f" in options else text

    ordered = sorted((line.rstrip(b"\n") for line in lines), key=key, reverse="r" in options)
    if "u" in options:
        ordered = list(dict.fromkeys(ordered))
    await ctx.out.write(b"".join(line + b"\n" for line in ordered))
    return code


@command("uniq", since_sdk=MARSHMALLOW, toybox=True)
async def uniq(ctx: Context[Any]) -> int:
    options = Options(ctx, "cdui")
    lines, code = await _lines(ctx, options.rest[:1])
    groups: list[tuple[bytes, int]] = []
    for line in (line.rstrip(b"\n") for line in lines):
        if groups and groups[-1][0] == line:
            groups[-1] = (line, groups[-1][1] + 1)
        else:
            groups.append((line, 1))
    for line, count in groups:
        if ("d" in options and count == 1) or ("u" in options and count > 1):
            continue
        await ctx.out.write((b"%7d " % count if "c" in options else b"") + line + b"\n")
    return code


def _ranges(text: str) -> list[tuple[int, int]]:
    result = []
    for piece in text.split(","):
        match = re.fullmatch(r"(\d*)(-?)(\d*)", piece)
        if not match or not piece.strip("-"):
            raise CommandError(f"bad list '{text}'")
        low, dash, high = match.groups()
        start = int(low or 1)
        result.append((start, int(high) if high else 10**9 if dash else start))
    return result


@command("cut", since_sdk=MARSHMALLOW, toybox=True)
async def cut(ctx: Context[Any]) -> int:
    options = Options(ctx, "d:f:c:b:s")
    kind = next((letter for letter in "fcb" if letter in options), "")
    if not kind:
        raise CommandError('Needs -fbc (see "cut --help")')
    ranges = _ranges(options.get(kind))
    separator = options.get("d", "\t")
    lines, code = await _lines(ctx, options.rest)
    for raw in lines:
        line = raw.decode("utf-8", "surrogateescape").rstrip("\n")
        if kind == "f" and separator not in line:
            shown = "" if "s" in options else line
        else:
            items = line.split(separator) if kind == "f" else list(line)
            chosen = [item for n, item in enumerate(items, 1) if any(low <= n <= high for low, high in ranges)]
            shown = (separator if kind == "f" else "").join(chosen)
        await ctx.out.write(shown.encode("utf-8", "surrogateescape") + b"\n")
    return code


_CLASSES = {
    "[:upper:]": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "[:lower:]": "abcdefghijklmnopqrstuvwxyz",
    "[:digit:]": "0123456789",
    "[:space:]": " \t\n\r\v\f",
}


def _set(text: str) -> str:
    for name, members in _CLASSES.items():
        text = text.replace(name, members)
    return re.sub(
        r"(.)-(.)", lambda m: "".join(map(chr, range(ord(m.group(1)), ord(m.group(2)) + 1))), unescape(text), flags=re.S
    )


@command("tr", since_sdk=MARSHMALLOW, toybox=True)
async def tr(ctx: Context[Any]) -> int:
    options = Options(ctx, "dscC")
    await need(ctx, options.rest)
    text = (await all_of(ctx)).decode("utf-8", "surrogateescape")
    first = _set(options.rest[0])
    second = _set(options.rest[1]) if len(options.rest) > 1 else ""
    if "d" in options:
        complement = "c" in options or "C" in options
        text = "".join(c for c in text if (c in first) == complement)
    elif second:
        second += second[-1] * (len(first) - len(second))
        text = text.translate({ord(a): b for a, b in zip(first, second, strict=False)})
    if "s" in options:
        squeezed = re.escape(second or first)
        text = re.sub(f"([{squeezed}])\\1+", r"\1", text)
    await ctx.out.write(text.encode("utf-8", "surrogateescape"))
    return 0


@command("seq", since_sdk=MARSHMALLOW, toybox=True)
async def seq(ctx: Context[Any]) -> int:
    await need(ctx, ctx.args[1:])
    try:
        numbers = [int(n) for n in ctx.args[1:4]]
    except ValueError:
        raise CommandError(f"bad number in '{' '.join(ctx.args[1:])}'") from None
    first = numbers[0] if len(numbers) > 1 else 1
    step = numbers[1] if len(numbers) > 2 else 1
    values = range(first, numbers[-1] + (1 if step > 0 else -1), step) if step else range(0)
    await ctx.out.write("".join(f"{n}\n" for n in values))
    return 0
