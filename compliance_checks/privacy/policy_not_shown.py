"""The first start asks for consent without a way to read the privacy policy.

Where no window that asks is recognised, a person must look: the picture of the first page is laid out. A window whose
policy cannot be opened asks for agreement to what nobody can read.

Not seen: whether what the window says itself is enough to be informed.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.consent_tried import ConsentTried, pictured
from patrol.model.consent import MomentKind
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("首次运行提示阅读隐私政策", "The first start asks to read the privacy policy"),
    title_fail=Text("首次运行没有提示阅读隐私政策", "The first start does not ask to read the policy"),
    why=Text(
        "用户第一次打开就应当看到规则并能点开全文，否则同意不算知情。",
        "Consent that is not informed is none: the rules must be shown, and open, at the first start.",
    ),
    advice=Text(
        "首次启动用弹窗展示隐私政策要点，并放上可以点开的《隐私政策》链接。",
        "Show the gist in a window at the first start, with a link that opens the whole policy.",
    ),
)
def policy_not_shown(tried: ConsentTried) -> Iterator[Verdict]:
    window = tried.window
    if window is None:
        told = tried.undecided("refuse") or (Verdict(Status.inconclusive, Text("没有试验首次启动", "no first start")),)
        picture = pictured(tried.first(MomentKind.no_window))
        yield Verdict(Status.inconclusive, told[0].message, "consent-window", picture)
        return
    links = [button for button in window.buttons if button.role == "policy"]
    if links:
        zh, en = f"弹窗可打开“{links[0].text}”", f"the window opens “{links[0].text}”"
        yield Verdict(Status.passed, Text(zh, en), evidence=pictured(window, links[0].bounds))
        return
    zh, en = "首次启动的弹窗里没有隐私政策的链接", "the window of the first start has no link to the policy"
    yield Verdict(Status.fail, Text(zh, en), "consent-window", pictured(window))
