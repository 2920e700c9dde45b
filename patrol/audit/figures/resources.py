"""Memory and CPU in numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from patrol.audit.figures.make import figure, thinned
from patrol.derive.facts import Facts
from patrol.derive.statistics import spread
from patrol.model.record import Text
from patrol.model.resources import Resources, ResourceSample
from patrol.model.result import Figure
from patrol.model.verdict import Series


def resource_figures(facts: Facts) -> Iterator[Figure]:
    resources = facts.find(Resources)
    samples = resources.samples if resources else ()
    memory = _series(samples, "pss_kb", 1 / 1024)
    if memory:
        name = Text("内存（PSS）", "Memory (PSS)")
        series = Series(name=name, unit="MB", points=thinned(memory), source="dumpsys meminfo")
        yield figure("memory.pss", name, spread([v for _, v in memory]), "MB", "dumpsys meminfo", evidence=series)
        peak = Text("内存峰值（PSS）", "Peak memory (PSS)")
        highest = round(max(value for _, value in memory), 1)
        yield Figure("memory.peak", peak, highest, "MB", "dumpsys meminfo", len(memory))
    cpu = _series(samples, "cpu_percent", 1)
    if cpu:
        name = Text("CPU（单核百分比）", "CPU (percent of one core)")
        series = Series(name=name, unit="%", points=thinned(cpu), source="/proc")
        yield figure("cpu", name, spread([v for _, v in cpu]), "%", "/proc", evidence=series)


def _series(samples: Sequence[ResourceSample], field: str, scale: float) -> list[tuple[float, float]]:
    read = ((sample.at_ms, getattr(sample, field)) for sample in samples)
    return [(float(at_ms), round(value * scale, 2)) for at_ms, value in read if value is not None]
