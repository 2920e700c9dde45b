"""id, whoami, date, sleep, uptime, uname, env, getevent, sh, toybox …"""

from __future__ import annotations

import asyncio
import shlex
from datetime import UTC, datetime
from typing import Any

from patrol.virtualphone.shell.command import CommandError, Context, command, entries, find
from patrol.virtualphone.shell.toybox.options import MARSHMALLOW, Options, need

_GROUPS = (
    "1004(input),1007(log),1011(adb),1015(sdcard_rw),1028(sdcard_r),3001(net_bt_admin),3002(net_bt),3003(inet),"
    "3006(net_bw_stats),3009(readproc),3011(uhid)"
)


@command("id", toybox=True)
async def identity(ctx: Context[Any]) -> int:
    options = Options(ctx, "ugGnrZ")
    name, number = ("root", 0) if ctx.phone.root else ("shell", 2000)
    if "Z" in options:
        text = f"u:r:{'su' if ctx.phone.root else 'shell'}:s0"
    elif "u" in options or "g" in options:
        text = name if "n" in options else str(number)
    else:
        text = f"uid={number}({name}) gid={number}({name}) groups={number}({name}),{_GROUPS}"
        if ctx.phone.sdk >= 21:
            text += f" context=u:r:{'su' if ctx.phone.root else 'shell'}:s0"
    await ctx.out.write(text + "\n")
    return 0


@command("whoami", since_sdk=MARSHMALLOW, toybox=True)
async def whoami(ctx: Context[Any]) -> int:
    await ctx.out.write("root\n" if ctx.phone.root else "shell\n")
    return 0


@command("date", toybox=True)
async def date(ctx: Context[Any]) -> int:
    options = Options(ctx, "ud:D:r:s:I:")
    now: datetime = ctx.phone.now()
    if "u" in options:
        now = now.astimezone(UTC)
    if "d" in options and options.get("d").startswith("@"):
        now = datetime.fromtimestamp(float(options.get("d")[1:]), now.tzinfo)
    if options.rest and not options.rest[0].startswith("+"):
        raise CommandError("cannot set date: Operation not permitted")
    form = options.rest[0][1:] if options.rest else "%a %b %e %H:%M:%S %Z %Y"
    # %N is toybox's own; the zone's name is empty when it has none.
    form = form.replace("%N", f"{now.microsecond * 1000:09d}").replace("%3N", f"{now.microsecond // 1000:03d}")
    form = form.replace("%s", str(int(now.timestamp())))
    await ctx.out.write(now.strftime(form) + "\n")
    return 0


@command("sleep", toybox=True)
async def sleep(ctx: Context[Any]) -> int:
    await need(ctx, ctx.args[1:])
    units = {"s": 1, "m": 60, "h": 3600, "d": 86400}
    total = 0.0
    for word in ctx.args[1:]:
        digits = word[:-1] if word[-1:] in units else word
        try:
            total += float(digits) * units.get(word[-1:], 1)
        except ValueError:
            raise CommandError(f"bad duration '{word}'") from None
    await asyncio.sleep(max(0.0, total))
    return 0


@command("usleep", toybox=True)
async def usleep(ctx: Context[Any]) -> int:
    await need(ctx, ctx.args[1:])
    await asyncio.sleep(int(ctx.args[1]) / 1_000_000 if ctx.args[1].isdigit() else 0)
    return 0


@command("uptime", toybox=True)
async def uptime(ctx: Context[Any]) -> int:
    seconds = int(ctx.phone.uptime_ms() / 1000)
    days, hours, minutes = seconds // 86400, seconds // 3600 % 24, seconds // 60 % 60
    if ctx.phone.sdk < MARSHMALLOW:
        clock = f"{seconds // 3600 % 24:02d}:{minutes:02d}:{seconds % 60:02d}"
        await ctx.out.write(f"up time: {clock}, idle time: {clock}, sleep time: 00:00:00\n")
        return 0
    lived = f"{days} day{'s' if days != 1 else ''}, " if days else ""
    since = f"{hours}:{minutes:02d}" if hours else f"{minutes} min"
    now = ctx.phone.now().strftime("%H:%M:%S")
    await ctx.out.write(f" {now} up {lived}{since},  0 users,  load average: 1.02, 0.98, 0.71\n")
    return 0


@command("uname", since_sdk=MARSHMALLOW, toybox=True)
async def uname(ctx: Context[Any]) -> int:
    options = Options(ctx, "asnrvmo")
    machine = {"arm64-v8a": "aarch64", "armeabi-v7a": "armv8l"}.get(ctx.phone.property("ro.product.cpu.abi"))
    fields = {
        "s": "Linux",
        "n": "localhost",
        "r": ctx.phone.property("os.version") or "5.10.136-android13-4",
        "v": "#1 SMP PREEMPT",
        "m": machine or ctx.phone.property("ro.product.cpu.abi") or "aarch64",
        "o": "Toybox",
    }
    wanted = [letter for letter in fields if "a" in options or letter in options] or ["s"]
    await ctx.out.write(" ".join(fields[letter] for letter in wanted) + "\n")
    return 0


@command("hostname", toybox=True)
async def hostname(ctx: Context[Any]) -> int:
    await ctx.out.write("localhost\n")
    return 0


