"""The system asks for a permission, and nothing on the screen says what for.

What was touched, and what stands on the page from which it is asked, must have a word that tells the purpose: a
button “scan a code” does for the camera, a page of branches for the location.

Not seen: whether the purpose that is told is the true one; calls tell that.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.pages import Pages
from patrol.derive.permissions_asked import PURPOSES, Asked, PermissionsAsked
from patrol.model.record import Text
from patrol.model.verdict import Evidence, Screenshot, Status, Verdict

START = Text("启动时", "at the start")
"""Then the system's window is the first thing seen, or lies over a splash that is gone at once."""


@check(
    title_pass=Text("申请权限时说明了用途", "Each permission is asked for with its purpose"),
    title_fail=Text("申请权限时没有说明用途", "Some permissions are asked for without a purpose"),
    why=Text(
        "系统弹窗只说要什么，不说为什么；用户不知道用途就无法判断。",
        "The system's window says what, never why: without a reason nobody can decide.",
    ),
    advice=Text(
        "申请前在页面或弹窗里写明用途，如“用于扫码”。",
        "Say on the page, or in a window before the system's, what the permission is for.",
    ),
)
def permission_purpose(asked: PermissionsAsked, pages: Pages) -> Iterator[Verdict]:
    untold: dict[str, Asked] = {}
    known = [one for one in asked.asked if one.permission in PURPOSES]
    for one in known:
        if not one.told:
            untold.setdefault(one.permission, one)
    for one in untold.values():
        name = START if one.at_start else pages.name(one.page)
        zh = f"{name.zh}：申请 {one.permission} 前没有说明用途"
        en = f"{name.en}: {one.permission} is asked for without a word on what for"
        yield Verdict(Status.fail, Text(zh, en), one.permission, _picture(one))
    if not known:
        yield Verdict(Status.not_applicable, Text("没有遇到权限申请", "no permission was asked for"))


def _picture(one: Asked) -> tuple[Evidence, ...]:
    return (Screenshot(picture=one.picture, page=one.page, at_ms=one.at_ms),) if one.picture else ()
