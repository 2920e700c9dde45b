"""Consent is taken by a box that is ticked already, or by a button that does not say what it means.

A box counts as the page showed it first, before anyone touched it, with words of agreement in it or in its row.

Not seen: boxes on pages that the run did not reach.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.consent_tried import ConsentTried, pictured
from patrol.derive.evidence import marked
from patrol.derive.pages import Pages
from patrol.derive.said import Said
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict

AGREES = re.compile(r"同意|已阅读|知晓并|agree|accept|i have read", re.IGNORECASE)
EXPLICIT = re.compile(r"同意|接受|agree|accept|consent|allow", re.IGNORECASE)


@check(
    title_pass=Text("同意都由用户主动作出", "Consent is always given by an act of the user"),
    title_fail=Text("有默认勾选或含糊的同意", "Some consent is ticked in advance or taken unsaid"),
    why=Text(
        "默认勾选等于替用户作主，191号文第三条第4项把它列为非明示同意。",
        "A box ticked in advance decides for the user; consent must be an act of their own.",
    ),
    advice=Text(
        "复选框初始为未勾选；按钮写明“同意”，不要用“知道了”代替。",
        "Leave boxes empty until the user ticks them, and let the button say that it agrees.",
    ),
)
def consent_by_default(said: Said, pages: Pages, tried: ConsentTried | None) -> Iterator[Verdict]:
    looked = 0
    for box in said.boxes:
        if not AGREES.search(box.text):
            continue
        looked += 1
        if box.checked:
            name = pages.name(box.page)
            zh, en = f"{name.zh}：“{box.text[:24]}”默认已勾选", f"{name.en}: “{box.text[:24]}” is ticked in advance"
            yield Verdict(Status.fail, Text(zh, en), box.page, marked(box.at_ms, box.page, box.picture, box.bounds))
    window = tried.window if tried else None
    agree = next((button for button in window.buttons if button.role == "agree"), None) if window else None
    if agree is not None and not EXPLICIT.search(agree.text):
        zh, en = f"弹窗用“{agree.text}”代替同意", f"the window takes “{agree.text}” for consent"
        yield Verdict(Status.fail, Text(zh, en), "consent-window", pictured(window, agree.bounds))
    if not looked and agree is None:
        yield Verdict(
            Status.not_applicable, Text("没有见到征求同意的复选框或弹窗", "no box or window that asks was seen")
        )
