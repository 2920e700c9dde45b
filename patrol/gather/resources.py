"""Memory, CPU, threads, files, traffic and wake locks of the app's processes, and the phone's battery."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from statistics import median
from typing import TypeVar

from patrol.device.parse import battery, meminfo
from patrol.errors import DeviceError, DeviceLost, GatherError
from patrol.gather.base import GatherContext
from patrol.gather.consumption import Consumption, merged
from patrol.gather.processes import Light, Processes, Threads
from patrol.gather.worker import Worker
from patrol.model.resources import InstalledSize, Resources, ResourceSample

T = TypeVar("T")

PROCESSES = 4
"""Processes of one app that are asked for their memory, since each answer costs tens of milliseconds."""
SOURCES = {
    "cpu_percent": "/proc/PID/stat",
    "processes": "/proc/PID/stat",
    "busiest": "/proc/PID/task/TID/stat",
    "threads": "/proc/PID/stat",
    "anonymous_kb": "/proc/PID/status (RssAnon)",
    "pss_kb": "dumpsys meminfo",
    "java_kb": "dumpsys meminfo",
    "native_kb": "dumpsys meminfo",
    "graphics_kb": "dumpsys meminfo",
    "activities": "dumpsys meminfo (Objects)",
    "battery_percent": "dumpsys battery",
    "temperature_c": "dumpsys battery",
}


class ResourcesGatherer:
    """Reads /proc often, since that costs next to nothing, and dumpsys rarely. A page that is shown, and somebody who
    asks (`read_now`), are answered between."""

    name = "resources"
    artifact_name = "resources"

    def __init__(self) -> None:
        self._worker: Worker | None = None
        self._processes, self._threads, self._consumption = Processes(), Threads(), Consumption()
        self._reading = threading.Lock()
        self._due: dict[str, int] = {}
        self._costs_ms: dict[str, list[float]] = {}
        self._running: dict[int, str] = {}
        """Processes at the last reading that asked for them."""
        self._told: set[str] = set()
        """Fields that had a value at least once."""
        self._failed = 0
        self._samples = 0
        self._installed = InstalledSize()

    def start(self, ctx: GatherContext) -> None:
        self._worker = Worker(self.name, lambda worker: self._loop(ctx, worker))
        self._worker.start()

    def stop(self, ctx: GatherContext) -> None:
        if self._worker:
            self._worker.ask_to_stop()
            ctx.page_shown.set()
            self._worker.stop()
            try:
                self._installed = self._consumption.installed(ctx)
            except DeviceError as error:
                self._consumption.unknown["data_bytes"] = error.message

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
        sources = {field: source for field, source in SOURCES.items() if field in self._told}
        sources |= self._consumption.sources
        silent = {
            field: f"`{source}` did not tell it on this phone"
            for field, source in SOURCES.items()
            if field not in ("processes", "busiest")
        }
        unknown = silent | self._consumption.unknown if self._samples else {}
        return Resources(
            note="; ".join(notes),
            ended_early=trouble.message if trouble else "",
            installed=self._installed,
            sources=sources,
            unknown=merged(sources, unknown),
        )

    def read_now(self, ctx: GatherContext) -> ResourceSample | None:
        """A whole reading at this moment, recorded like the others; None when the app does not run."""
        with self._reading:
            self._due.clear()
            return self._record(ctx, poll=True)

    def _loop(self, ctx: GatherContext, worker: Worker) -> None:
        """A sample each `cpu_every_ms`, and one more as soon as a page is shown."""
        shown = False
        while True:
            if not worker.stopping:
                with self._reading:
                    self._record(ctx, shown=shown)
            if not worker.pause(0):
                return
            shown = ctx.page_shown.wait(ctx.options.cpu_every_ms / 1000)
            ctx.page_shown.clear()

    def _record(self, ctx: GatherContext, *, shown: bool = False, poll: bool = False) -> ResourceSample | None:
        sample = self._sample(ctx, shown, poll)
        if sample is not None:
            self._samples += 1
            self._told |= {field for field in SOURCES if getattr(sample, field) not in (None, ())}
            ctx.sink.append("resources", sample)
        return sample

    def _sample(self, ctx: GatherContext, shown: bool, poll: bool) -> ResourceSample | None:
        """None while the app does not run, or when the phone did not answer this time."""
        try:
            running = self._running if shown and self._running else ctx.driver.processes(ctx.package)
            self._running = running
            if not running:
                return None
            at_ms = ctx.clock.now_ms()
            files_by = self._consumption.handles_command(ctx, running) if shown else ""
            light = self._timed(ctx, "cpu", lambda: self._processes.read(ctx, running, files_by=files_by))
            until_ms = ctx.clock.now_ms()
            if shown and light.threads is None:
                self._running = {}
                return None  # the processes of the last reading have ended
            rare = (
                self._rare(ctx, running, light, poll)
                if self._is_due(ctx, "memory", ctx.options.memory_every_ms)
                else {}
            )
            state = self._battery(ctx)
        except DeviceLost:
            raise
        except DeviceError:
            self._failed += 1
            return None
        return ResourceSample(
            at_ms=at_ms,
            cpu_percent=light.percent,
            threads=light.threads,
            anonymous_kb=light.anonymous_kb,
            processes=light.processes,
            until_ms=until_ms,
            battery_percent=state.percent,
            temperature_c=state.temperature_c,
            page_shown=shown,
            **({"handles": light.handles} | rare),  # type: ignore[arg-type]
        )

    def _rare(self, ctx: GatherContext, running: Mapping[int, str], light: Light, poll: bool) -> dict[str, object]:
        """What costs tens of milliseconds each."""
        pids, found = tuple(running)[:PROCESSES], self._consumption
        memory = self._timed(ctx, "memory", lambda: [read_memory(ctx, pid) for pid in pids])
        traffic = self._timed(ctx, "traffic", lambda: found.traffic(ctx, light.uid, poll=poll))
        return {
            "pss_kb": total(one.pss_kb for one in memory),
            "java_kb": total(one.java_kb for one in memory),
            "native_kb": total(one.native_kb for one in memory),
            "graphics_kb": total(one.graphics_kb for one in memory),
            "activities": total(one.activities for one in memory),
            "busiest": self._timed(ctx, "threads", lambda: self._threads.read(ctx, running)),
            "handles": light.handles or self._timed(ctx, "handles", lambda: found.handles(ctx, running)),
            "written_kb": self._timed(ctx, "written", lambda: found.written_kb(ctx, running, light.uid)),
            "received_bytes": traffic.received if traffic else None,
            "sent_bytes": traffic.sent if traffic else None,
            "wake_locks": self._timed(ctx, "wake locks", lambda: found.wake_locks(ctx, light.uid)),
        }

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


def read_memory(ctx: GatherContext, pid: int) -> meminfo.MemInfo:
    """Memory of one process now."""
    return meminfo.parse(ctx.driver.shell(f"dumpsys meminfo {pid}", timeout_s=30).output)


def total(values: Iterable[int | None]) -> int | None:
    """The sum of what is known; None when nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None
