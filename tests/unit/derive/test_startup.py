"""Which source a start-up time comes from, and when the sources contradict each other."""

from __future__ import annotations

import pytest

from patrol.derive.startup import disagree, start_statistics
from patrol.model.startup import StartKind, StartUp, StartUps


def test_displayed_is_preferred_and_the_others_are_kept() -> None:
    launches = tuple(
        StartUp(i, StartKind.cold, displayed_ms=600.0 + i, am_total_ms=605.0, fully_drawn_ms=900.0) for i in range(3)
    )
    cold = start_statistics(StartUps((*launches, StartUp(9, StartKind.hot, am_total_ms=90.0)))).by_kind[StartKind.cold]
    assert cold.source == "displayed" and cold.spread and cold.spread.median == 601
    assert cold.all_sources["am"].median == 605 and cold.fully_drawn and cold.fully_drawn.median == 900
    assert start_statistics(StartUps()).by_kind == {}


def test_the_source_that_measured_most_launches_is_taken() -> None:
    launches = (
        StartUp(0, StartKind.cold, displayed_ms=500.0, am_total_ms=510.0),
        StartUp(1, StartKind.cold, am_total_ms=520.0),
    )
    cold = start_statistics(StartUps(launches)).by_kind[StartKind.cold]
    assert cold.source == "am" and [value for _, value in cold.values] == [510.0, 520.0]


def test_a_launch_that_nobody_measured_is_counted() -> None:
    cold = start_statistics(StartUps((StartUp(0, StartKind.cold, status="timeout"),))).by_kind[StartKind.cold]
    assert (cold.source, cold.spread, cold.failed) == ("", None, 1)


@pytest.mark.parametrize(
    ("one", "other", "contradict"),
    [(600, 640, False), (600, 2600, True), (100, 190, False), (3000, 3700, False), (None, 500, False)],
)
def test_only_large_differences_contradict(one: float | None, other: float | None, contradict: bool) -> None:
    assert disagree(one, other) is contradict
