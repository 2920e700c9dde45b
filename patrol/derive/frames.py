"""Frames by page and by journey step: how many, how many late, jerky or frozen, how fast while something moved, and how
much of the time nothing moved."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from patrol.derive.drawn_frames import DrawnFrame, drawn_frames
from patrol.derive.pages import Pages
from patrol.derive.statistics import percentile
from patrol.derive.timeline import Timeline
from patrol.model.frames import Frames

FROZEN_MS = 700
"""Android vitals: a frame that takes longer than 700 ms is frozen."""

WORST = 20


@dataclass(slots=True)
class PageFrames:
    """Frames drawn while one page was shown, or during one step of a journey."""

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
    janks: int = 0
    """By PerfDog's rule (drawn_frames.PERFDOG_JANK_MS), big ones included."""
    big_janks: int = 0
    jank_ms: float = 0.0
    """Time that the pictures before those janks stood."""
    jerks: list[tuple[int, float]] = field(default_factory=list)
    """(at_ms, frame time in ms) of each jank by PerfDog's rule."""
    moving_ms: float = 0.0
    """Time in which one picture followed the other: the sum of `frame_times`."""
    frame_times: list[float] = field(default_factory=list)
    """How long each picture stood while something moved, ms."""
    by_hz: Counter[float] = field(default_factory=Counter)
    """Refresh rate → frames made for it; frames of unknown rate are left out."""
    on_timeline: int = 0
    """Frames that FrameTimeline knows; only these have a cause."""
    janky_on_timeline: int = 0
    """Those of them that it calls janky."""
    causes: Counter[str] = field(default_factory=Counter)
    """FrameTimeline's jank type (`App Deadline Missed`, `Buffer Stuffing` …) → frames."""

    @property
    def late_share(self) -> float | None:
        """None when no frame's deadline is known."""
        return self.late / self.judged if self.judged else None

    @property
    def idle_share(self) -> float | None:
        """Share of the time shown in which no frame was made; None when nothing was measured."""
        return max(0.0, 1 - self.busy_ms / self.shown_ms) if self.shown_ms and self.frames else None

    @property
    def stutter(self) -> float | None:
        """PerfDog's stutter: share of the time moving that its janks took; None when nothing moved."""
        return self.jank_ms / self.moving_ms if self.moving_ms else None

    @property
    def rate(self) -> float | None:
        """Frames a second while something moved; None, never 0, when nothing did."""
        return 1000 * len(self.frame_times) / self.moving_ms if self.moving_ms else None

    def rate_at(self, share: float) -> float | None:
        """The rate of the frame that `share` (0 to 1) of the frames are slower than: 0.5 is the median, 0.05 and 0.01
        the low rates that a user feels. None when nothing moved."""
        return 1000 / percentile(sorted(self.frame_times), 1 - share) if self.frame_times else None


@dataclass(frozen=True, slots=True)
class FramesByPage:
    pages: dict[str, PageFrames]
    total: PageFrames
    lost: int
    """Frames that fell out of the phone's ring buffer between two readings: drawn, not measured."""
    refresh_hz: float | None
    """At the beginning of the run; `rates` has the changes."""
    sources: tuple[str, ...]
    """Where the frames come from: framestats, surfaceflinger …"""
    steps: dict[str, PageFrames] = field(default_factory=dict)
    """Journey step (`journey/3`, as Timeline.step names it) → the frames from its beginning to that of the next."""
    rates: tuple[tuple[int, float], ...] = ()
    """(at_ms, Hz): the refresh rate when it was first read, and each change."""


