"""A page shows a placeholder instead of words: %s, {name}, null, TODO, a resource's name, HTML, broken characters.

Read from texts and content descriptions; what the user typed is left out. `ignored` is a pattern for texts that are
meant to be so.

Not seen: text inside pictures and canvases, and wording that is merely wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import widget_picture
from patrol.derive.pages import Pages
from patrol.derive.trees import TreeFacts
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict

KINDS = {
    "format": Text("格式符没有被替换", "a format specifier was not filled in"),
    "template": Text("模板变量没有被替换", "a template's variable was not filled in"),
    "resource": Text("显示了资源名而不是文案", "a resource's name instead of its words"),
    "empty": Text("空值直接显示给了用户", "a missing value is shown as it is"),
    "unfinished": Text("开发期的占位文字", "a note of the developers"),
    "markup": Text("HTML 标记没有被解析", "HTML was not rendered"),
    "broken": Text("乱码", "broken characters"),
}


@check(
    title_pass=Text("没有占位符或乱码露给用户", "No placeholder shows"),
    title_fail=Text("有占位符或乱码露给用户", "Some pages show placeholders or broken text"),
    why=Text(
        "该写金额、姓名的地方显示 %s 或 null，用户不知道要确认的是什么，对应用的信任也没了。",
        "Where an amount or a name should stand there is %s or null: people cannot know what they confirm.",
    ),
    advice=Text(
        "找到这处文案：格式化时补上参数，接口缺值时给出默认文案或隐藏该行，并为缺值写一条单元测试。",
        "Find the wording: give the format its arguments, show a default or hide the line when the server sends no "
        "value, and add a unit test for the missing value.",
    ),
)
def placeholder_text(trees: TreeFacts, pages: Pages, *, ignored: str = "") -> Iterator[Verdict]:
    if not trees.looked:
        yield Verdict(Status.inconclusive, Text("没有记录界面树", "no UI tree was recorded"))
    for odd in trees.placeholders:
        widget, name, kind = odd.widget, pages.name(odd.widget.page), KINDS[odd.kind]
        if ignored and re.search(ignored, widget.label):
            continue
        words = widget.label.strip()[:60]
        text = Text(f"{name.zh}：“{words}”（{kind.zh}）", f"{name.en}: “{words}” ({kind.en})")
        subject = f"{widget.page}/{widget.name}"
        yield Verdict(Status.fail, text, subject=subject, evidence=widget_picture(widget))
