"""The app asks for permissions at its start, before any function wants them.

Right after agreeing, whatever the system asks without a touch is asked too early; two and more in a row are a batch.
`allowed` names permissions that may be asked then.

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
    told: set[str] = set()
    for together in sorted(_rows(asked.at_start(), allowed), key=_tells_least):
        names = tuple(dict.fromkeys(one.permission for one in together))
        if told.issuperset(names):
            continue
        told.update(names)
        batch = len(names) > 1
        zh = f"启动时{'连续' if batch else ''}申请 {'、'.join(names)}，没有点击任何功能"
        en = f"{', '.join(names)} asked at the start, with nothing touched"
        shown = tuple(picture for one in together for picture in _picture(one))
        yield Verdict(Status.fail, Text(zh, en), "batch" if batch else names[0], shown)
    if not told:
        yield from tried.undecided("accept")


def _rows(asked: tuple[Asked, ...], allowed: tuple[str, ...]) -> Iterator[list[Asked]]:
    """Windows that came one right after the other, without those that may be asked then."""
    row: list[Asked] = []
    for one in asked:
        if not one.together:
            yield row
            row = []
        if one.permission not in allowed:
            row.append(one)
    yield row


def _tells_least(row: list[Asked]) -> tuple[int, bool]:
    """The longest row first, and of like ones that with a picture: crawl and trials mostly see the same."""
    return -len({one.permission for one in row}), not any(one.picture for one in row)


def _picture(one: Asked) -> tuple[Evidence, ...]:
    return (Screenshot(picture=one.picture, page=one.page, at_ms=one.at_ms),) if one.picture else ()
