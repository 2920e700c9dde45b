"""grep, find, sed, xargs, which."""

from __future__ import annotations

import fnmatch
import re
import shlex
from typing import Any

from patrol.virtualphone.shell.builtins import BUILTINS
from patrol.virtualphone.shell.command import CommandError, Context, command, find
from patrol.virtualphone.shell.toybox.options import MARSHMALLOW, Options, all_of, each, inputs, need

JELLY_BEAN_MR2 = 18


def pattern(text: str, *, extended: bool, fixed: bool = False, flags: int = 0) -> re.Pattern[bytes]:
    """A POSIX expression as Python's. Raises CommandError."""
    if fixed:
        return re.compile(re.escape(text.encode()), flags)
    if not extended:
        # Basic expressions: \( \| \{ \+ \? have the meaning that ( | { + ? have in extended ones, and the other way.
        text = re.sub(r"\\?[(){}|+?]", lambda m: m.group()[1:] if len(m.group()) == 2 else "\\" + m.group(), text)
    for name, members in (("alpha", "a-zA-Z"), ("digit", "0-9"), ("alnum", "a-zA-Z0-9"), ("space", r"\s")):
        text = text.replace(f"[:{name}:]", members)
    try:
        return re.compile(text.encode("utf-8", "surrogateescape"), flags)
    except re.error as failure:
        raise CommandError(f"bad regex '{text}': {failure}", 2) from None


@command("grep", since_sdk=JELLY_BEAN_MR2, toybox=True)
@command("egrep", since_sdk=JELLY_BEAN_MR2, toybox=True)
@command("fgrep", since_sdk=JELLY_BEAN_MR2, toybox=True)
async def grep(ctx: Context[Any]) -> int:
    options = Options(ctx, "EFGivclLnoqrRswxhHe:m:A:B:C:aZz", long=("color", "line-buffered"))
    names = list(options.rest)
    if "e" not in options and not names:
        raise CommandError('no REGEX (see "grep --help")', 2)
    text = options.get("e") or names.pop(0)
    text = f"\\b({text})\\b" if "w" in options else text
    extended = "E" in options or ctx.name == "egrep" or "w" in options
    fixed = "F" in options or ctx.name == "fgrep"
    wanted = pattern(text, extended=extended, fixed=fixed, flags=re.IGNORECASE if "i" in options else 0)
    if "r" in options or "R" in options:
        names = [path for name in names or ["."] for path in _below(ctx, name)]
    if not names:
        return await _grep_stream(ctx, options, wanted)
    found, code = await inputs(ctx, names)
    headed = (len(names) > 1 or "r" in options or "H" in options) and "h" not in options
    hits = 0
    for name, data in found:
        hits += await _Match(ctx, options, wanted, f"{name}:" if headed else "", name).data(data)
    return 2 if code else 0 if hits else 1


async def _grep_stream(ctx: Context[Any], options: Options, wanted: re.Pattern[bytes]) -> int:
    """stdin line by line, so that `logcat | grep` shows lines as they come."""
    match = _Match(ctx, options, wanted, "", "(standard input)")
    rest = b""
    while chunk := await ctx.stdin.read():
        lines = (rest + chunk).split(b"\n")
        rest = lines.pop()
        for line in lines:
            if await match.line(line):
                return 0
    if rest:
        await match.line(rest)
    await match.end()
    return 0 if match.hits else 1


