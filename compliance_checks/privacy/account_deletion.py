"""An account cannot be closed in the app, or closing it asks for what opening it did not.

Items 6.1 and 6.2 of the 2019 measures: no photo of the holder with a document, no visit, no call, no letter.
Conditions are words of CONDITIONS on the page that closes the account.

Not seen: conditions that are told only after the request was sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.absence import absent
from patrol.derive.evidence import marked, page_picture
from patrol.derive.pages import Pages
from patrol.derive.said import Said
from patrol.model.artifacts import Crawl
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict

ENTRY = re.compile(
    r"注销(?!证)|删除(?:账[号户]|帐号)|close (?:the|my|your) account|delete (?:the |my |your )?account", re.IGNORECASE
)
CONDITIONS = re.compile(
    r"手持.{0,6}(?:身份证|证件)|(?:前往|携带.{0,12}到|亲临|亲自到).{0,12}(?:网点|柜台|营业厅)"
    r"|(?:致电|拨打|联系).{0,10}(?:客服|热线).{0,8}(?:办理|注销|申请)|邮寄|纸质|手写.{0,4}(?:申请|承诺)"
    r"|visit (?:a|your|the) branch|by post|in person|hold(?:ing)? your id|call .{0,20}to close",
    re.IGNORECASE,
)


@check(
    title_pass=Text("可以在App内注销账户", "The account can be closed in the app"),
    title_fail=Text("不能注销账户或设置不合理条件", "The account cannot be closed, or only on odd terms"),
    why=Text(
        "注册时没要的材料，注销时也不能要；注销难是337号文点名的行为。",
        "What opening an account did not ask for, closing it may not either.",
    ),
    advice=Text(
        "在设置里提供注销入口，验证身份只用登录时用过的方式。",
        "Offer it among the settings, and confirm the user only by what signing in uses.",
    ),
)
def account_deletion(crawl: Crawl, said: Said, pages: Pages) -> Iterator[Verdict]:
    own = [page for page in said.by_page if ENTRY.search(pages.name(page).zh) or ENTRY.search(pages.name(page).en)]
    if not own and not any(True for _ in said.entries(ENTRY)):
        if not any(page.wall == "sign-in" for page in crawl.graph.pages):
            text = Text("没有看到登录，应用可能没有账户", "no sign-in was seen: the app may have no accounts")
            yield Verdict(Status.not_applicable if crawl.looked_over else Status.inconclusive, text)
            return
        text = Text("没有找到注销账户的入口", "no entry that closes the account was found")
        yield absent(text, crawl, for_signed_in=True)
        return
    failed = False
    for page in own:
        for words in said.of(page):
            if found := CONDITIONS.search(words.text):
                failed = True
                zh, en = f"注销要求“{found[0]}”", f"closing the account asks for “{found[0]}”"
                shown = marked(words.at_ms, page, words.picture, words.bounds) or page_picture(pages, page)
                yield Verdict(Status.fail, Text(zh, en), page, shown)
                break
    if not failed:
        shown = page_picture(pages, own[0]) if own else ()
        yield Verdict(Status.passed, Text("有注销入口", "there is an entry that closes the account"), evidence=shown)
