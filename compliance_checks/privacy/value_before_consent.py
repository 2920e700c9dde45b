"""Something about the user or the phone is sent before the user agreed, or after he refused.

The phase comes from the consent window, as journeys, crawl and the consent trials met it. Hashed identifiers count.

Not seen: what is encrypted inside the message; requests to pinned hosts; runs in which no window was met.
"""

from __future__ import annotations

from collections.abc import Iterator

from patrol.audit.check import check
from patrol.derive.consent import BEFORE, Consent
from patrol.derive.findings import PHASES
from patrol.derive.flow_telling import personal, unsent, verdicts, what, whom
from patrol.derive.value_flows import ValueFlow, ValueFlows
from patrol.model.consent import ConsentPhase
from patrol.model.record import Text
from patrol.model.traffic import Traffic
from patrol.model.verdict import Status, Verdict


@check(
    title_pass=Text("同意之前没有发送个人信息", "Nothing personal is sent before consent"),
    title_fail=Text("同意之前已发送个人信息", "Personal values are sent before consent"),
    why=Text(
        "未经同意收集使用个人信息是191号文第三条列出的第一种违规。",
        "Collecting before consent is the first of the violations of collection without consent.",
    ),
    advice=Text(
        "把SDK初始化与上报推迟到用户点击同意之后。", "Start SDKs and report to servers only after the user has agreed."
    ),
)
def value_before_consent(flows: ValueFlows, consent: Consent, traffic: Traffic) -> Iterator[Verdict]:
    early = BEFORE - {ConsentPhase.unknown}

    def when(flow: ValueFlow) -> ConsentPhase | None:
        phases = (consent.phase(seen.at_ms) for seen in flow.sightings)
        return next((phase for phase in phases if phase in early), None)

    def say(flow: ValueFlow) -> Text:
        value, to, phase = what(flow), whom(flow), PHASES[when(flow) or ConsentPhase.unknown]
        return Text(f"{phase.zh}，{value.zh}发往{to.zh}", f"{value.en}, was sent to {to.en} {phase.en}")

    yield from verdicts((flow for flow in flows.sent() if personal(flow) and when(flow)), say, traffic)
    yield from unsent(traffic)
    if not any(span.phase in early for span in consent.spans):
        zh, en = "本次运行没有经过用户同意之前的阶段", "the run had no time before consent"
        yield Verdict(Status.inconclusive, Text(zh, en))
