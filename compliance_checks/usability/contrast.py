"""Text stands out too little from its background.

WCAG 2.x (1.4.3) asks for 4.5:1, and 3:1 for large type; China's specification for elder-friendly apps names the same
figures. Measured on screenshots: the commonest colour of a text's box against the colour of the rest that differs most,
which favours the app.

Not seen: secure windows (their picture is black), text over photographs, and states that were not photographed.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.contrast import Contrasts
from patrol.derive.evidence import marked
from patrol.derive.pages import Pages
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("文字与背景对比足够", "Text stands out from its background"),
    title_fail=Text("有文字与背景对比不足", "Text stands out too little"),
    why=Text(
        "浅灰小字在阳光下、老花眼和低端屏幕上看不清。",
        "Pale text cannot be read in sunlight, with ageing eyes or on a poor screen.",
    ),
    advice=Text(
        "加深文字颜色直到达到 4.5:1（大字 3:1），在设计规范里固定可用的颜色组合。",
        "Darken the text until it reaches 4.5:1 (large type 3:1), and fix the allowed pairs in the design system.",
    ),
)
def contrast(
    contrasts: Contrasts, pages: Pages, *, ratio: float = 4.5, large_ratio: float = 3.0, tolerance: float = 0.3
) -> Iterator[Verdict]:
    if not contrasts.pictures:
        yield Verdict(Status.inconclusive, Text("没有可测量的截图", "no screenshot could be measured"))
    for text in contrasts.texts:
        limit = large_ratio if text.large else ratio
        if text.ratio >= limit - tolerance:
            continue
        name, words = pages.name(text.page), text.text.strip()[:30]
        colours = " / ".join("#{:02X}{:02X}{:02X}".format(*colour) for colour in (text.text_colour, text.background))
        zh = f"{name.zh}：“{words}”对比度 {text.ratio:.1f}:1（{colours}，要求 {limit:g}:1）"
        en = f"{name.en}: “{words}” has {text.ratio:.1f}:1 ({colours}; {limit:g}:1 is asked for)"
        shown = marked(text.at_ms, text.page, text.picture, text.bounds)
        yield Verdict(Status.fail, Text(zh, en), subject=f"{text.page}/{text.name}", evidence=shown)
