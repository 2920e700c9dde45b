"""Memory and CPU of the app's processes, and the phone's battery."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from statistics import median
from typing import TypeVar

from patrol.device.parse import battery, cpu, meminfo
from patrol.errors import DeviceError, DeviceLost, GatherError
from patrol.gather.base import GatherContext
from patrol.gather.worker import Worker
from patrol.model.resources import Resources, ResourceSample

T = TypeVar("T")

PROCESSES = 4
"""Processes of one app that are asked for their memory, since each answer costs tens of milliseconds."""


class ResourcesGatherer:
    """Reads /proc often, since that costs next to nothing, and dumpsys rarely."""

    name = "resources"
    artifact_name = "resources"

    def __init__(self) -> None:
        self._worker: Worker | None = None
        self._cpu = CpuShare()
        self._due: dict[str, int] = {}
        self._costs_ms: dict[str, list[float]] = {}
        self._failed = 0

    def start(self, ctx: GatherContext) -> None:
        self._worker = Worker(self.name, lambda worker: self._loop(ctx, worker))
        self._worker.start()

    def stop(self, ctx: GatherContext) -> None:
        if self._worker:
            self._worker.stop()

    def artifact(self, ctx: GatherContext) -> Resources:
        if self._worker is None:
            raise GatherError("Nobody sampled memory and CPU.")
        notes = [
            f"{what}: {len(costs)} readings, {median(costs):.0f} ms each (median)"
            for what, costs in self._costs_ms.items()
        ]
        if self._failed:
            notes.append(f"{self._failed} readings without an answer")
        trouble = self._worker.trouble
        return Resources(note="; ".join(notes), ended_early=trouble.message if trouble else "")

    def _loop(self, ctx: GatherContext, worker: Worker) -> None:
        while True:
            sample = self._sample(ctx)
            if sample is not None and not worker.stopping:
                ctx.sink.append("resources", sample)
            if not worker.pause(ctx.options.cpu_every_ms):
                return

    def _sample(self, ctx: GatherContext) -> ResourceSample | None:
        """None while the app does not run, or when the phone did not answer this time."""
        try:
            pids = tuple(ctx.driver.processes(ctx.package))
            if not pids:
                return None
            at_ms = ctx.clock.now_ms()
            percent, threads = self._timed(ctx, "cpu", lambda: self._cpu.read(ctx, pids))
            memory = self._memory(ctx, pids)
            state = self._battery(ctx)
        except DeviceLost:
            raise
        except DeviceError:
            self._failed += 1
            return None
        return ResourceSample(
            at_ms=at_ms,
            pss_kb=total(one.pss_kb for one in memory),
            java_kb=total(one.java_kb for one in memory),
            native_kb=total(one.native_kb for one in memory),
            graphics_kb=total(one.graphics_kb for one in memory),
            cpu_percent=percent,
            threads=threads,
            battery_percent=state.percent,
            temperature_c=state.temperature_c,
        )

    def _memory(self, ctx: GatherContext, pids: tuple[int, ...]) -> list[meminfo.MemInfo]:
        if not self._is_due(ctx, "memory", ctx.options.memory_every_ms):
            return []
        return self._timed(ctx, "memory", lambda: [read_memory(ctx, pid) for pid in pids[:PROCESSES]])

    def _battery(self, ctx: GatherContext) -> battery.Battery:
        if not self._is_due(ctx, "battery", ctx.options.battery_every_ms):
            return battery.Battery()
        return self._timed(ctx, "battery", lambda: battery.parse(ctx.driver.shell("dumpsys battery").output))

    def _is_due(self, ctx: GatherContext, what: str, every_ms: int) -> bool:
        now = ctx.clock.now_ms()
        if now < self._due.get(what, now):
            return False
        self._due[what] = now + every_ms
        return True

    def _timed(self, ctx: GatherContext, what: str, read: Callable[[], T]) -> T:
        began = ctx.clock.now_ms()
        result = read()
        self._costs_ms.setdefault(what, []).append(ctx.clock.now_ms() - began)
        return result


class CpuShare:
    """CPU use between two readings of the processes' own counters."""

    def __init__(self) -> None:
        self._before: dict[int, int] = {}
        self._before_ms: float | None = None

    def read(self, ctx: GatherContext, pids: tuple[int, ...]) -> tuple[float | None, int | None]:
        """(percent of one core since the last reading, threads); None what the phone does not tell.

        A process that began in between counts from its beginning, one that ended no longer counts."""
        files = " ".join(f"/proc/{pid}/stat" for pid in pids)
        lines = ctx.driver.shell(f"cat /proc/uptime {files}").output.split("\n")
        times = [time for time in map(cpu.parse_process_stat, lines[1:]) if time]
        now_ms = _uptime_ms(lines[0])
        ticks = {time.pid: time.ticks for time in times}
        before, before_ms = self._before, self._before_ms
        self._before, self._before_ms = ticks, now_ms
        threads = sum(time.threads for time in times) if times else None
        if before_ms is None or now_ms is None or now_ms <= before_ms or not times or not before:
            return None, threads
        used = sum(count - before.get(pid, 0) for pid, count in ticks.items())
        seconds = (now_ms - before_ms) / 1000
        return round(max(0.0, used / cpu.TICKS_PER_SECOND / seconds * 100), 1), threads


def read_memory(ctx: GatherContext, pid: int) -> meminfo.MemInfo:
    """Memory of one process now."""
    return meminfo.parse(ctx.driver.shell(f"dumpsys meminfo {pid}", timeout_s=30).output)


def _uptime_ms(line: str) -> float | None:
    """First number of /proc/uptime, seconds."""
    word = line.split(" ", 1)[0]
    return float(word) * 1000 if re.fullmatch(r"\d{1,12}\.\d{1,6}", word, re.A) else None


def total(values: Iterable[int | None]) -> int | None:
    """The sum of what is known; None when nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None
