"""The app asks for permissions at its start, before any function wants them.

Right after agreeing, whatever the system asks without a touch is asked too early; two and more are a batch. `allowed`
names permissions that may be asked then.

Not seen: permissions that are asked only at a later start.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.consent_tried import ConsentTried
from patrol.derive.permissions_asked import Asked, PermissionsAsked
from patrol.model.record import Text
from patrol.model.verdict import Evidence, Screenshot, Status, Verdict


@check(
    title_pass=Text("权限在使用功能时才申请", "Permissions are asked for when a function wants them"),
    title_fail=Text("启动时就申请权限", "Permissions are asked for at the start"),
    why=Text(
        "还没用到功能就一次索要多项权限，用户不知道为什么要给。",
        "Asked before anything needs them, permissions are given without knowing why.",
    ),
    advice=Text(
        "把申请移到点开相应功能的时候，逐项申请并说明用途。",
        "Ask one at a time, when its function is opened, and say what it is for.",
    ),
)
def permissions_at_start(
    asked: PermissionsAsked, tried: ConsentTried, *, allowed: tuple[str, ...] = ()
) -> Iterator[Verdict]:
    early: dict[str, Asked] = {}
    for one in asked.at_start():
        if one.permission not in allowed:
            known = early.get(one.permission)
            early[one.permission] = one if known is None or not known.picture else known
    names = "、".join(early)
    for number, one in enumerate(early.values()):
        batch = len(early) > 1
        zh = f"启动时{'连续申请 ' + names if batch else '申请 ' + one.permission}，没有点击任何功能"
        en = f"{', '.join(early) if batch else one.permission} asked at the start, with nothing touched"
        shown = tuple(picture for each in early.values() for picture in _picture(each))
        if number == 0:
            yield Verdict(Status.fail, Text(zh, en), "batch" if batch else one.permission, shown)
    if not early:
        yield from tried.undecided("accept")


def _picture(one: Asked) -> tuple[Evidence, ...]:
    return (Screenshot(picture=one.picture, page=one.page, at_ms=one.at_ms),) if one.picture else ()
