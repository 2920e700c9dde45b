"""Application Not Responding, as the activity manager logs it (Android 4 to 16); the stacks are in `thread_dump`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from patrol.device.parse.cpu import CpuInfo, parse_cpuinfo
from patrol.device.parse.decode import to_int
from patrol.device.parse.logcat import Entry

MAX_LINES = 300

_ANR = re.compile(r"ANR in ([\w.:$-]{1,300})(?: \(([^()\s]{1,600})\))?")
_FIELD = re.compile(r"(PID|Reason|Load|ErrorId|Frozen|Parent): (.{1,4000})")
_WAITED = re.compile(r"(?:[Ww]aited (\d{1,9})(?:\.\d{1,6})?ms|Wait queue head age: (\d{1,9})(?:\.\d{1,6})?ms)")


@dataclass(frozen=True, slots=True)
class Anr:
    process: str
    activity: str = ""
    """`package/.Class` in front, "" for a service or receiver."""
    pid: int | None = None
    reason: str = ""
    waited_ms: int | None = None
    """How long the event had waited when the system gave up, where the reason says so."""
    when: str = ""
    load: tuple[float, ...] = ()
    """Load averages over 1, 5 and 15 minutes."""
    error_id: str = ""
    cpu: CpuInfo = field(default_factory=CpuInfo)
    """What the processors did around it; the window may lie before or after it, and is printed backwards at times."""


def from_entries(entries: Iterable[Entry]) -> tuple[Anr, ...]:
    """The ANRs of a log."""
    blocks: list[list[Entry]] = []
    last: dict[tuple[int, int], list[Entry]] = {}
    for entry in entries:
        if entry.tag != "ActivityManager":
            continue
        key = (entry.pid, entry.tid)
        if entry.message.startswith("ANR in "):
            last[key] = [entry]
            blocks.append(last[key])
        elif key in last and len(last[key]) < MAX_LINES:
            last[key].append(entry)
    return tuple(found for block in blocks if (found := _anr([e.message for e in block], block[0].when)) is not None)


def parse(text: str) -> tuple[Anr, ...]:
    """The block without the log's heads, as `dumpsys dropbox` and bug reports hold it."""
    lines = [line.strip() for line in text.split("\n")]
    starts = [number for number, line in enumerate(lines) if line.startswith("ANR in ")]
    blocks = (lines[start:end][:MAX_LINES] for start, end in pairwise([*starts, len(lines)]))
    return tuple(found for block in blocks if (found := _anr(block, "")) is not None)


def _anr(lines: list[str], when: str) -> Anr | None:
    head = _ANR.match(lines[0])
    if head is None:
        return None
    said: dict[str, str] = {}
    for line in lines[1:]:
        for part in line.split("\n"):
            if match := _FIELD.match(part.strip()):
                said.setdefault(match[1], match[2].strip())
    reason = said.get("Reason", "")
    waited = _WAITED.search(reason)
    return Anr(
        process=head[1],
        activity=head[2] or "",
        pid=to_int(said.get("PID", "")),
        reason=reason,
        waited_ms=int(waited[1] or waited[2]) if waited else None,
        when=when,
        load=_load(said.get("Load", "")),
        error_id=said.get("ErrorId", ""),
        cpu=parse_cpuinfo("\n".join(lines)),
    )


def _load(text: str) -> tuple[float, ...]:
    cells = text.split("/")
    numbers = [cell.strip() for cell in cells if re.fullmatch(r" ?\d{1,6}(?:\.\d{1,4})? ?", cell, re.A)]
    return tuple(map(float, numbers)) if len(numbers) == len(cells) == 3 else ()
