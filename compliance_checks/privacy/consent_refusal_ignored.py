"""Who refuses consent is thrown out, asked without end, or asked again at each start.

The app is refused once, with its questions whether one is sure answered the same way, and started once more.

Not seen: what happens at a third start, or days later.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.consent_tried import ConsentTried, pictured, unknown_buttons
from patrol.model.consent import MomentKind
from patrol.model.record import Text
from patrol.model.recorded import Files
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("拒绝隐私政策后不被强迫", "A refusal of consent is respected"),
    title_fail=Text("拒绝隐私政策后被强迫或反复索要", "A refusal of consent is not respected"),
    why=Text(
        "拒绝后退出、死循环或每次启动都再问，都是逼用户同意。",
        "Closing, looping or asking at every start forces users to agree in the end.",
    ),
    advice=Text(
        "拒绝后提供仅浏览等基本功能，并记住用户的选择，由用户自己决定何时再同意。",
        "Offer what works without personal information, remember the choice, and let users come back to it.",
    ),
)
def consent_refusal_ignored(tried: ConsentTried, files: Files) -> Iterator[Verdict]:
    if told := tried.undecided("refuse"):
        yield from told
        return
    window = tried.window
    if window is not None and all(button.role != "refuse" for button in window.buttons):
        if (unknown := unknown_buttons(window, files)) is not None:
            yield unknown
            return
    failed = False
    for moment in tried.of(MomentKind.quit, MomentKind.asked_again, trial="refuse"):
        if moment.note.startswith("by Back"):
            subject, text = "no-way-out", Text("弹窗只能同意，返回键离开App或没有作用", "there is agreeing, or Back")
        elif moment.kind is MomentKind.quit:
            subject, text = "quits", Text("拒绝后App退出", "the app closes when it is refused")
        elif moment.note == "without end":
            subject, text = "loops", Text("拒绝后反复询问，没有出口", "refusing leads back to the question without end")
        elif moment.note == "at the next start":
            subject, text = "asks-at-start", Text("拒绝后再次启动又弹出同意窗口", "the next start asks again")
        else:
            continue
        failed = True
        yield Verdict(Status.fail, text, subject, pictured(moment))
    if not failed:
        limited = tried.first(MomentKind.limited)
        text = Text("拒绝后仍可使用部分功能", "what needs no consent still works after refusing")
        yield Verdict(Status.passed, text, evidence=pictured(limited))
