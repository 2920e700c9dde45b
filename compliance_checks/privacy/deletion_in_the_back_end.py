"""For a person: whether closing an account really deletes it.

Item 6.4 of the 2019 measures. patrol never closes an account (it would be gone); the page that does is laid out.

Not seen: the back end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import page_picture
from patrol.derive.pages import Pages
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict

OWN = re.compile(r"注销|删除账|close (?:the|my|your) account|delete (?:the |my |your )?account", re.IGNORECASE)


@check(
    title_pass=Text("注销后后台已删除", "What is closed is deleted"),
    title_fail=Text("注销后后台仍保留", "What is closed is still kept"),
    why=Text(
        "前台显示已注销、后台还留着，是欺骗。",
        "Told that it is gone while the server keeps it: that is deceit.",
    ),
    advice=Text(
        "注销后删除或匿名化，并保留操作记录备查。",
        "Delete or make anonymous what was closed, and keep a record that it was done.",
    ),
)
def deletion_in_the_back_end(pages: Pages) -> Iterator[Verdict]:
    own = [key for key, page in pages.by_key.items() if OWN.search(page.name) or OWN.search(page.name_en)]
    shown = tuple(picture for key in own for picture in page_picture(pages, key))
    text = Text(
        "请用测试账户完成注销，再用原凭据登录并核对后台数据",
        "Close a test account, try to sign in with it, and look at what the server still holds",
    )
    yield Verdict(Status.manual, text, "deletion", shown)
