"""Something about the user or the phone goes over HTTP without TLS.

Everybody on the way reads it: the café's Wi-Fi, the network's operator. Hashes of identifiers and short numbers count:
a phone number's hash is undone by trying all numbers.

Not seen: values inside bodies that are encrypted or larger than what is looked through.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.flow_telling import PLACES, personal, unsent, verdicts, what, whom
from patrol.derive.value_flows import ValueFlow, ValueFlows
from patrol.model.record import Text
from patrol.model.traffic import Traffic
from patrol.model.verdict import Verdict


@check(
    title_pass=Text("没有个人信息以明文HTTP传输", "Nothing personal goes over plain HTTP"),
    title_fail=Text("个人信息以明文HTTP传输", "Personal values go over plain HTTP"),
    why=Text("同一Wi-Fi里的任何人都能读到并篡改。", "Anybody in the same Wi-Fi reads and changes it."),
    advice=Text(
        "改用 HTTPS，并在网络安全配置里禁止明文。",
        "Use HTTPS, and forbid cleartext in the network security configuration.",
    ),
)
def value_over_http(flows: ValueFlows, traffic: Traffic) -> Iterator[Verdict]:
    wrong = (flow for flow in flows.sent() if flow.encrypted is False and personal(flow))

    def say(flow: ValueFlow) -> Text:
        value, to, place = what(flow), whom(flow), PLACES[flow.place]
        zh = f"{value.zh}经HTTP明文发往{to.zh}，位于{place.zh}"
        return Text(zh, f"{value.en}, goes over plain HTTP to {to.en}, in {place.en}")

    yield from verdicts(wrong, say, traffic)
    yield from unsent(traffic)
