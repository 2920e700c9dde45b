"""The app has no privacy policy, or its policy lacks what a policy must tell.

The text is that of app.yaml where it names one, else what the policy's own pages show. Each part of RULES stands for
a point of article 17 of the Personal Information Protection Law and item 1.1 of the 2019 measures; it counts as told
when one of its words stands there.

Not seen: whether what is told is true, complete and clear; a person reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.absence import absent
from patrol.derive.evidence import page_picture, table
from patrol.derive.pages import Pages
from patrol.derive.policy_seen import Document, PolicySeen
from patrol.model.artifacts import Crawl
from patrol.model.record import Text
from patrol.model.verdict import Evidence, Status, Verdict

RULES: dict[str, tuple[Text, str]] = {
    "collector": (Text("处理者名称", "who handles the data"), r"公司|银行|集团|股份|co\.|ltd|inc\b|bank|company"),
    "contact": (
        Text("联系方式", "how to reach them"),
        r"\d{3,4}-?\d{3,4}-?\d{3,4}|@|电话|热线|邮箱|hotline|e-?mail|phone:",
    ),
    "types": (
        Text("收集的信息种类", "what is collected"),
        r"手机号|设备信息|位置|身份|个人信息|phone number|location|device|identity",
    ),
    "purpose": (
        Text("收集目的", "what for"),
        r"用[于於]|[为為]了|目的|以便|to sign in|used (?:to|for)|in order|purpose",
    ),
    "third-parties": (Text("第三方或SDK", "third parties and SDKs"), r"第三方|SDK|共享|委托|third[- ]part|share"),
    "retention": (
        Text("保存期限", "how long it is kept"),
        r"(?:保存|存储|保留).{0,4}(?:期|时间)|保存.{0,12}(?:年|月|日)|retention|kept for|keep .{0,40}(?:year|month)",
    ),
    "rights": (Text("查询更正删除等权利", "rights of the user"), r"更正|删除|撤回|注销|correct|delete|withdraw|erase"),
    "date": (
        Text("更新或生效日期", "date"),
        r"(?:更新|生效|发布).{0,6}\d{4}|\d{4}\s*年|updated|in force|effective",
    ),
}
"""Point → (what it is called, words of which one must stand in the policy)."""


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
    for rule, (name, words) in RULES.items():
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
