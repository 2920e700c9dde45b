"""ps, pidof, kill, killall, top."""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import Any

from patrol.virtualphone.shell.command import CommandError, Context, Process, command
from patrol.virtualphone.shell.toybox.options import MARSHMALLOW, Options, need

_OREO = 26
_OLD_HEAD = "USER      PID   PPID  VSIZE  RSS   WCHAN              PC  NAME\n"
_HEAD = "USER           PID  PPID     VSZ    RSS WCHAN            ADDR S NAME\n"
_FULL_HEAD = "UID            PID  PPID C STIME TTY          TIME CMD\n"
_TICKS = 100
"""USER_HZ."""

_COLUMNS: dict[str, Callable[[Process], str]] = {
    "USER": lambda p: f"{p.user:<12}",
    "UID": lambda p: f"{p.user:>5}",
    "PID": lambda p: f"{p.pid:5d}",
    "PPID": lambda p: f"{p.ppid:5d}",
    "VSZ": lambda p: f"{p.vsz_kb:7d}",
    "RSS": lambda p: f"{p.rss_kb:6d}",
    "WCHAN": lambda p: f"{0:<10}",
    "ADDR": lambda p: f"{0:>10}",
    "S": lambda p: p.state,
    "NAME": lambda p: p.name,
    "ARGS": lambda p: p.name,
    "CMD": lambda p: p.name[-15:],
    "TIME": lambda p: _clock(sum(p.cpu_ticks) // _TICKS),
}
_WIDTHS = {"USER": -12, "UID": 5, "PID": 5, "PPID": 5, "VSZ": 7, "RSS": 6, "WCHAN": -10, "ADDR": 10, "TIME": 8}


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


@command("ps", until_sdk=_OREO - 1)
async def old_ps(ctx: Context[Any]) -> int:
    """toolbox's: all processes; a word filters by the beginning of the name or is a process id."""
    words = [w for w in ctx.args[1:] if not (len(w) == 2 and w[0] == "-" and w[1] in "tpPZxc")]
    lines = [_OLD_HEAD]
    for p in ctx.phone.processes():
        if words and not p.name.startswith(words[0]) and str(p.pid) != words[0]:
            continue
        lines.append(
            f"{p.user:<9} {p.pid:<5} {p.ppid:<5} {p.vsz_kb:<6} {p.rss_kb:<5} ffffffff 00000000 {p.state} {p.name}\n"
        )
    await ctx.out.write("".join(lines))
    return 0


@command("ps", since_sdk=_OREO, toybox=True)
async def ps(ctx: Context[Any]) -> int:
    options = Options(ctx, "AaefTlMZwp:o:u:U:O:k:", long=("help",))
    if "help" in options:
        await ctx.out.write(_HELP)
        return 0
    everyone = list(ctx.phone.processes())
    if "p" in options:
        wanted = {int(n) for n in options.get("p").split(",") if n.isdigit()}
        chosen = [p for p in everyone if p.pid in wanted]
    elif "A" in options or "e" in options or "u" in options or "U" in options:
        user = options.get("u") or options.get("U")
        chosen = [p for p in everyone if not user or p.user == user]
    else:
        chosen = [Process(pid=_OWN_PID, name="ps", user="root" if ctx.phone.root else "shell", ppid=1, state="R")]
    if "o" in options:
        await ctx.out.write(_table(options.get("o"), chosen))
    elif "f" in options:
        await ctx.out.write(_FULL_HEAD + "".join(_full(ctx, p) for p in chosen))
    else:
        await ctx.out.write(_HEAD + "".join(_short(p) for p in chosen))
    return 0 if chosen else 1


_OWN_PID = 4243
_HELP = """usage: ps [-AadefLlnwZ] [-gG GROUP,] [-k FIELD,] [-o FIELD,] [-p PID,] [-t TTY,] [-uU USER,]

List processes.

Which processes to show (-gGuUpPt selections may be comma separated lists):

-A\tAll
-a\tHas terminal not session leader
-d\tAll but session leaders
-e\tSynonym for -A
"""


def _short(p: Process) -> str:
    return f"{p.user:<12} {p.pid:5d} {p.ppid:5d} {p.vsz_kb:7d} {p.rss_kb:6d} {0:<10} {0:>10} {p.state} {p.name}\n"


def _full(ctx: Context[Any], p: Process) -> str:
    started = ctx.phone.now().timestamp() - (ctx.phone.uptime_ms() - p.started_ms) / 1000
    when = ctx.phone.now().fromtimestamp(started, ctx.phone.now().tzinfo).strftime("%H:%M:%S")
    time = _clock(sum(p.cpu_ticks) // _TICKS)
    return f"{p.user:<12} {p.pid:5d} {p.ppid:5d} 0 {when} {'?':<5} {time} {p.name}\n"


def _table(spec: str, processes: list[Process]) -> str:
    fields = [f.upper() for f in spec.replace(" ", ",").split(",") if f]
    for field in fields:
        if field not in _COLUMNS:
            raise CommandError(f"bad -o {spec}@{spec.upper().find(field)}")
    head = " ".join(f"{f:<{-w}}" if (w := _WIDTHS.get(f, 0)) < 0 else f"{f:>{w}}" for f in fields)
    rows = [" ".join(_COLUMNS[f](p) for f in fields) for p in processes]
    return "".join(f"{row}\n" for row in (head, *rows))


@command("pidof", since_sdk=MARSHMALLOW, toybox=True)
async def pidof(ctx: Context[Any]) -> int:
    options = Options(ctx, "so:")
    await need(ctx, options.rest)
    pids = [str(p.pid) for p in ctx.phone.processes() if p.name in options.rest]
    if not pids:
        return 1
    await ctx.out.write(" ".join(pids[:1] if "s" in options else reversed(pids)) + "\n")
    return 0


@command("pgrep", since_sdk=_OREO, toybox=True)
async def pgrep(ctx: Context[Any]) -> int:
    options = Options(ctx, "flxnoL")
    await need(ctx, options.rest)
    found = [p for p in ctx.phone.processes() if options.rest[0] in p.name]
    await ctx.out.write("".join(f"{p.pid} {p.name}\n" if "l" in options else f"{p.pid}\n" for p in found))
    return 0 if found else 1


def _signal(word: str) -> int:
    name = word.removeprefix("SIG").upper()
    if name.isdigit():
        return int(name)
    try:
        return int(signal.Signals[f"SIG{name}"])
    except KeyError:
        raise CommandError(f"bad signal '{word}'") from None


@command("kill", toybox=True)
async def kill(ctx: Context[Any]) -> int:
    words, number = ctx.args[1:], int(signal.SIGTERM)
    if words[:1] == ["-s"]:
        number, words = _signal(words[1] if len(words) > 1 else ""), words[2:]
    elif words and words[0].startswith("-"):
        number, words = _signal(words[0][1:]), words[1:]
    await need(ctx, words)
    return await _kill(ctx, words, number)


async def _kill(ctx: Context[Any], words: list[str], number: int) -> int:
    code = 0
    for word in words:
        if not word.isdigit():
            code = await ctx.fail(f"bad pid '{word}'")
            continue
        process = next((p for p in ctx.phone.processes() if p.pid == int(word)), None)
        if process is None:
            code = await ctx.fail(f"bad pid '{word}': No such process")
        elif process.user != "shell" and not ctx.phone.root:
            code = await ctx.fail(f"bad pid '{word}': Operation not permitted")
        elif number:
            ctx.phone.kill(process.pid, number)
    return code


@command("killall", since_sdk=MARSHMALLOW, toybox=True)
async def killall(ctx: Context[Any]) -> int:
    options = Options(ctx, "ls:iqv")
    await need(ctx, options.rest)
    number = _signal(options.get("s", "TERM"))
    pids = [str(p.pid) for p in ctx.phone.processes() if p.name in options.rest]
    if not pids:
        return await ctx.fail(f"{options.rest[0]}: No such process")
    return await _kill(ctx, pids, number)


def _size(kilobytes: int) -> str:
    if kilobytes < 10_000:
        return f"{kilobytes / 1024:.1f}M" if kilobytes >= 1024 else f"{kilobytes}K"
    return f"{kilobytes / 1024:.0f}M" if kilobytes < 1024**2 else f"{kilobytes / 1024**2:.1f}G"


@command("top", since_sdk=_OREO, toybox=True)
async def top(ctx: Context[Any]) -> int:
    """One picture since each process began; with a terminal it would go on, here -b -n 1 is meant."""
    options = Options(ctx, "Hbqk:o:O:s:u:p:d:n:m:")
    everyone = list(ctx.phone.processes())
    if "p" in options:
        wanted = options.get("p").split(",")
        everyone = [p for p in everyone if str(p.pid) in wanted]
    running = sum(p.state == "R" for p in everyone)
    rows = sorted(((_percent(ctx, p), p) for p in everyone), key=lambda row: -row[0])
    total = sum(percent for percent, _ in rows)
    lines = [
        f"Tasks: {len(everyone)} total, {running:3d} running, {len(everyone) - running:3d} sleeping,"
        "   0 stopped,   0 zombie\n",
        "  Mem:  7852688K total,  5122144K used,  2730544K free,    12288K buffers\n",
        " Swap:  4194300K total,        0K used,  4194300K free,  2654208K cached\n",
        f"800%cpu {total:3.0f}%user   0%nice   0%sys {800 - total:3.0f}%idle   0%iow   0%irq   0%sirq   0%host\n",
        "  PID USER         PR  NI VIRT  RES  SHR S[%CPU] %MEM     TIME+ ARGS            \n",
    ]
    for percent, p in rows[: options.number("m", 10**6)]:
        seconds = sum(p.cpu_ticks) / _TICKS
        lines.append(
            f"{p.pid:5d} {p.user:<12} 20   0 {_size(p.vsz_kb):>4} {_size(p.rss_kb):>4} {_size(p.rss_kb // 2):>4} "
            f"{p.state} {percent:4.1f} {100 * p.rss_kb / 7_852_688:5.1f} "
            f"{int(seconds // 60):3d}:{seconds % 60:05.2f} {p.name:<16}\n"
        )
    await ctx.out.write("".join(lines))
    return 0


def _percent(ctx: Context[Any], p: Process) -> float:
    lived = max(1.0, (ctx.phone.uptime_ms() - p.started_ms) / 1000)
    return float(100 * sum(p.cpu_ticks) / _TICKS / lived)
