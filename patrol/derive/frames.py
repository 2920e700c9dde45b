"""Frames by page: how many, how many late, how many frozen, and how much of the time nothing moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from patrol.derive.timeline import Timeline
from patrol.model.frames import FrameBatch, Frames

FROZEN_MS = 700
"""Android vitals: a frame that takes longer than 700 ms is frozen."""

LATE_PERIODS = 1.05
"""Without a deadline from the phone a frame is late when it takes longer than this many refresh periods. SurfaceFlinger
tells whole periods, and a frame shown at the next refresh is in time: the twentieth keeps rounding out of it."""

NS = 1_000_000
"""Nanoseconds in a millisecond."""


@dataclass(slots=True)
class PageFrames:
    """Frames drawn while one page was shown."""

    frames: int = 0
    judged: int = 0
    """Frames whose deadline is known; only these can be late."""
    late: int = 0
    frozen: list[tuple[int, float]] = field(default_factory=list)
    """(at_ms, duration in ms)"""
    worst: list[tuple[int, float]] = field(default_factory=list)
    """The longest late frames, at most WORST of them, longest first."""
    busy_ms: float = 0.0
    """Time in which frames were made."""
    shown_ms: int = 0

    @property
    def late_share(self) -> float | None:
        """None when no frame's deadline is known."""
        return self.late / self.judged if self.judged else None

    @property
    def idle_share(self) -> float | None:
        """Share of the time shown in which no frame was made; None when nothing was measured."""
        return max(0.0, 1 - self.busy_ms / self.shown_ms) if self.shown_ms and self.frames else None


WORST = 20


@dataclass(frozen=True, slots=True)
class FramesByPage:
    pages: dict[str, PageFrames]
    total: PageFrames
    lost: int
    """Frames that fell out of the phone's ring buffer between two readings: drawn, not measured."""
    refresh_hz: float | None
    sources: tuple[str, ...]
    """Where the frames come from: gfxinfo framestats, SurfaceFlinger …"""


def frames_by_page(frames: Frames, timeline: Timeline) -> FramesByPage:
    found: dict[str, PageFrames] = {}
    hz = frames.refresh_hz
    for at_ms, duration_ms, late in _frames(frames):
        page = timeline.drawn_page(at_ms)
        one = found.get(page)
        if one is None:
            one = found[page] = PageFrames()
        _count(one, at_ms, duration_ms, late)
    for start, end, page in timeline.spans():
        if page in found:
            found[page].shown_ms += end - start
    return FramesByPage(
        pages=found,
        total=_sum(found.values()),
        lost=sum(batch.lost for batch in frames.batches),
        refresh_hz=hz,
        sources=tuple(dict.fromkeys(batch.source for batch in frames.batches)),
    )


SEAM_NS = 10_000 * NS
"""A reading follows its newest frame by a second or two. Where the difference jumps by more than this, the phone was
restarted, or the run was resumed, whose clock had stood still meanwhile."""


def clock_offsets_ns(batches: Sequence[FrameBatch]) -> tuple[int, ...]:
    """Host clock minus the phone's uptime clock at each batch, of those without a seam in between one for all.

    A phone that tells its clock does so a little after it was asked: the largest difference is the nearest to the
    truth. One that does not has drawn its newest frame before the reading was done, by an unknown delay: then the
    smallest is."""
    spans: list[tuple[list[int], list[int], list[FrameBatch]]] = []
    last = 0
    for batch in batches:
        difference = _difference_ns(batch)
        if not spans or abs(difference - last) > SEAM_NS:
            spans.append(([], [], []))
        told, read, members = spans[-1]
        (read if batch.uptime_ms is None else told).append(difference)
        members.append(batch)
        last = difference
    return tuple(max(told) if told else min(read) for told, read, members in spans for _ in members)


def _difference_ns(batch: FrameBatch) -> int:
    newest = max(row[1] for row in batch.rows) if batch.uptime_ms is None else batch.uptime_ms * NS
    return batch.at_ms * NS - newest


def _frames(frames: Frames) -> Iterator[tuple[int, float, bool | None]]:
    """(at_ms, duration in ms, late: None for unknown) of each frame"""
    drawn = [batch for batch in frames.batches if batch.rows]
    for batch, offset in zip(drawn, clock_offsets_ns(drawn), strict=True):
        limit = _limit_ns(batch, frames)
        for intended, completed, deadline in batch.rows:
            duration = completed - intended
            if deadline:
                late: bool | None = completed > deadline
            else:
                late = None if limit is None else duration > limit
            yield (intended + offset) // NS, duration / NS, late


def _limit_ns(batch: FrameBatch, frames: Frames) -> float | None:
    hz = batch.refresh_hz or frames.refresh_hz
    return LATE_PERIODS * 1e9 / hz if hz else None


def _count(one: PageFrames, at_ms: int, duration_ms: float, late: bool | None) -> None:
    one.frames += 1
    one.busy_ms += duration_ms
    if late is not None:
        one.judged += 1
        if late:
            one.late += 1
            one.worst.append((at_ms, duration_ms))
            if len(one.worst) > 10 * WORST:
                _keep_worst(one)
    if duration_ms > FROZEN_MS:
        one.frozen.append((at_ms, duration_ms))


def _keep_worst(one: PageFrames) -> None:
    one.worst.sort(key=lambda frame: (-frame[1], frame[0]))
    del one.worst[WORST:]


def _sum(parts: Iterable[PageFrames]) -> PageFrames:
    total = PageFrames()
    for one in parts:
        _keep_worst(one)
        total.frames += one.frames
        total.judged += one.judged
        total.late += one.late
        total.busy_ms += one.busy_ms
        total.shown_ms += one.shown_ms
        total.frozen += one.frozen
    return total
