"""A page is not in pages.yaml, or a declared way leads elsewhere.

`undeclared` and `elsewhere` switch the two off. Declared pages that were not found are unreachable-page's. Ways that
nobody went are no drift; the report lists them.

Not seen: pages that the run did not reach.
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
        "没有人声明的页面往往没有人负责、没有人测试；按钮通向别的页面，用户也会走错。",
        "A page that nobody declared is often tested by nobody; where a button leads elsewhere, users get lost.",
    ),
    advice=Text(
        "有意的变化就更新 pages.yaml（patrol pages init RUN 会补上新页面），写上负责人；不是有意的就改回跳转。",
        "Where the app was meant to change, bring pages.yaml up to date (patrol pages init RUN adds new pages) and "
        "name an owner; otherwise mend where the button leads.",
    ),
)
def page_drift(
    found: Drifts,
    pages: Pages,
    *,
    undeclared: bool = True,
    elsewhere: bool = True,
) -> Iterator[Verdict]:
    if not found.declared:
        yield Verdict(Status.not_applicable, Text("没有 pages.yaml", "no pages.yaml declares pages"))
    for one in found.of(DriftKind.undeclared) if undeclared else ():
        yield _told(one, pages, "找到了，没有声明", "found, not declared")
    for one in found.of(DriftKind.elsewhere) if elsewhere else ():
        target, led = pages.name(one.target), [pages.name(page) for page in one.seen]
        zh = f"{one.action} 应到“{target.zh}”，实际到了“{'、'.join(name.zh for name in led)}”"
        en = f"{one.action} should lead to {target.en}, led to {', '.join(name.en for name in led)}"
        yield _told(one, pages, zh, en, f"{one.page} → {one.target}")


def _told(one: Drift, pages: Pages, zh: str, en: str, subject: str = "") -> Verdict:
    name = pages.name(one.page)
    shown = page_picture(pages, one.seen[0] if one.seen else one.page)
    return Verdict(Status.fail, Text(f"{name.zh}：{zh}", f"{name.en}: {en}"), subject or one.page, shown)
