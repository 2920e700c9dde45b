"""Tables of the kernel: wake-up sources, page types, and memory by process as `procrank` sums it up."""

from __future__ import annotations

import re
from dataclasses import dataclass

from patrol.device.parse.decode import to_int

_RANK = re.compile(r"^ *(\d{1,10})((?: +\d{1,15}K){4,12}) +(\S.{0,300})$", re.M)
_TOTAL = re.compile(r"^ *((?: +\d{1,15}K){4,12}) +TOTAL$", re.M)
_FREE = re.compile(r"^Node +(\d{1,4}), zone +(\w{1,20}), type +(\w{1,20})((?: +\d{1,12}){4,24}) *$", re.M)
_COLUMNS = re.compile(r"^ *PID((?: +[VRPUSZ]\w{2,4})+) +cmdline", re.M)


@dataclass(frozen=True, slots=True)
class WakeupSource:
    """A driver or timer that keeps the phone from sleeping; times in ms since it started."""

    name: str
    active_count: int
    total_ms: int
    longest_ms: int
    prevented_ms: int
    """While it kept the phone from a sleep that was due."""


def parse_wakeup_sources(text: str) -> tuple[WakeupSource, ...]:
    """/d/wakeup_sources; columns are found by their names."""
    lines = [line.split() for line in text.split("\n")]
    head = next((cells for cells in lines if cells[:2] == ["name", "active_count"]), [])
    wanted = ("active_count", "total_time", "max_time", "prevent_suspend_time")
    if not set(wanted) <= set(head):
        return ()
    places = [head.index(name) for name in wanted]
    found = []
    for cells in lines:
        if len(cells) == len(head) and cells != head:
            count, total, longest, prevented = (to_int(cells[place]) for place in places)
            if count is not None and total is not None and longest is not None and prevented is not None:
                found.append(WakeupSource(cells[0], count, total, longest, prevented))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Ranked:
    """kB by column: Vss, Rss, Pss, Uss, and the swap columns that the phone prints."""

    process: str
    pid: int | None
    kb: dict[str, int]


def parse_procrank(text: str) -> tuple[Ranked, ...]:
    """Processes in the printed order, then the row TOTAL, which leaves out the sizes that cannot be added."""
    head = _COLUMNS.search(text)
    columns = head[1].split() if head else []
    found = []
    for pid, sizes, process in _RANK.findall(text):
        if len(numbers := _kilobytes(sizes)) == len(columns):
            found.append(Ranked(process.strip(), int(pid), dict(zip(columns, numbers, strict=True))))
    if total := _TOTAL.search(text):
        numbers = _kilobytes(total[1])
        if len(numbers) <= len(columns):
            # Vss and Rss count shared pages for each process: their sums are not printed.
            found.append(Ranked("TOTAL", None, dict(zip(columns[len(columns) - len(numbers) :], numbers, strict=True))))
    return tuple(found)


def _kilobytes(cells: str) -> list[int]:
    return [int(cell[:-1]) for cell in cells.split()]


def parse_page_types(text: str) -> dict[tuple[str, str], tuple[int, ...]]:
    """/proc/pagetypeinfo: (zone, migrate type) → free blocks of each order, from one page on."""
    return {(zone, kind): tuple(map(int, counts.split())) for _, zone, kind, counts in _FREE.findall(text)}
