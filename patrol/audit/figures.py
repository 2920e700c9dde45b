"""The numbers of a run, each with how it was made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from patrol.derive.facts import Facts
from patrol.derive.frames import FROZEN_MS, FramesByPage
from patrol.derive.startup import SOURCE_NAMES, Starts, StartStatistics
from patrol.derive.statistics import Spread, percentile, spread
from patrol.derive.traffic import Endpoints, has_failed
from patrol.model.artifacts import Resources, ResourceSample, StartKind, Traffic
from patrol.model.record import Text
from patrol.model.result import Figure
from patrol.model.verdict import Series

KINDS = {
    StartKind.cold: Text("冷启动", "Cold start"),
    StartKind.warm: Text("温启动", "Warm start"),
    StartKind.hot: Text("热启动", "Hot start"),
}

MAX_POINTS = 600
"""Points kept of a series for drawing; more than a chart has pixels for."""

Points = Sequence[tuple[float, float]]


def figures(facts: Facts) -> tuple[Figure, ...]:
    """Start-up, frames, requests, memory and CPU, in this order; what was not measured is left out."""
    return (*_start(facts), *_frames(facts), *_requests(facts), *_resources(facts))


def _start(facts: Facts) -> Iterator[Figure]:
    statistics = facts.find(StartStatistics)
    for starts in statistics.by_kind.values() if statistics else ():
        name = KINDS[starts.kind]
        points = [(float(i + 1), value) for i, (_, value) in enumerate(starts.values)]
        source = SOURCE_NAMES.get(starts.source, "")
        series = Series(name=name, unit="ms", points=tuple(points), source=source, x_unit="launch")
        yield _figure(f"start.{starts.kind.value}", name, starts.spread, "ms", source, _start_note(starts), series)
        if starts.fully_drawn:
            drawn = Text(f"{name.zh}（内容完整）", f"{name.en}, fully drawn")
            yield _figure(f"start.{starts.kind.value}.full", drawn, starts.fully_drawn, "ms", "Fully drawn (logcat)")


def _start_note(starts: Starts) -> Text | None:
    others = [f"{SOURCE_NAMES[k]} {s.median:.0f} ms" for k, s in starts.all_sources.items() if k != starts.source]
    if not others and not starts.disagreements:
        return None
    listed = ", ".join(others)
    odd = len(starts.disagreements)
    zh, en = f"其他来源：{listed}" if others else "", f"other sources: {listed}" if others else ""
    if odd:
        zh, en = f"{zh}；{odd} 次启动来源不一致".strip("；"), f"{en}; sources disagree on {odd} launches".strip("; ")
    return Text(zh, en)


def _frames(facts: Facts) -> Iterator[Figure]:
    frames = facts.find(FramesByPage)
    if frames is None or not frames.total.frames:
        return
    total, source = frames.total, ", ".join(frames.sources)
    hz = frames.refresh_hz
    rate = Text(f"刷新率 {hz:g} Hz" if hz else "刷新率未知", f"{hz:g} Hz display" if hz else "refresh rate unknown")
    lost = Text(f"{rate.zh}；丢失 {frames.lost} 帧", f"{rate.en}; {frames.lost} frames not read in time")
    share = None if total.late_share is None else round(100 * total.late_share, 2)
    yield Figure("frames.late", Text("超时帧占比", "Late frames"), share, "%", source, total.judged, note=lost)
    frozen = Text(f"冻结帧（超过 {FROZEN_MS} 毫秒）", f"Frozen frames (over {FROZEN_MS} ms)")
    yield Figure("frames.frozen", frozen, float(len(total.frozen)), "", source, total.frames, note=rate)


def _requests(facts: Facts) -> Iterator[Figure]:
    found, traffic = facts.find(Endpoints), facts.find(Traffic)
    if traffic and traffic.uninspected:
        hosts = ", ".join(sorted({one.host for one in traffic.uninspected})[:8])
        name, count = Text("未能查看的连接", "Connections that could not be read"), len(traffic.uninspected)
        yield Figure("requests.uninspected", name, float(count), "", "proxy", count, note=Text(hosts, hosts))
    if found is None:
        return
    flows = [flow for endpoint in found.endpoints for flow in endpoint.flows]
    source = "proxy"
    count = len(flows)
    yield Figure("requests.count", Text("请求数", "Requests"), float(count), "", source, count)
    if not flows:
        return
    failed = sum(map(has_failed, flows))
    yield Figure("requests.failed", Text("失败请求", "Failed requests"), float(failed), "", source, count)
    times = sorted(flow.timing.total for flow in flows if flow.timing.total is not None)
    if times:
        points = sorted((float(f.at_ms), f.timing.total) for f in flows if f.timing.total is not None)
        name = Text("请求耗时", "Request time")
        series = Series(name=name, unit="ms", points=_thinned(points), source=source)
        yield _figure("requests.time", name, spread(times), "ms", source, evidence=series)
        p95 = round(percentile(times, 0.95), 1)
        yield Figure("requests.time.p95", Text("请求耗时 P95", "Request time p95"), p95, "ms", source, len(times))
    size = round(sum(flow.request.size + flow.response.size for flow in flows) / 1e6, 3)
    yield Figure("requests.bytes", Text("传输量", "Transferred"), size, "MB", source, count)


def _resources(facts: Facts) -> Iterator[Figure]:
    resources = facts.find(Resources)
    samples = resources.samples if resources else ()
    memory = _series(samples, "pss_kb", 1 / 1024)
    if memory:
        name = Text("内存（PSS）", "Memory (PSS)")
        series = Series(name=name, unit="MB", points=_thinned(memory), source="dumpsys meminfo")
        yield _figure("memory.pss", name, spread([v for _, v in memory]), "MB", "dumpsys meminfo", evidence=series)
        peak = Text("内存峰值（PSS）", "Peak memory (PSS)")
        highest = round(max(value for _, value in memory), 1)
        yield Figure("memory.peak", peak, highest, "MB", "dumpsys meminfo", len(memory))
    cpu = _series(samples, "cpu_percent", 1)
    if cpu:
        name = Text("CPU（单核百分比）", "CPU (percent of one core)")
        series = Series(name=name, unit="%", points=_thinned(cpu), source="/proc")
        yield _figure("cpu", name, spread([v for _, v in cpu]), "%", "/proc", evidence=series)


def _series(samples: Sequence[ResourceSample], field: str, scale: float) -> list[tuple[float, float]]:
    read = ((sample.at_ms, getattr(sample, field)) for sample in samples)
    return [(float(at_ms), round(value * scale, 2)) for at_ms, value in read if value is not None]


def _thinned(points: Points) -> tuple[tuple[float, float], ...]:
    """At most MAX_POINTS of them: the highest of each stretch, so that peaks stay."""
    if len(points) <= MAX_POINTS:
        return tuple(points)
    step = -(-len(points) // MAX_POINTS)
    return tuple(max(points[i : i + step], key=lambda point: point[1]) for i in range(0, len(points), step))


def _figure(
    id: str,
    name: Text,
    values: Spread | None,
    unit: str,
    source: str,
    note: Text | None = None,
    evidence: Series | None = None,
) -> Figure:
    if values is None:
        return Figure(id, name, None, unit, source, 0, note=note)
    rounded = (round(number, 1) for number in (values.median, values.low, values.high))
    median, low, high = rounded
    return Figure(id, name, median, unit, source, values.samples, low, high, note, evidence)
