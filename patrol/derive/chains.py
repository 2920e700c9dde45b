"""Requests that wait for each other although nobody touches the phone in between."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from patrol.derive.timeline import Timeline
from patrol.model.waterfall import Bar, Waterfall

GAP_MS = 250.0
"""What an app may take between one answer and the next request that needs it, opening a connection included."""
RECENT = 24
"""Requests before it that one may have waited for."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Each bar begins when the one before it has ended."""

    page: str
    """Where the first of them was sent."""
    bars: tuple[Bar, ...]

    @property
    def ms(self) -> float:
        return self.bars[-1].end_ms - self.bars[0].start_ms


@dataclass(frozen=True, slots=True)
class Chains:
    """Chains of two and more requests between two touches, the longest that begins at its first request."""

    chains: tuple[Chain, ...]


def chains(waterfall: Waterfall, timeline: Timeline) -> Chains:
    groups: dict[int, list[Bar]] = {}
    for bar in waterfall.bars:
        if bar.kind in ("data", "other", "page") and not bar.failed and bar.spans:
            groups.setdefault(bisect_right(timeline.acted_at, bar.start_ms), []).append(bar)
    return Chains(tuple(Chain(chain[0].page, chain) for bars in groups.values() for chain in _longest(bars)))


def _longest(bars: list[Bar]) -> Iterator[tuple[Bar, ...]]:
    """The longest chain from each request that waited for none, of bars in the order of their beginning."""
    best: list[tuple[Bar, ...]] = []
    for index, bar in enumerate(bars):
        recent = range(max(0, index - RECENT), index)
        before = [best[i] for i in recent if 0 <= bar.start_ms - bars[i].end_ms <= GAP_MS]
        # Of several, the one that ended last is the likeliest cause.
        best.append((*max(before, key=lambda chain: chain[-1].end_ms, default=()), bar))
    longest: dict[str, tuple[Bar, ...]] = {}
    for chain in best:
        if len(chain) > len(longest.get(chain[0].flow, ())):
            longest[chain[0].flow] = chain
    yield from (chain for chain in longest.values() if len(chain) > 1)
