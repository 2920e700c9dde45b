"""The app starts or wakes another app without the user's asking.

A service, a broadcast or a page of another package is addressed while the app is in the background, or without a touch
within `asked_ms` before: a user who touches “pay with …” asks for it. The phone's own providers of OAID count for
nothing. The other way round counts too: an app whose page another app opens, after it was ended or the phone restarted
and while nobody touched the phone (the uid of `START` in the system's log, before `am_proc_start`).

Not seen: apps that are woken through a server's push, or by content providers alone; who binds a service of this app,
for the event log names the component and not the caller.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.calls import AttributedCalls, SeenCall
from patrol.derive.deeds import Deeds
from patrol.derive.findings import PHASES, found, name_of, needed, verdict
from patrol.derive.hook_sight import HookSight
from patrol.derive.self_starting import OCCASIONS, SelfStarting
from patrol.derive.targets import other_app
from patrol.model.consent import ConsentPhase
from patrol.model.privacy import DeclaredPrivacy
from patrol.model.record import Text
from patrol.model.verdict import LogLines, Status, Verdict

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
    calls: AttributedCalls,
    deeds: Deeds,
    privacy: DeclaredPrivacy | None,
    sight: HookSight,
    starting: SelfStarting | None,
    *,
    asked_ms: int = 3000,
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
    for seen in starting.starts if starting else ():
        if (by := seen.start.caller) and not seen.needed:
            when, name = OCCASIONS[seen.occasion], seen.start.component.partition("/")[2]
            text = Text(
                f"{when.zh}，没有人操作手机，{by} 打开了本应用的 {name}",
                f"{when.en}, {by} opened {name} of this app while nobody touched the phone",
            )
            shown = LogLines(lines=seen.start.lines, at_ms=seen.start.at_ms)
            yield Verdict(Status.fail, text, subject=f"{by}/started this app", evidence=(shown,))
    yield from sight.undecided()
