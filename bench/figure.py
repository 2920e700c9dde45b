"""How a benchmark says what it measured."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure, its spread over the repeats, and the bound it is held against."""

    name: str
    values: tuple[float, ...]
    unit: str = "x"
    at_least: float | None = None
    at_most: float | None = None
    note: str = ""

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def holds(self) -> bool:
        low = self.at_least is None or self.median >= self.at_least
        return low and (self.at_most is None or self.median <= self.at_most)

    def __str__(self) -> str:
        bound = f"at least {self.at_least:g}" if self.at_least is not None else ""
        if self.at_most is not None:
            bound = f"at most {self.at_most:g}"
        spread = f"{min(self.values):.3g}–{max(self.values):.3g}, {len(self.values)} repeats"
        verdict = "" if not bound else f"  [{bound}: {'holds' if self.holds else 'FALLS SHORT'}]"
        note = f"\n      {self.note}" if self.note else ""
        return f"{self.name}: {self.median:.3g} {self.unit} ({spread}){verdict}{note}"


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> tuple[float, ...]:
    """Pair by pair, so that a machine that slows down slows both."""
    return tuple(a / b for a, b in zip(ours, theirs, strict=True))
