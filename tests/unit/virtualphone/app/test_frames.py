"""Frames at the refresh rate, with a cost that is known."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from patrol.virtualphone.app.frames import KEPT, FrameCost, FrameLog

PERIOD = 1e9 / 60


def test_an_animation_draws_one_frame_at_each_refresh() -> None:
    log = FrameLog(60)
    log.animate("w", 0, 1000, FrameCost(5))
    frames = log.until(2000)
    assert len(frames) == 60
    assert all(frame.completed_ns - frame.intended_ns == 5_000_000 for frame in frames)


def test_a_slow_frame_holds_up_the_next() -> None:
    log = FrameLog(60)
    log.draw("w", 0, 40, 2)
    first, second = log.until(1000)
    assert second.intended_ns >= first.completed_ns
    assert second.intended_ns - first.intended_ns == 3 * round(PERIOD)
    assert log.totals(1000).janky == 2


def test_frames_to_come_are_not_told_and_can_be_forgotten() -> None:
    log = FrameLog(60)
    log.animate("w", 0, 1000, FrameCost(5))
    assert len(log.until(500)) == 30
    log.forget_future(500)
    assert len(log.until(5000)) == 30


def test_animations_that_overlap_draw_each_refresh_once() -> None:
    log = FrameLog(60)
    log.animate("w", 0, 500, FrameCost(5))
    log.animate("w", 200, 500, FrameCost(5))
    assert len(log.until(2000)) == 42


@given(
    st.lists(st.tuples(st.floats(0, 50), st.floats(1, 400), st.floats(0, 1)), max_size=12),
    st.sampled_from([60.0, 90.0, 120.0]),
)
def test_frames_are_in_order_and_all_counted(steps: list[tuple[float, float, float]], refresh: float) -> None:
    log, now = FrameLog(refresh), 0.0
    for gap, duration, jank in steps:
        now += gap
        log.animate("w", now, duration, FrameCost(5, jank))
    frames = log.until(1e7)
    totals = log.totals(1e7)
    assert totals.frames >= len(frames)
    assert len(frames) == min(totals.frames, KEPT)
    assert sum(totals.histogram.values()) == totals.frames
    assert all(one.completed_ns <= other.completed_ns for one, other in itertools.pairwise(frames))
