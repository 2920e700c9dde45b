"""`<`, `>`, `>>`, `2>&1` and their like."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from patrol.virtualphone.shell.command import Reader, Writer
from patrol.virtualphone.shell.files import FileSystem
from patrol.virtualphone.shell.pipe import Bytes
from patrol.virtualphone.shell.syntax import Redirect, ShellSyntaxError

if TYPE_CHECKING:
    from patrol.virtualphone.shell.interpreter import Shell


@dataclass(frozen=True, slots=True)
class Streams:
    stdin: Reader
    out: Writer
    err: Writer
    failed: bool = False
    """A redirect failed: the command must not run."""


class FileWriter:
    """Appends to a file that was emptied or created when the redirect was made."""

    def __init__(self, files: FileSystem, path: str) -> None:
        self._files = files
        self._path = path

    async def write(self, data: bytes | str) -> None:
        self._files.write(self._path, data.encode() if isinstance(data, str) else data, append=True)


class Nothing:
    """/dev/null."""

    async def write(self, data: bytes | str) -> None:
        pass


@asynccontextmanager
async def redirected(shell: Shell, redirects: Sequence[Redirect]) -> AsyncIterator[Streams]:
    """The shell's streams after these redirects, made from the left to the right."""
    streams = shell.streams
    for redirect in redirects:
        streams = await _apply(shell, redirect, streams)
        if streams.failed:
            break
    yield streams


async def _apply(shell: Shell, redirect: Redirect, streams: Streams) -> Streams:
    target = await shell.expander().text(redirect.target)
    if redirect.operator == "<<<":
        return replace(streams, stdin=Bytes(target.encode() + b"\n"))
    if redirect.operator == ">&":
        return _duplicate(redirect.fd, target, streams)
    path = target if target.startswith("/") else f"{shell.state.cwd.rstrip('/')}/{target}"
    try:
        if redirect.operator == "<":
            return replace(streams, stdin=Bytes() if path == "/dev/null" else Bytes(shell.files.read(path)))
        writer: Writer = Nothing()
        if path != "/dev/null":
            shell.files.write(path, b"", append=redirect.operator == ">>")
            writer = FileWriter(shell.files, path)
    except OSError as failure:
        verb = "open" if redirect.operator == "<" else "create"
        await shell.complain(f"can't {verb} {target}: {failure.strerror}")
        return replace(streams, failed=True)
    if redirect.operator == "&>":
        return replace(streams, out=writer, err=writer)
    return replace(streams, out=writer) if redirect.fd == 1 else replace(streams, err=writer)


def _duplicate(fd: int, target: str, streams: Streams) -> Streams:
    if target not in ("1", "2", "-"):
        raise ShellSyntaxError(f">&{target}: bad file descriptor")
    writer = {"1": streams.out, "2": streams.err, "-": Nothing()}[target]
    return replace(streams, out=writer) if fd == 1 else replace(streams, err=writer)
