"""The frames of a run, as the phone told them."""

from __future__ import annotations

from patrol.model.record import Record


class FrameBatch(Record, frozen=True):
    """New frames seen by one reading of `dumpsys gfxinfo PACKAGE framestats`, or of one surface by `dumpsys
    SurfaceFlinger --latency` (`source` tells which: framestats, surfaceflinger).

    `rows` holds (intended vsync, frame completed, deadline) in nanoseconds of the phone's uptime clock; deadline 0
    when the phone does not tell. Of a surface it is (desired present time, shown, 0). `lost` counts frames that fell
    out of the ring buffer between two readings. `uptime_ms` is that clock as the phone told it at `at_ms`, or the
    moment after that it took to ask; None when it was not told, and then `at_ms` is when the reading was done."""

    at_ms: int
    window: str
    source: str
    rows: tuple[tuple[int, int, int], ...] = ()
    lost: int = 0
    refresh_hz: float | None = None
    """The display's refresh rate that these frames were made for; of a batch over a change, the commonest one."""
    uptime_ms: int | None = None
    intervals_ns: tuple[int, ...] = ()
    """Refresh period that each frame was made for, as long as `rows`; empty when it is that of `refresh_hz` for all."""
    tokens: tuple[int, ...] = ()
    """FrameTimelineVsyncId of each frame, as long as `rows`; empty before Android 12. The same number is the token of
    TimelineBatch."""


class TimelineBatch(Record, frozen=True):
    """New frames of the app in one reading of SurfaceFlinger's FrameTimeline (Android 12 and up)."""

    at_ms: int
    on_time: tuple[int, ...] = ()
    """Tokens (vsync ids) of frames that it calls not janky."""
    janky: tuple[tuple[int, str], ...] = ()
    """(token, jank types in the phone's words: `App Deadline Missed`, `Buffer Stuffing` …, joined by a comma)"""
    dropped: int = 0
    """Frames that were never shown since a newer one took their place."""


class RefreshRate(Record, frozen=True):
    """From `at_ms` on the display is refreshed so often."""

    at_ms: int
    hz: float


class Frames(Record, frozen=True):
    batches: tuple[FrameBatch, ...] = ()
    refresh_hz: float | None = None
    """At the beginning of the run."""
    note: str = ""
    ended_early: str = ""
    """Why nothing was read any more before the run ended; "" when it was read to the end."""
    rates: tuple[RefreshRate, ...] = ()
    """The refresh rate when it was first read and at each change seen since."""
    timeline: tuple[TimelineBatch, ...] = ()
    timeline_note: str = ""
    """Why there is no FrameTimeline; "" when there is."""
    readings: int = 0
    reading_ms: float | None = None
    """Median time that one reading took, on the host; with `reading_worst_ms` what measuring costs."""
    reading_worst_ms: float | None = None
