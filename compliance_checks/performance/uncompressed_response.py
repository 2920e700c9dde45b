"""A large text response is sent without compression.

Text shrinks to a third or less by gzip; below 1,400 bytes it fits into one packet and nothing is gained (Lighthouse's
audit of text compression uses the same floor).

Not seen: responses of pinned hosts.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import request
from patrol.derive.traffic import Endpoints, header
from patrol.model.record import Text
from patrol.model.traffic import Flow
from patrol.model.verdict import Status, Verdict

TEXT = ("json", "xml", "text/", "javascript", "svg")


@check(
    title_pass=Text("文本响应都已压缩", "Text responses are compressed"),
    title_fail=Text("有较大的文本响应没有压缩", "Large text responses are not compressed"),
    why=Text("不压缩的文本要多传两倍以上的数据。", "Uncompressed text takes more than twice the data."),
    advice=Text(
        "在网关或 CDN 上为该类型开启 gzip 或 br；应用没有发送 Accept-Encoding 时先修应用。",
        "Turn on gzip or br for this type at the gateway or CDN; when the app sends no Accept-Encoding, mend the app.",
    ),
)
def uncompressed_response(requests: Endpoints, *, limit_kb: float = 10.0) -> Iterator[Verdict]:
    for endpoint in requests.endpoints:
        plain = [flow for flow in endpoint.flows if _is_plain_text(flow) and flow.response.size > limit_kb * 1000]
        if not plain:
            continue
        largest = max(plain, key=lambda flow: flow.response.size)
        size = largest.response.size / 1000
        accepted = header(largest.request_headers, "accept-encoding") or "—"
        zh = f"{endpoint.key}：{size:.0f} kB 文本未压缩（请求的 Accept-Encoding：{accepted}）"
        en = f"{endpoint.key}: {size:.0f} kB of text uncompressed (the request's Accept-Encoding: {accepted})"
        yield Verdict(Status.fail, Text(zh, en), subject=endpoint.key, evidence=(request(largest),))


def _is_plain_text(flow: Flow) -> bool:
    encoding = flow.response.encoding or header(flow.response_headers, "content-encoding")
    kind = flow.response.content_type.lower()
    return encoding.lower() in ("", "identity") and any(part in kind for part in TEXT)
