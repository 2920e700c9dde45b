"""The frames of a run, as the phone told them."""

from __future__ import annotations

from patrol.model.record import Record


class FrameBatch(Record, frozen=True):
    """New frames seen by one reading of `dumpsys gfxinfo PACKAGE framestats`.

    `rows` holds (intended vsync, frame completed, deadline) in nanoseconds of the phone's uptime clock; deadline 0
    when the phone does not tell. `lost` counts frames that fell out of the ring buffer between two readings.
    `uptime_ms` is that clock as the phone told it at `at_ms`, or the moment after that it took to ask; None when it
    was not told, and then `at_ms` is when the reading was done."""

    at_ms: int
    window: str
    source: str
    rows: tuple[tuple[int, int, int], ...] = ()
    lost: int = 0
    refresh_hz: float | None = None
    uptime_ms: int | None = None


class Frames(Record, frozen=True):
    batches: tuple[FrameBatch, ...] = ()
    refresh_hz: float | None = None
    note: str = ""
    ended_early: str = ""
    """Why nothing was read any more before the run ended; "" when it was read to the end."""
