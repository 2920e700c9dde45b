"""The app does not respond.

Android reports an ANR when the main thread does not take an input event for 5 s. Android vitals' bad-behaviour
threshold is 0.47 % of users a day; in a test run each one counts. Where the system's traces can be read (/data/anr, or
the drop box), ANRs are told apart by where the main thread stood.

Not seen: short hangs below Android's limit (jank and frozen-frames see them), and ANRs of background work that no log
tells.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.happened import IncidentGroups
from patrol.derive.incident_words import incident_verdict
from patrol.derive.incidents import IncidentKind
from patrol.derive.pages import Pages
from patrol.model.record import Text
from patrol.model.verdict import Verdict


@check(
    title_pass=Text("应用始终有响应", "The app keeps responding"),
    title_fail=Text("应用无响应（ANR）", "The app stops responding (ANR)"),
    why=Text("系统会弹出“应用无响应”，多数用户会选择关闭。", "The system offers to close the app, and most people do."),
    advice=Text(
        "看证据里主线程停在哪一行：磁盘、数据库、网络和锁都要移出主线程；没有堆栈时用 adb bugreport 取 /data/anr。",
        "See in the evidence where the main thread stood: disk, database, network and locks must leave the main "
        "thread. Without a stack, `adb bugreport` brings /data/anr.",
    ),
)
def anr(groups: IncidentGroups, pages: Pages) -> Iterator[Verdict]:
    for group in groups.of(IncidentKind.anr):
        yield incident_verdict(group, pages)
