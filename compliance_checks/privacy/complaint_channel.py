"""There is no way to complain, or an entry for complaints leads nowhere.

Item 6.5 of the 2019 measures. An entry is dead when every touch of it left the app where it was, without a message
within `answer_ms`, in which a user expects one. A policy that names a number or an address is a channel too.

Not seen: whether anybody answers within fifteen working days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.absence import absent
from patrol.derive.complaint_entries import touched
from patrol.derive.evidence import marked, page_picture
from patrol.derive.pages import Pages
from patrol.derive.policy_seen import PolicySeen
from patrol.derive.said import Said
from patrol.model.artifacts import Crawl
from patrol.model.record import Text
from patrol.model.toasts import Toasts
from patrol.model.verdict import Status, Verdict

CHANNEL = re.compile(r"投诉|举报|意见反馈|客服|热线|complain|feedback|hotline|customer service", re.IGNORECASE)


@check(
    title_pass=Text("有可用的投诉举报渠道", "There is a way to complain that works"),
    title_fail=Text("投诉举报渠道缺失或打不开", "There is no way to complain, or it leads nowhere"),
    why=Text(
        "出了问题找不到人受理，用户只能去监管部门投诉。",
        "Who cannot complain to the app complains to the regulator.",
    ),
    advice=Text(
        "公布投诉电话或入口并保证可用，承诺并遵守15个工作日的时限。",
        "Publish a number or an entry that works, and answer within fifteen working days.",
    ),
)
def complaint_channel(
    said: Said, pages: Pages, seen: PolicySeen, crawl: Crawl | None, toasts: Toasts | None, *, answer_ms: int = 3000
) -> Iterator[Verdict]:
    told = [toast.at_ms for toast in toasts.toasts] if toasts else []
    heard, dead = toasts is not None and not toasts.note, False
    for (page, name), moments in touched(crawl, said, answer_ms).items():
        answered = any(at <= toast < end for at, end, _ in moments for toast in told)
        if not answered and not any(moved for _, _, moved in moments):
            dead = True
            where = pages.name(page)
            zh, en = f"{where.zh}：“{name}”点了没有反应", f"{where.en}: “{name}” leads nowhere"
            if not heard:
                zh, en = f"{zh}；未能读取 Toast", f"{en}; toasts could not be read"
            status = Status.fail if heard else Status.inconclusive
            yield Verdict(status, Text(zh, en), f"{page}/{name}", page_picture(pages, page))
    first = next(iter(said.entries(CHANNEL)), None)
    if first is None and not CHANNEL.search(seen.policy.text):
        text = Text("没有找到投诉举报渠道", "no way to complain was found")
        yield absent(text, crawl)
    elif not dead:
        zh = f"可通过“{first.text}”等渠道投诉" if first else "隐私政策公布了投诉渠道"
        en = f"“{first.text}” and others are there" if first else "the policy names a way"
        shown = marked(first.at_ms, first.page, first.picture, first.bounds) if first else ()
        yield Verdict(Status.passed, Text(zh, en), evidence=shown)
