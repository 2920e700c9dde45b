"""A page takes too long from the tap to its finished content.

Seen from outside: from sending the action to the first of two equal screens of a page that no longer says it is
loading, as the crawl records it; looking costs time too, so a page must also take much longer than the app's others.

Not seen: the time until a picture inside the page is drawn, and waiting that shows no sign in the tree.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import page_picture, table
from patrol.derive.opening import Openings
from patrol.derive.pages import Pages
from patrol.model.record import Text
from patrol.model.verdict import ColumnKind, Status, Verdict


@check(
    title_pass=Text("页面打开及时", "Pages open in time"),
    title_fail=Text("有页面打开太慢", "Pages open slowly"),
    why=Text("页面每慢一秒，就有用户中途离开。", "With every second that a page takes, people leave."),
    advice=Text(
        "先看占比：网络占大头就并行或预取请求，否则减少首屏要建的视图和主线程上的工作。",
        "Look at the share of the network: when it is large, send requests in parallel or ahead; else build fewer "
        "views for the first screen and do less on the main thread.",
    ),
)
def slow_page(
    openings: Openings, pages: Pages, *, limit_ms: float = 3000.0, times_median: float = 2.0
) -> Iterator[Verdict]:
    if not openings.pages:
        yield Verdict(Status.inconclusive, Text("没有测到任何页面的打开时间", "no opening of a page was measured"))
    limit = max(limit_ms, times_median * (openings.median_ms or 0.0))
    for key, opening in openings.pages.items():
        if opening.spread.median <= limit:
            continue
        name, median = pages.name(key), opening.spread.median
        network = "" if opening.network_share is None else f"{100 * opening.network_share:.0f}%"
        columns = [("时刻", "when", ColumnKind.moment), ("打开用时（毫秒）", "opened in (ms)")]
        shown = table(columns, opening.times[:20], at_ms=opening.times[0][0])
        zh = f"{name.zh}：打开用时中位数 {median:.0f} 毫秒（限值 {limit:.0f} 毫秒，{len(opening.times)} 次）"
        en = f"{name.en}: opens in {median:.0f} ms (median of {len(opening.times)}, limit {limit:.0f} ms)"
        if network:
            zh, en = f"{zh}，其中网络约占 {network}", f"{en}; about {network} of it is network"
        yield Verdict(Status.fail, Text(zh, en), subject=key, evidence=(shown, *page_picture(pages, key)))
