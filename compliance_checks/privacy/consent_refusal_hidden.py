"""The consent window cannot be refused, or its refusal is far harder to see than its agreement.

Refusing counts as hidden when its text stands out from its ground by less than `least_contrast` (WCAG asks for 4.5, 3
for large type) or its area is less than `least_area_percent` of what agrees: a choice must be as easy both ways.

Not seen: colours that only a person finds misleading; the picture is laid out.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.consent_tried import ConsentTried, pictured, unknown_buttons
from patrol.derive.contrast import contrast_in
from patrol.model.record import Text
from patrol.model.recorded import Files
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("隐私弹窗可以拒绝且同样醒目", "The consent window can be refused as easily as agreed to"),
    title_fail=Text("隐私弹窗不能拒绝或拒绝入口被弱化", "The consent window hides or lacks a way to refuse"),
    why=Text(
        "没有拒绝按钮，或把它做得又小又淡，用户只能同意，同意不算自愿。",
        "Without a way to refuse that can be seen, agreement is not given freely.",
    ),
    advice=Text(
        "在弹窗里放上与“同意”同等大小、清晰可读的“不同意”按钮。",
        "Put a button that refuses beside the one that agrees, of like size and legible.",
    ),
)
def consent_refusal_hidden(
    tried: ConsentTried, files: Files, *, least_contrast: float = 3.0, least_area_percent: float = 25
) -> Iterator[Verdict]:
    window = tried.window
    if window is None:
        yield from tried.undecided("refuse")
        return
    roles = {button.role: button for button in reversed(window.buttons)}
    agree, refuse = roles.get("agree"), roles.get("refuse")
    if refuse is None or agree is None:
        text = Text("弹窗没有拒绝按钮", "the window has no button that refuses")
        missing = Verdict(Status.fail, text, "no-refusal", pictured(window, agree.bounds if agree else None))
        yield unknown_buttons(window, files) or missing
        return
    ratio = contrast_in(files.picture(window.picture), refuse.bounds, len(refuse.text))
    area = agree.bounds.width * agree.bounds.height
    share = 100 * refuse.bounds.width * refuse.bounds.height / area if area else 100.0
    shown = pictured(window, refuse.bounds)
    if ratio is not None and ratio < least_contrast:
        zh, en = f"“{refuse.text}”与背景对比度只有 {ratio:.1f}", f"“{refuse.text}” has a contrast of {ratio:.1f} only"
        yield Verdict(Status.fail, Text(zh, en), "pale-refusal", shown)
    elif share < least_area_percent:
        zh = f"“{refuse.text}”的面积是“{agree.text}”的 {share:.0f}%"
        yield Verdict(
            Status.fail, Text(zh, f"“{refuse.text}” is {share:.0f}% as large as agreeing"), "small-refusal", shown
        )
    else:
        seen = "" if ratio is None else f", {ratio:.1f}:1"
        zh, en = f"“{refuse.text}”清晰可见{seen}", f"“{refuse.text}” can be seen{seen}"
        yield Verdict(Status.passed, Text(zh, en), evidence=shown)
