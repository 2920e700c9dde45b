"""Something about the user or the phone is sent to a third party that neither the privacy policy nor the list of SDKs
names.

A host is declared when a text names its SDK, the host itself or its domain. A hash counts as the value: identifiers
are made to be compared, and a phone number's hash is undone by trying all numbers. The texts are named in app.yaml
under `privacy:`.

Not seen: what is encrypted inside the message, unless hooks saw the plaintext; requests to pinned hosts.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.flow_telling import PLACES, personal, unsent, verdicts, what, whom
from patrol.derive.sdk_views import SdkViews
from patrol.derive.value_flows import Party, ValueFlow, ValueFlows
from patrol.model.record import Text
from patrol.model.traffic import Traffic
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("个人信息只发给已公示的接收方", "Personal values go to declared parties only"),
    title_fail=Text("个人信息发给了未公示的第三方", "Personal values go to undeclared third parties"),
    why=Text(
        "用户不知道谁拿到了他的信息；向其他处理者提供须告知并取得单独同意。",
        "The user does not know who has his data; giving it to others needs notice and consent.",
    ),
    advice=Text(
        "停止发送，或在隐私政策与第三方SDK目录里公示接收方、目的与信息种类。",
        "Stop sending it, or name the recipient, the purpose and the kinds of data in the policy.",
    ),
)
def value_to_undeclared_party(flows: ValueFlows, views: SdkViews, traffic: Traffic) -> Iterator[Verdict]:
    text = views.declaration.text.lower()
    declared = {view.sdk.id for view in views.sdks if view.sdk and view.declared}

    def known(flow: ValueFlow) -> bool:
        domain = ".".join(flow.target.split(".")[-2:])
        return flow.sdk in declared or flow.target.lower() in text or domain in text

    def say(flow: ValueFlow) -> Text:
        value, to, place = what(flow), whom(flow), PLACES[flow.place]
        return Text(f"{value.zh}发往{to.zh}，位于{place.zh}", f"{value.en}, goes to {to.en}, in {place.en}")

    wrong = [flow for flow in flows.sent() if flow.third_party and flow.party is not Party.bad and personal(flow)]
    unnamed = [flow for flow in wrong if not known(flow)]
    if unnamed and not views.declaration.whole:
        missing = "；".join(f"{source}：{why}" for source, why in views.declaration.missing) or "privacy: sdk_list"
        zh = f"隐私政策或SDK目录没有读全，无法判断接收方是否公示：{missing}"
        yield Verdict(
            Status.inconclusive, Text(zh, f"the policy or the list of SDKs to compare with was not read: {missing}")
        )
        return
    yield from verdicts(unnamed, say, traffic)
    yield from unsent(traffic)
