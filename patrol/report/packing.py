"""Boxes of different sizes on one sheet, first come first placed, so that the first stands in the corner where people
begin to read. (A skyline: the lowest free place, then the one furthest left.)"""

from __future__ import annotations

import math
from collections.abc import Sequence

Size = tuple[int, int]

_Placed = tuple[list[tuple[int, int]], int, int]
"""(corners, width, height)"""

WORTH = 1.06
"""A sheet this much larger is kept for the sake of the order in which one reads it."""

TRIES = 24
"""Sheet widths that are tried; more make no drawing better that anyone would see."""


def pack(sizes: Sequence[Size], gap: int, aspect: float) -> list[tuple[int, int]]:
    """The top left corner of each (width, height), `gap` apart, on the sheet that comes closest to width over height
    = `aspect` with the least room wasted."""
    if not sizes:
        return []
    # In the order given, and with the tall ones first, which wastes less room but says less: only where it is worth it.
    tall = [0, *sorted(range(1, len(sizes)), key=lambda n: -sizes[n][1])]
    given, other = _best(sizes, gap, aspect), _best([sizes[n] for n in tall], gap, aspect)
    if _cost(given, aspect) <= WORTH * _cost(other, aspect):
        return given[0]
    return [other[0][place] for place in sorted(range(len(tall)), key=tall.__getitem__)]


def _best(sizes: Sequence[Size], gap: int, aspect: float) -> _Placed:
    area = sum((width + gap) * (height + gap) for width, height in sizes)
    least = max(width for width, _ in sizes) + gap
    widths = [max(least, int(math.sqrt(area * aspect) * (0.8 + 0.05 * n))) for n in range(TRIES)]
    return min((_placed(sizes, gap, width) for width in dict.fromkeys(widths)), key=lambda found: _cost(found, aspect))


def _cost(found: _Placed, aspect: float) -> float:
    """Of what a screen of that aspect needs to show the sheet whole, the longer side decides."""
    _, width, height = found
    return max(width / aspect, float(height))


def _placed(sizes: Sequence[Size], gap: int, limit: int) -> _Placed:
    """On a sheet at most `limit` wide."""
    line: list[tuple[int, int, int]] = [(0, limit, 0)]  # (from x, to x, taken down to y)
    corners: list[tuple[int, int]] = []
    for width, height in sizes:
        x, y = _lowest(line, width + gap, limit)
        corners.append((x, y))
        line = _raised(line, x, x + width + gap, y + height + gap)
    across = max(x + width for (x, _), (width, _) in zip(corners, sizes, strict=True))
    down = max(y + height for (_, y), (_, height) in zip(corners, sizes, strict=True))
    return corners, across, down


def _lowest(line: list[tuple[int, int, int]], width: int, limit: int) -> tuple[int, int]:
    """Where a box of that width fits best: (x, y)."""
    found = (limit, 1 << 60)
    for start, _, _ in line:
        if start + width > limit and start:
            break
        y = max(level for left, right, level in line if left < start + width and right > start)
        if y < found[1]:
            found = (start, y)
    return found


def _raised(line: list[tuple[int, int, int]], left: int, right: int, level: int) -> list[tuple[int, int, int]]:
    """The skyline with the span from `left` to `right` taken down to `level`."""
    kept = []
    for start, end, known in line:
        if start < left:
            kept.append((start, min(end, left), known))
        if end > right:
            kept.append((max(start, right), end, known))
    return sorted([*kept, (left, right, level)])
