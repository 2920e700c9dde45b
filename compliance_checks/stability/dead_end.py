"""No action, Back included, leads away from a page.

Only pages on which the crawl tried Back are judged; a page that was closed by a crash or by leaving the app is none.

Not seen: pages on which Back was never tried, and gestures that patrol does not know.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.absence import unproved
from patrol.derive.evidence import page_picture, table
from patrol.derive.navigation import DeadEnds
from patrol.derive.pages import Pages
from patrol.derive.sayings import said
from patrol.model.artifacts import Crawl, CrawlStep
from patrol.model.record import Text
from patrol.model.verdict import ColumnKind, Status, Verdict


@check(
    title_pass=Text("每个页面都能离开", "Every page has a way out"),
    title_fail=Text("有页面进去就出不来", "Some pages have no way out"),
    why=Text(
        "用户被困在页面里，只能结束应用，正在办的业务也就断了。",
        "People are stuck, must end the app and lose what they were doing.",
    ),
    advice=Text(
        "检查该页的返回键处理（onBackPressed、OnBackPressedCallback）是否吞掉了返回，并给出可见的关闭或返回按钮。",
        "See whether the page's back handling (onBackPressed, OnBackPressedCallback) swallows Back, and show a button "
        "that closes the page.",
    ),
)
def dead_end(ends: DeadEnds, pages: Pages, crawl: Crawl) -> Iterator[Verdict]:
    if not ends.judged:
        zh, en = "遍历中没有在任何页面上试过返回", "the crawl tried Back on no page"
        yield Verdict(Status.inconclusive, Text(zh, en))
    for end in ends.pages:
        name, tried = pages.name(end.page), len(end.tried)
        columns = [("步骤", "step", ColumnKind.step), ("动作", "action", ColumnKind.action), ("结果", "outcome")]
        tries = [(f"crawl/{one.index}", one.action, _outcome(one, pages)) for one in end.tried[:20]]
        shown = table(columns, tries)
        zh = f"{name.zh}：试过 {tried} 个动作（含返回），都没有离开"
        en = f"{name.en}: {tried} actions were tried, Back included; none led away"
        evidence = (*page_picture(pages, end.page, end.tried[0].at_ms), shown)
        why = unproved(crawl)
        if why is not None:
            zh, en = f"{zh}，但不能断定出不去：{why.zh}", f"{en}, which proves nothing: {why.en}"
        status = Status.inconclusive if why else Status.fail
        yield Verdict(status, Text(zh, en), subject=end.page, evidence=evidence)


def _outcome(step: CrawlStep, pages: Pages) -> Text:
    """What came of an action: what the crawl noted, or the page it led to."""
    return said(step.note) if step.note else pages.name(step.target.partition("!")[0])
