"""Processor time: what `dumpsys cpuinfo`, /proc/stat, /proc/PID/stat and top say, from what the apps used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patrol.virtualphone.system.processes import SYSTEM_SERVER

if TYPE_CHECKING:
    from patrol.virtualphone.phone import VirtualPhone

_WINDOW_MS = 30_000
"""Over how long `dumpsys cpuinfo` averages, when the last reading is older (ProcessCpuTracker's monitor)."""


def command_cost_ms(line: str) -> float:
    """Processor time of one shell line: the shell and each further command are started, a dump is made and written.
    About what a phone of the middle class needs, by the order of magnitude."""
    commands = 1 + sum(line.count(mark) for mark in ("; ", " | ", "&& "))
    return 4 + 2.0 * commands + 6.0 * line.count("dumpsys ")


class CpuMeter:
    """Ticks of each process at the last reading, so that shares can be told over a window."""

    def __init__(self, phone: VirtualPhone) -> None:
        self._phone = phone
        self._last_ms = phone.scheduler.now_ms()
        self._last: dict[int, tuple[int, int]] = {}

    def ticks(self) -> dict[int, tuple[int, int, str]]:
        """pid → (user, system, name), hundredths of a second since the process began."""
        listing = self._phone.running.listing(self._phone.scheduler.now_ms())
        return {p.pid: (*p.cpu_ticks, p.name) for p in listing}

    def totals(self) -> tuple[int, int, int]:
        """(user, system, idle) ticks of all cores since boot."""
        found = self.ticks().values()
        user, system = sum(t[0] for t in found), sum(t[1] for t in found)
        elapsed = self._phone.scheduler.now_ms() / 10 * self._phone.spec.cores
        return user, system, max(0, int(elapsed) - user - system)

    def usage_lines(self, from_ms: float, to_ms: float) -> list[str]:
        """The block `CPU usage from …ms to …ms ago`: shares since the last reading, busiest first."""
        phone = self._phone
        now, current = phone.scheduler.now_ms(), self.ticks()
        elapsed = max(1.0, now - self._last_ms)
        rows, user_sum, system_sum = [], 0.0, 0.0
        for pid, (user, system, name) in current.items():
            before = self._last.get(pid, (0, 0) if pid > SYSTEM_SERVER * 5 else (user, system))
            used = ((user - before[0]) * 1000 / elapsed, (system - before[1]) * 1000 / elapsed)
            user_sum, system_sum = user_sum + used[0], system_sum + used[1]
            if sum(used) >= 0.05 or pid in (SYSTEM_SERVER,):
                rows.append((sum(used), pid, name, *used))
        rows.sort(key=lambda row: (-row[0], row[1]))
        self._last = {pid: (user, system) for pid, (user, system, _) in current.items()}
        self._last_ms = now
        span = f"CPU usage from {round(elapsed + from_ms)}ms to {round(from_ms)}ms ago"
        if phone.spec.sdk >= 28:
            end = phone.wall_ms() - from_ms
            span += f" ({phone.stamp(end - elapsed)} to {phone.stamp(end)})"
        lines = [f"{span}:"]
        lines += [
            f"  {percent(total)} {pid}/{name}: {percent(user)} user + {percent(system)} kernel"
            f"{f' / faults: {int(total * 31) + 12} minor' if pid > 1000 else ''}"
            for total, pid, name, user, system in rows
        ]
        cores = phone.spec.cores
        busy = (user_sum + system_sum) / cores
        lines.append(f"{percent(busy)} TOTAL: {percent(user_sum / cores)} user + {percent(system_sum / cores)} kernel")
        return lines


def percent(value: float) -> str:
    """As ProcessCpuTracker prints it: one decimal under ten, none above, `0%` for nothing."""
    tenths = round(value * 10)
    if tenths == 0:
        return "0%"
    if tenths >= 100 or tenths % 10 == 0:
        return f"{tenths // 10}%"
    return f"{tenths / 10:.1f}%"
