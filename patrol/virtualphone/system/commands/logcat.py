"""`logcat`: what is kept, and what comes."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from datetime import datetime

from patrol.virtualphone.shell.command import command
from patrol.virtualphone.system.commands.words import Ctx
from patrol.virtualphone.system.logbuffer import BUFFERS, DEFAULT_BUFFERS, Entry, Filter
from patrol.virtualphone.system.logformat import Layout


@dataclass(slots=True)
class _Request:
    layout: Layout = field(default_factory=Layout)
    buffers: list[str] = field(default_factory=list)
    filters: list[str] = field(default_factory=list)
    silent: bool = False
    dump: bool = False
    clear: bool = False
    size: bool = False
    tail: str = ""
    pid: int = 0
    uid: str = ""
    regex: str = ""
    limit: int = 0
    target: str = ""
    dividers: bool = False


class _Wrong(Exception):
    """Arguments logcat refuses; the text is what it says."""


_WITH_VALUE = {"-v": "format", "-b": "buffer", "-t": "tail", "-T": "since", "-e": "regex", "-m": "limit", "-f": "file"}
_WITH_VALUE |= {"--format": "format", "--buffer": "buffer", "--pid": "pid", "--regex": "regex", "--uid": "uid"}
_WITH_VALUE |= {"--max-count": "limit", "--file": "file", "-r": "rotate", "-n": "count", "-G": "resize"}


def _parse(args: list[str]) -> _Request:
    request, rest = _Request(), list(args)
    while rest:
        word = rest.pop(0)
        name, joined, value = word.partition("=") if word.startswith("--") else (word, "", "")
        if re.fullmatch(r"-[vbtTemf].+", word) and not word.startswith("--"):
            name, value, joined = word[:2], word[2:], "="
        if kind := _WITH_VALUE.get(name):
            if not joined:
                if not rest:
                    raise _Wrong(f"logcat: option requires an argument -- '{name.lstrip('-')}'\n")
                value = rest.pop(0)
            _set(request, kind, value)
        elif name in _SWITCHES:
            setattr(request, _SWITCHES[name], True)
        elif word.startswith("-"):
            raise _Wrong(f"logcat: unrecognized option '{word}'\n")
        else:
            request.filters.append(word)
    return request


_SWITCHES = {"-d": "dump", "-c": "clear", "-s": "silent", "-g": "size", "-D": "dividers", "--clear": "clear"}
_SWITCHES |= {"-B": "dump", "-L": "dump", "--dividers": "dividers", "--buffer-size": "size"}


def _set(request: _Request, kind: str, value: str) -> None:
    match kind:
        case "format":
            if not request.layout.take(value):
                raise _Wrong(f'Invalid parameter "{value}" to -v\n')
        case "buffer":
            for name in value.split(","):
                known = BUFFERS if name == "all" else DEFAULT_BUFFERS if name == "default" else (name,)
                if not set(known) <= {*BUFFERS, "stats", "security"}:
                    raise _Wrong(f"unknown buffer {name}\n")
                request.buffers += [n for n in known if n in BUFFERS]
        case "tail" | "since":
            request.tail, request.dump = value, request.dump or kind == "tail"
        case "pid":
            request.pid = int(value) if value.isdigit() else -1
        case "limit":
            request.limit = int(value) if value.isdigit() else 0
        case "regex" | "uid":
            setattr(request, kind, value)
        case "file":
            request.target = value


@command("logcat")
async def logcat(ctx: Ctx) -> int:
    try:
        request = _parse(ctx.args[1:])
        tags = [tag for tag in ctx.env.get("ANDROID_LOG_TAGS", "").strip("'\" ").split() if tag]
        chosen = Filter.parse(request.filters or tags, silent=request.silent)
    except _Wrong as wrong:
        await ctx.err.write(str(wrong))
        return 1
    except ValueError as wrong:
        await ctx.err.write(f"Invalid filter expression '{wrong}'\n")
        return 1
    buffers = tuple(dict.fromkeys(request.buffers)) or DEFAULT_BUFFERS
    if request.clear:
        ctx.phone.log.clear(buffers)
        return 0
    if request.size:
        for name in buffers:
            used = ctx.phone.log.size_bytes(name) // 1024
            await ctx.out.write(
                f"{name}: ring buffer is 4 MiB ({used} KiB consumed, {used} KiB readable), max entry is 5120 B, "
                "max payload is 4068 B\n"
            )
        return 0
    return await _Printer(ctx, request, chosen, buffers).run()


class _Printer:
    """Prints entries with the dividers between buffers; obeys -m, -f, -e, --pid."""

    def __init__(self, ctx: Ctx, request: _Request, chosen: Filter, buffers: tuple[str, ...]) -> None:
        self._ctx, self._request, self._filter, self._buffers = ctx, request, chosen, buffers
        self._pattern = re.compile(request.regex) if request.regex else None
        self._seen: set[str] = set()
        self._last = ""
        self._printed = 0
        self._written = b""

    async def run(self) -> int:
        fresh: asyncio.Queue[Entry] = asyncio.Queue()
        stop = self._ctx.phone.log.follow(fresh.put_nowait)
        try:
            await self._print("".join(map(self._text, self._kept())))
            while not self._request.dump and not self._full():
                parts = [self._text(await fresh.get())]
                while not fresh.empty():
                    parts.append(self._text(fresh.get_nowait()))
                await self._print("".join(parts))
        finally:
            stop()
        return 0

    def _kept(self) -> list[Entry]:
        entries = [e for e in self._ctx.phone.log.entries(self._buffers) if self._wanted(e)]
        tail = self._request.tail
        if tail.isdigit():
            return entries[-int(tail) :] if int(tail) else []
        if tail:
            since = self._moment(tail)
            return [e for e in entries if e.wall_ms >= since]
        return entries

    def _moment(self, text: str) -> float:
        """`-t`/`-T` with a time: `MM-DD hh:mm:ss.mmm`, with a year, or seconds since 1970."""
        if re.fullmatch(r"\d+\.\d+", text):
            return float(text) * 1000
        phone = self._ctx.phone
        full = text if re.match(r"\d{4}-", text) else f"{phone.now().year}-{text}"
        for form in ("%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M:%S"):
            try:
                return datetime.strptime(full, form).replace(tzinfo=phone.timezone).timestamp() * 1000
            except ValueError:
                continue
        return 0.0

    def _wanted(self, entry: Entry) -> bool:
        request = self._request
        if entry.buffer not in self._buffers or (request.pid and entry.pid != request.pid):
            return False
        if request.uid and str(entry.uid) not in request.uid.split(","):
            return False
        if self._pattern and not self._pattern.search(entry.message):
            return False
        return self._filter.accepts(entry)

    def _full(self) -> bool:
        return bool(self._request.limit) and self._printed >= self._request.limit

    def _text(self, entry: Entry) -> str:
        if self._full() or not self._wanted(entry):
            return ""
        divider = ""
        if entry.buffer not in self._seen:
            divider = f"--------- beginning of {entry.buffer}\n"
            self._seen.add(entry.buffer)
        elif self._request.dividers and entry.buffer != self._last:
            divider = f"--------- switch to {entry.buffer}\n"
        self._last = entry.buffer
        self._printed += 1
        return divider + self._request.layout.text(entry, self._ctx.phone.timezone)

    async def _print(self, text: str) -> None:
        if not text:
            return
        if self._request.target:
            path = self._ctx.path(self._request.target)
            self._ctx.files.write(path, text.encode(), append=True)
        else:
            await self._ctx.out.write(text)


@command("log", toybox=True)
async def log(ctx: Ctx) -> int:
    """`log [-p LEVEL] [-t TAG] MESSAGE`."""
    words, level, tag = list(ctx.args[1:]), "I", "log"
    while len(words) > 1 and words[0] in ("-p", "-t"):
        option, value = words.pop(0), words.pop(0)
        level, tag = (value.upper()[:1], tag) if option == "-p" else (level, value)
    ctx.phone.log.write(level, tag, " ".join(words), pid=ctx.phone.running.next_pid(), uid=2000)
    return 0
