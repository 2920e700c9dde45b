"""Each frame is counted once, and what was lost is counted or said."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from patrol.device.parse.gfxinfo import FrameRow, GfxInfo, WindowFrames
from patrol.device.parse.surfaceflinger import Latency, LatencyRow
from patrol.gather.frame_deltas import FrameDeltas

PERIOD = 16_666_667


def reading(first: int, last: int, *, total: int | None = None, window: str = "a/b") -> GfxInfo:
    """Frames numbered first … last - 1 are in the ring buffer."""
    rows = tuple(
        FrameRow(0, n * PERIOD, n * PERIOD + 5_000_000, n * PERIOD + PERIOD, PERIOD) for n in range(first, last)
    )
    return GfxInfo(windows=(WindowFrames(window, rows, total),))


def test_the_second_reading_gives_only_new_frames() -> None:
    deltas = FrameDeltas()
    (first,) = deltas.framestats(reading(1, 11, total=10), 1000)
    (second,) = deltas.framestats(reading(1, 16, total=15), 2000)
    assert (len(first.rows), len(second.rows), second.lost) == (10, 5, 0)
    assert second.rows[0] == (11 * PERIOD, 11 * PERIOD + 5_000_000, 12 * PERIOD)
    assert second.refresh_hz == 60.0


def test_nothing_new_gives_no_batch() -> None:
    deltas = FrameDeltas()
    deltas.framestats(reading(1, 11, total=10), 1000)
    assert deltas.framestats(reading(1, 11, total=10), 2000) == ()


def test_frames_that_fell_out_of_the_ring_are_counted() -> None:
    deltas = FrameDeltas()
    deltas.framestats(reading(1, 121, total=120), 1000)
    (batch,) = deltas.framestats(reading(301, 421, total=420), 2000)
    assert (len(batch.rows), batch.lost) == (120, 180)


def test_without_totals_a_loss_is_known_but_not_its_size() -> None:
    deltas = FrameDeltas()
    deltas.framestats(reading(1, 121), 1000)
    (batch,) = deltas.framestats(reading(301, 421), 2000)
    assert (batch.lost, deltas.unknown_losses) == (0, 1)


def test_a_new_process_starts_its_totals_anew() -> None:
    deltas = FrameDeltas()
    deltas.framestats(reading(1, 101, total=1000), 1000)
    (batch,) = deltas.framestats(reading(500, 510, total=10), 2000)
    assert (len(batch.rows), batch.lost) == (10, 0)


def test_first_frames_of_a_window_are_no_measure_and_unfinished_ones_wait() -> None:
    deltas = FrameDeltas()
    flagged, done = FrameRow(1, 100, 900, 0, 0), FrameRow(0, 200, 210, 0, 0)
    info = GfxInfo(windows=(WindowFrames("w", (flagged, done, FrameRow(0, 300, 0, 0, 0)), 2),))
    (batch,) = deltas.framestats(info, 1)
    assert (batch.rows, batch.lost) == (((200, 210, 0),), 0)
    finished = GfxInfo(windows=(WindowFrames("w", (flagged, done, FrameRow(0, 300, 310, 0, 0)), 3),))
    (batch,) = deltas.framestats(finished, 2)
    assert batch.rows == ((300, 310, 0),)


def test_a_window_and_its_dialog_of_one_name_are_taken_together() -> None:
    one, two = reading(1, 3, total=2).windows[0], reading(7, 9, total=2).windows[0]
    (batch,) = FrameDeltas().framestats(GfxInfo(windows=(one, two, one)), 1)
    assert len(batch.rows) == 4


def test_frames_of_a_surface_come_once_too() -> None:
    deltas = FrameDeltas()
    rows = tuple(LatencyRow(n * PERIOD, n * PERIOD + 1, 1) for n in range(1, 6))
    batch = deltas.latency("layer", Latency(PERIOD, rows[:3], 127), 1)
    assert batch is not None
    assert (len(batch.rows), batch.refresh_hz, batch.source) == (3, 60.0, "surfaceflinger")
    batch = deltas.latency("layer", Latency(PERIOD, rows, 127), 2)
    assert batch is not None
    assert len(batch.rows) == 2
    assert deltas.latency("layer", Latency(PERIOD, rows, 127), 3) is None


@given(st.lists(st.integers(0, 200), min_size=1, max_size=20))
def test_whatever_the_pace_every_frame_is_seen_or_counted_as_lost(steps: list[int]) -> None:
    deltas, drawn, seen, lost = FrameDeltas(), 0, 0, 0
    for step in steps:
        drawn += step
        batches = deltas.framestats(reading(max(1, drawn - 119), drawn + 1, total=drawn), 1)
        seen += sum(len(batch.rows) for batch in batches)
        lost += sum(batch.lost for batch in batches)
    assert seen + lost == drawn
