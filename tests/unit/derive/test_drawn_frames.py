"""How long each picture stood, by hand: rest is not slowness, a slow frame is, and PerfDog's rule is PerfDog's rule."""

from __future__ import annotations

from collections import deque

import pytest

from patrol.derive.drawn_frames import DrawnFrame, drawn_frames, is_jank
from patrol.derive.frame_clock import NS
from patrol.model.frames import FrameBatch, Frames, TimelineBatch

PERIOD = {60: 16_666_667, 90: 11_111_111, 120: 8_333_333}


def frames_at(
    hz: int, *costs_ms: float, rest_after: dict[int, float] | None = None, source: str = "framestats"
) -> Frames:
    """Frames one after the other, each at the refresh after the one before was shown; `rest_after` leaves a pause."""
    period, now, rows = PERIOD[hz], 100 * PERIOD[hz], []
    for number, cost in enumerate(costs_ms):
        done = now + int(cost * NS)
        rows.append((now, done, now + period if source == "framestats" else 0))
        now += -(-(done - now) // period) * period
        now += -(-int((rest_after or {}).get(number, 0) * NS) // period) * period
    return Frames((FrameBatch(10_000, "w", source, tuple(rows), refresh_hz=round(1e9 / period, 2)),))


def times(frames: Frames) -> list[float]:
    return [round(frame.frame_time_ms or 0, 1) for frame in drawn_frames(frames)]


def janks(frames: Frames) -> list[bool]:
    return [frame.jank for frame in drawn_frames(frames)]


@pytest.mark.parametrize("hz", [60, 90, 120])
def test_a_smooth_animation_shows_a_picture_each_refresh(hz: int) -> None:
    found = times(frames_at(hz, *[5.0] * 30))
    assert found == pytest.approx([1000 / hz] * 30, abs=0.1)


def test_a_slow_frame_stands_for_whole_refreshes() -> None:
    assert times(frames_at(60, 5, 5, 40, 5)) == [16.7, 16.7, 50.0, 16.7]


def test_a_rest_is_no_slow_picture_and_a_slow_animation_is_no_rest() -> None:
    assert times(frames_at(60, 5, 5, 5, rest_after={1: 3000})) == [16.7, 16.7, 16.7]
    # One picture in three refreshes: 20 a second, not 60.
    assert times(frames_at(60, 5, 5, 5, rest_after={0: 33.0, 1: 33.0})) == [16.7, 50.0, 50.0]


def test_pictures_that_queue_up_are_shown_one_a_refresh() -> None:
    """A phone works on two frames at once: the second was asked for before the first was completed."""
    period = PERIOD[60]
    rows = tuple((i * period, i * period + int(1.4 * period), 0) for i in range(100, 110))
    frames = Frames((FrameBatch(10_000, "w", "framestats", rows, refresh_hz=60.0),))
    assert times(frames) == [33.3, *[16.7] * 9]


def test_perfdogs_jank_is_over_84_ms_and_over_twice_the_mean_of_the_three_before() -> None:
    assert janks(frames_at(60, 5, 5, 5, 95, 5)) == [False, False, False, True, False]
    assert janks(frames_at(60, 5, 5, 95, 5)) == [False] * 4  # only two before it
    # 83.3 ms stood the picture: five refreshes.
    assert janks(frames_at(60, 5, 5, 5, 80, 5)) == [False] * 5
    # A steady 10 a second is slow, and no jank; the rule looks for what is out of step.
    assert not any(janks(frames_at(60, *[99.0] * 10)))
    assert is_jank(84.1, deque([20.0, 20.0, 86.2])) is False and is_jank(84.1, deque([20.0, 20.0, 85.9])) is True


def test_a_jank_over_125_ms_is_big() -> None:
    found = list(drawn_frames(frames_at(60, 5, 5, 5, 110, 5, 5, 5, 140)))
    assert [(one.jank, one.big) for one in found if one.jank] == [(True, False), (True, True)]


def test_history_goes_on_over_a_rest_so_that_a_freeze_at_the_start_of_a_movement_counts() -> None:
    assert janks(frames_at(60, 5, 5, 5, 300, 5, rest_after={2: 2000}))[3]


def test_a_surface_has_no_deadline_and_its_pause_is_no_jank() -> None:
    period = PERIOD[60]
    shown = [100 * period, 102 * period, 104 * period, 106 * period, 115 * period, 400 * period, 402 * period]
    rows = tuple((at - 2 * period, at, 0) for at in shown)
    found = list(drawn_frames(Frames((FrameBatch(10_000, "SurfaceView[a]", "surfaceflinger", rows, refresh_hz=60.0),))))
    assert [one.late for one in found] == [None] * 7
    assert [one.frame_time_ms and round(one.frame_time_ms, 1) for one in found] == [
        None,
        33.3,
        33.3,
        33.3,
        150.0,
        None,
        33.3,
    ]
    assert [one.jank for one in found] == [False, False, False, False, True, False, False]


def test_a_rate_that_changes_within_a_batch_changes_what_a_picture_is_expected_to_take() -> None:
    slow, quick = PERIOD[60], PERIOD[120]
    rows = ((600 * quick, 600 * quick + 12 * NS, 0), (602 * quick, 602 * quick + 12 * NS, 0))
    frames = Frames((FrameBatch(10_000, "w", "framestats", rows, refresh_hz=60.0, intervals_ns=(slow, quick)),))
    first, second = drawn_frames(frames)
    assert (first.late, second.late) == (False, True)
    assert (first.hz, second.hz) == (60.0, 120.0)


def test_frametimelines_word_is_joined_by_the_token() -> None:
    batch = FrameBatch(10_000, "w", "framestats", ((1, 2, 3), (4, 5, 6), (7, 8, 9)), tokens=(71, 72, 73))
    frames = Frames((batch,), timeline=(TimelineBatch(10_000, (71,), ((72, "App Deadline Missed"),)),))
    assert [one.cause for one in drawn_frames(frames)] == ["", "App Deadline Missed", None]


def test_a_phone_that_was_restarted_uses_its_tokens_again() -> None:
    hour = 3_600_000 * NS
    batches = (
        FrameBatch(10_000, "w", "framestats", ((hour, hour + 2, hour + 3),), tokens=(71,)),
        FrameBatch(90_000, "w", "framestats", ((7, 8, 9),), tokens=(71,)),
    )
    frames = Frames(batches, timeline=(TimelineBatch(10_100, (), ((71, "Buffer Stuffing"),)),))
    assert [one.cause for one in drawn_frames(frames)] == ["Buffer Stuffing", None]


def test_without_a_refresh_rate_nothing_is_guessed() -> None:
    frames = Frames((FrameBatch(10_000, "w", "framestats", ((1 * NS, 9 * NS, 0), (30 * NS, 38 * NS, 0))),))
    found: list[DrawnFrame] = list(drawn_frames(frames))
    assert [(one.late, one.hz) for one in found] == [(None, None)] * 2
    assert [one.frame_time_ms for one in found] == [8.0, 29.0]
