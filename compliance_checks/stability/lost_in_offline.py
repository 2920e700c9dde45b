"""Without a network the app leaves its user without a word.

Judged while a journey plays `network: offline` or another network that lets nothing through: a request of the app's own
servers failed, somebody looked at the screen, and no text, dialog or toast told of it or offered a way on.

Not seen: pages that no journey opens without a network, and messages in pictures or animations.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import page_picture, request
from patrol.derive.failing import Reaction, Reactions
from patrol.derive.pages import Pages
from patrol.derive.telling import Telling
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("断网时应用有提示", "Without a network the app says so"),
    title_fail=Text("断网时应用没有提示也没有出路", "Without a network the app leaves people stuck"),
    why=Text(
        "电梯、地铁里断网很常见，用户只看到空白或一直转圈，不知道能做什么。",
        "Networks go in lifts and tunnels; people stare at a blank page or a spinner and do not know what to do.",
    ),
    advice=Text(
        "给这一页加上断网状态：说明原因、保留已有内容、提供重试按钮，并在网络恢复时自动刷新。",
        "Give this page an offline state: say why, keep what is there, offer to try again, and reload when the network "
        "is back.",
    ),
)
def lost_in_offline(reactions: Reactions, pages: Pages, telling: Telling) -> Iterator[Verdict]:
    gone = [one for one in reactions.spells if one.gone]
    if not gone:
        text = Text("没有旅程播放断网", "no journey took the network away")
        yield Verdict(Status.not_applicable, text)
    for one in gone:
        if not one.lost and not one.crashed:
            continue
        name, network = pages.name(one.page), one.spell.profile.name
        what = _state(one)
        zh = f"{name.zh}：{network} 时 {len(one.failed)} 个请求失败，{what.zh}"
        en = f"{name.en}: {len(one.failed)} requests failed in {network}, {what.en}"
        sure = one.crashed or telling.hears_toasts
        if not sure:
            zh, en = f"{zh}；未能读取 Toast", f"{en}; toasts could not be read"
        shown = (*(request(flow) for flow in one.failed[:3]), *page_picture(pages, one.page, one.last_ms))
        status = Status.fail if sure else Status.inconclusive
        yield Verdict(status, Text(zh, en), subject=one.page or network, evidence=shown)


def _state(one: Reaction) -> Text:
    if one.crashed:
        return Text("应用崩溃或无响应", "the app crashed or hung")
    if one.loading:
        return Text("页面一直在加载，没有提示", "the page goes on loading without a word")
    if one.blank:
        return Text("页面空白，没有提示", "the page is blank without a word")
    return Text("页面没有任何提示", "the page says nothing of it")
