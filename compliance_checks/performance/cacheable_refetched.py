"""An answer that may be kept is fetched again, whole.

Either while it was still fresh by its own Cache-Control or Expires, or afterwards without the validator (ETag,
Last-Modified) that would have spared it (RFC 9111). How often and how much it takes to matter are patrol's own limits.

Not seen: answers that say nothing of keeping, and an app whose data was cleared or whose cache was full in between.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.caching import Caching
from patrol.derive.evidence import request
from patrol.derive.statistics import often
from patrol.derive.traffic import endpoint_key
from patrol.model.record import Text
from patrol.model.traffic import Flow
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("可缓存的内容没有重复下载", "What may be cached is not fetched again"),
    title_fail=Text("可缓存的内容被重复下载", "What may be cached is fetched again"),
    why=Text(
        "服务端允许缓存的内容每次都重新下载，页面更慢、流量更多。",
        "Content that the server allows to keep is downloaded each time: slower pages, more data.",
    ),
    advice=Text(
        "给 OkHttpClient 配置 Cache（磁盘缓存），或在图片库里启用磁盘缓存，让响应头里的缓存策略生效。",
        "Give OkHttpClient a Cache on disk, or switch on the image library's, so that the headers take effect.",
    ),
)
def cacheable_refetched(caching: Caching, *, times: int = 2, least_kb: float = 10.0) -> Iterator[Verdict]:
    found: dict[str, list[Flow]] = {}
    for resource in caching.resources.values():
        again = [*resource.refetched, *resource.unconditional]
        if again:
            found.setdefault(endpoint_key(again[0]), []).extend(again)
    for key, again in found.items():
        wasted = sum(flow.response.size for flow in again)
        if len(again) < times or wasted < least_kb * 1000:
            continue
        zh = f"{key}：可缓存却又完整下载了 {len(again)} 次，共 {wasted / 1000:.0f} KB"
        en = f"{key}: may be cached and was fetched again {often(len(again))}, {wasted / 1000:.0f} KB in all"
        shown = tuple(request(flow) for flow in sorted(again, key=lambda flow: flow.at_ms)[:5])
        yield Verdict(Status.fail, Text(zh, en), subject=key, evidence=shown)
