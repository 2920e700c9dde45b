"""`uiautomator dump`: the tree of the focused window as a file."""

from __future__ import annotations

import asyncio

from patrol.virtualphone.shell.command import command
from patrol.virtualphone.system.accessibility import AccessibilityEvent, Announces
from patrol.virtualphone.system.commands.words import Ctx, Words
from patrol.virtualphone.uia import tree
from patrol.virtualphone.uia.server import PORT

_DEFAULT = "/sdcard/window_dump.xml"
_USAGE = """Usage: uiautomator <subcommand> [options]

Available subcommands:

help: displays help message

runtest: executes UI automation tests

dump: creates an XML dump of current UI hierarchy
    dump [--verbose][file]
      [--compressed]: dumps compressed layout information.
      [file]: the location where the dumped XML should be stored, default is
      /sdcard/window_dump.xml

events: prints out accessibility events until terminated
"""


@command("uiautomator")
async def uiautomator(ctx: Ctx) -> int:
    words = Words(ctx.args[1:])
    verb = words.take()
    if verb == "events":
        return await _events(ctx)
    if verb != "dump":
        await ctx.err.write(_USAGE)
        return 0 if verb == "help" else 1
    compressed = words.flag("--compressed")
    words.flag("--verbose", "--windows")
    words.value("--display-id")
    target = words.take(_DEFAULT)
    phone = ctx.phone
    window = phone.focused_window()
    if window is None:
        await ctx.err.write("ERROR: null root node returned by UiTestAutomationBridge.\n")
        return 0
    xml = tree.stock_dump(window.root, rotation=phone.rotation, size=phone.size, compressed=compressed)
    if phone.faults.endless_tree:
        xml = tree.endless()
    elif phone.faults.broken_tree:
        xml = tree.broken(xml)
    said = f"UI hierchary dumped to: {target}\n"
    if target in ("/dev/tty", "/proc/self/fd/1", "/dev/stdout"):
        await ctx.out.write(xml + said)
        return 0
    try:
        ctx.files.write(ctx.path(target), xml.encode(), 0o660)
    except OSError as error:
        await ctx.err.write(f"java.io.FileNotFoundException: {target}: open failed: {error.strerror}\n")
        return 1
    await ctx.out.write(said)
    return 0


async def _events(ctx: Ctx) -> int:
    """Prints what apps send until the client goes; one client of UI automation at a time, as on Android."""
    phone = ctx.phone
    if PORT in phone.ports:
        await ctx.err.write(
            "java.lang.IllegalStateException: UiAutomationService "
            "android.accessibilityservice.IAccessibilityServiceClient$Stub$Proxy@5deffd5already registered!\n"
        )
        return 1
    fresh: asyncio.Queue[AccessibilityEvent] = asyncio.Queue()
    stops = [p.app.listen(fresh.put_nowait) for p in phone.running.apps() if isinstance(p.app, Announces)]
    try:
        while True:
            event = await fresh.get()
            await ctx.out.write(event.line(f"{phone.now():%m-%d %H:%M:%S.%f}"[:-3], phone.uptime_ms()) + "\n")
    finally:
        for stop in stops:
            stop()
