"""More than four taps lead from the main page to the privacy policy.

Item 1.3 of the 2019 measures: four taps from the main page at most. Counted over ways that the run really went, from
the first page after agreeing.

Not seen: shorter ways that the run did not take.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import page_picture, table
from patrol.derive.pages import Pages
from patrol.derive.policy_seen import PolicySeen
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("四次点击内可看到隐私政策", "The privacy policy is within four taps"),
    title_fail=Text("隐私政策埋得太深", "The privacy policy is too many taps away"),
    why=Text(
        "藏得深的政策没人看得到，191号文要求不多于4次点击。",
        "A policy buried in menus is read by nobody; four taps are the limit.",
    ),
    advice=Text(
        "把隐私政策放进“我的-设置-隐私”或“关于”，控制在四次点击以内。",
        "Put it under Me, Settings, Privacy, or About, within four taps of the main page.",
    ),
)
def policy_far(seen: PolicySeen, pages: Pages, *, most_taps: int = 4) -> Iterator[Verdict]:
    policy = seen.policy
    if not policy.pages or policy.taps is None:
        text = Text("没有从主界面走到隐私政策的路径", "no way from the main page to the policy was gone")
        yield Verdict(Status.inconclusive, text)
        return
    way = " → ".join(policy.way)
    shown = (table([("点击", "taps")], [(label,) for label in policy.way]), *page_picture(pages, policy.pages[0]))
    zh, en = f"从主界面点 {policy.taps} 次：{way}", f"{policy.taps} taps from the main page: {way}"
    far = policy.taps > most_taps
    status = (Status.fail if seen.looked_over else Status.inconclusive) if far else Status.passed
    yield Verdict(status, Text(zh, en), "policy" if far else "", shown)
