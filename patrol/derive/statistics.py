"""Medians, quartiles and outliers of a few measurements, and percentiles of many; no interpolation surprises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


def often(count: int) -> str:
    """`once`, `3 times`."""
    return "once" if count == 1 else f"{count} times"


@dataclass(frozen=True, slots=True)
class Spread:
    """Where repeated measurements lie."""

    samples: int
    median: float
    low: float
    """First quartile."""
    high: float
    """Third quartile."""
    outliers: tuple[float, ...] = ()
    """Values more than 1.5 interquartile ranges outside the quartiles (Tukey's fences)."""


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of the sorted `values` lies, linear between neighbours. Raises ValueError
    for no values."""
    if not values:
        raise ValueError("no values")
    place = (len(values) - 1) * share
    below = int(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (place - below)


def spread(values: Sequence[float]) -> Spread | None:
    """None for no values; the values need not be sorted."""
    if not values:
        return None
    ordered = sorted(values)
    low, median, high = (percentile(ordered, share) for share in (0.25, 0.5, 0.75))
    fence = 1.5 * (high - low)
    outliers = tuple(v for v in ordered if v < low - fence or v > high + fence)
    return Spread(len(ordered), median, low, high, outliers)