def frames_by_page(frames: Frames, timeline: Timeline, known: Pages | None = None) -> FramesByPage:
    pages: dict[str, PageFrames] = {}
    steps: dict[str, PageFrames] = {}
    # Between two moments at which something changed, all frames of a window go to the same places: a million of them
    # are few slots.
    moments = sorted({*timeline.shown_at, *timeline.acted_at, *timeline.step_at_ms})
    slots: dict[tuple[int, str], tuple[PageFrames, ...]] = {}
    for frame in drawn_frames(frames):
        slot = bisect_right(moments, frame.at_ms), frame.window
        places = slots.get(slot)
        if places is None:
            page = _drawn_page(timeline, known, frame)
            places = slots[slot] = tuple(_places(pages, steps, page, timeline.step(frame.at_ms)))
        for place in places:
            _count(place, frame)
    _add_spans(pages, timeline.spans())
    _add_spans(steps, timeline.step_spans())
    return FramesByPage(
        pages=pages,
        total=_sum(pages.values()),
        lost=sum(batch.lost for batch in frames.batches),
        refresh_hz=frames.refresh_hz,
        sources=tuple(dict.fromkeys(batch.source for batch in frames.batches)),
        steps={name: _sum((one,)) for name, one in steps.items()},
        rates=tuple((change.at_ms, change.hz) for change in frames.rates),
    )


def _drawn_page(timeline: Timeline, known: Pages | None, frame: DrawnFrame) -> str:
    """The page that drew a frame. What is drawn between a touch and the next look is the opening of the page that was
    looked at then, unless it was drawn in the window of the page that was touched: that one still worked."""
    page, before = timeline.drawn_page(frame.at_ms), timeline.page(frame.at_ms)
    if known is None or page == before:
        return page
    own, others = (known.by_key[key].activity if key in known.by_key else "" for key in (before, page))
    return before if own and own != others and own == frame.window.rpartition("/")[2] else page


def _places(pages: dict[str, PageFrames], steps: dict[str, PageFrames], page: str, step: str) -> Iterator[PageFrames]:
    """Where a frame counts: its page, and its step when a journey was walked."""
    found = [(pages, page)]
    if step and not step.startswith("crawl/"):
        found.append((steps, step))
    for places, name in found:
        if name not in places:
            places[name] = PageFrames()
        yield places[name]


def _add_spans(found: dict[str, PageFrames], spans: Iterator[tuple[int, int, str]]) -> None:
    for start, end, name in spans:
        if name in found:
            found[name].shown_ms += max(0, end - start)


def _count(one: PageFrames, frame: DrawnFrame) -> None:
    one.frames += 1
    one.busy_ms += frame.duration_ms
    if frame.late is not None:
        one.judged += 1
        if frame.late:
            one.late += 1
            one.worst.append((frame.at_ms, frame.duration_ms))
            if len(one.worst) > 10 * WORST:
                _keep_worst(one)
    if frame.duration_ms > FROZEN_MS:
        one.frozen.append((frame.at_ms, frame.duration_ms))
    if frame.hz is not None:
        one.by_hz[frame.hz] += 1
    if frame.frame_time_ms is not None:
        one.moving_ms += frame.frame_time_ms
        one.frame_times.append(frame.frame_time_ms)
        if frame.jank:
            _count_jank(one, frame.at_ms, frame.frame_time_ms, frame.big)
    if frame.cause is not None:
        one.on_timeline += 1
        if frame.cause:
            one.janky_on_timeline += 1
            one.causes.update(frame.cause.split(", "))


def _count_jank(one: PageFrames, at_ms: int, stood_ms: float, big: bool) -> None:
    one.janks += 1
    one.big_janks += big
    one.jank_ms += stood_ms
    one.jerks.append((at_ms, stood_ms))


def _keep_worst(one: PageFrames) -> None:
    one.worst.sort(key=lambda frame: (-frame[1], frame[0]))
    del one.worst[WORST:]


def _sum(parts: Iterable[PageFrames]) -> PageFrames:
    total = PageFrames()
    for one in parts:
        _keep_worst(one)
        total.worst += one.worst
        total.frames += one.frames
        total.judged += one.judged
        total.late += one.late
        total.busy_ms += one.busy_ms
        total.shown_ms += one.shown_ms
        total.frozen += one.frozen
        total.janks += one.janks
        total.big_janks += one.big_janks
        total.jank_ms += one.jank_ms
        total.jerks += one.jerks
        total.moving_ms += one.moving_ms
        total.frame_times += one.frame_times
        total.on_timeline += one.on_timeline
        total.janky_on_timeline += one.janky_on_timeline
        total.by_hz.update(one.by_hz)
        total.causes.update(one.causes)
    _keep_worst(total)
    return total
