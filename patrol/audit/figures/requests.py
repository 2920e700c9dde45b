"""Requests in numbers."""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.figures.make import figure, thinned
from patrol.derive.facts import Facts
from patrol.derive.statistics import percentile, spread
from patrol.derive.traffic import Endpoints, has_failed
from patrol.model.record import Text
from patrol.model.result import Figure
from patrol.model.traffic import Traffic
from patrol.model.verdict import Series


def request_figures(facts: Facts) -> Iterator[Figure]:
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
        series = Series(name=name, unit="ms", points=thinned(points), source=source)
        yield figure("requests.time", name, spread(times), "ms", source, evidence=series)
        p95 = round(percentile(times, 0.95), 1)
        yield Figure("requests.time.p95", Text("请求耗时 P95", "Request time p95"), p95, "ms", source, len(times))
    size = round(sum(flow.request.size + flow.response.size for flow in flows) / 1e6, 3)
    yield Figure("requests.bytes", Text("传输量", "Transferred"), size, "MB", source, count)
