"""Memory, CPU and the like over the run, and which page was shown meanwhile."""

from __future__ import annotations

from collections.abc import Sequence

from patrol.audit.figures.make import thinned
from patrol.derive.facts import Facts
from patrol.derive.timeline import Timeline
from patrol.model.performance import Band, Curve
from patrol.model.record import Text
from patrol.model.resources import Resources, ResourceSample

CURVES: tuple[tuple[str, str, Text, str, float, str], ...] = (
    ("pss_kb", "memory", Text("PSS", "PSS"), "MB", 1 / 1024, "dumpsys meminfo"),
    ("java_kb", "memory", Text("Java 堆", "Java heap"), "MB", 1 / 1024, "dumpsys meminfo"),
    ("native_kb", "memory", Text("Native 堆", "Native heap"), "MB", 1 / 1024, "dumpsys meminfo"),
    ("graphics_kb", "memory", Text("图形", "Graphics"), "MB", 1 / 1024, "dumpsys meminfo"),
    ("cpu_percent", "cpu", Text("CPU", "CPU"), "%", 1, "/proc"),
    ("threads", "counts", Text("线程", "Threads"), "", 1, "/proc"),
    ("handles", "counts", Text("文件句柄", "File handles"), "", 1, "/proc"),
    ("received_bytes", "volume", Text("接收", "Received"), "MB", 1e-6, "netstats"),
    ("sent_bytes", "volume", Text("发送", "Sent"), "MB", 1e-6, "netstats"),
    ("temperature_c", "battery", Text("电池温度", "Battery temperature"), "°C", 1, "dumpsys battery"),
)
"""Field of a sample, the chart it belongs to, its name, unit, what turns the field into it, and where it comes from
when the recording does not say."""

SINCE_START = {"received_bytes", "sent_bytes"}
"""Counted since the phone started: shown from the first sample on."""

MOST_BANDS = 120
"""Visits shown below a chart; the shortest are left out of more, they would be thinner than a line."""


def curves(facts: Facts) -> tuple[Curve, ...]:
    """Those of which there are two points at least."""
    resources = facts.find(Resources)
    found = []
    for field, group, name, unit, scale, source in CURVES if resources else ():
        assert resources is not None
        points = _points(resources.samples, field, scale)
        if len(points) > 1:
            told = resources.sources.get(field, source)
            shown = tuple((int(at), value) for at, value in thinned(points))
            found.append(Curve(field.rpartition("_")[0] or field, name, unit, told, shown, group))
    return tuple(found)


def _points(samples: Sequence[ResourceSample], field: str, scale: float) -> list[tuple[float, float]]:
    read = [(sample.at_ms, getattr(sample, field)) for sample in samples]
    known = [(float(at_ms), float(value)) for at_ms, value in read if value is not None]
    first = known[0][1] if known and field in SINCE_START else 0
    return [(at_ms, round((value - first) * scale, 2)) for at_ms, value in known]


def bands(facts: Facts) -> tuple[Band, ...]:
    """The visits of pages, in order; successive ones of one page count as one."""
    timeline = facts.find(Timeline)
    joined: list[Band] = []
    for start, end, page in timeline.spans() if timeline else ():
        if joined and joined[-1].page == page:
            joined[-1] = Band(joined[-1].from_ms, end, page)
        else:
            joined.append(Band(start, end, page))
    named = [band for band in joined if band.page and band.to_ms > band.from_ms]
    longest = sorted(named, key=lambda band: band.from_ms - band.to_ms)[:MOST_BANDS]
    return tuple(sorted(longest, key=lambda band: band.from_ms))
