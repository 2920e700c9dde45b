"""A journey's expectation does not hold.

A step that patrol or the phone could not do (`broken`) says nothing of the app: such a journey is inconclusive.

Not seen: what no journey expects.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from patrol.audit.check import check
from patrol.derive.evidence import table
from patrol.derive.sayings import whole as told
from patrol.derive.step_words import step as action
from patrol.model.artifacts import Journeys
from patrol.model.journey import JourneyTrace, Outcome, StepTrace
from patrol.model.record import Text
from patrol.model.verdict import ColumnKind, Evidence, Screenshot, Status, Verdict

COLUMNS = (
    ("步骤", "step"),
    ("动作", "action", ColumnKind.action),
    ("结果", "outcome", ColumnKind.outcome),
    ("说明", "message", ColumnKind.said),
)


@check(
    title_pass=Text("用户旅程全部走通", "Every journey works"),
    title_fail=Text("有用户旅程走不通", "Some journeys fail"),
    why=Text(
        "旅程就是用户要办的事：走不通，事就办不成。",
        "A journey is what people came for; when it fails, they cannot do it.",
    ),
    advice=Text(
        "看失败步骤的截图和“实际看到”的内容：是应用变了（改代码）还是预期变了（改旅程文件）。",
        "Look at the failed step's picture and at what was seen instead: either the app is wrong, or the journey's "
        "file must follow a change that was meant.",
    ),
)
def journey_failed(journeys: Journeys) -> Iterator[Verdict]:
    if not journeys.traces:
        yield Verdict(Status.not_applicable, Text("没有执行用户旅程", "no journey was played"))
    for trace in journeys.traces:
        if trace.outcome in (Outcome.failed, Outcome.broken):
            yield _verdict(trace)


def _verdict(trace: JourneyTrace) -> Verdict:
    step = _decisive(trace)
    status = Status.fail if trace.outcome is Outcome.failed else Status.inconclusive
    name = trace.name_en or trace.name
    if step is None:
        return Verdict(status, Text(f"{trace.name}：未走完", f"{name}: did not end"), subject=trace.journey)
    zh = f"{trace.name}：第 {step.index} 步“{action(step.text).zh}”：{told(step.message).zh}"
    en = f"{name}: step {step.index}, {step.text}: {step.message}"
    return Verdict(status, Text(zh, en), subject=trace.journey, evidence=tuple(_evidence(trace, step)))


def _decisive(trace: JourneyTrace) -> StepTrace | None:
    """The innermost step that went wrong: `2.3` says more than the `2` that it is a part of."""
    wrong = [step for step in trace.steps if step.outcome is trace.outcome]
    return max(wrong, key=lambda step: step.index.count("."), default=None)


def _evidence(trace: JourneyTrace, step: StepTrace) -> Iterator[Evidence]:
    place = f"{trace.journey}/{step.index}"
    if step.picture:
        yield Screenshot(picture=step.picture, page=step.page, step=place, at_ms=step.ended_ms)
    rows = ((one.index, one.text, one.outcome.value, one.message) for one in trace.steps[-30:])
    yield msgspec.structs.replace(table(COLUMNS, rows, at_ms=step.started_ms), step=place, page=step.page)
