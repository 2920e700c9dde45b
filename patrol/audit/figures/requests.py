"""Requests in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from patrol.audit.figures.make import figure, thinned
from patrol.derive.caching import Caching
from patrol.derive.facts import Facts
from patrol.derive.failing import Failures
from patrol.derive.statistics import percentile, spread
from patrol.derive.traffic import Endpoints, has_failed
from patrol.model.network import ProxyCost
from patrol.model.record import Text
from patrol.model.result import Figure
from patrol.model.traffic import Flow, Traffic
from patrol.model.verdict import Series
from patrol.model.waterfall import Waterfall


def request_figures(facts: Facts) -> Iterator[Figure]:
    found, traffic = facts.find(Endpoints), facts.find(Traffic)
    if traffic and traffic.uninspected:
        hosts = ", ".join(sorted({one.host for one in traffic.uninspected})[:8])
        name, count = Text("未能查看的连接", "Connections that could not be read"), len(traffic.uninspected)
        yield Figure("requests.uninspected", name, float(count), "", "proxy", count, note=Text(hosts, hosts))
    if traffic and traffic.cost:
        yield _cost(traffic.cost)
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
    yield from _kinds(facts, flows)
    size = round(sum(flow.request.size + flow.response.size for flow in flows) / 1e6, 3)
    yield Figure("requests.bytes", Text("传输量", "Transferred"), size, "MB", source, count)


def _cost(cost: ProxyCost) -> Figure:
    """What measuring adds to each request."""
    name = Text("代理给每个请求增加的时间", "Added to each request by the proxy")
    said = f"{cost.direct_ms:g} ms → {cost.through_ms:g} ms"
    note = Text(
        f"同一小请求直连与经代理的中位数：{said}", f"medians of a small request, straight and through it: {said}"
    )
    return Figure("requests.proxy_cost", name, round(cost.added_ms, 2), "ms", "proxy", cost.requests, note=note)


def _kinds(facts: Facts, flows: list[Flow]) -> Iterator[Figure]:
    """Protocols, retries, swallowed failures and what the app's cache spared."""
    counted = Counter(flow.protocol for flow in flows if flow.protocol)
    if len(counted) > 1 or any(name not in ("HTTP/1.1", "HTTP/1.0") for name in counted):
        for protocol, count in sorted(counted.items()):
            id = f"requests.protocol.{protocol.lower().replace('/', '-')}"
            yield Figure(id, Text(f"{protocol} 请求", f"{protocol} requests"), float(count), "", "proxy", len(flows))
    if waterfall := facts.find(Waterfall):
        retries = sum(1 for bar in waterfall.bars if bar.retry_of)
        name = Text("失败后重试的请求", "Requests sent again after a failure")
        yield Figure("requests.retries", name, float(retries), "", "proxy", len(flows))
    if failures := facts.find(Failures):
        name = Text("失败且没有告知用户的请求", "Failed requests of which the user was not told")
        count = len(failures.swallowed)
        yield Figure("requests.swallowed", name, float(count), "", "proxy, UI tree, toasts", len(failures.failed))
    if caching := facts.find(Caching):
        again = sum(len(one.refetched) + len(one.unconditional) for one in caching.resources.values())
        name = Text("可缓存却重新下载", "Cacheable and fetched again")
        yield Figure("requests.refetched", name, float(again), "", "proxy", len(caching.of_flow))
