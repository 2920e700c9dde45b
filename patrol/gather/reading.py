"""A measurement at a moment that a journey chooses: `take a reading: memory`."""

from __future__ import annotations

import shlex

from patrol.device.parse import gfxinfo
from patrol.errors import DeviceError
from patrol.gather.base import GatherContext
from patrol.gather.frame_deltas import FrameDeltas
from patrol.gather.processes import Light, Processes
from patrol.gather.resources import PROCESSES, read_memory, total
from patrol.gather.startup import FULLY_WITHIN_MS, measure_launch
from patrol.model.resources import ResourceSample
from patrol.model.startup import StartKind

KINDS = ("start-up", "frames", "memory")


class Readings:
    """Figures by name; what the phone does not tell is left out. `frames` counts from the reading before."""

    def __init__(self, ctx: GatherContext) -> None:
        self._ctx = ctx
        self._deltas = FrameDeltas()
        self._processes = Processes()

    def __call__(self, kind: str, name: str) -> dict[str, float]:
        """Raises DeviceError for a kind that nobody measures."""
        if kind == "start-up":
            return self._start_up()
        if kind == "frames":
            return self._frames()
        if kind == "memory":
            return self._memory()
        raise DeviceError(f"Nobody measures {kind!r}.", advice=f"Known readings: {', '.join(KINDS)}.")

    def _start_up(self) -> dict[str, float]:
        launch = measure_launch(self._ctx, StartKind.cold, FULLY_WITHIN_MS)
        self._ctx.sink.append("launches", launch)
        return _known(
            am_total_ms=launch.am_total_ms,
            displayed_ms=launch.displayed_ms,
            fully_drawn_ms=launch.fully_drawn_ms,
            stable_ms=launch.stable_ms,
        )

    def _frames(self) -> dict[str, float]:
        command = f"dumpsys gfxinfo {shlex.quote(self._ctx.package)} framestats"
        info = gfxinfo.parse(self._ctx.driver.shell(command).output)
        batches = self._deltas.framestats(info, self._ctx.clock.now_ms())
        rows = [row for batch in batches for row in batch.rows]
        if not rows:
            return {}
        judged = [row for row in rows if row[2]]
        return _known(
            frames=len(rows),
            late=sum(completed > deadline for _, completed, deadline in judged) if judged else None,
            slowest_ms=max(completed - intended for intended, completed, _ in rows) / 1e6,
            lost=sum(batch.lost for batch in batches),
        )

    def _memory(self) -> dict[str, float]:
        running = self._ctx.driver.processes(self._ctx.package)
        at_ms = self._ctx.clock.now_ms()
        light = self._processes.read(self._ctx, running) if running else Light()
        until_ms = self._ctx.clock.now_ms()
        memory = [read_memory(self._ctx, pid) for pid in tuple(running)[:PROCESSES]]
        sample = ResourceSample(
            at_ms=at_ms,
            pss_kb=total(one.pss_kb for one in memory),
            java_kb=total(one.java_kb for one in memory),
            native_kb=total(one.native_kb for one in memory),
            graphics_kb=total(one.graphics_kb for one in memory),
            activities=total(one.activities for one in memory),
            threads=light.threads,
            anonymous_kb=light.anonymous_kb,
            processes=light.processes,
            until_ms=until_ms,
        )
        if sample.pss_kb is not None:
            self._ctx.sink.append("resources", sample)
        return _known(
            pss_kb=sample.pss_kb, java_kb=sample.java_kb, native_kb=sample.native_kb, graphics_kb=sample.graphics_kb
        )


def _known(**figures: float | None) -> dict[str, float]:
    return {name: value for name, value in figures.items() if value is not None}
