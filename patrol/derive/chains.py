"""Requests that wait for each other although nobody touches the phone in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from patrol.model.waterfall import Bar, Waterfall

GAP_MS = 250.0
"""What an app may take between one answer and the next request that needs it, opening a connection included."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Each bar begins when the one before it has ended."""

    page: str
    bars: tuple[Bar, ...]

    @property
    def ms(self) -> float:
        return self.bars[-1].end_ms - self.bars[0].start_ms


@dataclass(frozen=True, slots=True)
class Chains:
    """Chains of two and more, the longest of each page and step."""

    chains: tuple[Chain, ...]


def chains(waterfall: Waterfall) -> Chains:
    groups: dict[tuple[str, str], list[Bar]] = {}
    for bar in waterfall.bars:
        if bar.kind in ("data", "other", "page") and not bar.failed and bar.spans:
            groups.setdefault((bar.page, bar.step), []).append(bar)
    return Chains(tuple(Chain(page, chain) for (page, _), bars in groups.items() for chain in _longest(bars)))


def _longest(bars: list[Bar]) -> Iterator[tuple[Bar, ...]]:
    """The longest chain among bars in the order of their beginning; nothing when none waits for another."""
    best: list[tuple[Bar, ...]] = []
    for index, bar in enumerate(bars):
        before = [best[i] for i in range(index) if 0 <= bar.start_ms - bars[i].end_ms <= GAP_MS]
        # What is asked at the same time is no chain: a request that was under way belongs beside this one.
        best.append((*max(before, key=len, default=()), bar))
    longest = max(best, key=len, default=())
    if len(longest) > 1:
        yield longest
