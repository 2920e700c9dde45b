"""Memory, CPU and what else the app uses, in numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from patrol.audit.figures.make import figure, thinned
from patrol.derive.facts import Facts
from patrol.derive.left_alone import Alone, LeftAlone
from patrol.derive.statistics import spread
from patrol.model.record import Text
from patrol.model.resources import Resources, ResourceSample
from patrol.model.result import Figure
from patrol.model.verdict import Series

Read = Callable[[ResourceSample], float | None]

MB = 1 / 1024
OVER_TIME: tuple[tuple[str, str, Text, str, float], ...] = (
    ("memory.pss", "pss_kb", Text("内存（PSS）", "Memory (PSS)"), "MB", MB),
    ("memory.java", "java_kb", Text("Java 堆", "Java heap"), "MB", MB),
    ("memory.native", "native_kb", Text("Native 堆", "Native heap"), "MB", MB),
    ("memory.graphics", "graphics_kb", Text("图形内存", "Graphics memory"), "MB", MB),
    ("memory.anonymous", "anonymous_kb", Text("匿名内存（RssAnon）", "Anonymous memory (RssAnon)"), "MB", MB),
    ("cpu", "cpu_percent", Text("CPU（单核百分比）", "CPU (percent of one core)"), "%", 1),
    ("threads", "threads", Text("线程数", "Threads"), "", 1),
    ("handles", "handles", Text("打开的文件数", "Open files"), "", 1),
    ("temperature", "temperature_c", Text("电池温度", "Battery temperature"), "°C", 1),
)
"""Figure → (field of a sample, name, unit, factor): shown with their spread and over time."""
COUNTED: tuple[tuple[str, str, Text, str, float], ...] = (
    ("traffic.received", "received_bytes", Text("接收流量（按 uid）", "Received, by uid"), "MB", 1e-6),
    ("traffic.sent", "sent_bytes", Text("发送流量（按 uid）", "Sent, by uid"), "MB", 1e-6),
)
"""Counters of the phone: what they grew by over the run."""
BATTERY = Text("电池用量", "Battery used")


def resource_figures(facts: Facts) -> Iterator[Figure]:
    resources = facts.find(Resources)
    if resources is None:
        return
    for id, field, name, unit, scale in OVER_TIME:
        yield from _over_time(resources, id, field, name, unit, scale)
    for id, field, name, unit, scale in COUNTED:
        yield from _counted(resources, id, field, name, unit, scale)
    yield from _written(resources)
    yield from _battery(resources)
    yield from _processes(resources)
    yield from _installed(resources)
    alone = facts.find(LeftAlone)
    if alone is not None:
        yield from _alone("idle", Text("静置在页面上", "left alone on a page"), alone.page)
        yield from _alone("background", Text("在后台", "in the background"), alone.background)


def _over_time(resources: Resources, id: str, field: str, name: Text, unit: str, scale: float) -> Iterator[Figure]:
    points = _points(resources.samples, lambda sample: getattr(sample, field), scale)
    source = resources.sources.get(field, "")
    if not points:
        if why := resources.unknown.get(field):
            yield Figure(id, name, None, unit, "", note=Text(why, why))
        return
    series = Series(name=name, unit=unit, points=thinned(points), source=source)
    yield figure(id, name, spread([value for _, value in points]), unit, source, evidence=series)
    if id == "memory.pss":
        highest = round(max(value for _, value in points), 1)
        yield Figure("memory.peak", Text("内存峰值（PSS）", "Peak memory (PSS)"), highest, unit, source, len(points))


def _counted(resources: Resources, id: str, field: str, name: Text, unit: str, scale: float) -> Iterator[Figure]:
    points = _points(resources.samples, lambda sample: getattr(sample, field), 1)
    if len(points) < 2:
        if why := resources.unknown.get(field):
            yield Figure(id, name, None, unit, "", note=Text(why, why))
        return
    grown = sum(max(0.0, after - before) for (_, before), (_, after) in pairwise(points))
    yield Figure(id, name, round(grown * scale, 3), unit, resources.sources.get(field, ""), len(points))


def _written(resources: Resources) -> Iterator[Figure]:
    """Processes that end take their counters with them: what each life had written at its last reading is added up."""
    name = Text("写入存储", "Written to storage")
    if why := resources.unknown.get("written_kb"):
        yield Figure("disk.written", name, None, "MB", "", note=Text(why, why))
        return
    values = [sample.written_kb for sample in resources.samples if sample.written_kb is not None]
    if not values:
        return
    source = resources.sources.get("written_kb", "")
    if source.startswith("/proc/uid_io"):
        written = values[-1] - values[0]
    else:
        ends = [before for before, after in zip(values, [*values[1:], -1], strict=True) if after < before]
        written = sum(ends)
    yield Figure("disk.written", name, round(max(0, written) / 1024, 2), "MB", source, len(values))


def _battery(resources: Resources) -> Iterator[Figure]:
    points = _points(resources.samples, lambda sample: sample.battery_percent, 1)
    if points:
        used = points[0][1] - points[-1][1]
        yield Figure("battery", BATTERY, used, "%", resources.sources.get("battery_percent", ""), len(points))


def _processes(resources: Resources) -> Iterator[Figure]:
    """CPU of each process, where the app has several."""
    shares: dict[str, list[float]] = {}
    for sample in resources.samples:
        for one in sample.processes:
            if one.percent is not None:
                shares.setdefault(one.name, []).append(one.percent)
    if len(shares) < 2:
        return
    for process, values in sorted(shares.items()):
        name = Text(f"CPU（{process}）", f"CPU of {process}")
        yield figure(f"cpu.process.{process}", name, spread(values), "%", resources.sources.get("processes", ""))


def _installed(resources: Resources) -> Iterator[Figure]:
    names = {
        "code": Text("安装包大小", "Installed code"),
        "data": Text("数据大小（含缓存）", "Data, cache included"),
        "cache": Text("缓存大小", "Cache"),
    }
    for part, name in names.items():
        field = f"{part}_bytes"
        size: int | None = getattr(resources.installed, field)
        why = resources.unknown.get(field, "")
        if size is not None:
            yield Figure(f"size.{part}", name, round(size / 1e6, 2), "MB", resources.sources.get(field, ""), 1)
        elif why:
            yield Figure(f"size.{part}", name, None, "MB", "", note=Text(why, why))


def _alone(id: str, where: Text, alone: Alone | None) -> Iterator[Figure]:
    if alone is None:
        return
    name = Text(f"CPU，{where.zh}", f"CPU, {where.en}")
    note = None
    if alone.busiest:
        top = ", ".join(f"{one.name} {one.percent:g} %" for one in alone.busiest[:3])
        note = Text(f"最忙的线程：{top}", f"busiest threads: {top}")
    series = Series(name=name, unit="%", points=alone.cpu_points, source="/proc/PID/stat") if alone.cpu_points else None
    count = len(alone.cpu_points)
    yield Figure(f"{id}.cpu", name, alone.cpu_percent, "%", "/proc/PID/stat", count, note=note, evidence=series)
    used = None if alone.bytes is None else round(alone.bytes / 1000, 1)
    traffic = Text(f"流量，{where.zh}", f"Traffic, {where.en}")
    yield Figure(f"{id}.traffic", traffic, used, "kB", "uid counter and proxy", 1)
    if alone.wake_locks is not None:
        locks = Text(f"唤醒锁，{where.zh}", f"Wake locks, {where.en}")
        held = ", ".join(lock.tag for lock in alone.wake_locks)
        told = Text(held, held) if held else None
        yield Figure(f"{id}.wake-locks", locks, len(alone.wake_locks), "", "dumpsys power", 1, note=told)


def _points(samples: Sequence[ResourceSample], read: Read, scale: float) -> list[tuple[float, float]]:
    known = ((sample.at_ms, read(sample)) for sample in samples)
    return [(float(at_ms), round(value * scale, 2)) for at_ms, value in known if value is not None]
