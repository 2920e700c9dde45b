"""The frames of an app's window, made from the model so that their number and cost are known."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from patrol.virtualphone.contracts import Frame

KEPT = 1200
"""Frames kept for readers; dumpsys shows 120."""
SLOW_FACTOR = 2.5
"""A janky frame costs so many refresh periods unless the page says otherwise."""


@dataclass(frozen=True, slots=True)
class FrameCost:
    """What frames of a page cost: `jank` of them `slow_ms`, the others `usual_ms`."""

    usual_ms: float = 6
    jank: float = 0
    slow_ms: float | None = None


@dataclass(slots=True)
class FrameTotals:
    """Exact counts since the process began or since the last reset."""

    frames: int = 0
    janky: int = 0
    histogram: dict[int, int] = field(default_factory=dict)
    """Whole milliseconds of a frame → how many."""


@dataclass(slots=True)
class _Job:
    """Frames that are to be drawn: one after the other from `start_ns` on, up to `end_ns` or `left` of them."""

    window: str
    start_ns: int
    cost: FrameCost
    end_ns: int | None = None
    left: int = 0


class FrameLog:
    """Frames begin at a refresh (vsync); one that takes longer than a period holds up the next. Each is made when its
    refresh comes, so that it follows a refresh rate that changes on the way."""

    def __init__(self, refresh_hz: float) -> None:
        self._period_ns = round(1e9 / refresh_hz)
        self._frames: deque[Frame] = deque()
        self._next_ns = 0
        self._owed = 0.0
        self._counted = FrameTotals()
        self._jobs: deque[_Job] = deque()
        self._pending: deque[Frame] = deque()
        self._worked_ms = 0.0

    def refresh(self, refresh_hz: float, now_ms: float) -> None:
        """From now on the display is refreshed so often."""
        self._settle(now_ms)
        self._period_ns = round(1e9 / refresh_hz)

    def animate(self, window: str, start_ms: float, duration_ms: float, cost: FrameCost) -> None:
        """Draw at each refresh for so long; refreshes that are drawn already are not drawn twice."""
        start_ns = round(start_ms * 1e6)
        self._jobs.append(_Job(window, start_ns, cost, end_ns=round((start_ms + duration_ms) * 1e6)))

    def draw(self, window: str, at_ms: float, cost_ms: float, count: int = 1) -> None:
        """`count` frames of a known cost, one after the other."""
        self._jobs.append(_Job(window, round(at_ms * 1e6), FrameCost(cost_ms), left=count))

    def _cost_of_next(self, cost: FrameCost) -> float:
        """Slow frames are spread evenly, so that a page's share of them is exact after a few frames."""
        self._owed += cost.jank
        if cost.jank and self._owed >= 1 - 1e-9:
            self._owed -= 1
            return cost.slow_ms if cost.slow_ms is not None else SLOW_FACTOR * self._period_ns / 1e6
        return cost.usual_ms

    def _make(self, now_ns: float) -> None:
        """Begin all frames whose refresh has come."""
        while self._jobs:
            job = self._jobs[0]
            at = self._vsync(max(job.start_ns, self._next_ns))
            if at >= job.end_ns if job.end_ns is not None else job.left == 0:
                self._jobs.popleft()
                continue
            if at > now_ns:
                return
            job.left -= 1
            self._draw(job.window, at, self._cost_of_next(job.cost))

    def _draw(self, window: str, at_ns: int, cost_ms: float) -> None:
        done = at_ns + round(cost_ms * 1e6)
        # As on a phone, an id is the refresh's: it grows across processes, and windows that draw at once share it.
        self._pending.append(Frame(window, at_ns, done, at_ns + self._period_ns, at_ns // 1_000_000))
        self._next_ns = self._vsync(max(done, at_ns + self._period_ns))

    def _vsync(self, at_ns: int) -> int:
        """The first refresh not before `at_ns`."""
        return -(-at_ns // self._period_ns) * self._period_ns

    def until(self, now_ms: float) -> tuple[Frame, ...]:
        """Frames completed by now, oldest first."""
        self._settle(now_ms)
        return tuple(self._frames)

    def worked_ms(self, now_ms: float) -> float:
        """Milliseconds of work that the frames have cost up to now, of one that is being drawn as far as it is."""
        self._settle(now_ms)
        drawing = self._pending[0].intended_ns / 1e6 if self._pending else now_ms
        return self._worked_ms + max(0.0, now_ms - drawing)

    def totals(self, now_ms: float) -> FrameTotals:
        self._settle(now_ms)
        return self._counted

    def reset(self, now_ms: float) -> None:
        self._settle(now_ms)
        self._frames.clear()
        self._counted = FrameTotals()

    def forget_future(self, now_ms: float) -> None:
        """The window is gone: what it would have drawn is not drawn."""
        self._settle(now_ms)
        self._jobs.clear()
        self._pending.clear()
        self._next_ns = min(self._next_ns, self._vsync(round(now_ms * 1e6)))

    def _settle(self, now_ms: float) -> None:
        now_ns = now_ms * 1e6
        self._make(now_ns)
        while self._pending and self._pending[0].completed_ns <= now_ns:
            frame = self._pending.popleft()
            self._frames.append(frame)
            if len(self._frames) > KEPT:
                self._frames.popleft()
            self._counted.frames += 1
            self._counted.janky += frame.completed_ns > frame.deadline_ns
            self._worked_ms += (frame.completed_ns - frame.intended_ns) / 1e6
            cost = (frame.completed_ns - frame.intended_ns) // 1_000_000
            self._counted.histogram[cost] = self._counted.histogram.get(cost, 0) + 1
