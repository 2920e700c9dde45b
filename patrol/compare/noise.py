"""How much a number spreads by itself, how many values tell a change of a given size from that, and how quick the
phone was."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, pi, sqrt
from statistics import NormalDist, mean, median, pvariance

from patrol.derive.statistics import percentile
from patrol.model.build import Build, Nature

FOUND = 0.95
"""How likely a change must be found before a series is called long enough."""

LARGE = 0.474
"""Cliff's delta from which a difference is called large (Romano, Kromrey, Coraggio and Skowronek 2006); for bell-shaped
noise a shift of nine tenths of its standard deviation. A smaller one drowns in the noise, and never counts."""

CLEAR = 0.85
"""Share of pairs of a change that can be told with a moderate number of values: Cliff's delta of 0.7, with room above
LARGE."""

NORMAL = 1.4826
"""Median distance from the median of a normal distribution, as a share of its standard deviation, upside down."""

FEWEST = 3
"""Values from which a series says how far it spreads."""

MOST_RESIDUALS = 40
"""Values of a series that its noise is read off; a hundred would say the same."""

MOST_NEEDED = 1000
"""A series that would have to be longer is not worth asking for."""

SLOWER = 1.5
"""Readings of the phone are told in whole milliseconds and spread themselves: up to this ratio both runs' phones were
equally quick."""


@dataclass(frozen=True, slots=True)
class Noise:
    """How values of one number lie around the median of their own build, both builds together."""

    residuals: tuple[float, ...]
    """Sorted."""

    @property
    def deviation(self) -> float:
        """Standard deviation, by the median distance where that says anything: an outlier does not widen it."""
        middle = NORMAL * median(map(abs, self.residuals))
        return middle or sqrt(sum(r * r for r in self.residuals) / len(self.residuals))

    def above(self, shift: float) -> tuple[float, float]:
        """How often a value of a build that is `shift` higher lies above one of the other, ties half; and the variance
        of that share, times the number of values in each build (DeLong, DeLong and Clarke-Pearson 1988)."""
        count = len(self.residuals)
        places = [self._below(value + shift) / count for value in self.residuals]
        others = [1 - self._below(value - shift) / count for value in self.residuals]
        return mean(places), pvariance(places) + pvariance(others)

    def _below(self, value: float) -> float:
        return (bisect_left(self.residuals, value) + bisect_right(self.residuals, value)) / 2

    @property
    def clear_shift(self) -> float:
        """The smallest change that does not drown in this noise."""
        return percentile(sorted(b - a for a in self.residuals for b in self.residuals), CLEAR)


def noise_of(then: Sequence[float], now: Sequence[float]) -> Noise | None:
    """None when one of the builds has too few values to say."""
    if min(len(then), len(now)) < FEWEST:
        return None
    return Noise(tuple(sorted((*_around(then), *_around(now)))))


def _around(values: Sequence[float]) -> list[float]:
    """Distances from the median, a little wider for few values: the median of few lies too close to them."""
    middle, wider = median(values), sqrt(len(values) / (len(values) - 1))
    kept = values[:: -(-len(values) // MOST_RESIDUALS)]
    return [(value - middle) * wider for value in kept]


def fewest_for(limit: float) -> int:
    """Values in each build without which no series, however far apart, gives a p of `limit`."""
    return next(n for n in range(1, MOST_NEEDED) if 1 / comb(2 * n, n) <= limit)


def needed(noise: Noise | None, shift: float, least: float, limit: float) -> int:
    """Values in each build with which a change by `shift` is found in FOUND of all cases: the rank test must reach
    `limit`, the effect LARGE, and the estimated change `least`. With unknown noise, the fewest that
    could decide at all; MOST_NEEDED when no sensible number does."""
    fewest = fewest_for(limit)
    if noise is None:
        return fewest
    certain, strict = NormalDist().inv_cdf(FOUND), NormalDist().inv_cdf(1 - limit)
    share, variance = noise.above(shift)
    for n in range(fewest, MOST_NEEDED):
        critical = max((1 + LARGE) / 2, 0.5 + strict * sqrt((2 * n + 1) / 12) / n)
        by_ranks = share - certain * sqrt(variance / n) >= min(critical, 1.0)
        if by_ranks and shift - certain * noise.deviation * sqrt(2 * pi / 3 / n) >= least:
            return n
    return MOST_NEEDED


def control_ratio(then: Build, now: Build) -> float:
    """How many times longer patrol's own readings of the phone took in the newer run: median over the readings that
    both runs made often. 1 when that is within what the readings themselves spread, or cannot be said."""
    before = {one.id: one.values[0] for one in then.samples if one.nature is Nature.control}
    ratios = [
        max(one.values[0], 1) / max(before[one.id], 1)
        for one in now.samples
        if one.nature is Nature.control and one.id in before
    ]
    ratio = median(ratios) if len(ratios) >= FEWEST else 1.0
    return ratio if ratio >= SLOWER or ratio <= 1 / SLOWER else 1.0
