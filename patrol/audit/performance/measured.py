"""How a number is made of repeated measurements."""

from __future__ import annotations

from collections.abc import Sequence

from patrol.derive.statistics import Spread, spread
from patrol.model.performance import Measured


def measured(values: Sequence[float]) -> Measured:
    """Unknown for no values."""
    return of_spread(spread(values))


def of_spread(found: Spread | None) -> Measured:
    if found is None:
        return Measured()
    median, low, high = (round(float(number), 2) for number in (found.median, found.low, found.high))
    return Measured(median, found.samples, low, high, len(found.outliers))
