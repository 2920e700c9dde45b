"""Which frames are new: a phone keeps the last 120 of each window and repeats them in each dump."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from patrol.device.parse.frametimeline import FrameTimeline
from patrol.device.parse.gfxinfo import FrameRow, GfxInfo, WindowFrames
from patrol.device.parse.surfaceflinger import Latency
from patrol.model.frames import FrameBatch, TimelineBatch

NANOSECONDS = 1_000_000_000
RING_ROWS = 120
"""Frames that framestats remembers of a window."""
LATENCY_ROWS = 127
"""Frames that SurfaceFlinger remembers of a layer."""


class FrameDeltas:
    """Feed it every reading; it gives back what was not in the ones before."""

    def __init__(self) -> None:
        self._seen: dict[str, set[int]] = {}
        self._totals: dict[str, int] = {}
        self._process = 0
        self._unseen = 0
        self._unseen_before = 0
        self._on_timeline: set[int] = set()
        self._dropped: set[int] = set()
        self.unknown_losses = 0
        """Readings between which frames were lost and nobody can say how many."""

    def framestats(self, info: GfxInfo, at_ms: int) -> tuple[FrameBatch, ...]:
        """New frames by window. Rows of no smoothness (first frames of a window, flagged by the phone) only count as
        seen; a frame that is not completed yet is left for the next reading."""
        batches = []
        counted = 0
        for name, (rows, total) in _by_window(info.windows).items():
            done = [row for row in rows if row.completed_ns >= row.intended_ns > 0]
            new = [row for row in done if row.intended_ns not in self._seen.get(name, ())]
            lost = self._lost(name, len(done), len(new), total)
            counted += len(new) + lost
            self._seen[name] = {row.intended_ns for row in done}
            told = [row for row in new if row.flags == 0]
            batches.append(_batch(at_ms, name, told, lost, info.uptime_ms))
        gone = self._gone(info, counted)
        batches.append(_batch(at_ms, "", [], gone, info.uptime_ms))
        return tuple(batch for batch in batches if batch.rows or batch.lost)

    def _gone(self, info: GfxInfo, counted: int) -> int:
        """Frames of windows that closed before they were read: the process has counted them, no window tells of them.
        A frame may be counted one reading before its row is there, so only what is still missing then is gone."""
        if info.total is None or any(window.total is None for window in info.windows):
            return 0
        if not self._process or info.total < self._process:
            # The first reading, or a new process: what it drew before has windows or is not of this run.
            self._unseen = self._unseen_before = 0
        else:
            self._unseen += info.total - self._process - counted
        self._process = info.total
        gone = max(0, min(self._unseen, self._unseen_before))
        self._unseen -= gone
        self._unseen_before = self._unseen
        return gone

    def latency(self, layer: str, latency: Latency, at_ms: int) -> FrameBatch | None:
        """New frames of one SurfaceFlinger layer; None when there are none."""
        name = f"surfaceflinger {layer}"
        new = [row for row in latency.rows if row.desired_ns not in self._seen.get(name, ())]
        if name in self._seen and len(new) == len(latency.rows) >= LATENCY_ROWS:
            self.unknown_losses += 1
        self._seen[name] = {row.desired_ns for row in latency.rows}
        if not new:
            return None
        rows = tuple((row.desired_ns, row.shown_ns, 0) for row in sorted(new))
        rate = round(NANOSECONDS / latency.period_ns, 2) if latency.period_ns else None
        return FrameBatch(at_ms=at_ms, window=layer, source="surfaceflinger", rows=rows, refresh_hz=rate)

    def timeline(self, found: FrameTimeline, pids: Collection[int], at_ms: int) -> TimelineBatch | None:
        """New frames of these processes that SurfaceFlinger has judged; None when there are none. One that is not shown
        yet is left for the next reading."""
        own = [frame for frame in found.frames if frame.pid in pids and frame.token > 0]
        # Two windows that draw at one refresh share its token; what was wrong with either of them counts.
        judged = {frame.token: frame.jank for frame in sorted(own, key=lambda one: one.jank) if frame.judged}
        dropped = {frame.token for frame in own if not frame.shown}
        new = {token: jank for token, jank in judged.items() if token not in self._on_timeline}
        fallen = len(dropped - self._dropped)
        self._on_timeline, self._dropped = set(judged), dropped
        if not new and not fallen:
            return None
        return TimelineBatch(
            at_ms=at_ms,
            on_time=tuple(token for token, jank in new.items() if not jank),
            janky=tuple((token, jank) for token, jank in new.items() if jank),
            dropped=fallen,
        )

    def _lost(self, name: str, known: int, new: int, total: int | None) -> int:
        before = self._totals.get(name)
        if total is None:
            if name in self._seen and new == known >= RING_ROWS:
                self.unknown_losses += 1
            return 0
        self._totals[name] = total
        # A total that went down belongs to a new process or to statistics that were reset.
        drawn = total if before is None or total < before else total - before
        return max(0, drawn - new)


def _by_window(windows: tuple[WindowFrames, ...]) -> dict[str, tuple[list[FrameRow], int | None]]:
    """Windows of one name taken together (an activity and its dialogs are all called after the activity)."""
    found: dict[str, tuple[list[FrameRow], int | None]] = {}
    for window in windows:
        rows, total = found.get(window.window, ([], 0))
        merged = {row.intended_ns: row for row in (*window.rows, *rows)}
        found[window.window] = (
            list(merged.values()),
            None if total is None or window.total is None else total + window.total,
        )
    return found


def _batch(at_ms: int, window: str, rows: list[FrameRow], lost: int, uptime_ms: int | None) -> FrameBatch:
    rows = sorted(rows, key=_intended)
    intervals = [row.interval_ns for row in rows if row.interval_ns]
    usual = Counter(intervals).most_common(1)[0][0] if intervals else 0
    return FrameBatch(
        at_ms=at_ms,
        window=window,
        source="framestats",
        rows=tuple((row.intended_ns, row.completed_ns, row.deadline_ns) for row in rows),
        lost=lost,
        refresh_hz=round(NANOSECONDS / usual, 2) if usual else None,
        uptime_ms=uptime_ms,
        intervals_ns=tuple(row.interval_ns or usual for row in rows) if _changes(intervals) else (),
        tokens=tuple(row.vsync_id for row in rows) if any(row.vsync_id for row in rows) else (),
    )


def _changes(intervals: Sequence[int]) -> bool:
    """Whether the refresh rate changed; phones round a period by some nanoseconds."""
    return bool(intervals) and max(intervals) - min(intervals) > min(intervals) / 100


def _intended(row: FrameRow) -> int:
    return row.intended_ns
