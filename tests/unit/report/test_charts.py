"""Charts."""

from __future__ import annotations

import re
from xml.etree import ElementTree as xml

import msgspec
import pytest

from patrol.model.record import Text
from patrol.model.verdict import Series
from patrol.report.charts import chart

from . import sample

SERIES = Series(name=Text("冷启动", "Cold start"), unit="ms", points=((1, 900), (2, 950)), source="am", x_unit="launch")


def test_is_svg_without_scripts_or_links() -> None:
    drawn = chart(msgspec.structs.replace(SERIES, limit=1000.0), "zh", "上限")
    xml.fromstring(drawn)
    assert "<script" not in drawn and "url(" not in drawn and "@import" not in drawn


def test_a_limit_is_a_line_with_a_name() -> None:
    assert "limit" in chart(msgspec.structs.replace(SERIES, limit=1000.0), "en", "limit")
    assert "Cold start" not in chart(SERIES, "en", "limit")


def test_the_same_series_gives_the_same_drawing() -> None:
    assert chart(SERIES, "en", "limit") == chart(SERIES, "en", "limit")


@pytest.mark.parametrize("values", [[0.0], [0.0, 0.0], [5.0], [-3.0, 8.0], [1e9, 2e9], [0.001, 0.002]])
def test_any_range_can_be_drawn(values: list[float]) -> None:
    points = tuple((float(n), value) for n, value in enumerate(values))
    xml.fromstring(chart(msgspec.structs.replace(SERIES, points=points), "en", "limit"))


def test_many_points_are_thinned() -> None:
    points = tuple((float(n), float(n % 7)) for n in range(50_000))
    assert len(chart(msgspec.structs.replace(SERIES, points=points), "en", "limit")) < 200_000


def test_hostile_names_stay_text() -> None:
    named = msgspec.structs.replace(SERIES, name=Text(sample.HOSTILE, sample.HOSTILE), unit=sample.HOSTILE, limit=1.0)
    assert "<img" not in chart(named, "en", "limit")


def test_no_length_is_told_finer_than_a_hundredth_of_a_pixel() -> None:
    points = tuple((float(n), n % 7 / 3) for n in range(100))
    drawn = chart(msgspec.structs.replace(SERIES, points=points, limit=1.0), "en", "limit")
    assert re.search(r"[ML ]-?\d+\.\d\d ", drawn)
    assert not re.findall(r"\d\.\d{5,}", drawn)
