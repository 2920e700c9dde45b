"""Medians, quartiles and paired tests over apps."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paired:
    """Wilcoxon's signed-rank test over pairs (two-sided p) and its effect size, the matched-pairs rank-biserial
    correlation: 1 when every pair is in favour of the first, -1 when every one is against it."""

    pairs: int
    p: float
    effect: float

    def __str__(self) -> str:
        return f"Wilcoxon p {self.p:.2g}, effect {self.effect:+.2f}, {self.pairs} pairs"


def paired(ours: Sequence[float], theirs: Sequence[float]) -> Paired:
    """Of two samples over the same apps. Pairs without a difference have no part in it."""
    from scipy.stats import rankdata, wilcoxon  # type: ignore[import-untyped]

    differences = [a - b for a, b in zip(ours, theirs, strict=True) if a != b]
    if not differences:
        return Paired(len(ours), 1.0, 0.0)
    ranks = rankdata([abs(d) for d in differences])
    up = sum(float(rank) for rank, d in zip(ranks, differences, strict=True) if d > 0)
    total = float(sum(ranks))
    return Paired(len(ours), float(wilcoxon(differences).pvalue), (2 * up - total) / total)


def quartiles(values: Sequence[float]) -> tuple[float, float, float]:
    """Lower quartile, median, upper quartile (inclusive method); what was never reached is infinite, and sorts last."""
    ordered = sorted(values)
    if len(ordered) == 1 or any(math.isinf(value) for value in ordered):
        return ordered[(len(ordered) - 1) // 4], statistics.median(ordered), ordered[-1 - (len(ordered) - 1) // 4]
    low, middle, high = statistics.quantiles(ordered, n=4, method="inclusive")
    return low, middle, high


def spread(values: Sequence[float], digits: int = 3) -> str:
    """`median (lower–upper quartile)`."""
    low, middle, high = quartiles(values)
    return f"{middle:.{digits}g} ({low:.{digits}g}–{high:.{digits}g})"
