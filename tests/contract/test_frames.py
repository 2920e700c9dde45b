"""Frames measured over the real adb protocol are those that the app drew, within 2 %, at any refresh rate."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bench.frames import WITHIN, Run, closing, measured, moving
from patrol.device.driver import Driver
from patrol.virtualphone.serve import ServedPhone

MOVE_MS = 1200

Phone = tuple[ServedPhone, Driver]


@pytest.fixture(scope="module")
def phone() -> Iterator[Phone]:
    with moving(move_ms=MOVE_MS) as found:
        yield found


def off(run: Run) -> dict[str, float]:
    """The figures that are further from the truth than allowed."""
    return {name: share for name, share in run.mine.off(run.truth).items() if share > WITHIN}


@pytest.mark.slow
@pytest.mark.timeout(120)
@pytest.mark.parametrize("hz", [60, 90, 120])
def test_counts_and_rates_are_true_at_each_refresh_rate(phone: Phone, hz: int) -> None:
    run = measured(*phone, (hz,), move_ms=MOVE_MS)
    assert not off(run), (run.mine, run.truth)
    assert (run.truth.frozen, run.truth.big_janks) == (1, 2)
    assert run.measured.rates[0][1] == pytest.approx(hz, abs=0.1)
    # FrameTimeline keeps 64 pictures, half a second at 120 Hz: what it knew of these frames, it knew rightly.
    total = run.measured.total
    assert total.on_timeline >= total.frames / 2
    assert set(total.causes) == {"App Deadline Missed"} and total.causes["App Deadline Missed"] <= total.late


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_a_change_of_the_rate_is_followed_and_a_surface_is_seen(phone: Phone) -> None:
    run = measured(*phone, (60, 120, 90), ("game", "list"), move_ms=MOVE_MS)
    assert not off(run), (run.mine, run.truth)
    assert {round(hz) for hz in run.measured.total.by_hz} == {60, 90, 120}
    assert set(run.measured.sources) == {"framestats", "surfaceflinger"}
    assert [round(hz) for _, hz in run.measured.rates] == [60, 120, 90]


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_frames_of_windows_that_close_are_read_or_counted_as_lost(phone: Phone) -> None:
    run = closing(*phone, move_ms=MOVE_MS)
    known = run.measured.total.frames + run.measured.lost
    assert known == pytest.approx(len(run.toolkit), rel=WITHIN)


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_before_android_12_the_refresh_period_stands_for_the_deadline() -> None:
    with moving("11", MOVE_MS) as (served, driver):
        run = measured(served, driver, (90,), ("smooth", "list"), move_ms=MOVE_MS)
    assert not off(run), (run.mine, run.truth)
    assert run.recorded.timeline == () and "Android 11 has no FrameTimeline" in run.recorded.timeline_note
