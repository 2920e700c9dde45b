"""A permission that was refused is asked for again at the next start, without the user wanting its function.

The window of 48 hours is that of the app stores and of T/TAF 078.4: after a refusal the app may ask again within it
only when the user opens the function. Two starts within seconds are well inside.

Not seen: asking again after hours or days.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.consent_tried import ConsentTried
from patrol.derive.permissions_asked import Asked, PermissionsAsked
from patrol.model.record import Text
from patrol.model.verdict import Evidence, Screenshot, Status, Verdict


@check(
    title_pass=Text("拒绝权限后不再反复申请", "A refused permission is not asked for again unasked"),
    title_fail=Text("拒绝权限后重新启动又申请", "A refused permission is asked for again at the next start"),
    why=Text(
        "拒绝后48小时内反复弹窗，是频繁索权，干扰使用。",
        "Asking again within 48 hours wears users down until they give in.",
    ),
    advice=Text(
        "记录拒绝时间，48小时内不主动再申请；需要时在功能内说明并引导到系统设置。",
        "Remember when it was refused; within 48 hours ask only when its function is opened.",
    ),
)
def permission_asked_again(asked: PermissionsAsked, tried: ConsentTried) -> Iterator[Verdict]:
    told: set[str] = set()
    for one in asked.asked:
        if one.again and one.permission not in told:
            told.add(one.permission)
            zh, en = (
                f"拒绝 {one.permission} 后，下次启动又申请",
                f"{one.permission}, refused, is asked for at the next start",
            )
            yield Verdict(Status.fail, Text(zh, en), one.permission, _picture(one))
    if not told:
        yield from tried.undecided("accept")


def _picture(one: Asked) -> tuple[Evidence, ...]:
    return (Screenshot(picture=one.picture, page=one.page, at_ms=one.at_ms),) if one.picture else ()
