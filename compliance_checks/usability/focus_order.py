"""A screen reader's order goes back up the page.

Read from the UI tree, which a screen reader follows: two neighbours in one column of which the second stands wholly
above the first (WCAG 1.3.2 and 2.4.3). Columns read one after the other and what floats over a page do not count.

Not seen: an order that jumps sideways or skips something: listen to the main journeys with TalkBack.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import table, widget_picture
from patrol.derive.pages import Pages
from patrol.derive.trees import Jump, TreeFacts, Widget
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("读屏焦点顺序与阅读顺序一致", "A screen reader follows the reading order"),
    title_fail=Text("有页面的读屏焦点顺序颠倒", "On some pages a screen reader jumps back up"),
    why=Text(
        "读屏用户按焦点顺序听页面：先念按钮、后念条款，人在听到条件之前就已经同意了。",
        "People who listen to a page hear it in focus order: when the button comes before the terms, they agree to "
        "what they have not heard yet.",
    ),
    advice=Text(
        "让布局里的先后与屏幕上的先后一致；确需调整时用 accessibilityTraversalBefore/After（Compose 用 traversalIndex，"
        "网页用 DOM 顺序而不是 CSS order），再用 TalkBack 从头滑到尾听一遍。",
        "Put the widgets of the layout into the order of the screen; where that cannot be, use "
        "accessibilityTraversalBefore/After (Compose: traversalIndex; web pages: DOM order, not CSS order), then swipe "
        "through the page with TalkBack.",
    ),
)
def focus_order(trees: TreeFacts, pages: Pages) -> Iterator[Verdict]:
    if not trees.looked:
        yield Verdict(Status.inconclusive, Text("没有记录界面树", "no UI tree was recorded"))
    by_page: dict[str, list[Jump]] = {}
    for jump in trees.jumps:
        by_page.setdefault(jump.first.page, []).append(jump)
    for page, jumps in by_page.items():
        name, first = pages.name(page), jumps[0]
        zh = f"{name.zh}：先念“{_called(first.first)}”，再回到它上方的“{_called(first.then)}”"
        en = f"{name.en}: “{_called(first.first)}” is read before “{_called(first.then)}”, which stands above it"
        rows = [(_called(jump.first), _called(jump.then)) for jump in jumps[:20]]
        shown = table([("先念", "read first"), ("后念，却在上方", "read next, but above")], rows, first.then.at_ms)
        yield Verdict(Status.fail, Text(zh, en), subject=page, evidence=(*widget_picture(first.then), shown))


def _called(widget: Widget) -> str:
    return (widget.label or widget.name)[:20]
