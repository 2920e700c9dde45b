"""Native crashes: tombstone files (/data/tombstones, Android 4 to 15) and the same text in the log under tag DEBUG."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from patrol.device.parse.decode import to_int
from patrol.device.parse.logcat import Entry

STARS = "*** *** *** "
MAX_FRAMES = 512

_FINGERPRINT = re.compile(r"Build fingerprint: '(.{0,400})'")
_ABI = re.compile(r"ABI: '(\w{1,20})'")
_COMMAND = re.compile(r"Cmd ?line: (.{1,1000})")
_PROCESS = re.compile(
    r"pid: (\d{1,10}), tid: (\d{1,10})(?:, name: (.{0,100}?))?  ?>>> (.{1,500}?) <<<",
)
_SIGNAL = re.compile(
    r"signal (\d{1,3}) \((\w{1,20})\)(?:, code (-?\d{1,10})(?: \((\w{1,40})[^)\n]{0,200}\))?)?"
    r"(?:, fault addr (\S{1,30}))?"
)
_UID = re.compile(r"uid: (\d{1,10})")
_ABORT = re.compile(r"Abort message: '(.{0,4000})'")
_CAUSE = re.compile(r"Cause: (.{1,500})")
_FRAME = re.compile(r"#(\d{2,4}) +pc +([0-9a-f]{1,16}) +(.{1,3000})")
_SYMBOL = re.compile(r"(.{1,1000}?) \(((?!BuildId)(?!offset 0x).{1,2000}?)\+(\d{1,10})\)")
_BUILD_ID = re.compile(r"^(.{1,2000}?)(?: \(BuildId: \w{1,64}\))?$")
_TAGS = ("DEBUG", "crash_dump64", "crash_dump32")


@dataclass(frozen=True, slots=True)
class NativeFrame:
    pc: str
    """Hexadecimal, relative to the library."""
    library: str
    symbol: str = ""
    """Function with its parameters, where the library has symbols."""
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Tombstone:
    """One native crash; empty and None are unknown."""

    pid: int | None = None
    tid: int | None = None
    thread: str = ""
    process: str = ""
    """Between `>>>` and `<<<`: the process name, or the program's path."""
    command: str = ""
    uid: int | None = None
    fingerprint: str = ""
    abi: str = ""
    signal: int | None = None
    signal_name: str = ""
    code: int | None = None
    code_name: str = ""
    fault_address: str = ""
    """As printed; "" when the signal has none (`--------`)."""
    abort_message: str = ""
    cause: str = ""
    frames: tuple[NativeFrame, ...] = ()
    """The backtrace of the thread that crashed."""


def parse(text: str) -> tuple[Tombstone, ...]:
    """Every tombstone of a file; its other threads and its memory maps are passed over."""
    return from_lines(text.split("\n"))


def from_entries(entries: Iterable[Entry]) -> tuple[Tombstone, ...]:
    """Those that the log holds. Two crashes at once are printed by two processes, line by line between each other."""
    printers: dict[tuple[int, int], list[str]] = {}
    for entry in entries:
        if entry.tag in _TAGS:
            printers.setdefault((entry.pid, entry.tid), []).append(entry.message)
    return tuple(found for lines in printers.values() for found in from_lines(lines))


def from_lines(lines: Iterable[str]) -> tuple[Tombstone, ...]:
    """As `parse`, of lines without the log's heads."""
    found: list[_Reader] = []
    for line in lines:
        line = line.strip()
        if line.startswith(STARS):
            found.append(_Reader())
        elif found:
            found[-1].line(line)
    return tuple(reader.tombstone() for reader in found if reader.said)


class _Reader:
    def __init__(self) -> None:
        self.said: dict[str, re.Match[str]] = {}
        self._frames: list[NativeFrame] = []
        self._done = False

    def line(self, line: str) -> None:
        if line.startswith("--- --- ---"):
            # The other threads follow.
            self._done = True
        if self._done:
            return
        if line.startswith("#"):
            self._frame(line)
        elif line == "stack:" or line.startswith(("memory near", "memory map", "code around")):
            self._done = bool(self._frames)
        else:
            self._field(line)

    def _field(self, line: str) -> None:
        for name, start, pattern in _FIELDS:
            if line.startswith(start) and name not in self.said and (match := pattern.match(line)):
                self.said[name] = match
                return

    def _frame(self, line: str) -> None:
        match = _FRAME.match(line)
        # A second #00 begins another list: old tombstones print the code around it, new ones the other threads.
        if match is None or len(self._frames) >= MAX_FRAMES or (self._frames and int(match[1]) == 0):
            self._done = self._done or match is not None
            return
        place = match[3].strip()
        if symbol := _SYMBOL.match(place):
            self._frames.append(NativeFrame(match[2], symbol[1], symbol[2], to_int(symbol[3])))
        else:
            bare = _BUILD_ID.match(place)
            self._frames.append(NativeFrame(match[2], bare[1] if bare else place))

    def tombstone(self) -> Tombstone:
        process, signal = self.said.get("process"), self.said.get("signal")
        address = (signal[5] or "") if signal else ""
        return Tombstone(
            pid=int(process[1]) if process else None,
            tid=int(process[2]) if process else None,
            thread=(process[3] or "").strip() if process else "",
            process=process[4] if process else "",
            command=self._text("command"),
            uid=to_int(self._text("uid")),
            fingerprint=self._text("fingerprint"),
            abi=self._text("abi"),
            signal=int(signal[1]) if signal else None,
            signal_name=signal[2] if signal else "",
            code=to_int(signal[3]) if signal and signal[3] else None,
            code_name=(signal[4] or "") if signal else "",
            fault_address="" if address.startswith("--") else address,
            abort_message=self._text("abort"),
            cause=self._text("cause"),
            frames=tuple(self._frames),
        )

    def _text(self, name: str) -> str:
        match = self.said.get(name)
        return match[1].strip() if match else ""


_FIELDS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("fingerprint", "Build", _FINGERPRINT),
    ("abi", "ABI", _ABI),
    ("command", "Cmd", _COMMAND),
    ("process", "pid: ", _PROCESS),
    ("uid", "uid: ", _UID),
    ("signal", "signal ", _SIGNAL),
    ("abort", "Abort", _ABORT),
    ("cause", "Cause", _CAUSE),
)
