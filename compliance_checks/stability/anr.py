"""The app does not respond.

Android reports an ANR when the main thread does not take an input event for 5 s. Android vitals' bad-behaviour
threshold is 0.47 % of users a day; in a test run each one counts.

Not seen: short hangs below Android's limit (jank and frozen-frames see them), and ANRs of background work that no log
tells.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import log_lines, page_picture
from patrol.derive.incidents import IncidentKind, Incidents
from patrol.derive.pages import Pages
from patrol.derive.timeline import Timeline
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("应用始终有响应", "The app keeps responding"),
    title_fail=Text("应用无响应（ANR）", "The app stops responding (ANR)"),
    why=Text("系统会弹出“应用无响应”，多数用户会选择关闭。", "The system offers to close the app, and most people do."),
    advice=Text(
        "看系统保存的 traces（/data/anr）里主线程停在哪里：磁盘、数据库、网络和锁都要移出主线程。",
        "See in the traces the system kept (/data/anr) where the main thread stood: disk, database, network and locks "
        "must leave the main thread.",
    ),
)
def anr(incidents: Incidents, timeline: Timeline, pages: Pages) -> Iterator[Verdict]:
    for signature, group in incidents.groups(IncidentKind.anr).items():
        first = group[0]
        page = timeline.page(first.at_ms)
        name = pages.name(page)
        zh = f"{first.summary[:200]}（{len(group)} 次，首次在{name.zh}）"
        en = f"{first.summary[:200]} ({len(group)} times, first on {name.en})"
        evidence = (log_lines(first), *page_picture(pages, page, first.at_ms))
        yield Verdict(Status.fail, Text(zh, en), subject=signature, evidence=evidence)
