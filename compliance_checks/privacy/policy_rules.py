"""The app has no privacy policy, or its policy lacks what a policy must tell.

The text is that of app.yaml where it names one, else what the policy's own pages show. Each of POINTS stands for a
point of article 17 of the Personal Information Protection Law and item 1.1 of the 2019 measures; it counts as told when
one of its words stands there.

Not seen: whether what is told is true, complete and clear; a person reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.absence import absent
from patrol.derive.evidence import page_picture, table
from patrol.derive.pages import Pages
from patrol.derive.policy_points import POINTS
from patrol.derive.policy_seen import Document, PolicySeen
from patrol.model.artifacts import Crawl
from patrol.model.record import Text
from patrol.model.verdict import Evidence, Status, Verdict


@check(
    title_pass=Text("有隐私政策且要点齐全", "There is a privacy policy, and it tells what it must"),
    title_fail=Text("没有隐私政策或缺少必要内容", "The privacy policy is missing or lacks what it must tell"),
    why=Text(
        "用户靠它知道谁收集什么、为什么、保存多久；缺了就谈不上告知。",
        "It is how users learn who takes what, why and for how long: what it leaves out was never told.",
    ),
    advice=Text(
        "按个人信息保护法第十七条逐项补齐：名称、联系方式、种类、目的、期限、权利。",
        "Add what is missing, point by point: who, how to reach them, what, why, for how long, which rights.",
    ),
)
def policy_rules(seen: PolicySeen, pages: Pages, crawl: Crawl, *, letters_at_least: int = 80) -> Iterator[Verdict]:
    policy = seen.policy
    if not policy.there:
        told = Text("没有找到隐私政策", "no privacy policy was found")
        yield absent(told, crawl)
        return
    shown = page_picture(pages, policy.pages[0]) if policy.pages else ()
    if policy.unread and not policy.text:
        yield Verdict(Status.inconclusive, Text("；".join(policy.unread), "; ".join(policy.unread)))
        return
    if len(policy.text) < letters_at_least:
        yield _lacking(Text("隐私政策页面是空的", "the page of the policy is empty"), "empty", policy, shown)
        return
    for rule, (name, words) in POINTS.items():
        if not re.search(words, policy.text, re.IGNORECASE):
            zh, en = f"隐私政策没有写明{name.zh}", f"the policy does not tell: {name.en}"
            read = table([("来源", "source"), ("字数", "letters")], [(policy.source, len(policy.text))])
            yield _lacking(Text(zh, en), rule, policy, (*shown, read))


def _lacking(what: Text, subject: str, policy: Document, shown: tuple[Evidence, ...]) -> Verdict:
    """A finding where the whole text was read."""
    if policy.partly is None:
        return Verdict(Status.fail, what, subject, shown)
    name = Text("在 app.yaml 的 privacy: policy: 里给出全文", "name the whole text under privacy: policy: in app.yaml")
    zh, en = f"{what.zh}，但{policy.partly.zh}；{name.zh}", f"{what.en}, but {policy.partly.en}: {name.en}"
    return Verdict(Status.inconclusive, Text(zh, en), subject, shown)
