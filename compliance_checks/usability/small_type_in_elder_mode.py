"""Type in elder mode is smaller than 18 dp.

China's specification for elder-friendly apps asks for 18 dp on main pages and functions. A single line of type cannot
be larger than its box is high, so only what is certainly too small is reported.

Not seen: the true type size: a box may be far higher than its letters.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import page_picture, widget_picture
from patrol.derive.pages import Pages
from patrol.derive.trees import LINE_HEIGHT, TreeFacts, Widget
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("长辈模式字号足够大", "Type in elder mode is large enough"),
    title_fail=Text("长辈模式里有字号过小的页面", "Some pages stay small in elder mode"),
    why=Text(
        "切换到长辈版后字仍然小，老年用户等于没有切换。",
        "Whoever switched to elder mode and still meets small type might as well not have switched.",
    ),
    advice=Text(
        "该页面用 sp 并跟随长辈模式的字号，不要写死 dp 或单独的小字号样式。",
        "Let the page's type follow elder mode's scale; no sizes of its own, none in dp.",
    ),
)
def small_type_in_elder_mode(
    trees: TreeFacts, pages: Pages, *, limit_dp: float = 18.0, texts_at_least: int = 2
) -> Iterator[Verdict]:
    if not trees.elder_looked or not trees.sized:
        yield Verdict(Status.not_applicable, Text("没有进入过长辈模式", "elder mode was not entered"))
        return
    small: dict[str, list[Widget]] = {}
    for widget in trees.elder_texts:
        if widget.height_dp / LINE_HEIGHT < limit_dp:
            small.setdefault(widget.page, []).append(widget)
    for page, widgets in small.items():
        if len(widgets) < texts_at_least:
            continue
        name, least = pages.name(page), min(widgets, key=lambda widget: widget.height_dp)
        size = least.height_dp / LINE_HEIGHT
        zh = f"{name.zh}：{len(widgets)} 处文字不足 {limit_dp:g} dp，“{least.label[:20]}”至多 {size:.0f} dp"
        en = f"{name.en}: {len(widgets)} texts under {limit_dp:g} dp; “{least.label[:20]}” at most {size:.0f} dp"
        yield Verdict(
            Status.fail, Text(zh, en), subject=page, evidence=widget_picture(least) or page_picture(pages, page)
        )
