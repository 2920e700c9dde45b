"""Runs shell lines on a phone.

`await run_line(phone, line, stdin, out, err)` is what adbd calls. Errors are worded as mksh words them on the phone's
Android version.
"""

from __future__ import annotations

import asyncio
import fnmatch
from collections.abc import Sequence
from dataclasses import dataclass, replace

from patrol.virtualphone.shell import command as registry
from patrol.virtualphone.shell import toybox as _toybox  # noqa: F401 - registers its commands
from patrol.virtualphone.shell.builtins import BUILTINS, Exit, Leave
from patrol.virtualphone.shell.command import CommandError, Context, Reader, ShellPhone, Writer
from patrol.virtualphone.shell.expand import Expander
from patrol.virtualphone.shell.files import ROOT, SHELL
from patrol.virtualphone.shell.lines import Lines
from patrol.virtualphone.shell.parser import parse
from patrol.virtualphone.shell.pipe import Buffer, Bytes, Pipe
from patrol.virtualphone.shell.redirects import Streams, redirected
from patrol.virtualphone.shell.syntax import (
    Block,
    Case,
    Command,
    For,
    Group,
    If,
    Item,
    Pipeline,
    ShellSyntaxError,
    Simple,
    While,
)

_SH = "/system/bin/sh"
_SIGPIPE = 141
_DEEPEST = 20
"""mksh has no such limit; Python's stack has."""
_SYSTEM_FOLDERS = ("/system/bin/", "/system/xbin/", "/vendor/bin/", "/product/bin/", "/apex/com.android.runtime/bin/")
ENVIRONMENT = {
    "PATH": "/product/bin:/apex/com.android.runtime/bin:/apex/com.android.art/bin:/system_ext/bin:/system/bin:"
    "/system/xbin:/odm/bin:/vendor/bin:/vendor/xbin",
    "ANDROID_ROOT": "/system",
    "ANDROID_DATA": "/data",
    "ANDROID_STORAGE": "/storage",
    "EXTERNAL_STORAGE": "/sdcard",
    "ANDROID_ASSETS": "/system/app",
    "DOWNLOAD_CACHE": "/data/cache",
    "HOME": "/",
    "SHELL": "/bin/sh",
    "TMPDIR": "/data/local/tmp",
    "TERM": "dumb",
}
"""What adbd gives its shells (`adb shell env` of an Android 12 phone, the long class paths left out)."""


async def run_line(phone: ShellPhone, line: str, stdin: Reader, out: Writer, err: Writer) -> int:
    """The exit code. A closed output ends the line quietly, as SIGPIPE does."""
    shell = Shell(phone, Streams(stdin, out, err))
    try:
        return await shell.source(line)
    except BrokenPipeError:
        return _SIGPIPE


@dataclass(slots=True)
class _State:
    """What a subshell copies."""

    variables: dict[str, str]
    exported: set[str]
    positional: list[str]
    cwd: str = "/"
    status: int = 0
    depth: int = 0
    """How many shells are around this one."""


