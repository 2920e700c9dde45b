from __future__ import annotations

import msgspec

from patrol.model.artifacts import GatherFailure, Interruption
from patrol.model.result import Coverage, InspectionResult
from patrol.model.verdict import Severity, Status
from patrol.report import html, terminal
from patrol.report.undecided import fold
from tests.unit.report import sample

GONE = "com.harbour is not installed on emulator-5554."


def result(*messages: str, pages: int = 3, ended: bool = False) -> InspectionResult:
    """One inconclusive check for each message, and one that failed."""
    lost = [
        msgspec.structs.replace(sample.check(f"check-{n}", "security", Status.inconclusive), message=message)
        for n, message in enumerate(messages)
    ]
    return msgspec.structs.replace(
        sample.result(2),
        checks=(*lost, sample.check("crash", "security", Status.fail, severity=Severity.high)),
        coverage=Coverage(pages),
        failures=(GatherFailure("app", "app", "The package manager does not know it."),),
        interruptions=(Interruption(1, GONE),) if ended else (),
    )


def test_a_run_that_saw_nothing_has_one_reason_for_all() -> None:
    told = result("app: gone", "log: was not recorded", "crawl: was not recorded", pages=0, ended=True)
    alone, together = fold(told, told.checks)
    assert [check.id for check in alone] == ["crash"]
    assert [(group.reason, len(group.checks)) for group in together] == [(GONE, 3)]


def test_a_recording_that_broke_is_told_once_for_all_that_need_it() -> None:
    told = result("traffic: broke", "traffic: broke", "traffic: broke", "log: broke")
    alone, together = fold(told, told.checks)
    assert [check.id for check in alone] == ["check-3", "crash"]
    assert [group.reason for group in together] == ["traffic: broke"]


def test_two_of_a_kind_stay_apart() -> None:
    told = result("traffic: broke", "traffic: broke")
    assert fold(told, told.checks) == (list(told.checks), [])


def test_the_terminal_and_the_report_say_it_in_one_line_and_name_the_checks() -> None:
    told = result("a", "b", "c", pages=0, ended=True)
    shown = terminal.render(told)
    assert f"? 3 checks could not be decided: {GONE}\n    check-0, check-1, check-2\n" in shown
    page = html.render(told, sample.files(2))
    assert page.count('id="check-check-1"') == 1 and "3 项检查无法判定" in page
