"""For a person: whether the policy is plain enough for its readers.

Item 2.4 of the 2019 measures. Its length, the length of its sentences and its terms of law are laid out.

Not seen: whether readers understand it; that is why a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import page_picture, table
from patrol.derive.pages import Pages
from patrol.derive.policy_reading import TERMS, sentences
from patrol.derive.policy_seen import PolicySeen
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("隐私政策通俗易懂", "The policy is in plain words"),
    title_fail=Text("隐私政策晦涩冗长", "The policy is long and obscure"),
    why=Text(
        "看不懂的政策不能让用户知情。",
        "A policy that nobody understands informs nobody.",
    ),
    advice=Text(
        "用短句和表格写，开头放摘要，术语给出解释。",
        "Write short sentences and tables, begin with a summary, explain each term.",
    ),
)
def policy_plain_words(seen: PolicySeen, pages: Pages) -> Iterator[Verdict]:
    text = seen.policy.text
    if not text:
        yield Verdict(Status.inconclusive, Text("没有读到隐私政策", "the policy was not read"))
        return
    parts = sentences(text)
    letters, average = len("".join(text.split())), round(sum(map(len, parts)) / max(len(parts), 1))
    rows = [(letters, len(parts), average, max(map(len, parts), default=0), len(TERMS.findall(text)))]
    columns = [
        ("字数", "letters"),
        ("句数", "sentences"),
        ("平均句长", "letters a sentence"),
        ("最长句", "longest"),
        ("法律术语", "terms of law"),
    ]
    shown = page_picture(pages, seen.policy.pages[0]) if seen.policy.pages else ()
    told = Text(
        f"请通读并判断：{letters} 字，平均句长 {average}",
        f"Read it and decide: {letters} letters, {average} a sentence",
    )
    yield Verdict(Status.manual, told, "policy-plain-words", (table(columns, rows), *shown))
