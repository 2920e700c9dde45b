"""Consent cannot be withdrawn, or withdrawing it changes nothing.

The entry is looked for in the page graph and along the names that settings usually have, used, and its questions are
confirmed; then the app is started anew, and must ask again or stay in limited mode.

Not seen: whether the back end forgets what it holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.absence import absent
from patrol.derive.consent_tried import ConsentTried, pictured
from patrol.model.artifacts import Crawl
from patrol.model.consent import MomentKind, TrialOutcome
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("可以撤回同意且立即生效", "Consent can be withdrawn, and that holds"),
    title_fail=Text("不能撤回同意或撤回无效", "Consent cannot be withdrawn, or withdrawing does nothing"),
    why=Text(
        "个人信息保护法第十五条要求提供便捷的撤回方式；撤回后照旧收集等于没有撤回。",
        "Taking consent back must be easy, and must hold: else it was never the user's to give.",
    ),
    advice=Text(
        "在隐私设置里提供撤回入口，撤回后清除登录、停止收集并回到未同意的状态。",
        "Offer it among the privacy settings; then sign out, stop collecting and go back to asking.",
    ),
)
def withdrawal(tried: ConsentTried, crawl: Crawl | None) -> Iterator[Verdict]:
    entry, dead = tried.first(MomentKind.withdraw_entry), tried.first(MomentKind.dead)
    if entry is None:
        rights = tried.trials.get("rights")
        if rights is not None and rights.outcome is TrialOutcome.not_found and tried.window is not None:
            text = Text("没有找到撤回同意的入口", "no entry that withdraws consent was found")
            yield absent(text, crawl, evidence=pictured(tried.window), for_signed_in=True)
        else:
            yield from tried.undecided("rights")
        return
    if dead is not None:
        text = Text(f"“{entry.subject}”点了没有反应", f"“{entry.subject}” does nothing")
        yield Verdict(Status.fail, text, "without-effect", pictured(entry))
        return
    after = tried.first(MomentKind.after_withdrawal)
    if after is None:
        yield from tried.undecided("rights")
        return
    home = tried.first(MomentKind.page)
    if after.note != "asked" and home is not None and after.page == home.page:
        zh, en = "撤回后重新启动，App与同意时一样", "started again after withdrawing, the app is as it was while agreed"
        yield Verdict(Status.fail, Text(zh, en), "without-effect", (*pictured(entry), *pictured(after)))
        return
    zh = "撤回后再次启动，App重新征求同意" if after.note == "asked" else "撤回后App进入受限状态"
    yield Verdict(Status.passed, Text(zh, "withdrawing holds at the next start"), evidence=pictured(after))
