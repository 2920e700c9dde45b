"""Which frames are new: a phone keeps the last 120 of each window and repeats them in each dump."""

from __future__ import annotations

from statistics import median

from patrol.device.parse.gfxinfo import FrameRow, GfxInfo, WindowFrames
from patrol.device.parse.surfaceflinger import Latency
from patrol.model.frames import FrameBatch

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
        self.unknown_losses = 0
        """Readings between which frames were lost and nobody can say how many."""

    def framestats(self, info: GfxInfo, at_ms: int) -> tuple[FrameBatch, ...]:
        """New frames by window. Rows of no smoothness (first frames of a window, flagged by the phone) only count as
        seen; a frame that is not completed yet is left for the next reading."""
        batches = []
        for name, (rows, total) in _by_window(info.windows).items():
            done = [row for row in rows if row.completed_ns >= row.intended_ns > 0]
            new = [row for row in done if row.intended_ns not in self._seen.get(name, ())]
            lost = self._lost(name, len(done), len(new), total)
            self._seen[name] = {row.intended_ns for row in done}
            told = [row for row in new if row.flags == 0]
            batches.append(_batch(at_ms, name, told, lost, info.uptime_ms))
        return tuple(batch for batch in batches if batch.rows or batch.lost)

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
        known = {row.intended_ns for row in rows}
        merged = rows + [row for row in window.rows if row.intended_ns not in known]
        found[window.window] = merged, None if total is None or window.total is None else total + window.total
    return found


def _batch(at_ms: int, window: str, rows: list[FrameRow], lost: int, uptime_ms: int | None) -> FrameBatch:
    intervals = [row.interval_ns for row in rows if row.interval_ns]
    return FrameBatch(
        at_ms=at_ms,
        window=window,
        source="framestats",
        rows=tuple((row.intended_ns, row.completed_ns, row.deadline_ns) for row in sorted(rows, key=_intended)),
        lost=lost,
        refresh_hz=round(NANOSECONDS / median(intervals), 2) if intervals else None,
        uptime_ms=uptime_ms,
    )


def _intended(row: FrameRow) -> int:
    return row.intended_ns
