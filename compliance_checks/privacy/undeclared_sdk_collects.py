"""An SDK collects personal information, and neither the privacy policy nor the list of SDKs names it.

Both texts are named in app.yaml under `privacy:`. An SDK counts as named by its Chinese or English name, its package,
or its vendor together with its kind of service on one line; unknown code by its package or its maker's part of it.

Not seen: whether what the text says of the SDK is all that it collects.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.calls import AttributedCalls, groups
from patrol.derive.findings import by_others, told, verdict
from patrol.derive.hook_sight import HookSight
from patrol.derive.sdk_views import SdkViews
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("收集信息的SDK都已公示", "Every SDK that collects is declared"),
    title_fail=Text("有未公示的SDK在收集个人信息", "Undeclared SDKs collect"),
    why=Text(
        "用户无从知道是谁拿走了他的信息；191号文第二条第1项要求逐一列出第三方代码。",
        "The user cannot know who took his information; each third party has to be named.",
    ),
    advice=Text(
        "在《第三方SDK目录》里补上它的名称、公司、目的、信息种类与隐私政策链接，或移除它。",
        "Add its name, company, purpose, kinds of information and policy to the list of SDKs, or remove it.",
    ),
)
def undeclared_sdk_collects(calls: AttributedCalls, views: SdkViews, sight: HookSight) -> Iterator[Verdict]:
    collecting = groups((seen for seen in calls.collecting if by_others(seen)), lambda seen: seen.key)
    if collecting and not views.declaration.whole:
        missing = "；".join(f"{source}：{why}" for source, why in views.declaration.missing)
        zh = f"隐私政策或SDK目录没有读到：{missing or 'app.yaml 里没有 privacy: sdk_list'}"
        en = f"the policy or the list of SDKs was not read: {missing or 'app.yaml names no privacy: sdk_list'}"
        yield Verdict(Status.inconclusive, Text(zh, en))
    elif not views.declaration.read:
        yield from sight.undecided()
        return
    for key, group in collecting.items():
        view = views.by_key.get(key)
        if views.declaration.whole and (view is None or view.declared is None):
            said = told(group)
            zh, en = f"{said.zh}；公示文本里没有它", f"{said.en}; no text declares it"
            yield verdict(key, group, Text(zh, en))
    yield from sight.undecided()
