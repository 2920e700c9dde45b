"""For a person: whether information is forced out of users merely to improve, recommend or research.

Item 4.5 of the 2019 measures. Sentences of the policy that name such purposes are laid out; without any there is
nothing to decide.

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
    r"改善|改进|提升.{0,6}(?:体验|服务)|研发|新产品|定向推送|improv|research|new products|personali[sz]e",
    re.IGNORECASE,
)


@check(
    title_pass=Text("不以改善体验为由强制收集", "Nothing is forced for the sake of improving"),
    title_fail=Text("以改善体验为由强制收集", "Users are forced to help with improving"),
    why=Text(
        "改善服务、推送、研发不是用户来用App的目的，不能强制。",
        "Improving, targeting and research are not what users came for; they may say no.",
    ),
    advice=Text(
        "把此类目的改为可选，并提供单独的开关。",
        "Make such purposes optional, each with a switch of its own.",
    ),
)
def improvement_consent(seen: PolicySeen, pages: Pages) -> Iterator[Verdict]:
    found = list(lines_on(seen.policy.text, WORDS))
    if not found:
        text = Text("隐私政策没有以改善服务等为目的的收集", "the policy names no such purpose")
        why = seen.policy.partly if seen.policy.text else Text("没有读到隐私政策", "the policy was not read")
        yield Verdict(Status.inconclusive, why) if why else Verdict(Status.passed, text)
        return
    shown = page_picture(pages, seen.policy.pages[0]) if seen.policy.pages else ()
    said = (table([("隐私政策原文", "the policy says")], [(line,) for line in found]),) if found else ()
    text = Text(
        "请核对：以下目的对应的信息用户能否拒绝而不影响使用",
        "Look: can users refuse what these purposes want, and go on using the app?",
    )
    yield Verdict(Status.manual, text, "improvement-consent", (*said, *shown))
