"""`cmd SERVICE …` and `service`: the way to services by name."""

from __future__ import annotations

from collections.abc import Callable

from patrol.virtualphone.shell.command import command
from patrol.virtualphone.system.commands.am import activity_command
from patrol.virtualphone.system.commands.display import window_command
from patrol.virtualphone.system.commands.input import run_input
from patrol.virtualphone.system.commands.pm import package_command
from patrol.virtualphone.system.commands.settings import settings_command
from patrol.virtualphone.system.commands.words import Ctx, Words
from patrol.virtualphone.system.dumps.table import SERVICES
from patrol.virtualphone.system.identity import identifier

_KNOWN = {"activity": activity_command, "package": package_command, "window": window_command}
_KNOWN |= {"settings": settings_command, "input": run_input}


@command("cmd", since_sdk=24)
async def cmd(ctx: Ctx) -> int:
    words = Words(ctx.args[1:])
    words.flag("-w")
    service = words.take()
    if service == "-l":
        await ctx.out.write("Currently running services:\n" + "".join(f"  {name}\n" for name in sorted(SERVICES)))
        return 0
    if run := _KNOWN.get(service):
        ctx.args = [f"cmd {service}", *words.rest]
        return await run(ctx, words.rest)
    if own := _SMALL.get(service):
        text, code = own(ctx, words)
        await ctx.out.write(text)
        return code
    if service not in SERVICES:
        said = (
            f"cmd: Can't find service: {service}\n" if service else "cmd: No service specified; use -l to list them.\n"
        )
        await ctx.err.write(said)
        return 20
    await ctx.err.write("No shell command implementation.\n")
    return 255


def _notification(ctx: Ctx, words: Words) -> tuple[str, int]:
    match words.take():
        case "allow_listener" | "disallow_listener" | "set_dnd":
            return "", 0
        case "list":
            rows = [f"0|{n.package}|{n.number}|null|10130" for n in ctx.phone.shade.notifications]
            return "".join(f"{row}\n" for row in rows), 0
        case verb:
            return f"Unknown command: {verb}\n", 255


def _statusbar(ctx: Ctx, words: Words) -> tuple[str, int]:
    match words.take():
        case "expand-notifications":
            ctx.phone.open_notifications()
        case "expand-settings":
            ctx.phone.open_quick_settings()
        case "collapse":
            ctx.phone.shade.close()
            ctx.phone.changed()
        case verb:
            return f"Unknown command: {verb}\n", 255
    return "", 0


def _connectivity(ctx: Ctx, words: Words) -> tuple[str, int]:
    if words.take() != "airplane-mode":
        return "Connectivity service commands:\n", 255
    wanted = words.take()
    if not wanted:
        on = ctx.phone.settings.get("global", "airplane_mode_on") == "1"
        return ("enabled\n" if on else "disabled\n"), 0
    ctx.phone.settings.put("global", "airplane_mode_on", "1" if wanted == "enable" else "0")
    return "", 0


def _wifi(ctx: Ctx, words: Words) -> tuple[str, int]:
    match words.take():
        case "set-wifi-enabled":
            ctx.phone.settings.put("global", "wifi_on", "0" if words.take() == "disabled" else "1")
            return "", 0
        case "status":
            on = ctx.phone.settings.get("global", "wifi_on") != "0"
            return f"Wifi is {'enabled' if on else 'disabled'}\n", 0
        case verb:
            return f"Unknown command: {verb}\n", 255


def _battery(ctx: Ctx, words: Words) -> tuple[str, int]:
    from patrol.virtualphone.system.dumps.small import battery

    return battery(ctx.phone, words.rest), 0


_SMALL: dict[str, Callable[[Ctx, Words], tuple[str, int]]] = {
    "notification": _notification,
    "statusbar": _statusbar,
    "connectivity": _connectivity,
    "wifi": _wifi,
    "battery": _battery,
    "deviceidle": lambda ctx, words: ("", 0),
    "appops": lambda ctx, words: ("", 0),
    "stats": lambda ctx, words: ("", 0),
    "uimode": lambda ctx, words: ("Night mode: no\n", 0),
}


def parcel(text: str) -> str:
    """A text as `service call` prints a parcel: words of four bytes, and beside them each byte that is a letter."""
    data = (0).to_bytes(4, "little") + len(text).to_bytes(4, "little") + text.encode("utf-16-le") + b"\0\0"
    data += bytes(-len(data) % 4)
    lines = ["Result: Parcel("]
    for at in range(0, len(data), 16):
        row = data[at : at + 16]
        words = " ".join(f"{int.from_bytes(row[i : i + 4], 'little'):08x}" for i in range(0, len(row), 4))
        shown = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in row)
        lines.append(f"  0x{at:08x}: {words:<35} '{shown}'")
    return "\n".join(lines) + ")\n"


@command("service")
async def service(ctx: Ctx) -> int:
    words = Words(ctx.args[1:])
    match words.take():
        case "list":
            names = sorted(SERVICES)
            await ctx.out.write(f"Found {len(names)} services:\n")
            await ctx.out.write("".join(f"{i}\t{name}: [android.os.I{name.title()}]\n" for i, name in enumerate(names)))
        case "check":
            name = words.take()
            await ctx.out.write(f"Service {name}: {'found' if name in SERVICES else 'not found'}\n")
        case "call":
            name = words.take()
            if name not in SERVICES:
                await ctx.err.write(f"service: Service {name} does not exist\n")
                return 10
            told = (
                identifier(ctx.phone, "imei")
                if name == "iphonesubinfo" and words.take() == "1" and ctx.phone.root
                else ""
            )
            await ctx.out.write(parcel(told) if told else "Result: Parcel(ffffffff 00000000   '........')\n")
        case _:
            await ctx.err.write("Usage: service [-h|-?]\n       service list\n       service check SERVICE\n")
            return 10
    return 0
