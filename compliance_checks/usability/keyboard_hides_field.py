"""The soft keyboard covers the field that is being typed into.

Told by the bounds of the focused field and of the keyboard (`dumpsys window`), whenever the run typed something. A
floating keyboard takes no room, and one whose place the phone does not tell decides nothing.

Not seen: fields that nothing was typed into, floating keyboards, and a send button under the keyboard.
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
    title_pass=Text("键盘不遮挡正在填写的输入框", "The keyboard leaves the field in sight"),
    title_fail=Text("有输入框被键盘遮挡", "The keyboard covers the field that is filled in"),
    why=Text(
        "看不见自己输入的内容，金额、账号填错了也不知道，只能收起键盘反复核对。",
        "People cannot see what they type: a wrong amount or account number goes unnoticed.",
    ),
    advice=Text(
        "给该 Activity 设置 windowSoftInputMode=adjustResize（全屏沉浸式页面改用 WindowInsets.ime() 留出键盘高度），"
        "并在输入框获得焦点时滚动到可见区域。",
        "Give the activity windowSoftInputMode=adjustResize (edge-to-edge pages: pad by WindowInsets.ime()) and scroll "
        "the field into view when it gets the focus.",
    ),
)
def keyboard_hides_field(trees: TreeFacts, pages: Pages, *, hidden_percent: float = 30) -> Iterator[Verdict]:
    if not trees.keyboards:
        zh, en = "没有在任何页面上弹出系统键盘", "the system's keyboard was not up on any page"
        yield Verdict(Status.not_applicable, Text(zh, en))
    elif not trees.keyboards_placed:
        zh, en = "手机没有给出键盘的位置", "the phone does not tell where its keyboard is"
        yield Verdict(Status.inconclusive, Text(zh, en))
    for covered in trees.covered_fields:
        if covered.share * 100 < hidden_percent:
            continue
        widget, name, hidden = covered.widget, pages.name(covered.widget.page), round(covered.share * 100)
        label = (widget.label or widget.name)[:30]
        zh = f"{name.zh}：输入框“{label}”被键盘遮住 {hidden}%（键盘上沿 y={covered.keyboard.top}）"
        en = f"{name.en}: the keyboard covers {hidden}% of “{label}” (its top edge is at y={covered.keyboard.top})"
        subject = f"{widget.page}/{widget.name}"
        yield Verdict(Status.fail, Text(zh, en), subject=subject, evidence=widget_picture(widget))
