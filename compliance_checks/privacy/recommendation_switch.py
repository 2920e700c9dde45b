"""Recommendations made for the user cannot be switched off, or the switch comes back on.

The switch is touched, and looked at again after the app was started anew.

Not seen: whether recommendations really change; what the app asks its servers for stands in the traffic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.absence import absent
from patrol.derive.consent_tried import ConsentTried, pictured
from patrol.derive.said import Said
from patrol.model.artifacts import Crawl
from patrol.model.consent import MomentKind
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict

RECOMMENDS = re.compile(
    r"为你推荐|猜你喜欢|为您推荐|精选推荐|recommended for you|you may like|picked for you", re.IGNORECASE
)


@check(
    title_pass=Text("个性化推荐可以关闭并保持", "Personalised recommendations can be switched off for good"),
    title_fail=Text("个性化推荐不能关闭或关了又开", "Recommendations cannot be switched off, or come back"),
    why=Text(
        "个人信息保护法第二十四条要求提供不针对个人特征的选项；关了又自己打开等于没有开关。",
        "Users may refuse being profiled; a switch that turns itself on again is none.",
    ),
    advice=Text(
        "在隐私设置里提供个性化推荐开关，并把选择保存到本地和服务端。",
        "Offer the switch among the privacy settings and store the choice, on the phone and the server.",
    ),
)
def recommendation_switch(tried: ConsentTried, said: Said | None, crawl: Crawl | None) -> Iterator[Verdict]:
    switched, later = tried.first(MomentKind.switched), tried.first(MomentKind.switch_later)
    if switched is None:
        recommends = (
            any(RECOMMENDS.search(words.text) for page in said.by_page.values() for words in page) if said else False
        )
        rights = tried.undecided("rights")
        if rights and tried.window is None:
            yield from rights
        elif recommends:
            text = Text("有个性化推荐，没有找到关闭的开关", "the app recommends, and no switch that stops it was found")
            yield absent(text, crawl, for_signed_in=True)
        else:
            yield Verdict(Status.not_applicable, Text("没有见到个性化推荐", "no recommendations were seen"))
        return
    before = switched.note.removeprefix("it was ")
    if switched.value == before:
        text = Text(f"“{switched.subject}”点了没有变化", f"“{switched.subject}” does not change when touched")
        yield Verdict(Status.fail, text, "dead", pictured(switched))
    elif later is not None and later.value != switched.value:
        zh = f"“{switched.subject}”关闭后重新启动又变回原样"
        text = Text(zh, f"“{switched.subject}” is back as it was after a restart")
        yield Verdict(Status.fail, text, "not-kept", (*pictured(switched), *pictured(later)))
    elif later is None:
        yield Verdict(Status.inconclusive, Text("重新启动后没有找到开关", "the switch was not found after the restart"))
    else:
        text = Text(f"“{switched.subject}”在重启后保持", f"“{switched.subject}” holds over a restart")
        yield Verdict(Status.passed, text, evidence=pictured(later))
