"""A page sends its requests one after the other.

A chain is made of requests between two touches of which each begins within 250 ms after the answer of the one before.
Its length and duration are patrol's own limits: four round trips of a mobile network (70 to 300 ms each, WebPageTest's
profiles) use up the second within which a page should stand (Nielsen).

Not seen: whether a request needs the answer of the one before; a chain may be right, and should then be one request.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.chains import Chain, Chains
from patrol.derive.evidence import table
from patrol.derive.pages import Pages
from patrol.model.record import Text
from patrol.model.verdict import ColumnKind, Status, Verdict


@check(
    title_pass=Text("页面请求并行发出", "Pages send their requests in parallel"),
    title_fail=Text("页面请求一个接一个串行", "Pages send requests one after the other"),
    why=Text(
        "串行请求的等待时间相加，网络越慢页面越慢。",
        "The waiting of chained requests adds up, the more the slower the network.",
    ),
    advice=Text(
        "互不依赖的请求用协程并行发出（async/await）；有依赖的合并成一个聚合接口。",
        "Send what does not depend on each other in parallel (async/await); join what does into one endpoint.",
    ),
)
def serial_requests(chains: Chains, pages: Pages, *, requests: int = 4, limit_ms: float = 600.0) -> Iterator[Verdict]:
    worst: dict[str, Chain] = {}
    for chain in chains.chains:
        if len(chain.bars) < requests or chain.ms < limit_ms or len({bar.endpoint for bar in chain.bars}) < requests:
            continue
        if chain.page not in worst or chain.ms > worst[chain.page].ms:
            worst[chain.page] = chain
    for page, chain in worst.items():
        name = pages.name(page)
        rows = [(round(bar.start_ms), bar.endpoint, round(bar.end_ms - bar.start_ms)) for bar in chain.bars]
        columns = [("时刻", "when", ColumnKind.moment), ("请求", "request"), ("用时（毫秒）", "took (ms)")]
        zh = f"{name.zh}：{len(chain.bars)} 个请求依次等待，共 {chain.ms:.0f} 毫秒"
        en = f"{name.en}: {len(chain.bars)} requests wait for each other, {chain.ms:.0f} ms in all"
        shown = table(columns, rows, at_ms=round(chain.bars[0].start_ms))
        yield Verdict(Status.fail, Text(zh, en), subject=page, evidence=(shown,))
