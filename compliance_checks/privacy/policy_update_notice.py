"""For a person: whether users are told when purposes, means or scope change.

Item 2.2 of the 2019 measures. The policy's own dates and words on changes are laid out.

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
    r"更新|变更|修订|生效|重新.{0,6}同意|updat|chang|in force|amend",
    re.IGNORECASE,
)


@check(
    title_pass=Text("规则变化时通知用户", "Users are told of changes"),
    title_fail=Text("规则变化没有通知用户", "Users are not told of changes"),
    why=Text(
        "目的、方式、范围变了而不通知，原来的同意就不再算数。",
        "Consent holds for what was told; a change that is not told is not covered by it.",
    ),
    advice=Text(
        "政策变化后在首次启动时弹窗说明变更点，重大变化重新征得同意。",
        "Show what changed at the next start, and ask anew when it matters.",
    ),
)
def policy_update_notice(seen: PolicySeen, pages: Pages) -> Iterator[Verdict]:
    found = list(lines_on(seen.policy.text, WORDS))
    shown = page_picture(pages, seen.policy.pages[0]) if seen.policy.pages else ()
    said = (table([("隐私政策原文", "the policy says")], [(line,) for line in found]),) if found else ()
    text = Text(
        "请核对：更新日期是否晚于新增的收集行为，升级后首次启动是否提示变更",
        "Look: is the date later than what is newly collected, and does the start after an update tell?",
    )
    yield Verdict(Status.manual, text, "policy-update-notice", (*said, *shown))