@command("env", since_sdk=MARSHMALLOW, toybox=True)
@command("printenv", toybox=True)
async def env(ctx: Context[Any]) -> int:
    words = ctx.args[1:]
    changes = []
    while words and "=" in words[0]:
        changes.append(words.pop(0))
    if ctx.name == "printenv" and words:
        values = [ctx.env[word] for word in words if word in ctx.env]
        await ctx.out.write("".join(f"{value}\n" for value in values))
        return 0 if len(values) == len(words) else 1
    if words and ctx.run:
        return await ctx.run(" ".join([*changes, shlex.join(words)]))
    await ctx.out.write("".join(f"{name}={value}\n" for name, value in ctx.env.items()))
    return 0


@command("sh")
async def sh(ctx: Context[Any]) -> int:
    """The file /system/bin/sh; the shell itself answers to the name."""
    assert ctx.run
    return await ctx.run(shlex.join(["sh", *ctx.args[1:]]))


@command("su")
async def su(ctx: Context[Any]) -> int:
    """Phones in the shop have none; a rooted one runs the command as root."""
    from patrol.virtualphone.shell.interpreter import run_line

    if not ctx.phone.root and ctx.phone.property("ro.debuggable") != "1":
        await ctx.err.write(
            f"/system/bin/sh: su: {'not found' if ctx.phone.sdk < 29 else 'inaccessible or not found'}\n"
        )
        return 127
    words = [w for w in ctx.args[1:] if w not in ("0", "root", "-")]
    line = " ".join(words[1:]) if words[:1] == ["-c"] else shlex.join(words)
    return await run_line(_AsRoot(ctx.phone), line, ctx.stdin, ctx.out, ctx.err)


class _AsRoot:
    """The phone as root's shell sees it."""

    root = True

    def __init__(self, phone: Any) -> None:
        self._phone = phone

    def __getattr__(self, name: str) -> Any:
        return getattr(self._phone, name)


@command("toybox", since_sdk=MARSHMALLOW)
async def toybox(ctx: Context[Any]) -> int:
    if len(ctx.args) == 1:
        names = [entry.name for entry in entries(ctx.phone.sdk) if entry.toybox]
        await ctx.out.write(" ".join(names) + "\n")
        return 0
    entry = find(ctx.args[1], ctx.phone.sdk)
    if entry is None or not entry.toybox:
        return await ctx.fail(f"Unknown command {ctx.args[1]}", 127)
    ctx.args = ctx.args[1:]
    return await entry.run(ctx)


@command("nohup", since_sdk=MARSHMALLOW, toybox=True)
@command("time", toybox=True)
@command("setsid", since_sdk=MARSHMALLOW, toybox=True)
async def wrapper(ctx: Context[Any]) -> int:
    await need(ctx, ctx.args[1:])
    assert ctx.run
    return await ctx.run(shlex.join(ctx.args[1:]))


@command("timeout", since_sdk=MARSHMALLOW, toybox=True)
async def timeout(ctx: Context[Any]) -> int:
    options = ctx.args[1:]
    while options and options[0].startswith("-"):
        options = options[2:] if options[0] in ("-s", "-k") else options[1:]
    await need(ctx, options, 2)
    assert ctx.run
    try:
        seconds = float(options[0].rstrip("s"))
        async with asyncio.timeout(seconds):
            return await ctx.run(shlex.join(options[1:]))
    except ValueError:
        raise CommandError(f"bad duration '{options[0]}'") from None
    except TimeoutError:
        return 124


_TOUCHSCREEN = """add device 1: /dev/input/event2
  name:     "{name}"
  events:
    KEY (0001): BTN_TOUCH
    ABS (0003): ABS_MT_SLOT           : value 0, min 0, max 9, fuzz 0, flat 0, resolution 0
                ABS_MT_TOUCH_MAJOR    : value 0, min 0, max 255, fuzz 0, flat 0, resolution 0
                ABS_MT_POSITION_X     : value 0, min 0, max {width}, fuzz 0, flat 0, resolution 0
                ABS_MT_POSITION_Y     : value 0, min 0, max {height}, fuzz 0, flat 0, resolution 0
                ABS_MT_TRACKING_ID    : value 0, min 0, max 65535, fuzz 0, flat 0, resolution 0
                ABS_MT_PRESSURE       : value 0, min 0, max 255, fuzz 0, flat 0, resolution 0
  input props:
    INPUT_PROP_DIRECT
"""


@command("getevent")
async def getevent(ctx: Context[Any]) -> int:
    """-p: the devices. Without it, events as they come: a touch of this phone is none of the kernel's, so none come."""
    options = Options(ctx, "tnslqrvdpSic:")
    width, height = getattr(ctx.phone, "size", (1080, 2400))
    described = _TOUCHSCREEN.format(name="virtual_touchscreen", width=width - 1, height=height - 1)
    if "p" in options or "i" in options:
        text = described
        if "l" not in options:
            for name, code in _CODES.items():
                text = text.replace(f"{name:<21} :", f"{code}  :").replace(name, code)
        await ctx.out.write(text)
        return 0
    await ctx.out.write('add device 1: /dev/input/event2\n  name:     "virtual_touchscreen"\n')
    await asyncio.Event().wait()
    return 0


_CODES = {
    "BTN_TOUCH": "014a",
    "ABS_MT_SLOT": "002f",
    "ABS_MT_TOUCH_MAJOR": "0030",
    "ABS_MT_POSITION_X": "0035",
    "ABS_MT_POSITION_Y": "0036",
    "ABS_MT_TRACKING_ID": "0039",
    "ABS_MT_PRESSURE": "003a",
}
"""linux/input-event-codes.h; getevent prints names only with -l."""
