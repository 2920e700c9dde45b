"""Commands that are part of sh itself: they see and change the running shell."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from patrol.virtualphone.shell import command as registry
from patrol.virtualphone.shell.condition import holds
from patrol.virtualphone.shell.files import normal
from patrol.virtualphone.shell.syntax import ShellSyntaxError

if TYPE_CHECKING:
    from patrol.virtualphone.shell.interpreter import Shell

Builtin = Callable[["Shell", list[str]], Awaitable[int]]
BUILTINS: dict[str, Builtin] = {}


class Exit(Exception):
    """`exit N`, or what `exec` ran has ended."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Leave(Exception):
    """`break` or `continue`."""

    def __init__(self, levels: int, proceed: bool) -> None:
        super().__init__(levels)
        self._levels = levels
        self._proceed = proceed

    def again(self) -> bool:
        """Whether this loop goes on; passes itself on to the outer loop while levels are left."""
        self._levels -= 1
        if self._levels > 0:
            raise self
        return self._proceed


def builtin(*names: str) -> Callable[[Builtin], Builtin]:
    def register(run: Builtin) -> Builtin:
        for name in names:
            BUILTINS[name] = run
        return run

    return register


@builtin(":", "true", "trap", "umask", "ulimit")
async def _nothing(shell: Shell, args: list[str]) -> int:
    return 0


@builtin("false")
async def _false(shell: Shell, args: list[str]) -> int:
    return 1


@builtin("cd")
async def _cd(shell: Shell, args: list[str]) -> int:
    name = args[1] if len(args) > 1 else shell.state.variables.get("HOME", "/")
    path = normal(name if name.startswith("/") else f"{shell.state.cwd}/{name}")
    try:
        if not shell.files.stat(path).is_dir:
            await shell.complain(f"cd: {path}: Not a directory")
            return 2
    except OSError as failure:
        await shell.complain(f"cd: {path}: {failure.strerror}")
        return 2
    shell.state.cwd = path
    shell.state.variables["PWD"] = path
    return 0


@builtin("pwd")
async def _pwd(shell: Shell, args: list[str]) -> int:
    await shell.streams.out.write(shell.state.cwd + "\n")
    return 0


@builtin("export", "readonly", "typeset", "local")
async def _export(shell: Shell, args: list[str]) -> int:
    for argument in args[1:]:
        if argument.startswith("-"):
            continue
        name, equals, value = argument.partition("=")
        if equals:
            shell.state.variables[name] = value
        shell.state.exported.add(name)
    return 0


@builtin("unset")
async def _unset(shell: Shell, args: list[str]) -> int:
    for name in args[1:]:
        shell.state.variables.pop(name, None)
        shell.state.exported.discard(name)
    return 0


@builtin("set")
async def _set(shell: Shell, args: list[str]) -> int:
    """Positional parameters; options such as -e and -x are accepted and have no effect here."""
    if "--" in args:
        shell.state.positional = args[args.index("--") + 1 :]
    elif len(args) == 1:
        lines = [f"{name}={value}\n" for name, value in sorted(shell.state.variables.items())]
        await shell.streams.out.write("".join(lines))
    return 0


@builtin("shift")
async def _shift(shell: Shell, args: list[str]) -> int:
    count = int(args[1]) if len(args) > 1 and args[1].isdigit() else 1
    if count > len(shell.state.positional):
        await shell.complain("shift: nothing to shift")
        return 1
    del shell.state.positional[:count]
    return 0


@builtin("exit", "return")
async def _exit(shell: Shell, args: list[str]) -> int:
    raise Exit(_number(args, shell.state.status) & 0xFF)


@builtin("break", "continue")
async def _leave(shell: Shell, args: list[str]) -> int:
    raise Leave(max(1, _number(args, 1)), proceed=args[0] == "continue")


def _number(args: list[str], default: int) -> int:
    return int(args[1]) if len(args) > 1 and args[1].lstrip("-").isdigit() else default


