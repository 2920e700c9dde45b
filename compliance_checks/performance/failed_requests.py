"""An endpoint answers 4xx or 5xx, or not at all.

401 is left out: it is how a server asks for a new sign-in. `share_percent` sets how many of an endpoint's requests may
fail.

Not seen: requests to pinned hosts, failures told inside a 200 answer, and how often users meet them.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import request
from patrol.derive.traffic import Endpoints, has_failed
from patrol.model.record import Text
from patrol.model.traffic import Flow
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("请求都得到了正常响应", "Requests succeed"),
    title_fail=Text("有请求失败", "Requests fail"),
    why=Text(
        "失败的请求要么让功能不可用，要么被悄悄吞掉，让用户看到空白或过期的内容。",
        "A failed request breaks a function, or is swallowed and leaves blank or stale content.",
    ),
    advice=Text(
        "按请求编号到服务端日志里查原因；确认应用对这个失败有提示、重试或降级，而不是吞掉。",
        "Find the reason in the server's log; make sure that the app tells, retries or falls back, and does not "
        "swallow the failure.",
    ),
)
def failed_requests(
    requests: Endpoints, *, share_percent: float = 0.0, ignored_statuses: tuple[str, ...] = ("401",)
) -> Iterator[Verdict]:
    for endpoint in requests.endpoints:
        bad = [f for f in endpoint.flows if _counts(f) and str(f.status) not in ignored_statuses]
        if not bad or 100 * len(bad) <= share_percent * len(endpoint.flows):
            continue
        kinds = ", ".join(dict.fromkeys(str(f.status) if f.status else f.error or "?" for f in bad))
        zh = f"{endpoint.key}：{len(endpoint.flows)} 次请求中 {len(bad)} 次失败（{kinds}）"
        en = f"{endpoint.key}: {len(bad)} of {len(endpoint.flows)} requests failed ({kinds})"
        shown = tuple(request(flow) for flow in bad[:5])
        yield Verdict(Status.fail, Text(zh, en), subject=endpoint.key, evidence=shown)


def _counts(flow: Flow) -> bool:
    """What got no answer in a weak network that patrol played says nothing of the server."""
    return has_failed(flow) and not (flow.network and flow.status is None)