class _Match:
    def __init__(self, ctx: Context[Any], options: Options, wanted: re.Pattern[bytes], head: str, name: str) -> None:
        self._ctx = ctx
        self._options = options
        self._wanted = wanted
        self._head = head.encode()
        self._name = name
        self._number = 0
        self._before: list[bytes] = []
        self._after = 0
        self.hits = 0

    async def data(self, data: bytes) -> int:
        for line in data.splitlines():
            if await self.line(line):
                break
        await self.end()
        return self.hits

    async def line(self, line: bytes) -> bool:
        """True when nothing after it matters."""
        self._number += 1
        options = self._options
        found = self._wanted.fullmatch(line) if "x" in options else self._wanted.search(line)
        if bool(found) == ("v" in options):
            await self._context(line)
            return False
        self.hits += 1
        if "q" in options or "l" in options:
            return True
        if "c" not in options:
            for earlier in self._before:
                await self._print(earlier, b"-")
            self._before.clear()
            self._after = options.number("A", options.number("C", 0))
            pieces = [m.group() for m in self._wanted.finditer(line) if m.group()] if "o" in options else [line]
            for piece in pieces:
                await self._print(piece, b":")
        return self.hits >= options.number("m", 10**9)

    async def _context(self, line: bytes) -> None:
        if self._after:
            self._after -= 1
            await self._print(line, b"-")
            return
        keep = self._options.number("B", self._options.number("C", 0))
        self._before = [*self._before, line][-keep:] if keep else []

    async def _print(self, line: bytes, sign: bytes) -> None:
        number = b"%d%s" % (self._number, sign) if "n" in self._options else b""
        await self._ctx.out.write(self._head + number + line + b"\n")

    async def end(self) -> None:
        if "q" in self._options:
            return
        if "l" in self._options and self.hits:
            await self._ctx.out.write(f"{self._name}\n")
        elif "c" in self._options:
            await self._ctx.out.write(self._head + b"%d\n" % self.hits)


def _below(ctx: Context[Any], name: str) -> list[str]:
    """Files below a folder, or the file itself."""
    if not ctx.files.is_dir(ctx.path(name)):
        return [name]
    children = ctx.files.listdir(ctx.path(name))
    return [path for child in children for path in _below(ctx, f"{name.rstrip('/')}/{child}")]


@command("find", since_sdk=MARSHMALLOW, toybox=True)
async def find_files(ctx: Context[Any]) -> int:
    """-name, -iname, -path, -type, -maxdepth, -mindepth, -size is refused; -delete, -exec … \\;, -print."""
    words = ctx.args[1:]
    split = next((i for i, w in enumerate(words) if w.startswith(("-", "!", "("))), len(words))
    roots, tests = words[:split] or ["."], _tests(words[split:])
    code = 0

    async def walk(root: str) -> None:
        ctx.files.stat(ctx.path(root), follow=False)
        for path, depth in _tree(ctx, root, 0):
            await _visit(ctx, path, depth, tests)

    code = await each(ctx, roots, walk)
    return code


_VALUED = ("-name", "-iname", "-path", "-type", "-maxdepth", "-mindepth")


def _tests(words: list[str]) -> dict[str, Any]:
    tests: dict[str, Any] = {}
    rest = iter(words)
    for word in rest:
        if word in _VALUED:
            tests[word] = next(rest, None)
            if tests[word] is None:
                raise CommandError(f"'{word}' needs 1 arg")
        elif word == "-exec":
            parts = []
            while (part := next(rest, ";")) not in (";", "+"):
                parts.append(part)
            tests[word] = parts
        elif word in ("-print", "-delete", "-print0"):
            tests[word] = True
        else:
            raise CommandError(f"bad arg '{word}'")
    return tests


def _tree(ctx: Context[Any], path: str, depth: int) -> list[tuple[str, int]]:
    found = [(path, depth)]
    if ctx.files.stat(ctx.path(path), follow=False).is_dir:
        try:
            names = ctx.files.listdir(ctx.path(path))
        except OSError:
            return found
        for name in names:
            found += _tree(ctx, f"{path.rstrip('/')}/{name}", depth + 1)
    return found


async def _visit(ctx: Context[Any], path: str, depth: int, tests: dict[str, Any]) -> None:
    base = path.rstrip("/").rsplit("/", 1)[-1]
    found = ctx.files.stat(ctx.path(path), follow=False)
    kind = "d" if found.is_dir else "l" if found.is_link else "f"
    if not (
        fnmatch.fnmatchcase(base, tests.get("-name", "*"))
        and fnmatch.fnmatchcase(base.lower(), tests.get("-iname", "*").lower())
        and fnmatch.fnmatchcase(path, tests.get("-path", "*"))
        and kind == tests.get("-type", kind)
        and int(tests.get("-mindepth", 0)) <= depth <= int(tests.get("-maxdepth", 10**6))
    ):
        return
    if "-exec" in tests and ctx.run:
        await ctx.run(shlex.join(path if word == "{}" else word for word in tests["-exec"]))
    elif "-delete" in tests:
        ctx.files.remove(ctx.path(path))
    else:
        await ctx.out.write(path + ("\0" if "-print0" in tests else "\n"))


