"""Every frame of a run with what is known of it: how long it took, whether it was late, how long the picture before it
stood, whether PerfDog would call it a jank, and what FrameTimeline says.

Two kinds of frames are told apart. A frame of the toolkit (framestats) says when it was asked for, so a picture that
stands still since nobody asked for a new one is rest, and never slow. A frame of a surface (SurfaceFlinger's latency:
video, game, Flutter) only says when it was shown: it has no deadline, and whether it was late is unknown."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import NamedTuple

from patrol.derive.frame_clock import NS, clock_offsets_ns
from patrol.model.frames import FrameBatch, Frames, TimelineBatch

LATE_PERIODS = 1.05
"""Without a deadline from the phone a toolkit frame is late when it takes longer than this many refresh periods. The
twentieth keeps the rounding of periods to whole nanoseconds out of it."""

PERFDOG_JANK_MS = 84.0
"""PerfDog's rule (WeTest): a picture that stood longer than twice the mean of the three before and over 84 ms, which is
two pictures of a film at 24 a second, is a jank …"""

PERFDOG_BIG_JANK_MS = 125.0
"""… and over 125 ms, three pictures of a film, a big jank."""

REST_MS = 66.0
"""The toolkit was not asked for a frame for longer than this: nothing moved. A shorter gap is a slow animation (down to
about 12 frames a second); with one refresh added it stays under PERFDOG_JANK_MS, so rest alone is never a jank."""

SURFACE_REST_MS = 1000.0
"""A surface shows nothing new for longer than this: it is paused. Shorter gaps count as slow, since a surface does not
tell whether a picture was asked for."""

TOLD_WITHIN_MS = 5000
"""FrameTimeline's word on a frame comes with the reading that told of the frame, or with the next one."""

SURFACE = "surfaceflinger"


class DrawnFrame(NamedTuple):
    """One frame; None is unknown."""

    at_ms: int
    """When it was asked for (intended vsync); of a surface, when it should have been shown."""
    duration_ms: float
    """From then until it was completed; of a surface, until it was shown."""
    late: bool | None
    frame_time_ms: float | None
    """How long the picture before it stood while something moved; the first after a rest counts from when it was asked
    for. None for the first of a surface."""
    jank: bool
    """By PerfDog's rule; `big` as well when over 125 ms."""
    big: bool
    hz: float | None
    """The refresh rate that it was made for."""
    cause: str | None
    """FrameTimeline: "" on time, else its jank types; None when it is not known there."""
    window: str = ""
    """As the phone names it: `com.bank/com.bank.HomeActivity` of an activity's own window."""


def drawn_frames(frames: Frames) -> Iterator[DrawnFrame]:
    """All frames of the run, batch by batch, those of a batch oldest first."""
    batches = [batch for batch in frames.batches if batch.rows]
    causes = _Causes(frames.timeline)
    tracks: dict[tuple[str, str], _Track] = {}
    before: deque[float] = deque(maxlen=3)
    for batch, offset in zip(batches, clock_offsets_ns(batches), strict=True):
        track = tracks.setdefault((batch.source, batch.window), _Track(batch.source == SURFACE))
        rates = _Rates()
        known = causes.around(batch.at_ms, offset)
        tokens = batch.tokens if len(batch.tokens) == len(batch.rows) else repeat(0)
        for (asked, done, deadline), period, token in zip(batch.rows, _periods(batch, frames), tokens, strict=False):
            stood = track.stood_ms(asked, done, period)
            jank = big = False
            if stood is not None:
                if stood > PERFDOG_JANK_MS:
                    jank = is_jank(stood, before)
                    big = jank and stood > PERFDOG_BIG_JANK_MS
                before.append(stood)
            late = done > deadline if deadline else _late(track, done - asked, period)
            cause = known.get(token) if token else None
            took = (done - asked) / NS
            yield DrawnFrame((asked + offset) // NS, took, late, stood, jank, big, rates[period], cause, batch.window)


class _Rates(dict[int, float | None]):
    """Period in nanoseconds → Hz, None for an unknown one."""

    def __missing__(self, period: int) -> float | None:
        self[period] = found = round(1e9 / period, 2) if period else None
        return found


def _periods(batch: FrameBatch, frames: Frames) -> Iterable[int]:
    """The refresh period of each row, 0 for unknown."""
    if len(batch.intervals_ns) == len(batch.rows):
        return batch.intervals_ns
    hz = batch.refresh_hz or frames.refresh_hz
    return repeat(round(1e9 / hz) if hz else 0)


def is_jank(frame_time_ms: float, before: deque[float]) -> bool:
    """PerfDog's rule; `before` holds the frame times before, at most three. Without three there is no mean to hold it
    against."""
    if frame_time_ms <= PERFDOG_JANK_MS or len(before) < 3:
        return False
    return frame_time_ms > 2 * sum(before) / len(before)


class _Track:
    """The pictures of one window, one after the other."""

    def __init__(self, surface: bool) -> None:
        self.surface = surface
        self._shown = 0

    def stood_ms(self, asked: int, done: int, period: int) -> float | None:
        """How long the picture before this one stood (see DrawnFrame.frame_time_ms)."""
        last = self._shown
        if self.surface:
            self._shown = done
            return (done - last) / NS if last and 0 < done - last <= SURFACE_REST_MS * NS else None
        # A window shows one picture a refresh at most, each at the first refresh after it was completed.
        shown = asked + -(-(done - asked) // period) * period if period else done
        rested = not last or asked - last > REST_MS * NS or asked < last - SURFACE_REST_MS * NS
        self._shown = shown if rested else max(shown, last + period)
        return (self._shown - (asked if rested else last)) / NS


def _late(track: _Track, took: int, period: int) -> bool | None:
    """Without a deadline."""
    return None if track.surface or not period else took > LATE_PERIODS * period


class _Causes:
    """What FrameTimeline says, by token. Tokens begin anew when the phone does, so what it said before is forgotten."""

    def __init__(self, timeline: Sequence[TimelineBatch]) -> None:
        self._timeline = timeline
        self._next = 0
        self._offset: int | None = None
        self._known: dict[int, str] = {}

    def around(self, at_ms: int, offset: int) -> Mapping[int, str]:
        """Token → jank types, "" for none, as told up to a little after `at_ms`; another `offset` is another clock of
        the phone."""
        if offset != self._offset:
            self._known, self._offset = {}, offset
        while self._next < len(self._timeline) and self._timeline[self._next].at_ms <= at_ms + TOLD_WITHIN_MS:
            told = self._timeline[self._next]
            self._known.update(dict.fromkeys(told.on_time, ""))
            self._known.update(told.janky)
            self._next += 1
        return self._known
