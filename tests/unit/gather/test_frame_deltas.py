"""Each frame is counted once, and what was lost is counted or said."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from patrol.device.parse.frametimeline import FrameTimeline, LayerFrame
from patrol.device.parse.gfxinfo import FrameRow, GfxInfo, WindowFrames
from patrol.device.parse.surfaceflinger import Latency, LatencyRow
from patrol.gather.frame_deltas import FrameDeltas
from patrol.model.frames import TimelineBatch

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


def test_a_ring_that_has_wrapped_and_repeats_rows_gives_each_frame_once_in_order() -> None:
    whole = reading(1, 121, total=120).windows[0]
    turned = WindowFrames("a/b", (*whole.rows[50:], *whole.rows[:50], *whole.rows[110:]), 120)
    (batch,) = FrameDeltas().framestats(GfxInfo(windows=(turned,)), 1000)
    assert [row[0] for row in batch.rows] == [n * PERIOD for n in range(1, 121)]


def test_a_rate_that_changes_within_a_reading_is_kept_frame_by_frame() -> None:
    quick = PERIOD // 2
    rows = (FrameRow(0, 1, 2, 3, PERIOD, 7), FrameRow(0, 4, 5, 6, quick, 8), FrameRow(0, 7, 8, 9, quick, 9))
    (batch,) = FrameDeltas().framestats(GfxInfo(windows=(WindowFrames("w", rows, 3),)), 1)
    assert (batch.intervals_ns, batch.refresh_hz, batch.tokens) == ((PERIOD, quick, quick), 120.0, (7, 8, 9))
    (steady,) = FrameDeltas().framestats(reading(1, 4), 1)
    assert (steady.intervals_ns, steady.tokens) == ((), ())


def test_frames_of_a_window_that_closed_unread_are_lost_and_said() -> None:
    def dump(total: int, *windows: WindowFrames) -> GfxInfo:
        return GfxInfo(pid=1, total=total, windows=windows)

    deltas = FrameDeltas()
    main = reading(1, 11, total=10, window="main").windows[0]
    deltas.framestats(dump(10, main), 1000)
    # 30 frames of another window that opened and closed between two readings; they are told one reading later.
    assert deltas.framestats(dump(40, main), 2000) == ()
    (gone,) = deltas.framestats(dump(40, main), 3000)
    assert (gone.window, gone.rows, gone.lost) == ("", (), 30)
    assert deltas.framestats(dump(40, main), 4000) == ()


def test_a_frame_that_is_counted_before_its_row_is_there_is_not_lost() -> None:
    deltas = FrameDeltas()
    for drawn, counted in ((10, 10), (20, 21), (30, 30), (40, 41), (41, 41)):
        info = reading(1, drawn + 1, total=drawn)
        batches = deltas.framestats(GfxInfo(pid=1, total=counted, windows=info.windows), 1)
        assert all(batch.rows and not batch.lost for batch in batches)


def test_frames_that_surfaceflinger_has_judged_come_once() -> None:
    def told(token: int, jank: str = "", *, judged: bool = True, shown: bool = True, pid: int = 7) -> LayerFrame:
        return LayerFrame("layer", token, pid, shown, judged, jank)

    deltas = FrameDeltas()
    first = deltas.timeline(
        FrameTimeline((told(1), told(2, "Buffer Stuffing"), told(3, judged=False)), known=True), {7}, 5
    )
    assert first == TimelineBatch(5, (1,), ((2, "Buffer Stuffing"),))
    shown = FrameTimeline((told(2, "Buffer Stuffing"), told(3), told(4, judged=False, shown=False), told(9, pid=8)))
    assert deltas.timeline(shown, {7}, 6) == TimelineBatch(6, (3,), (), dropped=1)
    assert deltas.timeline(shown, {7}, 7) is None
