"""For a person: whether the server passes personal information on without consent.

Item 5.2 of the 2019 measures. What a server does behind the app cannot be seen from the phone; the policy's words on
sharing are laid out.

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
    r"共享|提供给|委托|合作方|关联公司|第三方|share|partner|affiliate|third part",
    re.IGNORECASE,
)


@check(
    title_pass=Text("后台不擅自向第三方提供", "The server passes nothing on unasked"),
    title_fail=Text("后台擅自向第三方提供", "The server passes information on unasked"),
    why=Text(
        "数据离开手机后去了哪里，用户看不见，只能靠制度保证。",
        "Users cannot see where data goes once it has left the phone.",
    ),
    advice=Text(
        "保存对外提供的合同、清单与用户单独同意的记录备查。",
        "Keep contracts, lists and records of separate consent for whatever is passed on.",
    ),
)
def server_side_sharing(seen: PolicySeen, pages: Pages) -> Iterator[Verdict]:
    found = list(lines_on(seen.policy.text, WORDS))
    shown = page_picture(pages, seen.policy.pages[0]) if seen.policy.pages else ()
    said = (table([("隐私政策原文", "the policy says")], [(line,) for line in found]),) if found else ()
    text = Text(
        "请核对：数据对外提供的清单、合同与单独同意记录",
        "Look: lists and contracts of what is passed on, and the records of separate consent",
    )
    yield Verdict(Status.manual, text, "server-side-sharing", (*said, *shown))
