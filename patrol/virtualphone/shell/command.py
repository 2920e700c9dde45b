"""What a shell command is, and where commands are found by name.

    @command("battery-level", since_sdk=24)
    async def battery_level(ctx: Context[VirtualPhone]) -> int:
        await ctx.out.write("50\n")
        return 0

A command whose client hangs up is cancelled as any asyncio task is: clean up in `finally`. A command that fails as
toybox does raises CommandError; OSError (from the file system) ends it with `name: path: No such file or directory`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from patrol.virtualphone.shell.files import FileSystem


class Reader(Protocol):
    async def read(self, limit: int = 65536) -> bytes:
        """b"" at the end."""


class Writer(Protocol):
    async def write(self, data: bytes | str) -> None:
        """Returns when the reader has room again. Raises BrokenPipeError when nobody will read it."""


@dataclass(frozen=True, slots=True)
class Process:
    """One line of `ps` and the ground of /proc/PID."""

    pid: int
    name: str
    """As ps prints it in its last column: the package, `package:process`, or a native command."""
    user: str = "shell"
    ppid: int = 1
    rss_kb: int = 0
    vsz_kb: int = 0
    state: str = "S"
    threads: int = 1
    cpu_ticks: tuple[int, int] = (0, 0)
    """User and system time in hundredths of a second."""
    children_ticks: tuple[int, int] = (0, 0)
    """User and system time of its children that have ended."""
    started_ms: float = 0
    """Uptime of the phone when the process began."""


class ShellPhone(Protocol):
    """What the shell and its own commands need of a phone."""

    serial: str
    files: FileSystem
    """Seen as root; commands use `Context.files`, which obeys the user's rights."""

    @property
    def sdk(self) -> int:
        """API level; decides which commands exist and how errors are worded."""

    @property
    def root(self) -> bool:
        """The shell runs as root (`adb root` was allowed)."""

    def property(self, name: str) -> str:
        """A system property, "" when unset."""

    def processes(self) -> Sequence[Process]: ...

    def kill(self, pid: int, signal: int) -> bool:
        """False when there is no such process."""

    def now(self) -> datetime:
        """The phone's wall clock, with its time zone."""

    def uptime_ms(self) -> float: ...


P = TypeVar("P")
P_co = TypeVar("P_co", bound=ShellPhone, covariant=True)


@dataclass(slots=True)
class Context(Generic[P]):
    """One running command."""

    phone: P
    args: list[str]
    """args[0] is the command's own name."""
    files: FileSystem
    """The phone's files as this command's user may use them."""
    stdin: Reader
    out: Writer
    err: Writer
    env: dict[str, str] = field(default_factory=dict)
    cwd: str = "/"
    run: Callable[[str], Awaitable[int]] | None = None
    """Runs another shell line with the same streams and environment (`sh -c`, `exec`, `find -exec`)."""

    @property
    def name(self) -> str:
        return self.args[0]

    def path(self, name: str) -> str:
        """`name` made absolute against the working directory."""
        return name if name.startswith("/") else f"{self.cwd.rstrip('/')}/{name}"

    async def fail(self, message: str, code: int = 1) -> int:
        """Print `name: message` to stderr; gives `code`."""
        await self.err.write(f"{self.name}: {message}\n")
        return code


class CommandError(Exception):
    """Ends a command: prints `name: message` to stderr and gives `code`."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


Command = Callable[[Context[Any]], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A registered command."""

    name: str
    run: Command
    since_sdk: int
    until_sdk: int
    toybox: bool
    """Can be called as `toybox NAME` too."""
    builtin: bool
    """Part of sh itself: no file in /system/bin."""


_commands: dict[str, list[Entry]] = {}


def command(
    name: str,
    *,
    since_sdk: int = 0,
    until_sdk: int = 10_000,
    toybox: bool = False,
    builtin: bool = False,
) -> Callable[[Command], Command]:
    """Register a command for phones from `since_sdk` to `until_sdk`. Registering twice for one level is an error."""

    def register(run: Command) -> Command:
        entries = _commands.setdefault(name, [])
        if any(e.since_sdk <= until_sdk and since_sdk <= e.until_sdk for e in entries):
            raise ValueError(f"The shell command {name} is registered already for some of these Android versions.")
        entries.append(Entry(name, run, since_sdk, until_sdk, toybox, builtin))
        return run

    return register


def find(name: str, sdk: int) -> Entry | None:
    """The command of that name on a phone of API level `sdk`."""
    return next((e for e in _commands.get(name, ()) if e.since_sdk <= sdk <= e.until_sdk), None)


def entries(sdk: int) -> Iterator[Entry]:
    """All commands of a phone, by name."""
    for name in sorted(_commands):
        if entry := find(name, sdk):
            yield entry
