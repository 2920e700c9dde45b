"""Scores and the word for the whole run: never a pass where something stands in doubt."""

from __future__ import annotations

import msgspec
import pytest

from patrol.audit.policy import Policy
from patrol.audit.score import Outcome, categories, outcome
from patrol.model.artifacts import Environment, GatherFailure, Interruption, PhoneInfo, Screens, Visit
from patrol.model.devicelog import DeviceLog
from patrol.model.frames import Frames
from patrol.model.record import Record, Text
from patrol.model.recorded import NOT_RECORDED, Recorded
from patrol.model.resources import Resources
from patrol.model.result import CheckResult, Overall
from patrol.model.traffic import Traffic
from patrol.model.verdict import Severity, Status

NAME = Text("名", "name")
POLICY = Policy({}, {"speed": NAME, "safety": NAME, "empty": NAME}, required=("screens",))
SEEN = Screens((Visit(0, "home", "home!"),))


def result(
    id: str, status: Status, severity: Severity = Severity.high, weight: float = 1, category: str = "speed"
) -> CheckResult:
    return CheckResult(id, category, status, Text(f"{id}坏", f"{id} is bad"), NAME, severity, weight)


PASSES = [result("a", Status.passed), result("b", Status.passed)]


def decide(results: list[CheckResult], *records: Record) -> Outcome:
    return outcome(Recorded(*(records or (SEEN,))), results, POLICY)


def test_a_score_is_the_weight_of_what_passed_over_what_was_decided() -> None:
    results = [
        result("a", Status.passed, weight=3),
        result("b", Status.fail, weight=1),
        result("c", Status.inconclusive, weight=9),
        result("d", Status.error, weight=9),
        result("e", Status.not_applicable, weight=9),
        result("f", Status.inconclusive, category="safety"),
    ]
    speed, safety = categories(results, POLICY)
    assert (speed.score, speed.decided, speed.total) == (75.0, 2, 4)
    assert (safety.score, safety.decided, safety.total) == (None, 0, 1)


def test_a_run_without_doubts_passes_and_lesser_findings_do_not_change_that() -> None:
    decision = decide([*PASSES, result("c", Status.fail, Severity.low)])
    assert decision.overall is Overall.passed and decision.decided_by == ()
    assert "1 lesser finding is listed" in decision.summary.en


def test_findings_name_the_heaviest_check_first() -> None:
    failing = [
        result("z", Status.fail),
        result("y", Status.fail, weight=5),
        result("x", Status.fail, Severity.critical),
    ]
    decision = decide([*PASSES, *failing])
    assert decision.overall is Overall.findings and decision.decided_by == ("x", "y", "z")
    assert decision.summary.en == "Findings: x is bad and 2 more checks failed."
    decision = decide([*failing[1:], result("w", Status.fail, Severity.low), result("v", Status.fail, Severity.medium)])
    assert decision.summary.en == "Findings: x is bad and 1 more check failed. 2 lesser findings are listed."


def test_what_was_not_recorded_is_said_in_the_readers_language() -> None:
    summary = decide(PASSES, Interruption(1, "the app is not there.")).summary
    said = "the run was cut short: the app is not there; no page of the app was seen; screens was not recorded"
    assert summary.en == f"Inconclusive: {said}."
    assert "没有 screens 的记录" in summary.zh and NOT_RECORDED not in summary.zh


def test_what_was_left_out_of_the_run_does_not_count_as_undecided() -> None:
    left_out = [msgspec.structs.replace(result(str(i), Status.inconclusive), left_out=True) for i in range(9)]
    assert decide([*PASSES, *left_out]).overall is Overall.passed
    assert decide(left_out).overall is Overall.inconclusive


@pytest.mark.parametrize(
    ("results", "records", "reason"),
    [
        (PASSES, (SEEN, Interruption(5, "Ctrl-C")), "interrupted"),
        (PASSES, (Screens(),), "nothing-seen"),
        (PASSES, (SEEN, Traffic(ended_early="mitmdump ended twice")), "traffic-ended-early"),
        (PASSES, (SEEN, DeviceLog(ended_early="no line")), "log-ended-early"),
        (PASSES, (SEEN, Frames(ended_early="gone")), "frames-ended-early"),
        (PASSES, (SEEN, Resources(ended_early="gone")), "resources-ended-early"),
        (PASSES, (SEEN, DeviceLog(dropped=3)), "log-dropped"),
        (PASSES, (GatherFailure("screens", "screens", "broke"),), "missing:screens"),
        ([*PASSES, result("c", Status.error)], (SEEN,), "check-error"),
        ([*PASSES, *[result(str(i), Status.inconclusive) for i in range(3)]], (SEEN,), "too-few-decided"),
        ([], (SEEN,), "too-few-decided"),
    ],
)
def test_a_doubt_forbids_a_pass(results: list[CheckResult], records: tuple[Record, ...], reason: str) -> None:
    decision = decide(results, *records)
    assert decision.overall is Overall.inconclusive and reason in decision.decided_by


def test_findings_of_a_run_that_was_cut_short_say_that_it_was() -> None:
    decision = decide([result("a", Status.fail)], SEEN, Interruption(5, "Ctrl-C"))
    assert decision.overall is Overall.findings and "cut short: Ctrl-C" in decision.summary.en


def test_environment_alone_is_not_seeing_the_app() -> None:
    environment = Environment("r", "demo", "com.bank", "0", "3", PhoneInfo("s"), "now")
    assert "nothing-seen" in decide(PASSES, environment).decided_by
