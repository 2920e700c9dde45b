"""The system asks for a permission before the user agreed to anything.

What the system asks at a first start counts until the button that agrees was touched, in trials and in the crawl.

Not seen: permissions that were granted with the installation, which nobody is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.consent_tried import ConsentTried
from patrol.derive.permissions_asked import Asked, PermissionsAsked
from patrol.model.consent import ConsentPhase
from patrol.model.record import Text
from patrol.model.verdict import Evidence, Screenshot, Status, Verdict


@check(
    title_pass=Text("同意前不申请权限", "No permission is asked for before consent"),
    title_fail=Text("同意前就申请权限", "A permission is asked for before consent"),
    why=Text(
        "191号文第三条第1项：征得同意前不得打开可收集个人信息的权限。",
        "What could collect must stay closed until the user has agreed.",
    ),
    advice=Text(
        "把权限申请放到用户同意隐私政策之后、使用功能之时。",
        "Ask after the user has agreed, when a function wants it.",
    ),
)
def permission_before_consent(asked: PermissionsAsked, tried: ConsentTried) -> Iterator[Verdict]:
    early = (ConsentPhase.before_notice, ConsentPhase.asked)
    told: set[str] = set()
    for one in asked.asked:
        if one.phase in early and one.permission not in told:
            told.add(one.permission)
            zh, en = f"同意之前申请 {one.permission}", f"{one.permission} is asked for before consent"
            yield Verdict(Status.fail, Text(zh, en), one.permission, _picture(one))
    if not told:
        yield from tried.undecided("accept")


def _picture(one: Asked) -> tuple[Evidence, ...]:
    return (Screenshot(picture=one.picture, page=one.page, at_ms=one.at_ms),) if one.picture else ()
