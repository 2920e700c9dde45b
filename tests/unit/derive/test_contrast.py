"""Contrast ratios as WCAG defines them, and pictures that cannot be read."""

from __future__ import annotations

import pytest

from patrol.derive.contrast import Colour, contrast, contrasts
from patrol.model.artifacts import Environment, PhoneInfo, Screens, Visit
from patrol.model.recorded import Recorded
from patrol.model.screen import Screen


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ((0, 0, 0), (255, 255, 255), 21.0),
        ((255, 255, 255), (255, 255, 255), 1.0),
        ((118, 118, 118), (255, 255, 255), 4.54),
        ((0, 0, 255), (255, 255, 255), 8.59),
    ],
)
def test_ratios_of_known_pairs(one: Colour, other: Colour, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.01)


def test_a_broken_picture_and_a_secure_window_are_not_measured() -> None:
    environment = Environment("r", "a", "com.bank", "0", "3", PhoneInfo("s", density_dpi=160), "now")
    screens = Screens((Visit(0, "a", "a", "broken", "t1"), Visit(1, "b", "b", "fine", "t2", secure=True)))
    files = Recorded(trees={"t1": Screen(), "t2": Screen()}, pictures={"broken": b"\x89PNG no", "fine": b""})
    assert contrasts(screens, environment, files).pictures == 0
