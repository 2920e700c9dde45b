"""The rank test that tells a change from noise, by permutation: exact for few values, ties and all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from math import comb, erfc, sqrt
from statistics import median

EXACT_VALUES = 80
"""Values of both series together up to which every way to deal them out is counted; beyond it the normal approximation
is off by less than a hundredth of p where p matters here."""


def rank_test(then: Sequence[float], now: Sequence[float]) -> float:
    """One-sided Mann–Whitney test: how likely ranks as high as those of `now` would be if both series came from one
    source. Ties share their rank, and the distribution is that of these very ties. Raises ValueError for no values."""
    if not then or not now:
        raise ValueError("a rank test needs values of both builds")
    pooled = doubled_ranks((*then, *now))
    ranks, total = tuple(sorted(pooled)), sum(pooled[len(then) :])
    if len(ranks) <= EXACT_VALUES:
        return exact_tail(ranks, len(now), total)
    return normal_tail(ranks, len(now), total)


def doubled_ranks(values: Sequence[float]) -> list[int]:
    """Twice the rank of each value, from 2 on: the mean rank of ties is a whole number then."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0] * len(values)
    place = 0
    for _, tied in groupby(order, key=values.__getitem__):
        members = list(tied)
        for index in members:
            ranks[index] = 2 * place + len(members) + 1
        place += len(members)
    return ranks


@lru_cache(maxsize=4096)
def exact_tail(ranks: tuple[int, ...], count: int, total: int) -> float:
    """Share of all ways to pick `count` of these sorted doubled ranks whose sum is `total` or more.

    The ways by sum are the coefficients of a polynomial, kept side by side in one long integer: adding a rank is one
    shift and one addition, which makes eighty values a matter of milliseconds."""
    width = comb(len(ranks), count).bit_length() + 1
    ways = [1] + [0] * count
    for taken, rank in enumerate(ranks, start=1):
        for size in range(min(taken, count), max(0, count - len(ranks) + taken - 1), -1):
            ways[size] += ways[size - 1] << rank * width
    tail, mask, found = ways[count] >> total * width, (1 << width) - 1, 0
    while tail:
        found += tail & mask
        tail >>= width
    return found / comb(len(ranks), count)


def normal_tail(ranks: Sequence[int], count: int, total: int) -> float:
    """The same by the normal distribution, corrected for ties and for whole ranks."""
    all_values, other = len(ranks), len(ranks) - count
    tied = sum(len(group) ** 3 - len(group) for group in (list(same) for _, same in groupby(ranks)))
    spread = count * other / 12 * (all_values + 1 - tied / (all_values * (all_values - 1)))
    if spread <= 0:
        return 1.0
    above = total / 2 - count * (all_values + 1) / 2
    return upper_tail((above - 0.5) / sqrt(spread))


def least_p(then: Sequence[float], now: Sequence[float]) -> float:
    """The smallest p that these values could have given, dealt out otherwise: no test can fall below it."""
    ordered = sorted((*then, *now), reverse=True)
    edge = ordered[len(now) - 1]
    needed = sum(value == edge for value in ordered[: len(now)])
    return comb(ordered.count(edge), needed) / comb(len(ordered), len(now))


def cliffs_delta(then: Sequence[float], now: Sequence[float]) -> float:
    """How often a value of `now` is above one of `then`, minus how often it is below: -1 to 1, 0 for no difference
    (Cliff 1993)."""
    pairs = sum((b > a) - (b < a) for a in then for b in now)
    return pairs / (len(then) * len(now))


def shift_of(then: Sequence[float], now: Sequence[float]) -> float:
    """How much higher `now` is: the median of all differences between a value of one and a value of the other (Hodges
    and Lehmann 1963). It goes with the rank test, and is steadier than the difference of two medians."""
    return median(b - a for a in then for b in now)


def upper_tail(z: float) -> float:
    """Share of the normal distribution above `z` standard deviations."""
    return 0.5 * erfc(z / sqrt(2))
