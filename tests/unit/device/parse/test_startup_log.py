"""`Displayed` and `Fully drawn` in logs of phones."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.device.parse.decode import decode
from patrol.device.parse.logcat import parse
from patrol.device.parse.startup_log import Drawn, drawn, of_package

FOLDER = Path(__file__).parents[3] / "data" / "captures" / "logcat"


@pytest.mark.parametrize(
    ("name", "package", "durations"),
    [
        (
            "displayed_repeated_launches_pixel5_net7.txt",
            "com.companyname.foo",
            [173, 165, 157, 175, 152, 159, 170, 183],
        ),
        ("displayed_six_apps_activitymanager.txt", "Xamarin.Forms_Performance_Integration", [1255]),
        ("displayed_six_apps_activitymanager.txt", "com.google.android.deskclock", [136, 145]),
        ("oppo_a15_launch_and_crash_threadtime.txt", "com.nareshkumarbalamurugan.YuvaUpdate", []),
        ("a4.4_qemu_launch_cold_threadtime.txt", "io.appium.android.apis", [1485]),
        ("qqmusic_launches_excerpt.txt", "com.tencent.qqmusic", [2462, 746, 273, 237, 1972]),
    ],
)
def test_every_capture(name: str, package: str, durations: list[int]) -> None:
    entries = parse(decode((FOLDER / name).read_bytes())).entries
    assert [one.duration_ms for one in of_package(entries, package)] == durations


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Displayed a.b/.C: +31s584ms", Drawn("a.b", "a.b.C", 31584, False)),
        ("Displayed a.b/a.b.C for user 0: +527ms", Drawn("a.b", "a.b.C", 527, False)),
        ("Displayed a.b/.C: +1s485ms (total +3s)", Drawn("a.b", "a.b.C", 1485, False)),
        ("Fully drawn a.b/.C$D: +2m3s4ms", Drawn("a.b", "a.b.C$D", 123004, True)),
        ("isStartingWindowDisplayed a.b/.C: +1ms", None),
        ("Displayed a.b/.C: soon", None),
    ],
)
def test_wordings(message: str, expected: Drawn | None) -> None:
    assert drawn(message) == expected


@given(st.text())
def test_never_raises(text: str) -> None:
    drawn("Displayed a/b: +" + text)
