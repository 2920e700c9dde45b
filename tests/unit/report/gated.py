"""The sample result with a gate that found one of everything."""

from __future__ import annotations

import msgspec

from patrol.model.build import BuildHead, FindingState, KnownFinding
from patrol.model.difference import Difference
from patrol.model.gate import Decision, Gate, GateItem, GateRule, Trial
from patrol.model.record import Text
from patrol.model.result import InspectionResult
from patrol.model.verdict import Severity, Status, Waiver

from . import sample

SAID = Text("说明", "what is wrong")
HEAD = BuildHead("com.harbourbank.mobile", "demo-20251201-080000", "2025-12-01T08:00:00Z", "1.0", 100)
TRIAL = Trial(
    "start.cold", Text("冷启动", "Cold start"), "ms", Decision.worse, (900.0, 910.0), (1200.0, 1210.0), 905, 1205, 0.33
)
FOUND = KnownFinding(
    "f" * 32, "crash", "p3", Text("崩溃", "It crashed"), Severity.critical, FindingState.returned, "1.0", "p3"
)


def items(text: Text = SAID, subject: str = "p7") -> tuple[GateItem, ...]:
    waiver = Waiver("", subject, "合规负责人", "2026-06-30", "演示账户", gate="new-call")
    return (
        GateItem(
            GateRule.unowned_page, subject, Status.fail, text, "p7", "pictures/7.png", (text.en,), "drafts/p7.yaml"
        ),
        GateItem(GateRule.regression, "start.cold", Status.fail, text, trial=TRIAL),
        GateItem(GateRule.returned_finding, "crash/p3", Status.fail, text, "p3", finding=FOUND),
        GateItem(GateRule.budget, "memory", Status.inconclusive, text),
        GateItem(GateRule.new_call, subject, Status.passed, text, waiver=waiver),
        GateItem(GateRule.unowned_page, "p8", Status.passed, text, "p8", grace_until="2026-02-01"),
        GateItem(GateRule.new_host, "api.example", Status.informative, text),
    )


def gate(text: Text = SAID, subject: str = "p7", status: Status = Status.fail) -> Gate:
    difference = Difference(HEAD, HEAD, added=("p7", "p8"))
    summary = Text("不能发布：3 项", "The build must not pass: 3 items")
    found = items(text, subject) if status is Status.fail else ()
    return Gate(HEAD, status, summary, difference, found, (TRIAL,), {FindingState.returned: 1})


def result() -> InspectionResult:
    return msgspec.structs.replace(sample.result(), gate=gate())


def hostile(text: Text = sample.EVIL) -> InspectionResult:
    whole = sample.hostile(text)
    return msgspec.structs.replace(whole, gate=gate(text, text.en))
