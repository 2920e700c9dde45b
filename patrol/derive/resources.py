"""Memory over time: does it come back to where it was?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from patrol.model.resources import Resources, ResourceSample

KINDS: dict[str, Callable[[ResourceSample], int | None]] = {
    "PSS": lambda sample: sample.pss_kb,
    "Java": lambda sample: sample.java_kb,
    "Native": lambda sample: sample.native_kb,
}


@dataclass(frozen=True, slots=True)
class Growth:
    """A line through the lowest points of one kind of memory."""

    kind: str
    points: tuple[tuple[int, int], ...]
    """(at_ms, kB)"""
    first_kb: int
    """Lowest of the first third, once the app has warmed up."""
    last_kb: int
    """Lowest of the last third: what never came back."""
    minutes: float

    @property
    def kb(self) -> int:
        return self.last_kb - self.first_kb


@dataclass(frozen=True, slots=True)
class MemoryGrowth:
    kinds: dict[str, Growth]
    samples: int


def memory_growth(resources: Resources) -> MemoryGrowth:
    """Low points are compared, because garbage collection makes memory a saw: the troughs show what stays."""
    found = {}
    for kind, read in KINDS.items():
        points = [(s.at_ms, value) for s in resources.samples if (value := read(s)) is not None]
        if len(points) >= 3:
            third = len(points) // 3
            found[kind] = Growth(
                kind,
                tuple(points),
                min(value for _, value in points[:third]),
                min(value for _, value in points[-third:]),
                (points[-1][0] - points[0][0]) / 60_000,
            )
    return MemoryGrowth(found, len(resources.samples))
