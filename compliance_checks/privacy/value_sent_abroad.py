"""Something about the user or the phone is sent to a host outside the home country.

Countries are app.yaml's `countries`: patrol does not guess where a server stands. `home` is where data may go.

Not seen: hosts for which app.yaml gives no country, and where a server passes data on to.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.flow_telling import personal, unsent, verdicts, what, whom
from patrol.derive.value_flows import ValueFlow, ValueFlows
from patrol.model.record import Text
from patrol.model.traffic import Traffic
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("个人信息没有发往境外", "Nothing personal leaves the country"),
    title_fail=Text("个人信息发往境外", "Personal values are sent abroad"),
    why=Text(
        "个人信息出境须满足法定条件，并告知用户、取得单独同意。",
        "Sending personal data abroad needs a legal basis, notice and separate consent.",
    ),
    advice=Text(
        "改用境内节点，或完成出境评估、备案并取得单独同意。",
        "Use servers at home, or complete the assessment and ask for separate consent.",
    ),
)
def value_sent_abroad(flows: ValueFlows, traffic: Traffic, *, home: tuple[str, ...] = ("CN",)) -> Iterator[Verdict]:
    def say(flow: ValueFlow) -> Text:
        value, to = what(flow), whom(flow)
        return Text(f"{value.zh}发往{to.zh}，位于 {flow.country}", f"{value.en}, goes to {to.en} in {flow.country}")

    sent = [flow for flow in flows.sent() if personal(flow)]
    if sent and not any(flow.country for flow in sent):
        said = Text("app.yaml 的 countries 没有给出这些主机的国家", "app.yaml's countries name none of the hosts")
        yield Verdict(Status.not_applicable, said)
        return
    yield from verdicts((flow for flow in sent if flow.country and flow.country not in home), say, traffic)
    yield from unsent(traffic)