class Shell:
    """One running sh."""

    def __init__(self, phone: ShellPhone, streams: Streams, state: _State | None = None) -> None:
        self.phone = phone
        self.streams = streams
        self.files = phone.files.as_user(ROOT if phone.root else SHELL)
        user = "root" if phone.root else "shell"
        environment = {**ENVIRONMENT, "USER": user, "LOGNAME": user, "HOSTNAME": phone.property("ro.product.device")}
        self.state = state or _State(dict(environment), set(environment), [])
        self._background: list[asyncio.Task[int]] = []

    # -- running ---------------------------------------------------------------------------------------------------

    async def source(self, text: str) -> int:
        """Run text to its end; `exit` ends it."""
        try:
            await self.text(text)
        except Exit as leaving:
            self.state.status = leaving.code
        except Leave:
            await self.complain("break: no loop to leave")
        finally:
            await self._wait_for_background()
        return self.state.status

    async def lines(self, *, prompt: bool) -> int:
        """Run lines of stdin as they come; a command may go over several."""
        reading = Lines(self.streams.stdin)
        sign = f"{self.phone.property('ro.product.device') or 'localhost'}:{{}} {'#' if self.phone.root else '$'} "
        try:
            while True:
                if prompt:
                    await self.streams.out.write(sign.format(self.state.cwd))
                if (text := await reading.command()) is None:
                    break
                await self.text(text)
        except (Exit, Leave) as leaving:
            self.state.status = leaving.code if isinstance(leaving, Exit) else self.state.status
        finally:
            await self._wait_for_background()
        return self.state.status

    async def text(self, text: str) -> int:
        """Run text inside this shell (`eval`, `.`)."""
        try:
            if self.state.depth > _DEEPEST:
                raise ShellSyntaxError("memory exhausted: shells are nested too deeply")
            await self.block(parse(text))
        except ShellSyntaxError as failure:
            await self.complain(str(failure))
            self.state.status = 1
        return self.state.status

    async def complain(self, message: str) -> None:
        await self.streams.err.write(f"{_SH}: {message}\n")

    async def _wait_for_background(self) -> None:
        try:
            await asyncio.gather(*self._background, return_exceptions=True)
        finally:
            for task in self._background:
                task.cancel()

    def subshell(self, streams: Streams | None = None) -> Shell:
        state = self.state
        copy = replace(
            state,
            variables=dict(state.variables),
            exported=set(state.exported),
            positional=list(state.positional),
            depth=state.depth + 1,
        )
        return Shell(self.phone, streams or self.streams, copy)

    async def block(self, block: Block) -> int:
        for item in block:
            if (item.joint == "&&" and self.state.status) or (item.joint == "||" and not self.state.status):
                continue
            if item.background:
                self._start(item)
            else:
                self.state.status = await self._pipeline(item.pipeline)
        return self.state.status

    def _start(self, item: Item) -> None:
        shell = self.subshell(replace(self.streams, stdin=Bytes()))
        self._background.append(asyncio.ensure_future(shell.background(item.pipeline)))
        self.state.status = 0

    async def background(self, pipeline: Pipeline) -> int:
        try:
            return await self._pipeline(pipeline)
        except (Exit, Leave, BrokenPipeError):
            return 0

    async def _pipeline(self, pipeline: Pipeline) -> int:
        commands = pipeline.commands
        code = await self._command(commands[0]) if len(commands) == 1 else await self._piped(commands)
        return int(not code) if pipeline.negated else code

    async def _piped(self, commands: Sequence[Command]) -> int:
        tasks: list[asyncio.Task[int]] = []
        stdin: Reader = self.streams.stdin
        for number, one in enumerate(commands):
            last = number == len(commands) - 1
            pipe = Pipe()
            out = self.streams.out if last else pipe
            shell = self.subshell(Streams(stdin, out, self.streams.err))
            tasks.append(asyncio.ensure_future(shell.stage(one, None if last else pipe)))
            stdin = pipe
        try:
            return (await asyncio.gather(*tasks))[-1]
        finally:
            for task in tasks:
                task.cancel()

    async def stage(self, one: Command, pipe: Pipe | None) -> int:
        """One stage of a pipeline; when it ends, its readers and writers learn of it."""
        try:
            return await self._command(one)
        except Exit as leaving:
            return leaving.code
        except BrokenPipeError:
            return _SIGPIPE
        finally:
            if pipe:
                pipe.close_writer()
            if isinstance(self.streams.stdin, Pipe):
                self.streams.stdin.close_reader()

    # -- commands --------------------------------------------------------------------------------------------------

    async def _command(self, one: Command) -> int:
        try:
            if isinstance(one, Simple):
                return await self._simple(one)
            async with redirected(self, one.redirects) as streams:
                return await self._compound(one, streams)
        except ShellSyntaxError as failure:
            await self.complain(str(failure))
            return 1

    async def _compound(self, one: Command, streams: Streams) -> int:
        if isinstance(one, Group) and one.subshell:
            shell = self.subshell(streams)
            try:
                return await shell.block(one.body)
            except Exit as leaving:
                return leaving.code
        before, self.streams = self.streams, streams
        try:
            match one:
                case Group():
                    return await self.block(one.body)
                case If():
                    return await self._if(one)
                case For():
                    return await self._for(one)
                case While():
                    return await self._while(one)
                case Case():
                    return await self._case(one)
            return 0
        finally:
            self.streams = before

    async def _if(self, one: If) -> int:
        for test, body in one.branches:
            if await self.block(test) == 0:
                return await self.block(body)
        self.state.status = 0
        return await self.block(one.otherwise) if one.otherwise else 0

    async def _for(self, one: For) -> int:
        code = 0
        for value in await self.expander().fields(one.words):
            self.state.variables[one.name] = value
            try:
                code = await self.block(one.body)
            except Leave as leave:
                if leave.again():
                    continue
                break
        return code

    async def _while(self, one: While) -> int:
        code = 0
        while (await self.block(one.test) == 0) != one.until:
            await asyncio.sleep(0)  # An endless loop must not keep the phone from everything else.
            try:
                code = await self.block(one.body)
            except Leave as leave:
                if leave.again():
                    continue
                break
        return code

    async def _case(self, one: Case) -> int:
        expander = self.expander()
        value = await expander.text(one.word)
        for patterns, body in one.branches:
            for pattern in patterns:
                if fnmatch.fnmatchcase(value, await expander.pattern(pattern)):
                    return await self.block(body)
        return 0

    async def _simple(self, one: Simple) -> int:
        args = await self.expander().fields(one.words)
        variables = {}
        for name, word in one.assignments:
            variables[name] = await self.expander().text(word)
        if not args:
            self.state.variables.update(variables)
        async with redirected(self, one.redirects) as streams:
            if streams.failed:
                return 1
            return await self.run(args, streams, variables) if args else 0

    async def run(self, args: list[str], streams: Streams, variables: dict[str, str] | None = None) -> int:
        """A builtin, a command of the phone, or a script."""
        if builtin := BUILTINS.get(args[0]):
            before, self.streams = self.streams, streams
            self.state.variables.update(variables or {})
            try:
                return await builtin(self, args)
            finally:
                # `exec > file` means to keep them; everything else gives them back.
                self.streams = streams if args == ["exec"] else before
        environment = {name: self.state.variables.get(name, "") for name in self.state.exported}
        environment.update(variables or {})
        entry = registry.find(_basename(args[0]), self.phone.sdk)
        if entry is None or entry.builtin:
            return await self._script(args, streams, environment)
        return await self._entry(entry, args, streams, environment)

    async def _entry(self, entry: registry.Entry, args: list[str], streams: Streams, env: dict[str, str]) -> int:
        context = Context(
            phone=self.phone,
            args=[entry.name, *args[1:]],
            files=self.files,
            stdin=streams.stdin,
            out=streams.out,
            err=streams.err,
            env=env,
            cwd=self.state.cwd,
            run=lambda line: self.subshell(streams).source(line),
        )
        return await run_command(entry.run, context)

    async def _script(self, args: list[str], streams: Streams, env: dict[str, str]) -> int:
        name = args[0]
        old = self.phone.sdk < 29
        path = name if name.startswith("/") else f"{self.state.cwd.rstrip('/')}/{name}"
        message, code = f"{name}: {'not found' if old else 'inaccessible or not found'}", 127
        if "/" in name and self.files.exists(path):
            found = self.files.stat(path)
            if not found.is_dir and found.mode & 0o111:
                text = self.files.read(path)
                if not text.startswith(b"\x7fELF"):
                    shell = self.subshell(streams)
                    shell.state.positional = args[1:]
                    return await shell.source(text.decode("utf-8", "replace"))
                program = registry.find(name.rpartition("/")[2], self.phone.sdk)
                if program is not None and program.builtin:
                    return await self._entry(program, args, streams, env)
                message, code = f"{name}: not executable: 64-bit ELF file", 126
            else:
                message, code = (
                    f"{name}: can't execute: {'Is a directory' if found.is_dir else 'Permission denied'}",
                    126,
                )
        await streams.err.write(f"{_SH}: {message}\n")
        return code

    # -- words -----------------------------------------------------------------------------------------------------

    def expander(self) -> Expander:
        state = self.state
        return Expander(state.variables, state.positional, self._special, self.capture, self.files, state.cwd)

    def _special(self, name: str) -> str:
        return {"?": str(self.state.status), "$": str(_SHELL_PID), "0": _SH, "!": "", "-": "hm"}[name]

    async def capture(self, line: str) -> str:
        """The output of a line run in a subshell."""
        out = Buffer()
        shell = self.subshell(replace(self.streams, out=out))
        self.state.status = await shell.source(line)
        return out.data.decode("utf-8", "replace")


_SHELL_PID = 4242
"""$$: every shell is gone before its number could matter."""


def _basename(name: str) -> str:
    for folder in _SYSTEM_FOLDERS:
        if name.startswith(folder):
            return name[len(folder) :]
    return name


async def run_command(run: registry.Command, context: Context[ShellPhone]) -> int:
    """A command's exit code; its errors go to stderr as toybox words them."""
    try:
        return await run(context)
    except CommandError as failure:
        return await context.fail(str(failure), failure.code)
    except (BrokenPipeError, ConnectionError):
        raise
    except OSError as failure:
        return await context.fail(f"{failure.filename}: {failure.strerror}")
