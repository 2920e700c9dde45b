"""The rank test against every way to deal the values out, and against what textbooks say."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.compare.ranks import (
    EXACT_VALUES,
    cliffs_delta,
    doubled_ranks,
    exact_tail,
    least_p,
    normal_tail,
    rank_test,
    shift_of,
    upper_tail,
)

SERIES = st.lists(st.integers(0, 6).map(float), min_size=1, max_size=5)


def dealt(then: list[float], now: list[float]) -> tuple[float, float]:
    """p, and the smallest p that there is, by dealing these values out in every way."""
    ranks = doubled_ranks((*then, *now))
    sums = [sum(chosen) for chosen in combinations(ranks, len(now))]
    own = sum(ranks[len(then) :])
    return sum(one >= own for one in sums) / len(sums), sums.count(max(sums)) / len(sums)


@given(SERIES, SERIES)
def test_p_is_the_share_of_all_ways_to_deal_the_values_out(then: list[float], now: list[float]) -> None:
    p, smallest = dealt(then, now)
    assert rank_test(then, now) == pytest.approx(p)
    assert least_p(then, now) == pytest.approx(smallest)


@given(SERIES, SERIES)
def test_the_two_directions_and_the_ties_between_them_are_everything(then: list[float], now: list[float]) -> None:
    assert rank_test(then, now) + rank_test(now, then) >= 1
    assert cliffs_delta(then, now) == -cliffs_delta(now, then)
    assert shift_of(then, now) == -shift_of(now, then)


def test_complete_separation_of_ten_and_ten_is_one_way_in_184756() -> None:
    then, now = [float(n) for n in range(10)], [float(n) for n in range(10, 20)]
    assert rank_test(then, now) == pytest.approx(1 / 184756)
    assert cliffs_delta(then, now) == 1
    assert shift_of(then, now) == 10


def test_a_value_from_the_tables_of_mann_and_whitney() -> None:
    """Critical value of U for 10 and 10 values, one-sided 0.01: 19 (Mann and Whitney 1947, as every table has it)."""
    ranks = tuple(range(2, 42, 2))
    highest = sum(ranks[10:])
    assert exact_tail(ranks, 10, highest - 2 * 19) <= 0.01 < exact_tail(ranks, 10, highest - 2 * 20)


def test_where_both_can_be_had_the_approximation_is_close() -> None:
    then = [float(n % 17) for n in range(0, 3 * 35, 3)]
    now = [float(n % 19 + 2) for n in range(0, 3 * 35, 3)]
    pooled = doubled_ranks((*then, *now))
    ranks, total = tuple(sorted(pooled)), sum(pooled[35:])
    assert normal_tail(ranks, 35, total) == pytest.approx(exact_tail(ranks, 35, total), abs=0.002)


def test_long_series_are_approximated() -> None:
    then, now = [float(n) for n in range(EXACT_VALUES)], [n + 20.0 for n in range(EXACT_VALUES)]
    assert rank_test(then, now) < 1e-4 < rank_test(now, then)


def test_all_values_equal_say_nothing() -> None:
    assert rank_test([5.0] * 3, [5.0] * 4) == 1
    assert rank_test([5.0] * 60, [5.0] * 60) == 1
    assert least_p([5.0] * 3, [5.0] * 4) == 1


def test_no_values_cannot_be_tested() -> None:
    with pytest.raises(ValueError, match="both builds"):
        rank_test([], [1.0])


def test_upper_tail_is_that_of_the_normal_distribution() -> None:
    assert upper_tail(1.6448536) == pytest.approx(0.05, abs=1e-6)
