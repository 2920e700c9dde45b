"""A deep link of the manifest or of a message opens no page.

Not seen: links that neither the crawl nor a journey opened, and parameters that only a server knows.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import page_picture, table
from patrol.derive.navigation import Links
from patrol.derive.pages import Pages
from patrol.derive.sayings import said
from patrol.derive.traffic import path_shape
from patrol.model.record import Text
from patrol.model.verdict import ColumnKind, Status, Verdict


@check(
    title_pass=Text("打开过的深链接都能到达页面", "Deep links that were opened lead to a page"),
    title_fail=Text("有深链接打不开页面", "Some deep links open nothing"),
    why=Text(
        "短信、5G 消息和推送里的链接点了没反应，用户会怀疑是诈骗。",
        "A link in a message that opens nothing looks like fraud.",
    ),
    advice=Text(
        "核对清单里的 intent-filter 和路由表：链接的 scheme、host、path 是否有页面接收，未知路径应落到首页并给出提示。",
        "Compare the manifest's intent filters with the router: each scheme, host and path needs a page; send unknown "
        "paths to the home page with a word of explanation.",
    ),
)
def broken_deep_link(links: Links, pages: Pages) -> Iterator[Verdict]:
    if not links.tries:
        yield Verdict(Status.not_applicable, Text("没有打开过深链接", "no deep link was opened"))
    broken: dict[str, list[tuple[int | None, str, str]]] = {}
    for link in links.tries:
        if link.problem:
            broken.setdefault(path_shape(link.url), []).append((link.at_ms, link.url, link.problem))
    for shape, tries in broken.items():
        at_ms, url, problem = tries[0]
        columns = [("时刻", "when", ColumnKind.moment), ("链接", "link"), ("结果", "outcome", ColumnKind.said)]
        source = next((link.source for link in links.tries if link.url == url), "")
        evidence = (table(columns, tries[:10], at_ms=at_ms), *page_picture(pages, source, at_ms))
        zh, en = f"{url} 没有打开页面：{said(problem).zh}", f"{url} opened no page: {problem}"
        yield Verdict(Status.fail, Text(zh, en), subject=shape, evidence=evidence)
