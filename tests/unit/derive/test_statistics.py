"""Medians, quartiles, outliers."""

from __future__ import annotations

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.derive.statistics import percentile, spread


def test_one_value_is_its_own_spread() -> None:
    found = spread([7.0])
    assert found and (found.low, found.median, found.high, found.outliers) == (7.0, 7.0, 7.0, ())


def test_a_value_far_outside_the_quartiles_is_an_outlier() -> None:
    found = spread([600, 610, 620, 630, 9000])
    assert found and found.outliers == (9000,) and found.median == 620


def test_nothing_has_no_spread_and_no_percentile() -> None:
    assert spread([]) is None
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=40))
def test_quartiles_agree_with_the_standard_library(values: list[float]) -> None:
    found = spread(values)
    assert found
    expected = statistics.quantiles(values, n=4, method="inclusive")
    assert [found.low, found.median, found.high] == pytest.approx(expected)
