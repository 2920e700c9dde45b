"""`settings`, `getprop`, `setprop`, `ime`, `appops`, `content`."""

from __future__ import annotations

from patrol.virtualphone.shell.command import command
from patrol.virtualphone.system.commands.words import Ctx, Words, thrown
from patrol.virtualphone.system.identity import identifier
from patrol.virtualphone.system.keyboard import ADB_KEYBOARD, APPIUM_IME
from patrol.virtualphone.system.props import print_properties
from patrol.virtualphone.system.settings import LATIN_IME, TABLES


@command("getprop", toybox=True)
async def getprop(ctx: Ctx) -> int:
    words = [word for word in ctx.args[1:] if not word.startswith("-")]
    if not words:
        await ctx.out.write(print_properties(ctx.phone.properties))
        return 0
    default = words[1] if len(words) > 1 else ""
    await ctx.out.write((ctx.phone.property(words[0]) or default) + "\n")
    return 0


@command("setprop", toybox=True)
async def setprop(ctx: Ctx) -> int:
    if len(ctx.args) != 3:
        await ctx.err.write("usage: setprop NAME VALUE\n\nSets an Android system property.\n")
        return 1
    name, value = ctx.args[1:]
    allowed = ctx.phone.root or name.startswith(("debug.", "log.", "persist.log.", "sys.usb", "persist.sys.", "test."))
    if not allowed or not ctx.phone.set_property(name, value):
        return await ctx.fail(f"failed to set property '{name}' to '{value}'")
    return 0


@command("settings")
async def settings(ctx: Ctx) -> int:
    return await settings_command(ctx, ctx.args[1:])


async def settings_command(ctx: Ctx, args: list[str]) -> int:
    """`settings ARGS` and `cmd settings ARGS`."""
    words = Words(args)
    words.value("--user")
    verb, table = words.take(), words.take()
    if verb not in ("get", "put", "list", "delete", "reset"):
        await ctx.err.write(f"Invalid command: {verb}\n" if verb else "Settings provider (settings) commands:\n")
        return 255
    if table not in TABLES:
        await ctx.err.write(f"Invalid namespace '{table}'\n" if table else "Too few arguments\n")
        return 255
    return await _on_table(ctx, verb, table, words)


async def _on_table(ctx: Ctx, verb: str, table: str, words: Words) -> int:
    store = ctx.phone.settings
    if verb == "list":
        await ctx.out.write("".join(f"{name}={value}\n" for name, value in store.all(table).items()))
        return 0
    name = words.take()
    if not name or (verb == "put" and not words):
        await ctx.err.write(f"Bad arguments\nInvalid number of arguments for {verb} command\n")
        return 255
    if verb == "get":
        value = store.get(table, name)
        await ctx.out.write(f"{'null' if value is None else value}\n")
    elif verb == "put":
        store.put(table, name, words.take())
    else:
        await ctx.out.write(f"Deleted {int(store.delete(table, name))} rows\n")
    return 0


@command("ime")
async def ime(ctx: Ctx) -> int:
    words = Words(ctx.args[1:])
    words.value("--user")
    verb = words.take()
    if verb == "list":
        return await _list_methods(ctx, words)
    method = words.take()
    if verb in ("enable", "disable", "set") and method not in ctx.phone.keyboard.methods():
        who = f"Unknown input method {method} cannot be {_PAST[verb]} for user #0"
        await (ctx.err if ctx.phone.sdk >= 28 else ctx.out).write(f"{who}\n")
        return 0 if verb != "set" else 255
    return await _change_method(ctx, verb, method)


_PAST = {"enable": "enabled", "disable": "disabled", "set": "selected"}


async def _change_method(ctx: Ctx, verb: str, method: str) -> int:
    store, enabled = ctx.phone.settings, ctx.phone.keyboard.enabled()
    match verb:
        case "enable":
            already = method in enabled
            store.put("secure", "enabled_input_methods", ":".join([*enabled, *([] if already else [method])]))
            text = "already enabled" if already else "now enabled"
            await ctx.out.write(f"Input method {method}: {text} for user #0\n")
        case "disable":
            store.put("secure", "enabled_input_methods", ":".join(m for m in enabled if m != method))
            await ctx.out.write(f"Input method {method}: now disabled for user #0\n")
        case "set":
            store.put("secure", "default_input_method", method)
            await ctx.out.write(f"Input method {method} selected for user #0\n")
        case "reset":
            store.put("secure", "default_input_method", LATIN_IME)
            store.put("secure", "enabled_input_methods", LATIN_IME)
            await ctx.out.write(f"Reset current and enabled IMEs for user #0\n  Newly selected: {LATIN_IME}\n")
        case _:
            await ctx.err.write(f"Unknown command: {verb}\n")
            return 255
    ctx.phone.changed()
    return 0


async def _list_methods(ctx: Ctx, words: Words) -> int:
    everything, brief = words.flag("-a"), words.flag("-s")
    if words.flag("-sa", "-as"):
        everything = brief = True
    methods = ctx.phone.keyboard.methods() if everything else ctx.phone.keyboard.enabled()
    labels = {LATIN_IME: "Android Keyboard (AOSP)", ADB_KEYBOARD: "AdbKeyboard", APPIUM_IME: "Appium IME"}
    for method in methods:
        if brief:
            await ctx.out.write(f"{method}\n")
        else:
            package, _, name = method.partition("/")
            await ctx.out.write(
                f"mId={method} mSettingsActivityName=null mIsVrOnly=false mSupportsSwitchingToNextInputMethod=false\n"
                f"  mIsDefaultResId=0x0\n  Service:\n    name={package}{name}\n    packageName={package}\n"
                f"    labelRes=0x0 nonLocalizedLabel={labels.get(method, method)}\n"
            )
    return 0


@command("appops")
async def appops(ctx: Ctx) -> int:
    words = Words(ctx.args[1:])
    words.value("--user")
    verb, package = words.take(), words.take()
    if verb not in ("set", "get", "reset", "query-op"):
        await ctx.err.write(f"Unknown command: {verb}\n")
        return 255
    if verb in ("set", "get") and ctx.phone.packages.get(package) is None:
        await ctx.err.write(f"Error: No UID for {package} in user 0\n")
        return 255
    if verb == "get":
        await ctx.out.write("No operations.\n")
    return 0


@command("content")
async def content(ctx: Ctx) -> int:
    """No provider of the phone answers the shell; root is told of the SIM."""
    uri = Words(ctx.args[1:]).value("--uri")
    if uri == "content://telephony/siminfo" and ctx.phone.root:
        told = ", ".join(f"{name}={identifier(ctx.phone, name)}" for name in ("icc_id", "number", "imsi"))
        await ctx.out.write(f"Row: 0 _id=1, sim_id=0, {told}\n")
        return 0
    authority = uri.removeprefix("content://").split("/")[0]
    await ctx.err.write(f"Error while accessing provider:{authority}\n")
    await thrown(ctx, "query", "java.lang.IllegalStateException", f"Could not find provider: {authority}")
    return 1
