"""Something to tap has no text and no content description.

A screen reader can then only say “button” (WCAG 4.1.2: name, role, value). A label inside the widget counts.

Not seen: whether a label says the right thing, and decoration that is read aloud needlessly.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import widget_picture
from patrol.derive.pages import Pages
from patrol.derive.trees import TreeFacts
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("可点击的控件都有名称", "Everything to tap has a name"),
    title_fail=Text("有可点击的控件没有名称", "Some things to tap have no name"),
    why=Text(
        "读屏只能念出“按钮”，视障用户不知道它做什么，也就办不了这件事。",
        "A screen reader can only say “button”: people who cannot see do not know what it does, and stop there.",
    ),
    advice=Text(
        "为图标按钮设置 contentDescription；纯装饰的图片则设为不可点击并对辅助功能隐藏。",
        "Give icon buttons a contentDescription; make mere decoration not clickable and hide it from accessibility.",
    ),
)
def missing_label(trees: TreeFacts, pages: Pages) -> Iterator[Verdict]:
    if not trees.looked:
        yield Verdict(Status.inconclusive, Text("没有记录界面树", "no UI tree was recorded"))
    for widget in trees.unlabelled:
        name = pages.name(widget.page)
        what = f"{widget.class_name.rpartition('.')[2]} {widget.name}"
        zh, en = f"{name.zh}：{what} 没有名称", f"{name.en}: {what} has no name"
        subject = f"{widget.page}/{widget.name}"
        yield Verdict(Status.fail, Text(zh, en), subject=subject, evidence=widget_picture(widget))