_SUBSTITUTE = re.compile(r"s(.)((?:\\.|(?!\1).)*)\1((?:\\.|(?!\1).)*)\1([gip]*)", re.S)
_ADDRESSED = re.compile(r"(?:(\d+|\$)(?:,(\d+|\$))?|/((?:\\.|[^/])*)/)?\s*(p|d|q)")


@command("sed", since_sdk=MARSHMALLOW, toybox=True)
async def sed(ctx: Context[Any]) -> int:
    """s///[gi], and p, d, q with a line number, a range or a pattern before them; -n, -e, -i, -E."""
    options = Options(ctx, "ne:iEr")
    names = list(options.rest)
    script = options.get("e") or (names.pop(0) if names else "")
    if not script:
        raise CommandError("Needs script")
    extended = "E" in options or "r" in options
    edits = [_Edit(part.strip(), extended) for part in re.split(r";(?=\s*(?:s\W|\d|/|[pdq$]))", script) if part.strip()]
    found, code = await inputs(ctx, names)
    for name, data in found:
        lines = data.splitlines()
        result = [shown for n, line in enumerate(lines, 1) for shown in _edited(edits, line, n, len(lines), options)]
        text = b"".join(line + b"\n" for line in result)
        if "i" in options and name != "-":
            ctx.files.write(ctx.path(name), text)
        else:
            await ctx.out.write(text)
    return code


def _edited(edits: list[_Edit], line: bytes, number: int, last: int, options: Options) -> list[bytes]:
    shown: list[bytes] = []
    for edit in edits:
        line, printed, deleted = edit.apply(line, number, last)
        if deleted:
            return shown
        shown += [line] * printed
    return shown if "n" in options else [*shown, line]


class _Edit:
    """One command of a sed script."""

    def __init__(self, text: str, extended: bool) -> None:
        self._replace: re.Pattern[bytes] | None = None
        self._match: re.Pattern[bytes] | None = None
        if match := _SUBSTITUTE.fullmatch(text):
            _, old, new, flags = match.groups()
            self._replace = pattern(old, extended=extended, flags=re.IGNORECASE if "i" in flags else 0)
            self._new = re.sub(r"(?<!\\)&", r"\\g<0>", new).replace("\\&", "&").encode()
            self._count = 0 if "g" in flags else 1
            self._verb = "p" if "p" in flags else "s"
        elif match := _ADDRESSED.fullmatch(text):
            self._from, self._to, expression, self._verb = match.groups()
            self._match = pattern(expression, extended=extended) if expression else None
            if self._verb == "q":
                self._verb, self._from, self._to = "d", str(int(self._from or "1") + 1), "$"
        else:
            raise CommandError(f"bad pattern '{text}'")

    def apply(self, line: bytes, number: int, last: int) -> tuple[bytes, int, bool]:
        """The line after it, how often it is printed at once, whether it is gone."""
        if self._replace:
            new, changes = self._replace.subn(self._new, line, self._count)
            return new, int(self._verb == "p" and changes > 0), False
        if self._match:
            here = bool(self._match.search(line))
        else:
            start = last if self._from == "$" else int(self._from or 1)
            stop = last if self._to == "$" or not self._from else int(self._to or start)
            here = start <= number <= stop
        return line, int(here and self._verb == "p"), here and self._verb == "d"


@command("xargs", since_sdk=MARSHMALLOW, toybox=True)
async def xargs(ctx: Context[Any]) -> int:
    words = ctx.args[1:]
    size = 0
    while words and words[0].startswith("-"):
        option = words.pop(0)
        if option.startswith("-n"):
            size = int(option[2:] or words.pop(0))
    arguments = (await all_of(ctx)).decode("utf-8", "surrogateescape").split()
    code = 0
    step = size or max(1, len(arguments))
    for start in range(0, max(1, len(arguments)), step):
        if ctx.run:
            code = await ctx.run(shlex.join([*(words or ["echo"]), *arguments[start : start + step]])) or code
    return code


@command("which", since_sdk=MARSHMALLOW, toybox=True)
async def which(ctx: Context[Any]) -> int:
    await need(ctx, ctx.args[1:])
    missing = 0
    for name in ctx.args[1:]:
        if find(name, ctx.phone.sdk) or (name in BUILTINS and name in ("test", "[", "true", "false", "pwd")):
            await ctx.out.write(f"/system/bin/{name}\n")
        else:
            missing = 1
    return missing
