"""How much a number spreads, how many values tell a change from that, and how quick the phone was."""

from __future__ import annotations

from random import Random

import pytest

from patrol.compare.noise import MOST_NEEDED, control_ratio, fewest_for, needed, noise_of
from patrol.compare.ranks import rank_test, shift_of
from patrol.model.build import Build, BuildHead, Nature, Samples
from patrol.model.record import Text


def build(**readings: float) -> Build:
    """A build whose run made these readings of the phone."""
    samples = (
        Samples(f"control:{name}", Text(name, name), "ms", (value,), nature=Nature.control)
        for name, value in readings.items()
    )
    return Build(1, BuildHead("com.bank", "r", ""), samples=tuple(samples))


def test_two_values_say_nothing_about_noise() -> None:
    assert noise_of([1.0, 2.0], [1.0, 2.0, 3.0]) is None


def test_an_outlier_does_not_widen_the_noise() -> None:
    chance = Random(1)
    then = [100 + chance.gauss(0, 5) for _ in range(20)]
    quiet, loud = noise_of(then, then), noise_of([*then[:-1], 900.0], then)
    assert quiet and loud
    assert quiet.deviation == pytest.approx(5, rel=0.3)
    assert loud.deviation == pytest.approx(quiet.deviation, rel=0.2)


def test_equal_values_with_one_exception_have_noise_all_the_same() -> None:
    noise = noise_of([10.0] * 9 + [20.0], [10.0] * 10)
    assert noise is not None and noise.deviation > 0


def test_five_in_each_build_are_the_fewest_that_decide_at_one_percent() -> None:
    assert fewest_for(0.01) == 5
    assert fewest_for(0.05) == 3


def test_what_is_asked_for_finds_the_change_as_often_as_promised() -> None:
    """At noise of 5 % a shift of 10 % needs the number of values that `needed` names, neither half nor double."""
    chance = Random(2)
    seen = [100 + chance.gauss(0, 5) for _ in range(40)]
    count = needed(noise_of(seen, seen[::-1]), 10, 5, 0.01)
    found = 0
    for _ in range(400):
        then = [100 + chance.gauss(0, 5) for _ in range(count)]
        now = [110 + chance.gauss(0, 5) for _ in range(count)]
        found += rank_test(then, now) <= 0.01 and shift_of(then, now) >= 5
    assert 0.92 <= found / 400 <= 0.99


def test_what_drowns_in_the_noise_is_not_to_be_had_for_any_number_of_values() -> None:
    chance = Random(3)
    seen = [100 + chance.gauss(0, 30) for _ in range(40)]
    noise = noise_of(seen, seen[::-1])
    assert noise is not None
    assert needed(noise, 10, 5, 0.01) == MOST_NEEDED
    assert needed(noise, noise.clear_shift, 5, 0.01) < 60


def test_with_unknown_noise_the_fewest_are_asked_for() -> None:
    assert needed(None, 10, 5, 0.01) == 5


def test_a_phone_that_took_four_times_as_long_for_the_same_readings_was_slower() -> None:
    then, now = build(a=5, b=10, c=20), build(a=20, b=41, c=79)
    assert control_ratio(then, now) == pytest.approx(4, abs=0.2)
    assert control_ratio(now, then) == pytest.approx(1 / 4, abs=0.02)


def test_small_differences_of_the_readings_are_no_slower_phone() -> None:
    assert control_ratio(build(a=5, b=10, c=20), build(a=6, b=13, c=25)) == 1


def test_two_readings_are_too_few_to_say() -> None:
    assert control_ratio(build(a=5, b=10), build(a=50, b=100)) == 1
