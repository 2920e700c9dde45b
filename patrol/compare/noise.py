"""How much a number spreads by itself, how many values tell a change of a given size from that, and how quick the
phone was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, inf, pi, sqrt
from statistics import NormalDist, median

from patrol.derive.statistics import percentile
from patrol.model.build import Build, Nature

FOUND = 0.95
"""How likely a change must be found before a series is called long enough."""

CLEAR = 0.85
"""A change smaller than this (a value of the newer build is above one of the older in so many of all pairs) drowns in
the noise: no number of values makes it one that counts. Cliff's delta of 0.7, with room above what `LARGE` asks for."""

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

    def above(self, shift: float) -> float:
        """How often a value of a build that is `shift` higher lies above one of the other, ties half."""
        pairs = sum((b + shift > a) + (b + shift >= a) for a in self.residuals for b in self.residuals)
        return pairs / 2 / len(self.residuals) ** 2

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
    `limit` (Noether 1987, with the share of pairs as this noise gives it), and the medians must differ by `least`
    (the median's own spread, for bell-shaped noise). With unknown noise, the fewest that could decide at all."""
    fewest = fewest_for(limit)
    if noise is None:
        return fewest
    found = NormalDist().inv_cdf(FOUND)
    apart = noise.above(shift) - 0.5
    by_ranks = (NormalDist().inv_cdf(1 - limit) + found) ** 2 / (6 * apart**2) if apart > 0 else inf
    by_medians = found**2 * pi * noise.deviation**2 / (shift - least) ** 2 if shift > least else inf
    return min(MOST_NEEDED, max(fewest, *(-int(-min(n, MOST_NEEDED) // 1) for n in (by_ranks, by_medians))))


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
