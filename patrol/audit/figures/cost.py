"""What measuring itself cost, in numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from patrol.derive.facts import Facts
from patrol.model.record import Text
from patrol.model.resources import MeasuringCost, ReadingCost
from patrol.model.result import Figure

SHOWN = 3
"""Readings named for each gatherer: those that took most."""


def cost_figures(facts: Facts) -> Iterator[Figure]:
    """`cost.cpu` for the phone, `cost.GATHERER` for each gatherer: the median of its readings, in milliseconds."""
    cost = facts.find(MeasuringCost)
    if cost is None:
        return
    name = Text("测量占用的 CPU（单核百分比）", "CPU that measuring takes (percent of one core)")
    note = Text(cost.unknown, cost.unknown) if cost.unknown else None
    seconds = cost.span_ms / 1000
    if cost.shell_cpu_ms is not None:
        spent = cost.shell_cpu_ms / 1000
        note = Text(
            f"{seconds:.0f} 秒内 adbd 和它执行的命令用了 {spent:.1f} 秒，包括探索和用户流程的操作",
            f"adbd and its commands took {spent:.1f} s of {seconds:.0f} s, those of crawl and journeys among them",
        )
    yield Figure("cost.cpu", name, cost.cpu_percent, "%", cost.source, 1, note=note)
    by_gatherer: dict[str, list[ReadingCost]] = {}
    for reading in cost.readings:
        by_gatherer.setdefault(reading.gatherer, []).append(reading)
    for gatherer, readings in sorted(by_gatherer.items()):
        yield _of(gatherer, readings, seconds)


def _of(gatherer: str, readings: Sequence[ReadingCost], seconds: float) -> Figure:
    count, total = sum(one.count for one in readings), sum(one.total_ms for one in readings)
    share = total / 10 / seconds if seconds else 0.0
    top = "; ".join(f"{one.reading}: {one.count} × {one.median_ms:g} ms" for one in readings[:SHOWN])
    note = Text(f"占全程时间的 {share:.1f}%。{top}", f"{share:.1f} % of the run's time. {top}")
    name = Text(f"每次读数耗时：{gatherer}", f"Time of a reading: {gatherer}")
    each = round(total / count, 1) if count else None
    return Figure(
        f"cost.{gatherer}", name, each, "ms", "timed by patrol, the way there and back included", count, note=note
    )
