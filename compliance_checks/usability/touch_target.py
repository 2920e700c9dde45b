"""Something to tap is smaller than the limit.

Android's accessibility guide asks for 48 dp; China's specification for elder-friendly apps for 44 dp on ordinary pages
and 60 dp for the main components of elder mode; WCAG 2.2 (2.5.8) for 24. Keys of a keyboard and links inside a
WebView's text are left out.

Not seen: areas widened by a TouchDelegate, which the tree does not tell, and which components of elder mode are its
main ones (60 dp).
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
    title_pass=Text("可点击区域足够大", "Touch targets are large enough"),
    title_fail=Text("有可点击区域太小", "Touch targets are too small"),
    why=Text(
        "目标太小，手指粗、手抖或视力不好的人会点错，在付款页面尤其危险。",
        "On small targets people with big, shaking or unsure fingers hit something else; dangerous in a payment.",
    ),
    advice=Text(
        "给控件设置 minWidth、minHeight 或用 TouchDelegate 扩大触摸区域，图标本身不必变大。",
        "Set minWidth and minHeight or widen the target with a TouchDelegate; the icon itself can stay small.",
    ),
)
def touch_target(trees: TreeFacts, pages: Pages, *, limit_dp: float = 44.0) -> Iterator[Verdict]:
    if not trees.looked or not trees.sized:
        zh, en = "没有可用的界面树或屏幕密度", "no UI tree, or the screen's density is unknown"
        yield Verdict(Status.inconclusive, Text(zh, en))
        return
    for widget in trees.small_targets:
        if min(widget.width_dp, widget.height_dp) >= limit_dp - 0.5:
            continue
        name, size = pages.name(widget.page), f"{widget.width_dp:.0f}×{widget.height_dp:.0f} dp"
        label = widget.label or widget.name
        zh = f"{name.zh}：“{label}”只有 {size}（限值 {limit_dp:g} dp）"
        en = f"{name.en}: “{label}” is {size} (limit {limit_dp:g} dp)"
        subject = f"{widget.page}/{widget.name}"
        yield Verdict(Status.fail, Text(zh, en), subject=subject, evidence=widget_picture(widget))
