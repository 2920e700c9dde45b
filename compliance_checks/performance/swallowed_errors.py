"""A request fails and nothing on the screen tells the user.

Looked for within six seconds of the failure: a text, a dialog or a toast with words of trouble (失败, 重试 …). Left out
are what the app tried again with success, 401 and 404, pictures and styles, and servers that are not the app's own.

Not seen: messages in pictures or animations, and failures after which nobody looked at the screen.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.evidence import page_picture, request
from patrol.derive.failing import Failed, Failures
from patrol.derive.pages import Pages
from patrol.derive.statistics import often
from patrol.derive.traffic import endpoint_key
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("请求失败时会告知用户", "The user is told when a request fails"),
    title_fail=Text("请求失败被悄悄吞掉", "Failed requests are swallowed"),
    why=Text(
        "失败没有任何提示，用户看到的是空白或过期的内容，以为操作已经完成。",
        "Without a word people see blank or stale content, or believe that it worked.",
    ),
    advice=Text(
        "在这个请求的失败回调里给出错误状态页或提示，并提供重试按钮；不要只写日志。",
        "Show an error state with a retry button, or a message, in this request's failure callback; logging it is not "
        "enough.",
    ),
)
def swallowed_errors(failures: Failures, pages: Pages) -> Iterator[Verdict]:
    found: dict[str, list[Failed]] = {}
    for one in failures.swallowed:
        found.setdefault(endpoint_key(one.flow), []).append(one)
    for key, group in found.items():
        first, name = group[0], pages.name(group[0].page)
        kind = first.flow.status or first.flow.error
        zh = f"{key}：失败 {len(group)} 次（{kind}），{name.zh}上没有任何提示"
        en = f"{key}: failed {often(len(group))} ({kind}), and {name.en} says nothing of it"
        status = Status.fail if failures.hears_toasts else Status.inconclusive
        if not failures.hears_toasts:
            zh, en = f"{zh}；未能读取 Toast", f"{en}; toasts could not be read"
        shown = (*(request(one.flow) for one in group[:3]), *page_picture(pages, first.page))
        yield Verdict(status, Text(zh, en), subject=key, evidence=shown)
