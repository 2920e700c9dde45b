"""`input`: fingers and keys from the shell."""

from __future__ import annotations

import asyncio

from patrol.virtualphone.shell.command import command
from patrol.virtualphone.system.commands.words import Ctx, Words
from patrol.virtualphone.system.input import key_code

_SOURCES = (
    "trackball",
    "joystick",
    "touchnavigation",
    "mouse",
    "keyboard",
    "gamepad",
    "touchpad",
    "dpad",
    "stylus",
    "touchscreen",
    "rotaryencoder",
)
_USAGE = """Usage: input [<source>] [-d DISPLAY_ID] <command> [<arg>...]

The sources are:
      {sources}

-d: specify the display ID.
      (Default: -1 for key event, 0 for motion event if not specified.)
The commands and default sources are:
      text <string> (Default: touchscreen)
      keyevent [--longpress] <key code number or name> ... (Default: keyboard)
      tap <x> <y> (Default: touchscreen)
      swipe <x1> <y1> <x2> <y2> [duration(ms)] (Default: touchscreen)
      draganddrop <x1> <y1> <x2> <y2> [duration(ms)] (Default: touchscreen)
      press (Default: trackball)
      roll <dx> <dy> (Default: trackball)
      motionevent <DOWN|UP|MOVE|CANCEL> <x> <y> (Default: touchscreen)
"""


@command("input")
async def input_command(ctx: Ctx) -> int:
    return await run_input(ctx, ctx.args[1:])


async def run_input(ctx: Ctx, args: list[str]) -> int:
    """`input ARGS` and `cmd input ARGS`."""
    words = Words(args)
    words.value("-d")
    verb = words.take()
    if verb in _SOURCES:
        verb = words.take()
    try:
        return await _do(ctx, verb, words)
    except (ValueError, IndexError):
        return await _bad(ctx, verb)


async def _bad(ctx: Ctx, verb: str) -> int:
    if not verb or verb in ("-h", "help"):
        await ctx.out.write(_USAGE.format(sources="\n      ".join(_SOURCES)))
        return 255 if not verb else 0
    known = verb in ("text", "keyevent", "tap", "swipe", "draganddrop", "press", "roll", "motionevent")
    await ctx.err.write(
        f"Error: Invalid arguments for command: {verb}\n" if known else f"Error: Unknown command: {verb}\n"
    )
    return 255


async def _do(ctx: Ctx, verb: str, words: Words) -> int:
    phone = ctx.phone
    match verb:
        case "tap":
            phone.tap(round(float(words.rest[0])), round(float(words.rest[1])))
        case "swipe" | "draganddrop":
            x1, y1, x2, y2 = (round(float(value)) for value in words.rest[:4])
            duration = int(words.rest[4]) if len(words.rest) > 4 else 300
            await asyncio.sleep(max(0, duration) / 1000)
            phone.swipe(x1, y1, x2, y2, duration)
        case "keyevent":
            return await _keys(ctx, words)
        case "text":
            return await _text(ctx, words)
        case "motionevent":
            return _motion(ctx, words)
        case "press":
            phone.key(23)
        case "roll":
            phone.key(20 if float(words.rest[1]) > 0 else 19)
        case _:
            return await _bad(ctx, verb)
    return 0


async def _keys(ctx: Ctx, words: Words) -> int:
    words.flag("--longpress", "--doubletap", "--async")
    if not words:
        raise IndexError
    for name in words.rest:
        code = key_code(name)
        if code is None:
            text = (
                f"Unknown keycode: {name}" if ctx.phone.sdk >= 31 else "Error: Invalid arguments for command: keyevent"
            )
            await ctx.err.write(f"{text}\n")
            return 255
        ctx.phone.key(code)
    return 0


async def _text(ctx: Ctx, words: Words) -> int:
    """`%s` is a blank; letters that no key map has end in an exception, as on every phone."""
    text = " ".join(words.rest).replace("%s", " ")
    if not words:
        raise IndexError
    if any(ord(letter) > 126 for letter in text):
        await ctx.err.write(
            "\nException occurred while executing 'text':\n"
            "java.lang.NullPointerException: Attempt to get length of null array\n"
            "\tat com.android.server.input.InputShellCommand.sendText(InputShellCommand.java:370)\n"
        )
        return 255
    ctx.phone.type_text(text, replace=False)
    return 0


def _motion(ctx: Ctx, words: Words) -> int:
    """DOWN remembers where, UP makes a tap or a swipe of it."""
    action, x, y = words.rest[0].upper(), round(float(words.rest[1])), round(float(words.rest[2]))
    if action == "DOWN":
        ctx.phone.finger = (x, y)
    elif action == "UP" and ctx.phone.finger is not None:
        ctx.phone.swipe(*ctx.phone.finger, x, y, 300)
        ctx.phone.finger = None
    elif action not in ("MOVE", "CANCEL", "UP"):
        raise ValueError(action)
    return 0