@builtin("exec")
async def _exec(shell: Shell, args: list[str]) -> int:
    """Replace the shell: its exit code is the command's."""
    if len(args) == 1:
        return 0
    raise Exit(await shell.run(args[1:], shell.streams))


@builtin("eval")
async def _eval(shell: Shell, args: list[str]) -> int:
    return await shell.text(" ".join(args[1:]))


@builtin(".", "source")
async def _source(shell: Shell, args: list[str]) -> int:
    path = args[1] if len(args) > 1 else ""
    try:
        text = shell.files.read(path if path.startswith("/") else f"{shell.state.cwd.rstrip('/')}/{path}")
    except OSError as failure:
        await shell.complain(f".: {path}: {failure.strerror}")
        return 1
    return await shell.text(text.decode("utf-8", "replace"))


@builtin("wait")
async def _wait(shell: Shell, args: list[str]) -> int:
    await shell._wait_for_background()
    return 0


@builtin("read")
async def _read(shell: Shell, args: list[str]) -> int:
    names = [a for a in args[1:] if not a.startswith("-")] or ["REPLY"]
    line = bytearray()
    while (char := await shell.streams.stdin.read(1)) and char != b"\n":
        line += char
    words = line.decode("utf-8", "replace").split(None, len(names) - 1)
    for number, name in enumerate(names):
        shell.state.variables[name] = words[number].rstrip() if number < len(words) else ""
    return 0 if char or line else 1


@builtin("sh", "/system/bin/sh")
async def _sh(shell: Shell, args: list[str]) -> int:
    """`sh -c LINE [NAME ARGUMENTS]`, `sh FILE ARGUMENTS`, or lines from stdin; `-i` prompts for them."""
    words = args[1:]
    options: list[str] = []
    while words and words[0].startswith("-") and words[0] != "-c":
        options.append(words.pop(0))
    inner = shell.subshell()
    if words[:1] == ["-c"]:
        inner.state.positional = words[3:]
        return await inner.source(words[1]) if len(words) > 1 else 2
    if not words:
        return await inner.lines(prompt="-i" in options)
    try:
        text = shell.files.read(words[0] if words[0].startswith("/") else f"{shell.state.cwd.rstrip('/')}/{words[0]}")
    except OSError as failure:
        await shell.complain(f"{words[0]}: {failure.strerror}")
        return 127
    inner.state.positional = words[1:]
    return await inner.source(text.decode("utf-8", "replace"))


@builtin("test", "[", "[[")
async def _test(shell: Shell, args: list[str]) -> int:
    closing = {"[": "]", "[[": "]]"}.get(args[0])
    words = args[1:]
    if closing:
        if words[-1:] != [closing]:
            await shell.complain(f"{args[0]}: missing {closing}")
            return 2
        words = words[:-1]
    try:
        return 0 if holds(words, shell.files, shell.state.cwd) else 1
    except ShellSyntaxError as failure:
        await shell.complain(f"{args[0]}: {failure}")
        return 2


@builtin("command", "type")
async def _command(shell: Shell, args: list[str]) -> int:
    """`command -v NAME`, `type NAME`: where a command is; `command NAME …` runs it."""
    words = [a for a in args[1:] if not a.startswith("-")]
    asks = args[0] == "type" or "-v" in args or "-V" in args
    if not asks:
        return await shell.run(words, shell.streams) if words else 0
    code = 0
    for name in words:
        entry = registry.find(name, shell.phone.sdk)
        if name in BUILTINS:
            text = f"{name} is a shell builtin" if args[0] == "type" else name
        elif entry:
            text = f"{name} is /system/bin/{name}" if args[0] == "type" else f"/system/bin/{name}"
        else:
            code = 1 if args[0] == "command" else 127
            if args[0] == "type":
                await shell.streams.out.write(f"{name} not found\n")
            continue
        await shell.streams.out.write(text + "\n")
    return code
