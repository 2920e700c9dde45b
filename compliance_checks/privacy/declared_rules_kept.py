"""For a person: whether the app keeps to what its own policy promises.

Item 3.9 of the 2019 measures. Promises of the policy are laid out, to be held against the calls and the traffic of
this run; what is collected outside of them is decided by the checks on calls.

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
    r"仅在|只在|不会|加密|去标识|脱敏|匿名|only when|never|encrypt|anonym|not share",
    re.IGNORECASE,
)


@check(
    title_pass=Text("实际处理与声明的规则一致", "The app keeps to its own rules"),
    title_fail=Text("实际处理违反声明的规则", "The app breaks its own rules"),
    why=Text(
        "说一套做一套，比不说更糟。",
        "Saying one thing and doing another is worse than saying nothing.",
    ),
    advice=Text(
        "逐条核对承诺，改正做法或修改政策。",
        "Go through the promises one by one, and mend what is done or what is said.",
    ),
)
def declared_rules_kept(seen: PolicySeen, pages: Pages) -> Iterator[Verdict]:
    found = list(lines_on(seen.policy.text, WORDS))
    shown = page_picture(pages, seen.policy.pages[0]) if seen.policy.pages else ()
    said = (table([("隐私政策原文", "the policy says")], [(line,) for line in found]),) if found else ()
    text = Text(
        "请逐条对照本次运行的调用与请求，核对以下承诺",
        "Hold these promises against the calls and requests of this run, one by one",
    )
    yield Verdict(Status.manual, text, "declared-rules-kept", (*said, *shown))
