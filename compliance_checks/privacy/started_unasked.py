"""The app's process begins though nobody launched it: after it was ended in the background, after the phone restarted.

patrol ends the app as the system does (`am kill`, never a force-stop, after which Android starts nothing), restarts the
virtual phone or an emulator (a real phone where app.yaml says `self_start: {reboot: always}`) and reads the event log:
`am_proc_start` names the component for which a process began. Whose class that is, is told as for calls. Jobs
(JobScheduler, WorkManager) and messages over the system's push channel are Android's own ways and count for nothing;
reasons stand in app.yaml under `privacy: needed:` with the category `autostart`.

Not seen: components after the first, for a process begins once (those of the manifest that wait for the boot are
listed); what happens later than the watch; makers' own lists of apps that may start themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.self_starting import OCCASIONS, SeenStart, SelfStarting
from patrol.model.record import Text
from patrol.model.selfstart import Occasion
from patrol.model.verdict import LogLines, Status, Verdict

SUBJECTS = {Occasion.ended: "after-its-end", Occasion.rebooted: "after-reboot"}
KINDS = {
    "broadcast": Text("广播接收器", "the receiver"),
    "service": Text("服务", "the service"),
    "content provider": Text("内容提供者", "the provider"),
}


@check(
    title_pass=Text("被结束或手机重启后不自行启动", "The app stays ended until its user starts it"),
    title_fail=Text("被结束或手机重启后自行启动", "The app starts by itself after it was ended"),
    why=Text(
        "用户没有打开它，它却在后台运行、继续收集；164号文第2.2项、26号文第6条要求非必需不得自启动。",
        "Nobody opened it, and it runs and collects all the same; without need it may not start itself.",
    ),
    advice=Text(
        "删除 BOOT_COMPLETED 等广播接收器和粘性服务，关闭SDK的“自启动/保活”；要延后做的交给 WorkManager。",
        "Drop receivers of BOOT_COMPLETED and sticky services, switch off keeping alive in SDKs; defer by WorkManager.",
    ),
)
def started_unasked(starting: SelfStarting) -> Iterator[Verdict]:
    for seen in starting.starts:
        if seen.orderly or seen.needed or seen.start.caller:
            continue
        if not seen.start.lines:
            name = seen.start.process
            text = Text(f"进程 {name} 自己出现，日志没有说明原因", f"{name} began, and no line of the log says why")
            yield Verdict(Status.inconclusive, text, subject=name)
            continue
        line = LogLines(lines=seen.start.lines, at_ms=seen.start.at_ms)
        more = starting.told_of_boot() if seen.occasion is Occasion.rebooted else ()
        subject = f"{seen.key}/{SUBJECTS[seen.occasion]}"
        yield Verdict(Status.fail, _told(seen), subject=subject, evidence=(line, *more))
    yield from starting.undecided()


def _told(seen: SeenStart) -> Text:
    start, when = seen.start, OCCASIONS[seen.occasion]
    after = "" if start.after_ms is None else f"{start.after_ms / 1000:.1f} "
    kind = KINDS.get(start.reason, Text("页面", "the page") if "activity" in start.reason else Text("", ""))
    name = start.component.partition("/")[2] or start.reason
    late = Text(f" {after}秒" if after else "", f"{after}s " if after else "")
    return Text(
        f"{when.zh}{late.zh}，{seen.name.zh}的{kind.zh} {name} 启动了进程 {start.process}",
        f"{late.en}{when.en}, {start.process} was started for {kind.en} {name} of {seen.name.en}".replace("  ", " "),
    )
