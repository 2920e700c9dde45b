"""Lines of a paragraph stand too close in elder mode.

China's specification for elder-friendly apps asks for line spacing of at least 1.3 inside paragraphs. Measured on
screenshots of Chinese paragraphs of two lines and more, in favour of the app: what is reported is below the limit.

Not seen: the space between paragraphs (1.3 times that of lines), secure windows, and Latin text.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.elder import ElderMode
from patrol.derive.evidence import widget_picture
from patrol.derive.line_spacing import LineSpacing
from patrol.derive.pages import Pages
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("长辈模式行距足够", "Lines stand apart in elder mode"),
    title_fail=Text("长辈模式里有段落行距过密", "Some paragraphs are too tight in elder mode"),
    why=Text(
        "字大了、行却挤在一起，老年人容易串行、漏读，重要提示等于没有说。",
        "Large letters in tight lines make people lose the line: an important notice might as well not be there.",
    ),
    advice=Text(
        "正文的 lineHeight（View 自 Android 9 起，或 TextViewCompat；Compose 同名）设为字号的 1.3 倍以上，"
        "不要为了塞进固定高度而压缩行距。",
        "Set lineHeight (views: since Android 9 or by TextViewCompat; Compose: the same name) to 1.3 of the type size "
        "or more; do not squeeze lines into a fixed height.",
    ),
)
def tight_lines_in_elder_mode(
    spacing: LineSpacing, elder: ElderMode, pages: Pages, *, ratio: float = 1.3
) -> Iterator[Verdict]:
    if not elder.seen:
        yield Verdict(Status.not_applicable, Text("没有进入过长辈模式", "elder mode was not entered"))
    elif not spacing.paragraphs:
        zh, en = "长辈模式里没有拍到两行以上的段落", "no paragraph of two lines was photographed in elder mode"
        yield Verdict(Status.not_applicable if spacing.pages else Status.inconclusive, Text(zh, en))
    for paragraph in spacing.paragraphs:
        if paragraph.ratio >= ratio:
            continue
        widget, name = paragraph.widget, pages.name(paragraph.widget.page)
        words = widget.label[:20]
        zh = f"{name.zh}：“{words}…”行距至多 {paragraph.ratio:.2f} 倍（要求 {ratio:g} 倍）"
        en = f"{name.en}: “{words}…” has a line spacing of {paragraph.ratio:.2f} at most ({ratio:g} is asked for)"
        subject = f"{widget.page}/{widget.name}"
        yield Verdict(Status.fail, Text(zh, en), subject=subject, evidence=widget_picture(widget))
