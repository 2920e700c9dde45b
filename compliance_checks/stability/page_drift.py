"""The pages of the app are not those of pages.yaml: one is missing, one is new, or a way leads elsewhere.

A declared page counts as missing only when the crawl had tried everything that it could reach. What lies behind a wall
or beyond the crawl's limits is not judged: more than `unjudged_percent` of the declared pages, or one of high
importance, and the check cannot decide. Ways that nobody went are no drift; the report lists them.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.drift import Drifts
from patrol.derive.evidence import page_picture
from patrol.derive.pages import Pages
from patrol.model.record import Text
from patrol.model.result import Drift, DriftKind
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("页面与声明一致", "The pages are those that are declared"),
    title_fail=Text("页面与声明不一致", "The pages are not those that are declared"),
    why=Text(
        "没有人声明的页面往往没有人负责和测试；声明过却找不到的页面，用户也找不到。",
        "A page that nobody declared is often owned and tested by nobody; one that cannot be found, users cannot find.",
    ),
    advice=Text(
        "页面确有变化就更新 pages.yaml（patrol pages init RUN 会补上新页面）；否则恢复入口。",
        "Where the app was meant to change, bring pages.yaml up to date (patrol pages init RUN adds new pages); "
        "otherwise give the page its way in again.",
    ),
)
def page_drift(
    found: Drifts,
    pages: Pages,
    *,
    importance: tuple[str, ...] = ("high", "normal", "low"),
    undeclared: bool = True,
    elsewhere: bool = True,
    unjudged_percent: float = 10,
) -> Iterator[Verdict]:
    if not found.declared:
        yield Verdict(Status.not_applicable, Text("没有 pages.yaml", "no pages.yaml declares pages"))
    for one in found.of(DriftKind.missing):
        if one.importance in importance:
            yield _told(one, pages, "已声明，未找到", "declared, not found")
    for one in found.of(DriftKind.undeclared) if undeclared else ():
        yield _told(one, pages, "找到了，没有声明", "found, not declared")
    for one in found.of(DriftKind.elsewhere) if elsewhere else ():
        target, led = pages.name(one.target), [pages.name(page) for page in one.seen]
        zh = f"{one.action} 应到“{target.zh}”，实际到了“{'、'.join(name.zh for name in led)}”"
        en = f"{one.action} should lead to {target.en}, led to {', '.join(name.en for name in led)}"
        yield _told(one, pages, zh, en, f"{one.page} → {one.target}")
    yield from _unjudged(found, pages, importance, unjudged_percent)


def _told(one: Drift, pages: Pages, zh: str, en: str, subject: str = "") -> Verdict:
    name = pages.name(one.page)
    shown = page_picture(pages, one.seen[0] if one.seen else one.page)
    return Verdict(Status.fail, Text(f"{name.zh}：{zh}", f"{name.en}: {en}"), subject or one.page, shown)


def _unjudged(found: Drifts, pages: Pages, importance: tuple[str, ...], percent: float) -> Iterator[Verdict]:
    unknown = [one for one in found.of(DriftKind.missing, real=False) if one.importance in importance]
    many = len(unknown) > found.declared * percent / 100 or any(one.importance == "high" for one in unknown)
    for one in unknown:
        name, why = pages.name(one.page), one.why
        text = Text(f"{name.zh}：未能判断，{why.zh}", f"{name.en}: could not be judged: {why.en}")
        yield Verdict(Status.inconclusive if many else Status.informative, text, one.page)
    if not many and found.declared:
        seen = found.declared - len(found.of(DriftKind.missing)) - len(unknown)
        zh, en = f"声明的 {found.declared} 页中找到 {seen} 页", f"{seen} of {found.declared} declared pages were found"
        yield Verdict(Status.passed, Text(zh, en))
