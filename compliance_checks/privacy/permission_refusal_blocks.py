"""Refusing a permission closes the app or blocks what does not need it.

The permission is refused where its function asks for it; then the app must still be there, and Back must lead on.

Not seen: functions whose permission the run did not reach; each costs a way there.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.consent_tried import ConsentTried, pictured
from patrol.model.consent import MomentKind
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("拒绝权限不影响其他功能", "Refusing a permission leaves other functions alone"),
    title_fail=Text("拒绝权限后App不能继续使用", "Refusing a permission stops the app"),
    why=Text(
        "不给权限不让用，是工信部337号文点名的行为；用户有权只用其他功能。",
        "No permission, no app: users may refuse what one function wants and go on with the rest.",
    ),
    advice=Text(
        "拒绝后停在原页面并说明受影响的功能，其余功能照常可用。",
        "Stay where the user is, say what will not work, and let everything else go on.",
    ),
)
def permission_refusal_blocks(tried: ConsentTried) -> Iterator[Verdict]:
    refused = list(tried.of(MomentKind.after_refusal))
    failed: set[str] = set()
    for moment in refused:
        if moment.note == "quit" and moment.subject not in failed:
            failed.add(moment.subject)
            zh, en = (
                f"拒绝 {moment.subject} 后App退出（{moment.value or '启动时'}）",
                f"the app closes when {moment.subject} is refused ({moment.value or 'at the start'})",
            )
            yield Verdict(Status.fail, Text(zh, en), moment.subject, pictured(moment))
    if failed:
        return
    if refused:
        names = "、".join(dict.fromkeys(moment.subject for moment in refused))
        text = Text(f"拒绝 {names} 后App仍可使用", f"the app goes on after refusing {names}")
        yield Verdict(Status.passed, text, evidence=pictured(refused[-1]))
        return
    if told := tried.undecided("accept"):
        yield from told
    else:
        yield Verdict(Status.not_applicable, Text("没有遇到权限申请", "no permission was asked for"))
