"""For a person: whether a new function that needs more information may be refused without losing the others.

Item 4.3 of the 2019 measures. Needs two versions of the app: install the older one, agree, update, refuse the new
rules.

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
    r"新增|新功能|新业务|升级|变更|new (?:function|feature|service)|upgrade",
    re.IGNORECASE,
)


@check(
    title_pass=Text("拒绝新功能不影响原有功能", "Refusing what is new leaves the old alone"),
    title_fail=Text("拒绝新功能后原有功能也不能用", "Refusing what is new takes the old away"),
    why=Text(
        "为新功能要来的信息，不能拿老功能作要挟。",
        "What an update wants must not be had by holding back what worked before.",
    ),
    advice=Text(
        "新增功能单独征求同意，拒绝后保留原有功能。",
        "Ask for a new function by itself, and keep the others working when it is refused.",
    ),
)
def new_feature_consent(seen: PolicySeen, pages: Pages) -> Iterator[Verdict]:
    found = list(lines_on(seen.policy.text, WORDS))
    shown = page_picture(pages, seen.policy.pages[0]) if seen.policy.pages else ()
    said = (table([("隐私政策原文", "the policy says")], [(line,) for line in found]),) if found else ()
    text = Text(
        "请核对：装旧版并同意，升级后拒绝新政策，原有功能是否仍可用",
        "Look: install the old version, agree, update, refuse: does what worked before still work?",
    )
    yield Verdict(Status.manual, text, "new-feature-consent", (*said, *shown))
