"""Uncaught exceptions: the block of tag AndroidRuntime in the log, and entries of `dumpsys dropbox --print`.

Also the stack of any exception with its causes, as `Throwable.printStackTrace` writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from patrol.device.parse.decode import to_int
from patrol.device.parse.logcat import Entry

MAX_LINES = 2000
"""Lines read of one block; a stack overflow prints 1024 frames."""

_FATAL = re.compile(r"(?:\*\*\* )?FATAL EXCEPTION(?: IN SYSTEM PROCESS)?: (.{1,300})")
_PROCESS = re.compile(r"Process: ([^\s,]{1,300})(?:, PID: (\d{1,10}))?")
_PID_ALONE = re.compile(r"PID: (\d{1,10})$")
_EXCEPTION = re.compile(r"([\w$]{1,200}(?:\.[\w$]{1,200}){1,30})(?:: (.{0,20000})|:)?", re.S)
_FRAME = re.compile(r"\s{0,40}at (.{1,2000})")
_DROPBOX = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) (\w{1,100}) \((.{1,100})\)")
_CAUSE = "Caused by: "


@dataclass(frozen=True, slots=True)
class Throwable:
    kind: str
    """Full class name."""
    message: str = ""
    frames: tuple[str, ...] = ()
    """Topmost first, `package.Class.method(File.java:1)`."""


@dataclass(frozen=True, slots=True)
class JavaCrash:
    """One uncaught exception and what caused it, outermost first."""

    process: str = ""
    pid: int | None = None
    thread: str = ""
    when: str = ""
    """Time of its first line, as printed."""
    chain: tuple[Throwable, ...] = ()

    @property
    def root(self) -> Throwable | None:
        """The innermost cause: where to look first."""
        return self.chain[-1] if self.chain else None


def from_entries(entries: Iterable[Entry]) -> tuple[JavaCrash, ...]:
    """The crashes of a log, in its order; lines of other tags and threads in between do not matter."""
    blocks: list[list[Entry]] = []
    last: dict[tuple[int, int], list[Entry]] = {}
    for entry in entries:
        if entry.tag != "AndroidRuntime" or entry.level not in "EF":
            continue
        key = (entry.pid, entry.tid)
        if _FATAL.match(entry.message):
            last[key] = [entry]
            blocks.append(last[key])
        elif key in last and len(last[key]) < MAX_LINES:
            last[key].append(entry)
    return tuple(_crash(block) for block in blocks)


def parse_dropbox(text: str) -> tuple[JavaCrash, ...]:
    """`dumpsys dropbox --print data_app_crash` (also system_app_crash, and others that hold a stack)."""
    return tuple(found for lines in _dropbox_entries(text) if (found := _dropped(lines)) is not None)


def stack(lines: Iterable[str]) -> tuple[Throwable, ...]:
    """An exception and its causes, outermost first. `… 12 more` is left out, as are suppressed exceptions."""
    chain: list[tuple[str, list[str]]] = []
    closed = False
    for line in lines:
        if frame := _FRAME.match(line):
            if chain and not closed:
                chain[-1][1].append(frame[1].strip())
        elif line.lstrip().startswith("Suppressed: "):
            closed = True
        elif line.startswith(_CAUSE) or not chain:
            chain.append((line.removeprefix(_CAUSE), []))
            closed = False
        elif not chain[-1][1] and not line.lstrip().startswith("..."):
            # A message may have lines of its own.
            chain[-1] = (f"{chain[-1][0]}\n{line}", [])
    return tuple(found for head, frames in chain if (found := _throwable(head, frames)) is not None)


def _throwable(head: str, frames: list[str]) -> Throwable | None:
    match = _EXCEPTION.fullmatch(head.strip())
    return Throwable(match[1], (match[2] or "").strip(), tuple(frames)) if match else None


def _crash(block: list[Entry]) -> JavaCrash:
    head = _FATAL.match(block[0].message)
    process, pid = "", block[0].pid or None
    rest: list[str] = []
    for entry in block[1:]:
        if not rest and (match := _PROCESS.match(entry.message)):
            process, pid = match[1], to_int(match[2]) if match[2] else pid
        elif not rest and (alone := _PID_ALONE.match(entry.message)):
            pid = int(alone[1])
        else:
            rest.append(entry.message)
    return JavaCrash(process, pid, head[1].strip() if head else "", block[0].when, stack(rest))


def _dropbox_entries(text: str) -> Iterator[list[str]]:
    current: list[str] | None = None
    for line in text.split("\n"):
        if line.startswith("========================================"):
            if current:
                yield current
            current = []
        elif current is not None and len(current) < MAX_LINES:
            current.append(line)
    if current:
        yield current


def _dropped(lines: list[str]) -> JavaCrash | None:
    head = _DROPBOX.match(lines[0])
    if head is None:
        return None
    end = next((i for i, line in enumerate(lines) if not line.strip()), len(lines))
    said = (_PROCESS.match(line) for line in lines[1:end])
    process = next((match for match in said if match), None)
    return JavaCrash(
        process[1] if process else "", None, "", head[1], stack(line for line in lines[end + 1 :] if line.strip())
    )
