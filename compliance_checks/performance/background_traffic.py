"""The app sends or receives while it is in the background and nothing was asked of it.

Bytes are the phone's own counter for the app's uid (`dumpsys netstats`, /proc/net/xt_qtaguid), or what the proxy saw
where that is more; the requests are the proxy's. A push connection's heartbeat stays below the limit.

Not seen: what the app sends later than the span lasts, such as a report each quarter of an hour, and pushes.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import request, table
from patrol.derive.left_alone import LeftAlone
from patrol.model.record import Text
from patrol.model.verdict import Evidence, Status, Verdict

SHOWN = 5


@check(
    title_pass=Text("在后台几乎不用流量", "Next to no traffic in the background"),
    title_fail=Text("在后台仍在收发数据", "The app goes on talking in the background"),
    why=Text(
        "用户以为已经离开，应用还在花流量和电，还可能在上报行为。",
        "The user has left; data, battery and possibly a trail of behaviour still flow.",
    ),
    advice=Text(
        "在 ProcessLifecycleOwner 的 onStop 里停掉轮询和埋点定时上报，合并后交给 WorkManager 在合适的网络下发送。",
        "Stop polling and timed reports in ProcessLifecycleOwner's onStop; batch them with WorkManager.",
    ),
)
def background_traffic(alone: LeftAlone, *, limit_kb: float = 10.0, requests: int = 2) -> Iterator[Verdict]:
    one = alone.background
    if one is None or (one.bytes is None and one.flows is None):
        zh, en = "没有读到后台期间的流量", "traffic was not read while the app was in the background"
        yield Verdict(Status.inconclusive, Text(zh, en))
        return
    used, flows = (one.bytes or 0) / 1000, one.flows or ()
    if used <= limit_kb and len(flows) <= requests:
        return
    counted = (one.received_bytes, one.sent_bytes)
    rows = [("" if value is None else f"{value:,}" for value in counted)]
    evidence: tuple[Evidence, ...] = (
        table((("接收字节（uid）", "Received bytes, by uid"), ("发送字节（uid）", "Sent bytes, by uid")), rows),
        *(request(flow) for flow in flows[:SHOWN]),
    )
    zh = f"在后台 {one.seconds:.0f} 秒内用了 {used:.1f} kB，发出 {len(flows)} 个请求"
    en = f"{used:.1f} kB and {len(flows)} requests within {one.seconds:.0f} s in the background"
    yield Verdict(Status.fail, Text(zh, en), subject="background", evidence=evidence)
