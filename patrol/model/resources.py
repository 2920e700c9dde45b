"""Memory, CPU and battery over a run."""

from __future__ import annotations

from patrol.model.record import Record


class ResourceSample(Record, frozen=True):
    """Memory and CPU of the app's processes at one moment; None is unknown, not zero."""

    at_ms: int
    pss_kb: int | None = None
    java_kb: int | None = None
    native_kb: int | None = None
    graphics_kb: int | None = None
    cpu_percent: float | None = None
    """Share of one core over the time since the last sample; 200 is two cores busy."""
    threads: int | None = None
    battery_percent: int | None = None
    temperature_c: float | None = None


class Resources(Record, frozen=True):
    samples: tuple[ResourceSample, ...] = ()
    note: str = ""
    ended_early: str = ""
    """Why nothing was sampled any more before the run ended; "" when it was sampled to the end."""
