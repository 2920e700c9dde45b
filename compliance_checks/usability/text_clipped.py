"""Text does not fit its box.

Worked out from the UI tree: the text is compared with what its box holds at the smallest type that is plausible, so
that what is reported is certain. Text cut off by a scrolling container is left out.

Not seen: text cut inside pictures, canvases and web pages, and the system's larger type sizes.
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
    title_pass=Text("文字显示完整", "Text fits its place"),
    title_fail=Text("有文字显示不全", "Text is cut off"),
    why=Text(
        "金额、条款显示不全会造成误解，系统字体调大后更严重。",
        "Amounts and terms that are cut off mislead; with larger system type it gets worse.",
    ),
    advice=Text(
        "让控件高度自适应（wrap_content），允许换行；在系统字体调到最大时再看一遍。",
        "Let the widget grow (wrap_content) and the text wrap; look again at the largest system type.",
    ),
)
def text_clipped(trees: TreeFacts, pages: Pages) -> Iterator[Verdict]:
    if not trees.looked or not trees.sized:
        zh, en = "没有可用的界面树或屏幕密度", "no UI tree, or the screen's density is unknown"
        yield Verdict(Status.inconclusive, Text(zh, en))
        return
    for widget in trees.tight_texts:
        name, size = pages.name(widget.page), f"{widget.width_dp:.0f}×{widget.height_dp:.0f} dp"
        label = widget.label[:40]
        zh = f"{name.zh}：“{label}”放不进 {size} 的区域"
        en = f"{name.en}: “{label}” does not fit into {size}"
        subject = f"{widget.page}/{widget.name}"
        yield Verdict(Status.fail, Text(zh, en), subject=subject, evidence=widget_picture(widget))
