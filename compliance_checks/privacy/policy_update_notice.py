"""For a person: whether users are told when purposes, means or scope change.

Item 2.2 of the 2019 measures. The policy's own dates and words on changes are laid out. In a run that is held against
an older build (`--baseline`) the policies of both stand side by side, with the permissions and SDKs that are new.

Not seen: the start after an update, for each run installs one build afresh; that is why a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import page_picture, table
from patrol.derive.pages import Pages
from patrol.derive.policy_reading import lines_on
from patrol.derive.policy_seen import PolicySeen
from patrol.derive.policy_update import PolicyUpdate, told
from patrol.model.record import Text
from patrol.model.verdict import Evidence, Status, Verdict

WORDS = re.compile(
    r"更新|变更|修订|生效|重新.{0,6}同意|updat|chang|in force|amend",
    re.IGNORECASE,
)

MOST = 30
"""Lines of both policies that are shown."""


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
def policy_update_notice(seen: PolicySeen, pages: Pages, update: PolicyUpdate | None) -> Iterator[Verdict]:
    found = list(lines_on(seen.policy.text, WORDS))
    shown = page_picture(pages, seen.policy.pages[0]) if seen.policy.pages else ()
    said = (table([("隐私政策原文", "the policy says")], [(line,) for line in found]),) if found else ()
    text = Text(
        "请核对：更新日期是否晚于新增的收集行为，升级后首次启动是否提示变更",
        "Look: is the date later than what is newly collected, and does the start after an update tell?",
    )
    if update is not None:
        text = told(update)
    sides = _sides(update) if update is not None else ()
    yield Verdict(Status.manual, text, "policy-update-notice", (*sides, *said, *shown))


def _sides(update: PolicyUpdate) -> Iterator[Evidence]:
    if update.lines:
        yield table([(f"{update.then} 版", update.then), ("本版", "this build")], update.lines[:MOST])
    if update.came:
        yield table([("种类", "kind"), ("本版新增", "new in this build")], update.came)
