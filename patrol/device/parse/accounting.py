"""What the kernel counts for a process or a uid beside CPU time: heaps, written bytes, begin, ended children."""

from __future__ import annotations

import re

from patrol.device.parse.decode import to_int

_ANONYMOUS = re.compile(r"^RssAnon:\s{1,40}(\d{1,15}) kB\s*$", re.M)
_WRITTEN = re.compile(r"^write_bytes: (\d{1,19})\s*$", re.M)
_UID_IO = re.compile(r"^(\d{1,10})((?: \d{1,19}){8,12})\s*$", re.M)
_HEAD = re.compile(r"\s*\d{1,10} \(.*\) (?=[A-Za-z] )")


def anonymous_kb(status: str) -> int | None:
    """RssAnon of a /proc/PID/status: private memory that no file backs, so the heaps. Linux tells it since 4.5."""
    match = _ANONYMOUS.search(status)
    return int(match[1]) if match else None


def written_bytes(io: str) -> int | None:
    """`write_bytes` of a /proc/PID/io: what the process caused to be written to storage since it began."""
    match = _WRITTEN.search(io)
    return int(match[1]) if match else None


def uid_written_bytes(text: str, uid: int) -> int | None:
    """Bytes that a uid wrote since the phone started, from /proc/uid_io/stats: after the uid come rchar, wchar,
    read_bytes and write_bytes in the foreground, then the same in the background."""
    for found, rest in _UID_IO.findall(text):
        if int(found) == uid:
            cells = [int(cell) for cell in rest.split()]
            return cells[3] + cells[7]
    return None


def started_ticks(stat: str) -> int | None:
    """Field 22 of a /proc/PID/stat: when the process began, in ticks of 10 ms since the phone started."""
    fields = _after_name(stat)
    return to_int(fields[19]) if len(fields) > 19 else None


def children_ticks(stat: str) -> int | None:
    """Fields 16 and 17 of a /proc/PID/stat: processor time of children that ended and were waited for, in ticks."""
    ticks = [to_int(field) for field in _after_name(stat)[13:15]]
    return sum(tick for tick in ticks if tick is not None) if len(ticks) == 2 and None not in ticks else None


def _after_name(stat: str) -> list[str]:
    """The fields from the third on, none of another file; the name before them may hold blanks and brackets."""
    match = _HEAD.match(stat)
    return stat[match.end() :].split() if match else []
