"""The same request is sent again and again within seconds.

Same method, URL and body within one step, answered well each time: the repeats brought nothing. Repeats after a failure
are retries, and a page that is opened twice asks twice: neither counts.

Not seen: requests to pinned hosts, and what the app answers from its own cache.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from patrol.audit.check import check
from patrol.derive.evidence import request
from patrol.derive.timeline import Timeline
from patrol.derive.traffic import Endpoints, has_failed
from patrol.model.record import Text
from patrol.model.traffic import Flow
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("没有重复请求", "No request is repeated without need"),
    title_fail=Text("同一请求被重复发送", "The same request is sent repeatedly"),
    why=Text("重复请求拖慢页面、浪费流量，也给服务端加压。", "Repeats slow the page, cost data and load the server."),
    advice=Text(
        "让同页的多个模块共用一次请求（例如放到 ViewModel 或仓库层），并给短时间内不变的数据加缓存。",
        "Let the parts of a page share one request (in the view model or repository) and cache what does not change "
        "within seconds.",
    ),
)
def duplicate_requests(
    requests: Endpoints, timeline: Timeline, *, times: int = 3, within_ms: int = 2000
) -> Iterator[Verdict]:
    for endpoint in requests.endpoints:
        same: dict[tuple[str, str, str], list[Flow]] = {}
        for flow in endpoint.flows:
            if not has_failed(flow):
                same.setdefault((timeline.step(flow.at_ms), flow.path, flow.request.text), []).append(flow)
        burst = max((_burst(flows, within_ms) for flows in same.values()), key=len, default=())
        if len(burst) < times:
            continue
        span = burst[-1].at_ms - burst[0].at_ms
        zh = f"{endpoint.key}：{span} 毫秒内相同请求发送了 {len(burst)} 次"
        en = f"{endpoint.key}: sent {len(burst)} times within {span} ms"
        shown = tuple(request(flow) for flow in burst[:5])
        yield Verdict(Status.fail, Text(zh, en), subject=endpoint.key, evidence=shown)


def _burst(flows: Sequence[Flow], within_ms: int) -> Sequence[Flow]:
    """The longest stretch of flows that began within this time of each other."""
    ordered = sorted(flows, key=lambda flow: flow.at_ms)
    start, best = 0, ordered[:0]
    for end, flow in enumerate(ordered):
        while flow.at_ms - ordered[start].at_ms > within_ms:
            start += 1
        if end + 1 - start > len(best):
            best = ordered[start : end + 1]
    return best
