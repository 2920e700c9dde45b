"""The app starts or wakes another app without the user's asking.

A service, a broadcast or a page of another package is addressed while the app is in the background, or without a touch
within `asked_ms` before: a user who touches “pay with …” asks for it. The phone's own providers of OAID count for
nothing.

Not seen: apps that are woken through a server's push, or by content providers alone. `linked-start-seen` goes by the
system's log and needs no hooks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.calls import AttributedCalls, SeenCall
from patrol.derive.deeds import Deeds
from patrol.derive.findings import PHASES, found, name_of, needed, verdict
from patrol.derive.hook_sight import HookSight
from patrol.derive.targets import other_app
from patrol.model.consent import ConsentPhase
from patrol.model.privacy import DeclaredPrivacy
from patrol.model.record import Text
from patrol.model.verdict import Verdict

STARTS = re.compile(
    r"\.(startService|startForegroundService|bindService|sendBroadcast|startActivity|execStartActivity|exec|start)$"
)
IDENTIFIER = re.compile(r"openid|opendevice|msa|stdid|uodis|identifier", re.IGNORECASE)
"""Services that hand out OAID: asking them is reading an identifier, not starting an app."""


@check(
    title_pass=Text("不关联启动其他App", "No other app is started unasked"),
    title_fail=Text("关联启动了其他App", "Other apps are started unasked"),
    why=Text(
        "一个App打开，一串App被唤醒：费电、占内存，还互相传递用户信息；164号文第2.2项。",
        "One app opens and a string of them wakes: battery, memory, and information handed on.",
    ),
    advice=Text(
        "关闭推送等SDK的“应用互拉起”，删除对其他包的 startService/bindService/sendBroadcast。",
        "Switch off waking each other in the push SDK, and drop startService, bindService and sendBroadcast to others.",
    ),
)
def linked_start(
    calls: AttributedCalls, deeds: Deeds, privacy: DeclaredPrivacy | None, sight: HookSight, *, asked_ms: int = 3000
) -> Iterator[Verdict]:
    def starts(seen: SeenCall) -> bool:
        if needed(seen, privacy):
            return False
        if not other_app(seen.call.arguments, calls.package) or any(map(IDENTIFIER.search, seen.call.arguments)):
            return False
        if seen.when.phase is ConsentPhase.background:
            return True
        return deeds.knows(seen.at_ms) and not deeds.before(seen.at_ms, asked_ms)

    def target(seen: SeenCall) -> str:
        return f"{seen.key}/{other_app(seen.call.arguments, calls.package)}"

    for subject, group in found(calls.matching(STARTS), starts, target).items():
        who, other, at = name_of(group.first.who), subject.rpartition("/")[2], PHASES[group.first.when.phase]
        zh = f"{who.zh} {at.zh}未经用户操作启动 {other}，{group.count} 次"
        yield verdict(subject, group, Text(zh, f"{who.en} started {other} {at.en}, unasked, {group.often}"))
    yield from sight.undecided()
