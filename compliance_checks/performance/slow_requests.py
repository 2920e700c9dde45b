"""The answers of an endpoint take too long (p50, p95).

Nielsen's limits of response times (1 s keeps the flow of thought, 10 s loses attention) frame the defaults. The time
is the proxy's, from the request to the end of the answer.

Not seen: what the network of users adds: the figures are those of the network that the phone was in.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import request, table
from patrol.derive.statistics import percentile
from patrol.derive.traffic import Endpoints
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("接口响应及时", "Servers answer in time"),
    title_fail=Text("有接口响应太慢", "Some requests are slow"),
    why=Text("用户看着加载图标等待，慢接口决定了页面有多慢。", "People wait behind a spinner for the slowest request."),
    advice=Text(
        "先看首字节时间：它长就优化服务端或加缓存，它短而总时长长就减小响应体或分页。",
        "Look at the time to the first byte: when it is long, speed up or cache the server's work; when it is short, "
        "send less or in pages.",
    ),
)
def slow_requests(
    requests: Endpoints, *, p50_ms: float = 1000.0, p95_ms: float = 3000.0, p95_samples: int = 5
) -> Iterator[Verdict]:
    for endpoint in requests.endpoints:
        measured = sorted((f.timing.total, f.at_ms, f) for f in endpoint.flows if f.timing.total is not None)
        if not measured:
            continue
        times = [total for total, _, _ in measured]
        median, high = percentile(times, 0.5), percentile(times, 0.95)
        if median <= p50_ms and (high <= p95_ms or len(times) < p95_samples):
            continue
        slowest = measured[-1][2]
        rows = [(f.at_ms, f.timing.first_byte, f.timing.total, f.status) for _, _, f in measured[-10:]]
        columns = [("时刻（毫秒）", "at (ms)"), ("首字节", "first byte"), ("总时长", "total"), ("状态", "status")]
        zh = f"{endpoint.key}：P50 {median:.0f} 毫秒、P95 {high:.0f} 毫秒（{len(times)} 次）"
        en = f"{endpoint.key}: p50 {median:.0f} ms, p95 {high:.0f} ms ({len(times)} requests)"
        evidence = (request(slowest), table(columns, rows))
        yield Verdict(Status.fail, Text(zh, en), subject=endpoint.key, evidence=evidence)
