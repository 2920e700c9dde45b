"""A response is larger than the limit.

1 MB takes about 5 s at 1.6 Mbit/s, the slow 3G of Chrome's DevTools. Images have a limit of their own.

Not seen: responses of pinned hosts, and sizes that other accounts or other data would bring.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import request
from patrol.derive.traffic import Endpoints
from patrol.model.record import Text
from patrol.model.traffic import Flow
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("响应大小合理", "Responses are of reasonable size"),
    title_fail=Text("有响应过大", "Responses are too large"),
    why=Text("大响应在弱网下要等很久，还消耗流量和内存。", "Large responses take long on weak networks and cost data."),
    advice=Text(
        "接口改为分页或只返回用到的字段；图片按显示尺寸下发，并用 WebP 等格式。",
        "Page the list or send only the fields in use; serve images in the size shown, as WebP or the like.",
    ),
)
def oversized_response(requests: Endpoints, *, limit_kb: float = 1000.0, image_kb: float = 1000.0) -> Iterator[Verdict]:
    for endpoint in requests.endpoints:
        largest = max(endpoint.flows, key=lambda flow: flow.response.size)
        limit = image_kb if _is_image(largest) else limit_kb
        size = largest.response.size / 1000
        if size <= limit:
            continue
        kind = largest.response.content_type or "?"
        zh = f"{endpoint.key}：响应 {size:.0f} kB（{kind}，限值 {limit:g} kB）"
        en = f"{endpoint.key}: a response of {size:.0f} kB ({kind}, limit {limit:g} kB)"
        yield Verdict(Status.fail, Text(zh, en), subject=endpoint.key, evidence=(request(largest),))


def _is_image(flow: Flow) -> bool:
    return flow.response.content_type.startswith("image/")
