"""A text stands on a page in another language than the page.

The language of a screen is that of two thirds of its texts. Another language is reported only for a sentence, or
for a word of user interfaces (Submit, 确定); brands, names, codes, units and what the user typed never are. Chinese and
English only. `ignored` is a pattern for texts that are meant to be so.

Not seen: other languages than Chinese and English, text inside pictures, and whether a translation is right.
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

OTHER = {
    "zh": Text("中文页面上的英文", "English on a Chinese page"),
    "en": Text("英文页面上的中文", "Chinese on an English page"),
}


@check(
    title_pass=Text("页面文字语言一致", "Every page speaks one language"),
    title_fail=Text("有文字没有翻译", "Some texts are not translated"),
    why=Text(
        "突然冒出的外语让人看不懂这一步要做什么，也让人怀疑页面是不是假冒的。",
        "A sentence in another language leaves people guessing what the step asks of them, and looks like a forgery.",
    ),
    advice=Text(
        "把文案移进各语言的 strings.xml（接口下发的文案按 Accept-Language 返回），用 lint 的 MissingTranslation、"
        "HardcodedText 规则拦住新的遗漏。",
        "Move the wording to strings.xml of each language (wording from the server: by Accept-Language), and let "
        "lint's MissingTranslation and HardcodedText stop the next one.",
    ),
)
def untranslated_text(trees: TreeFacts, pages: Pages, *, ignored: str = "") -> Iterator[Verdict]:
    if not trees.languages:
        zh, en = "没有页面的文字多到能看出语言", "no page holds enough texts to tell its language"
        yield Verdict(Status.inconclusive, Text(zh, en))
    for odd in trees.untranslated:
        widget, name, other = odd.widget, pages.name(odd.widget.page), OTHER[odd.kind]
        if ignored and re.search(ignored, widget.label):
            continue
        words = widget.label.strip()[:60]
        text = Text(f"{name.zh}：“{words}”（{other.zh}）", f"{name.en}: “{words}” ({other.en})")
        subject = f"{widget.page}/{widget.name}"
        yield Verdict(Status.fail, text, subject=subject, evidence=widget_picture(widget))
