"""What a phone tells of its frames, by captures of Android 4.4 to 16."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.device.parse.decode import decode
from patrol.device.parse.gfxinfo import GfxInfo, parse

FOLDER = Path(__file__).parents[3] / "data" / "captures" / "gfxinfo"


def dump(name: str) -> GfxInfo:
    return parse(decode((FOLDER / name).read_bytes()))


def test_the_phone_s_clock_is_told_by_the_dump() -> None:
    assert dump("a4.4_qemu_software_list1.txt").uptime_ms == 2_182_056
    assert dump("a6_summary_slow_draw_wording.txt").uptime_ms is None


@pytest.mark.parametrize(
    ("name", "total", "janky"),
    [
        ("a11_reactnative_jank_inflated_by_input_latency.txt", 367, 243),
        ("a16_flutter_zero_frames_4950ms.txt", 0, 0),
        ("a4.4_qemu_hwui_profile_list1_after_swipe.txt", None, None),
        ("a44_gfxinfo.txt", None, None),
        ("a5_gfxinfo.txt", None, None),
        ("a6_gfxinfo.txt", 3, 2),
        ("a6_summary_slow_draw_wording.txt", 82189, 35335),
        ("a7_gfxinfo.txt", 24, 14),
        ("a9_framestats_16_columns_statusbar_window.txt", 1562, 361),
        ("a9_gfxinfo.txt", 43, 7),
        ("oppo_a15_failure_while_dumping_utf16.txt", None, None),
        ("oppo_a15_framestats_utf16.txt", 3, 2),
    ],
)
def test_totals_are_read_or_unknown(name: str, total: int | None, janky: int | None) -> None:
    assert (dump(name).total, dump(name).janky) == (total, janky)


def test_android_9_has_16_columns_and_no_deadline() -> None:
    (window,) = dump("a9_framestats_16_columns_statusbar_window.txt").windows
    assert window.window == "StatusBar"
    assert [row.completed_ns - row.intended_ns for row in window.rows] == [6889228, 7270800, 7149156, 3995123]
    assert {row.deadline_ns for row in window.rows} == {0}


def test_android_13_rows_with_a_deadline_of_long_max_have_no_deadline() -> None:
    (window,) = dump("a13_framestats_long_max_deadline_and_minus_two.txt").windows
    assert [row.flags for row in window.rows] == [1, 0, 0, 0, 0, 0, 0, 0]
    assert window.rows[1].completed_ns - window.rows[1].intended_ns == 2992952
    assert window.rows[1].deadline_ns == 268911853193
    assert window.rows[1].interval_ns == 16653763
    assert window.rows[2].deadline_ns == 0
    assert all(8.4e6 <= row.completed_ns - row.intended_ns <= 11.7e6 for row in window.rows[3:])


def test_powershell_saved_android_15() -> None:
    info = dump("oppo_a15_framestats_utf16.txt")
    (window,) = info.windows
    assert info.pid == 6972
    assert window.window.endswith(".MainActivity")
    assert (window.total, len(window.rows)) == (3, 3)


def test_an_app_that_could_not_be_asked_has_no_frames_and_says_why() -> None:
    info = dump("oppo_a15_failure_while_dumping_utf16.txt")
    assert info.windows == ()
    assert info.failure.startswith("Failure while dumping the app: ProcessRecord{")


def test_a_profile_row_with_two_numbers_run_together_is_skipped_and_counted() -> None:
    info = dump("a5_profile_data_4_columns_broken_row.txt")
    assert info.profile_ms == pytest.approx((4.14, 3.87, 5.62))
    assert info.skipped == 1


def test_views_drawn_in_software_have_no_profile() -> None:
    assert dump("a4.4_qemu_software_list1.txt").profile_ms == ()


@pytest.mark.parametrize("name", ["list1", "controls"])
def test_profile_rows_of_android_4(name: str) -> None:
    assert len(dump(f"a4.4_qemu_hwui_profile_{name}_after_swipe.txt").profile_ms) == 13


@given(st.text())
def test_never_raises(text: str) -> None:
    parse(text)


CAPTURES = sorted(path.name for path in FOLDER.iterdir())


@given(st.data())
def test_never_raises_on_damaged_captures(data: st.DataObject) -> None:
    text = decode((FOLDER / data.draw(st.sampled_from(CAPTURES))).read_bytes())
    start, length = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, 200))
    info = parse(text[:start] + data.draw(st.text(max_size=20)) + text[start + length :])
    for window in info.windows:
        assert all(row.deadline_ns >= 0 and row.interval_ns >= 0 for row in window.rows)
