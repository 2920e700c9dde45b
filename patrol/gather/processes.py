"""CPU, threads and heaps of the app's processes, from files of /proc that every shell may read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from patrol.device.parse import accounting, cpu
from patrol.gather.base import GatherContext
from patrol.model.resources import ProcessUse, ThreadUse

SHORTEST_MS = 900
"""Between two readings of CPU: in less, a tick of 10 ms is too coarse."""
BUSIEST = 8

_UID = re.compile(r"^Uid:\s+(\d{1,10})\b", re.M)


@dataclass(frozen=True, slots=True)
class Light:
    """One cheap reading; None what the phone does not tell, or not yet."""

    percent: float | None = None
    threads: int | None = None
    anonymous_kb: int | None = None
    uid: int | None = None
    processes: tuple[ProcessUse, ...] = ()
    handles: int | None = None
    """Open files, where somebody gave the commands that list them."""


OPEN_FILES = "=open"


class Processes:
    """Counts CPU between two readings of the processes' own counters."""

    def __init__(self) -> None:
        self._before: dict[int, tuple[int | None, int]] = {}
        """pid → (begin of the process, ticks)."""
        self._before_ms: float | None = None

    def read(self, ctx: GatherContext, running: Mapping[int, str], *, files_by: str = "") -> Light:
        """A process that began in between counts from its beginning, one that ended no longer counts. `files_by`: a
        command that lists the open files of all of them; it is run in the same breath, since the page may change."""
        files = " ".join(f"/proc/{pid}/stat /proc/{pid}/status" for pid in running)
        more = f"; echo {OPEN_FILES}; {files_by}" if files_by else ""
        text, _, listed = ctx.driver.shell(f"cat /proc/uptime {files}{more}").output.partition(f"{OPEN_FILES}\n")
        first, _, rest = text.partition("\n")
        now_ms = uptime_ms(first)
        parts = _by_process(rest)
        times = [time for time, _, _ in parts]
        heaps = [accounting.anonymous_kb(status) for _, _, status in parts]
        uid = next((int(m[1]) for _, _, status in parts if (m := _UID.search(status))), None)
        known = [kb for kb in heaps if kb is not None]
        shares = self._shares(now_ms, {time.pid: (started, time.ticks) for time, started, _ in parts})
        return Light(
            percent=round(sum(shares.values()), 1) if shares else None,
            threads=sum(time.threads for time in times) if times else None,
            anonymous_kb=sum(known) if known and len(known) == len(heaps) else None,
            uid=uid,
            handles=sum(word.isdecimal() for word in listed.split()) or None,
            processes=tuple(
                ProcessUse(time.pid, running.get(time.pid, time.name), _rounded(shares.get(time.pid)), started)
                for time, started, _ in parts
            ),
        )

    def _shares(self, now_ms: float | None, ticks: dict[int, tuple[int | None, int]]) -> dict[int, float]:
        """Percent of one core by process; empty for the first reading, and for one that comes too soon."""
        if now_ms is None or not ticks:
            return {}
        before, before_ms = self._before, self._before_ms
        if before_ms is not None and 0 <= now_ms - before_ms < SHORTEST_MS:
            return {}
        self._before, self._before_ms = ticks, now_ms
        if before_ms is None or now_ms <= before_ms or not before:
            return {}
        seconds = (now_ms - before_ms) / 1000
        used = {}
        for pid, (started, count) in ticks.items():
            began, earlier = before.get(pid, (started, 0))
            used[pid] = max(0, count - (earlier if began == started else 0))
        return {pid: count / cpu.TICKS_PER_SECOND / seconds * 100 for pid, count in used.items()}


class Threads:
    """CPU of each thread between two readings. It costs a file a thread, so it is read rarely."""

    def __init__(self) -> None:
        self._before: dict[tuple[int, int], int] = {}
        self._before_ms: float | None = None

    def read(self, ctx: GatherContext, running: Mapping[int, str]) -> tuple[ThreadUse, ...]:
        """The busiest threads since the reading before; none for the first one."""
        command = "; ".join(f"echo ={pid}; cat /proc/{pid}/task/*/stat 2>/dev/null" for pid in running)
        first, _, rest = ctx.driver.shell(f"cat /proc/uptime; {command}").output.partition("\n")
        now_ms = uptime_ms(first)
        times = dict(_by_thread(rest))
        ticks = {key: time.ticks for key, time in times.items()}
        before, before_ms = self._before, self._before_ms
        self._before, self._before_ms = ticks, now_ms
        if now_ms is None or before_ms is None or now_ms <= before_ms:
            return ()
        seconds = (now_ms - before_ms) / 1000
        used = [
            ThreadUse(running.get(pid, ""), tid, times[pid, tid].name, round((count - before[pid, tid]) / seconds, 1))
            for (pid, tid), count in ticks.items()
            if count > before.get((pid, tid), count)
        ]
        return tuple(sorted(used, key=lambda use: -use.percent)[:BUSIEST])


def _by_thread(text: str) -> Iterator[tuple[tuple[int, int], cpu.ProcessTime]]:
    """((process, thread), its times); a line `=PID` begins each process."""
    pid = 0
    for line in text.split("\n"):
        if line.startswith("=") and line[1:].isdecimal():
            pid = int(line[1:])
        elif time := cpu.parse_process_stat(line):
            yield (pid, time.pid), time


def _by_process(text: str) -> list[tuple[cpu.ProcessTime, int | None, str]]:
    """(times, begin in ticks, the text of its status) of each process whose files could be read."""
    found: list[tuple[cpu.ProcessTime, int | None, list[str]]] = []
    for line in text.split("\n"):
        if time := cpu.parse_process_stat(line):
            found.append((time, accounting.started_ticks(line), []))
        elif found:
            found[-1][2].append(line)
    return [(time, started, "\n".join(lines)) for time, started, lines in found]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def uptime_ms(line: str) -> float | None:
    """First number of /proc/uptime, seconds."""
    word = line.split(" ", 1)[0]
    return float(word) * 1000 if re.fullmatch(r"\d{1,12}\.\d{1,6}", word, re.A) else None
