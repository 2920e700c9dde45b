"""Frames of surfaces; a layer without frames is not a layer that stood still."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.device.parse.decode import decode
from patrol.device.parse.surfaceflinger import drawn_layers, parse_latency, parse_layers

CAPTURES = Path(__file__).parents[3] / "data" / "captures"


def capture(name: str) -> str:
    return decode((CAPTURES / name).read_bytes())


@pytest.mark.parametrize(
    ("name", "period_ns", "frames", "slots"),
    [
        ("a4.4_qemu_after_clear.txt", 11986526, 0, 127),
        ("a4.4_qemu_before_scrolling.txt", 11986526, 11, 127),
        ("a4.4_qemu_hwui_scrolling.txt", 11986526, 19, 127),
        ("a4.4_qemu_unknown_window.txt", 11986526, 0, 0),
        ("a4.4_qemu_while_scrolling.txt", 11986526, 44, 127),
        ("a4.4_qemu_without_a_window.txt", 11986526, 0, 127),
        ("unity_surfaceview_blast_layer.txt", 16666667, 25, 25),
        ("unity_surfaceview_non_blast_all_zero.txt", 16666667, 0, 13),
    ],
)
def test_latency_of_every_capture(name: str, period_ns: int, frames: int, slots: int) -> None:
    latency = parse_latency(capture(f"sf-latency/{name}"))
    assert (latency.period_ns, len(latency.rows), latency.slots) == (period_ns, frames, slots)
    assert latency.skipped == 0


def test_a_unity_game_ran_at_24_frames_a_second() -> None:
    rows = parse_latency(capture("sf-latency/unity_surfaceview_blast_layer.txt")).rows
    assert rows[-1].shown_ns - rows[0].shown_ns == 993472000


def test_a_frame_that_is_not_shown_yet_is_no_frame() -> None:
    assert parse_latency("16666667\n10\t9223372036854775807\t12\n10\t11\t12\n").rows == ((10, 11, 12),)


@pytest.mark.parametrize(
    ("name", "count", "package", "first"),
    [
        ("a12_unity_grep.txt", 7, "com.KST.CS4Like_development", "SurfaceView[…GamePlayerActivity](BLAST)#0"),
        ("a13_miui_full_list_head.txt", 31, "com.miui.home", "8d9e8c com.miui.home/…launcher.Launcher#76"),
        ("a15_requestedlayerstate_ctrip.txt", 4, "ctrip.android.view", "ctrip.android.view/…CtripHomeActivity#29149"),
        ("a4.4_qemu_list.txt", 9, "io.appium.android.apis", "io.appium.android.apis/…view.List1"),
    ],
)
def test_the_layer_an_app_draws_on_comes_first(name: str, count: int, package: str, first: str) -> None:
    layers = parse_layers(capture(f"sf-list/{name}"))
    assert len(layers) == count
    start, _, end = first.partition("…")
    assert drawn_layers(layers, package)[0].startswith(start)
    assert drawn_layers(layers, package)[0].endswith(end)


def test_the_whole_dump_of_android_4_names_layers_too() -> None:
    layers = parse_layers(capture("sf-list/a4.4_qemu_whole_dump.txt"))
    package = "io.appium.android.apis"
    assert drawn_layers(layers, package) == ("io.appium.android.apis/io.appium.android.apis.view.List1",)


def test_an_app_without_layers_has_none() -> None:
    assert drawn_layers(parse_layers(capture("sf-list/a12_scheduler_block_two_refresh_rates.txt")), "com.any") == ()


@given(st.text())
def test_never_raises(text: str) -> None:
    parse_latency(text)
    drawn_layers(parse_layers(text), "com.any")


@given(st.text(alphabet="#1 parentId={}RequstdLaySa/", max_size=3000))
def test_long_names_cost_no_time(text: str) -> None:
    parse_layers("RequestedLayerState{" + text)
