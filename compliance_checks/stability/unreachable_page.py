"""A page of pages.yaml cannot be reached.

A declared page counts as unreachable when the crawl had tried everything that it could reach and did not find it, or
when pages.yaml names an activity for it that the build does not hold. What lies behind a wall or beyond the crawl's
limits is not judged: more than `unjudged_percent` of the declared pages, or one of high importance, and the check
cannot decide. Pages that nobody declared, and ways that lead elsewhere, are page-drift's.

Not seen: pages for other accounts, regions or times than those of the run.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.drift import Drifts
from patrol.derive.evidence import table
from patrol.derive.pages import Pages
from patrol.model.record import Text
from patrol.model.result import Drift, DriftKind
from patrol.model.verdict import ColumnKind, Status, Verdict

COLUMNS = (
    ("页面", "page", ColumnKind.page),
    ("activity", "activity"),
    ("重要程度", "importance"),
    ("入口", "declared ways to it"),
)
IMPORTANCE = {"high": Text("高", "high"), "normal": Text("一般", "normal"), "low": Text("低", "low")}


@check(
    title_pass=Text("声明的页面都能到达", "Every declared page can be reached"),
    title_fail=Text("有声明的页面到不了", "Some declared pages cannot be reached"),
    why=Text(
        "功能上线了却没有入口，或入口被误删，用户找不到，只能打客服电话。",
        "A function without a way in, or one whose entry was lost, is as good as not there: people call the hotline.",
    ),
    advice=Text(
        "对照页面图核对入口：入口丢了就恢复；页面下线就从 pages.yaml 删除；activity 改名就更新 recognise.activity。",
        "Look for its entry in the page graph: bring a lost entry back; take a page that is gone out of pages.yaml; "
        "where its activity has a new name, correct recognise.activity.",
    ),
)
def unreachable_page(
    found: Drifts,
    pages: Pages,
    *,
    importance: tuple[str, ...] = ("high", "normal", "low"),
    unjudged_percent: float = 10,
) -> Iterator[Verdict]:
    if not found.declared:
        yield Verdict(Status.not_applicable, Text("没有 pages.yaml", "no pages.yaml declares pages"))
        return
    missing = [one for one in found.of(DriftKind.missing) if one.importance in importance]
    for one in missing:
        name = pages.name(one.page)
        ways = pages.names(edge.source for edge in pages.graph.edges if edge.target == one.page)
        activity = pages.by_key[one.page].activity if one.page in pages.by_key else ""
        shown = table(COLUMNS, [(one.page, activity or "–", IMPORTANCE.get(one.importance, one.importance), ways)])
        zh, en = (f"（预告于 {one.since}）", f" (announced for {one.since})") if one.since else ("", "")
        text = Text(f"{name.zh}{zh}：到不了，{one.why.zh}", f"{name.en}{en}: cannot be reached, {one.why.en}")
        yield Verdict(Status.fail, text, subject=one.page, evidence=(shown,))
    unknown = [one for one in found.of(DriftKind.missing, real=False) if one.importance in importance]
    many = len(unknown) > found.declared * unjudged_percent / 100 or any(one.importance == "high" for one in unknown)
    for one in unknown:
        yield _unjudged(one, pages, Status.inconclusive if many else Status.informative)
    if not many:
        seen = found.declared - len(found.of(DriftKind.missing)) - len(unknown)
        zh, en = f"声明的 {found.declared} 页中找到 {seen} 页", f"{seen} of {found.declared} declared pages were found"
        yield Verdict(Status.passed, Text(zh, en))


def _unjudged(one: Drift, pages: Pages, status: Status) -> Verdict:
    name = pages.name(one.page)
    text = Text(f"{name.zh}：未能判断，{one.why.zh}", f"{name.en}: could not be judged: {one.why.en}")
    return Verdict(status, text, one.page)
