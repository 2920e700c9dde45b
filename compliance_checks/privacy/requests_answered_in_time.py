"""For a person: whether requests to correct, delete or close are answered in time.

Item 6.3 of the 2019 measures: fifteen working days at most. What the policy promises is laid out; a request has to be
sent and watched.

Not seen: everything that the app does not show; that is why a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import page_picture, table
from patrol.derive.pages import Pages
from patrol.derive.policy_reading import lines_on
from patrol.derive.policy_seen import PolicySeen
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict

WORDS = re.compile(
    r"工作日|\d+\s*(?:日|天)|答复|回复|响应|working days|within \d+|answer",
    re.IGNORECASE,
)


@check(
    title_pass=Text("更正删除注销请求按时完成", "Requests are answered in time"),
    title_fail=Text("更正删除注销请求没有按时完成", "Requests are not answered in time"),
    why=Text(
        "拖着不办，权利就是空的。",
        "A right that is never answered is none.",
    ),
    advice=Text(
        "为请求建立工单与时限提醒，最长15个工作日内完成。",
        "Keep tickets with due dates for requests, fifteen working days at most.",
    ),
)
def requests_answered_in_time(seen: PolicySeen, pages: Pages) -> Iterator[Verdict]:
    found = list(lines_on(seen.policy.text, WORDS))
    shown = page_picture(pages, seen.policy.pages[0]) if seen.policy.pages else ()
    said = (table([("隐私政策原文", "the policy says")], [(line,) for line in found]),) if found else ()
    text = Text(
        "请提交一次更正或注销请求并记录完成日期，对照政策承诺的时限",
        "Send a request, note when it is done, and hold that against what the policy promises",
    )
    yield Verdict(Status.manual, text, "requests-answered-in-time", (*said, *shown))
