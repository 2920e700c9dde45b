"""A reward is promised for a permission or for agreeing.

Item 3.7 of the 2019 measures and 164号 3.2: points, gifts and vouchers must not buy consent. Told on the window, or on
a page, in one text with the permission.

Not seen: promises that are not kept, and pressure without words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.consent_tried import ConsentTried, pictured
from patrol.derive.evidence import marked, page_picture
from patrol.derive.pages import Pages
from patrol.derive.said import Said
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict

REWARD = re.compile(
    r"红包|立减|优惠券|领.{0,8}(?:券|元|奖|积分|礼)|奖励|抽奖|送.{0,4}积分|reward|voucher|coupon|gift|win |bonus",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"(?:开启|允许|授权|打开|同意).{0,10}(?:定位|位置|通知|推送|通讯录|相机|麦克风|权限|隐私|短信)"
    r"|(?:allow|turn on|enable|agree).{0,20}(?:location|notification|contacts|camera|permission|privacy)",
    re.IGNORECASE,
)


@check(
    title_pass=Text("没有以奖励诱导授权", "No reward is promised for consent"),
    title_fail=Text("以奖励诱导授权", "A reward is promised for consent"),
    why=Text(
        "用小便宜换授权，用户的同意就不是自愿的。",
        "Consent that was bought with a voucher was not given for the purpose.",
    ),
    advice=Text(
        "去掉授权与奖励的关联，只说明权限的真实用途。",
        "Take the reward away, and say what the permission is truly for.",
    ),
)
def consent_inducement(said: Said, pages: Pages, tried: ConsentTried | None) -> Iterator[Verdict]:
    window = tried.window if tried else None
    for text in window.texts if window else ():
        if REWARD.search(text):
            zh, en = f"同意弹窗许诺“{text[:30]}”", f"the window promises “{text[:30]}”"
            yield Verdict(Status.fail, Text(zh, en), "consent-window", pictured(window))
    for page in said.by_page:
        if window is not None and page == window.page:
            continue
        name = pages.name(page)
        for words in said.of(page):
            if ASKS.search(words.text) and REWARD.search(words.text):
                zh, en = f"{name.zh}：“{words.text[:30]}”", f"{name.en}: “{words.text[:30]}”"
                shown = marked(words.at_ms, page, words.picture, words.bounds) or page_picture(pages, page)
                yield Verdict(Status.fail, Text(zh, en), page, shown)
                break
