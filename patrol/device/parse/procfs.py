"""Files of /proc that a phone lets one read: status, io, meminfo and the threads of a process."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from patrol.device.parse.cpu import ProcessTime, parse_process_stat
from patrol.device.parse.decode import to_int

_FIELD = re.compile(r"^([A-Za-z_()]{1,40}):[ \t]*(.{0,200})$", re.M)
_KB = re.compile(r"(\d{1,15})(?: kB)?")


@dataclass(frozen=True, slots=True)
class ProcessStatus:
    """/proc/PID/status; None where the file does not say, sizes in kB."""

    name: str = ""
    """The last 15 letters of the process name."""
    pid: int | None = None
    parent: int | None = None
    uid: int | None = None
    state: str = ""
    threads: int | None = None
    rss_kb: int | None = None
    peak_rss_kb: int | None = None
    swap_kb: int | None = None


def parse_status(text: str) -> ProcessStatus:
    """Of another file nothing is known: all fields stay empty."""
    said = _fields(text)
    if "Pid" not in said:
        return ProcessStatus()
    return ProcessStatus(
        name=said.get("Name", ""),
        pid=to_int(said["Pid"]),
        parent=to_int(said.get("PPid", "")),
        uid=to_int((said.get("Uid", "").split() or [""])[0]),
        state=said.get("State", "")[:1],
        threads=to_int(said.get("Threads", "")),
        rss_kb=_kb(said.get("VmRSS")),
        peak_rss_kb=_kb(said.get("VmHWM")),
        swap_kb=_kb(said.get("VmSwap")),
    )


@dataclass(frozen=True, slots=True)
class ProcessIo:
    """/proc/PID/io in bytes: `read` and `written` reached the storage, `read_chars` and `written_chars` count every
    read() and write(). Only root and the app itself may read the file."""

    read: int
    written: int
    read_chars: int
    written_chars: int


def parse_io(text: str) -> ProcessIo | None:
    said = _fields(text)
    names = ("read_bytes", "write_bytes", "rchar", "wchar")
    numbers = [to_int(said.get(name, "")) for name in names]
    read, written, read_chars, written_chars = numbers
    if read is None or written is None or read_chars is None or written_chars is None:
        return None
    return ProcessIo(read, written, read_chars, written_chars)


def parse_meminfo(text: str) -> dict[str, int]:
    """/proc/meminfo: name → kB."""
    found = {}
    for name, value in _FIELD.findall(text):
        number = _kb(value.strip())
        if number is not None:
            found.setdefault(name, number)
    return found


def parse_threads(lines: Iterable[str]) -> tuple[ProcessTime, ...]:
    """`cat /proc/PID/task/*/stat`: a line a thread, whose pid is the thread's own number."""
    return tuple(found for line in lines if (found := parse_process_stat(line)) is not None)


def _fields(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in _FIELD.findall(text):
        found.setdefault(name, value.strip())
    return found


def _kb(text: str | None) -> int | None:
    match = _KB.fullmatch(text) if text else None
    return int(match[1]) if match else None
