"""Charts of a whole run."""

from __future__ import annotations

import re
from xml.etree import ElementTree as xml

import msgspec

from patrol.model.performance import Band, Measured
from patrol.report.charts import DASHES
from patrol.report.run_charts import NUMBERED, curves_chart, numbered, starts_chart

from . import measured


def test_each_launch_that_counts_is_a_dot_and_an_outlier_a_ring() -> None:
    drawn = starts_chart(measured.starts())
    xml.fromstring(drawn)
    assert drawn.count('class="dot ') == 2 * 6
    assert drawn.count("fill: none; stroke") == 1


def test_launches_without_a_spread_or_without_a_source_can_be_drawn() -> None:
    few = msgspec.structs.replace(measured.starts(), measures={"displayed": Measured(700.0, 1)})
    none = msgspec.structs.replace(measured.starts(), measures={}, launches=())
    for starts in (few, none):
        xml.fromstring(starts_chart(starts))


def test_curves_differ_by_pattern_and_not_by_colour_alone() -> None:
    told = measured.performance()
    drawn = curves_chart([curve for curve in told.curves if curve.group == "memory"], told.bands)
    xml.fromstring(drawn)
    assert f"stroke-dasharray:{DASHES[1]}" in re.sub(r":\s+", ":", drawn)
    assert "--series-1" in drawn and "--series-2" in drawn


def test_a_drawing_holds_neither_scripts_nor_the_day_it_was_drawn() -> None:
    told = measured.performance()
    drawn = curves_chart(told.curves[:1], told.bands)
    assert drawn == curves_chart(told.curves[:1], told.bands)
    assert not re.search(r"<script|<!--|<title|url\(|20\d\d-", drawn)


def test_only_the_longest_visits_bear_a_number_in_order_of_time() -> None:
    bands = tuple(Band(n * 100, n * 100 + 10 + n, "p") for n in range(40))
    found = numbered(bands)
    assert [number for number, _ in found] == list(range(1, NUMBERED + 1))
    assert [band.from_ms for _, band in found] == [n * 100 for n in range(40 - NUMBERED, 40)]
