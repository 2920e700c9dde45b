"""CPU time: /proc/PID/stat, /proc/stat and `dumpsys cpuinfo`."""

from __future__ import annotations

import re
from dataclasses import dataclass

TICKS_PER_SECOND = 100
"""USER_HZ of the Linux kernel as Android builds it; fields 14 and 15 of /proc/PID/stat count in it."""

# Each number ends at its blank: `\d{1,20} ?` could divide a long number in more ways than there is time to try.
_STAT = re.compile(r"^(\d{1,10}) \((.*)\) ([A-Za-z]) ((?:-?\d{1,20} ){14,59}-?\d{1,20})\s*$")
_WINDOW = re.compile(r"^CPU usage from (-?\d{1,12})ms to (-?\d{1,12})ms (?:ago|later)", re.M)
_PROCESS = re.compile(
    r"^ *\+?(\d{1,6}(?:\.\d{1,3})?)% (\d{1,10})/([^\n]+?): (\d{1,6}(?:\.\d{1,3})?)% user \+\s{1,3}"
    r"(\d{1,6}(?:\.\d{1,3})?)% kernel",
    re.M,
)
_TOTAL = re.compile(r"^(\d{1,6}(?:\.\d{1,3})?)% TOTAL:", re.M)


@dataclass(frozen=True, slots=True)
class ProcessTime:
    """CPU time that a process used since it began, in ticks of 10 ms."""

    pid: int
    name: str
    """The last 15 letters of the process name."""
    user_ticks: int
    system_ticks: int
    threads: int

    @property
    def ticks(self) -> int:
        return self.user_ticks + self.system_ticks


def parse_process_stat(line: str) -> ProcessTime | None:
    """One /proc/PID/stat; None when it is not one. The name may hold blanks and brackets."""
    match = _STAT.match(line.strip())
    if match is None:
        return None
    # Field 4 of proc(5) is the first here: utime is field 14, stime 15, num_threads 20.
    fields = match[4].split()
    if len(fields) < 17:
        return None
    return ProcessTime(int(match[1]), match[2], int(fields[10]), int(fields[11]), int(fields[16]))


@dataclass(frozen=True, slots=True)
class SystemTime:
    """The `cpu` line of /proc/stat: ticks of all cores since the phone started."""

    user: int
    nice: int
    system: int
    idle: int
    iowait: int = 0
    irq: int = 0
    softirq: int = 0

    @property
    def total(self) -> int:
        return self.user + self.nice + self.system + self.idle + self.iowait + self.irq + self.softirq

    @property
    def busy(self) -> int:
        return self.total - self.idle - self.iowait


def parse_system_stat(text: str) -> SystemTime | None:
    for line in text.split("\n"):
        cells = line.split()
        if cells[:1] == ["cpu"] and len(cells) >= 5:
            if all(cell.isascii() and cell.isdecimal() and len(cell) <= 19 for cell in cells[1:8]):
                return SystemTime(*(int(cell) for cell in cells[1:8]))
            return None
    return None


@dataclass(frozen=True, slots=True)
class ProcessShare:
    """Percent of one core, averaged over the dump's window."""

    pid: int
    name: str
    percent: float
    user: float
    kernel: float


@dataclass(frozen=True, slots=True)
class CpuInfo:
    """`dumpsys cpuinfo`. The figures are as old as the window: it may have closed minutes before the dump."""

    window_ms: int | None = None
    closed_ms_ago: int | None = None
    total_percent: float | None = None
    processes: tuple[ProcessShare, ...] = ()

    def of(self, pid: int) -> ProcessShare | None:
        return next((share for share in self.processes if share.pid == pid), None)


def parse_cpuinfo(text: str) -> CpuInfo:
    """Rows of processes; those of vendors' histories, which only look alike, have no `% user` and are passed over."""
    window = _WINDOW.search(text)
    total = _TOTAL.search(text)
    rows = (
        ProcessShare(int(pid), name, float(percent), float(user), float(kernel))
        for percent, pid, name, user, kernel in _PROCESS.findall(text)
    )
    return CpuInfo(
        window_ms=int(window[1]) - int(window[2]) if window else None,
        closed_ms_ago=int(window[2]) if window else None,
        total_percent=float(total[1]) if total else None,
        processes=tuple(rows),
    )
