"""The system's log names another app that this one starts, or that starts this one, while nobody touches the phone.

After the app was ended in the background and after the phone restarted patrol leaves the phone alone: what is opened
then, no user asked for. `START … from uid` tells who opened a page, `Background start not allowed` who tried to start a
service and was refused. Needs no hooks, and so also speaks of phones without root.

Not seen: who binds or starts a service and is let do so, for the event log names the component and not the caller; what
happens in the rest of the run, which `linked-start` judges by hooks.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.self_starting import OCCASIONS, SelfStarting
from patrol.model.record import Text
from patrol.model.verdict import LogLines, Status, Verdict


@check(
    title_pass=Text("无人操作时没有与其他App互相启动", "Left alone, the app starts no other and is started by none"),
    title_fail=Text("无人操作时与其他App互相启动", "Left alone, the app starts another one, or is started by it"),
    why=Text(
        "没有人打开，App之间却互相拉起：费电、占内存，还互相传递用户信息；164号文第2.2项。",
        "Nobody opened them, and apps wake each other: battery, memory, and information handed on.",
    ),
    advice=Text(
        "关闭推送等SDK的“应用互拉起”；不要导出供其他App拉起的页面。",
        "Switch off waking each other in the push SDK, and export no page for others to wake the app by.",
    ),
)
def linked_start_seen(starting: SelfStarting) -> Iterator[Verdict]:
    for one in {other.component.partition("/")[0]: other for other in reversed(starting.others)}.values():
        when = OCCASIONS[one.occasion]
        did = Text("试图启动", "tried to start") if one.refused else Text("启动了", "started")
        text = Text(f"{when.zh}，App 自行{did.zh} {one.component}", f"{when.en}, the app {did.en} {one.component}")
        shown = LogLines(lines=(one.line,), at_ms=one.at_ms)
        yield Verdict(Status.fail, text, subject=f"starts {one.component.partition('/')[0]}", evidence=(shown,))
    for seen in starting.starts:
        if (by := seen.start.caller) and not seen.needed:
            when, name = OCCASIONS[seen.occasion], seen.start.component.partition("/")[2]
            text = Text(
                f"{when.zh}，没有人操作手机，{by} 打开了本应用的 {name}",
                f"{when.en}, {by} opened {name} of this app while nobody touched the phone",
            )
            shown = LogLines(lines=seen.start.lines, at_ms=seen.start.at_ms)
            yield Verdict(Status.fail, text, subject=f"started by {by}", evidence=(shown,))
    yield from starting.undecided()
