"""The phone's uptime clock turned into the run's, for frames."""

from __future__ import annotations

from collections.abc import Sequence

from patrol.model.frames import FrameBatch

NS = 1_000_000
"""Nanoseconds in a millisecond."""

SEAM_NS = 10_000 * NS
"""A reading follows its newest frame by a second or two. Where the difference jumps by more than this, the phone was
restarted, or the run was resumed, whose clock had stood still meanwhile."""


def clock_offsets_ns(batches: Sequence[FrameBatch]) -> tuple[int, ...]:
    """Host clock minus the phone's uptime clock at each batch, of those without a seam in between one for all.

    A phone that tells its clock does so a little after it was asked: the largest difference is the nearest to the
    truth. One that does not has drawn its newest frame before the reading was done, by an unknown delay: then the
    smallest is."""
    spans: list[tuple[list[int], list[int], list[FrameBatch]]] = []
    last = 0
    for batch in batches:
        difference = _difference_ns(batch)
        if not spans or abs(difference - last) > SEAM_NS:
            spans.append(([], [], []))
        told, read, members = spans[-1]
        (read if batch.uptime_ms is None else told).append(difference)
        members.append(batch)
        last = difference
    return tuple(max(told) if told else min(read) for told, read, members in spans for _ in members)


def _difference_ns(batch: FrameBatch) -> int:
    newest = max(row[1] for row in batch.rows) if batch.uptime_ms is None else batch.uptime_ms * NS
    return batch.at_ms * NS - newest
