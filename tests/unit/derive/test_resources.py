"""Memory growth compares low points."""

from __future__ import annotations

from patrol.derive.resources import memory_growth
from patrol.model.resources import Resources, ResourceSample


def test_low_points_of_the_first_and_last_third_are_compared() -> None:
    values = (100, 160, 120, 150, 170, 190, 180, 140, 200)
    samples = tuple(ResourceSample(i * 60_000, pss_kb=value, native_kb=None) for i, value in enumerate(values))
    found = memory_growth(Resources(samples))
    assert set(found.kinds) == {"PSS"} and found.samples == 9
    growth = found.kinds["PSS"]
    assert (growth.first_kb, growth.last_kb, growth.kb, growth.minutes) == (100, 140, 40, 8.0)


def test_two_samples_say_nothing() -> None:
    assert memory_growth(Resources((ResourceSample(0, pss_kb=1), ResourceSample(9, pss_kb=9)))).kinds == {}
