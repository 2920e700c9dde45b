"""The app sees to it that it is started again by itself: exact or repeating alarms, periodic syncs, components that
wait for the phone's start, processes that appear while it is left alone in the background.

Reasons (an alarm clock, a reminder that the user set) stand in app.yaml under `privacy: needed:` with the category
`autostart`. Jobs that wait for the system's time (JobScheduler, WorkManager) are Android's way and count for nothing.

Not seen: what comes of it once the app was ended, or the phone restarted; `started-unasked` watches that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.calls import AttributedCalls
from patrol.derive.evidence import table
from patrol.derive.findings import found, name_of, needed, short, verdict
from patrol.derive.hook_sight import HookSight
from patrol.model.privacy import DeclaredPrivacy
from patrol.model.record import Text
from patrol.model.resources import Quiet
from patrol.model.verdict import Status, Verdict

WAKES = re.compile(
    r"AlarmManager\.(setExact\w*|setRepeating|setAlarmClock|setAndAllowWhileIdle)$|\.addPeriodicSync$"
    r"|\.setComponentEnabledSetting$"
)


@check(
    title_pass=Text("不频繁自启动", "The app does not start itself"),
    title_fail=Text("通过闹钟、同步等方式自启动", "The app starts itself by alarms, syncs or alike"),
    why=Text(
        "用户退出后它又自己起来，持续占用资源、继续收集；26号文第6条要求非必需不得自启动。",
        "The user left, and it rises again to use the phone and to collect; without need it may not.",
    ),
    advice=Text(
        "用系统推送通道代替保活；延后任务交给 WorkManager，不用精确闹钟和账号同步保活。",
        "Use the system's push channel in place of keeping alive; give deferred work to WorkManager.",
    ),
)
def self_start(
    calls: AttributedCalls, quiet: Quiet | None, privacy: DeclaredPrivacy | None, sight: HookSight
) -> Iterator[Verdict]:
    for subject, group in found(calls.matching(WAKES), lambda seen: not needed(seen, privacy)).items():
        who, how = name_of(group.first.who), short(group.first.call.call)
        zh = f"{who.zh} 用 {how} 安排自启动 {group.count} 次"
        yield verdict(subject, group, Text(zh, f"{who.en} has itself started by {how}, {group.often}"))
    behind = [span for span in (quiet.spans if quiet else ()) if span.background]
    for process in sight.processes:
        if any(span.started_ms < process.at_ms < span.ended_ms for span in behind):
            text = Text(f"退到后台期间自行启动了进程 {process.name}", f"{process.name} started in the background")
            shown = table([("进程", "process"), ("时间（毫秒）", "at, ms")], [(process.name, process.at_ms)])
            yield Verdict(Status.fail, text, subject=process.name, evidence=(shown,))
    yield from sight.undecided()
