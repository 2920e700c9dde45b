"""What stands on top of the report."""

from __future__ import annotations

from patrol.model.record import Text
from patrol.model.verdict import Status
from patrol.report.view import View

from . import sample


def test_findings_are_counted_by_severity_and_what_is_open_says_why() -> None:
    result = sample.result(3)
    view = View(result, sample.files(3))
    failed = [one for one in result.checks if one.status is Status.fail and not one.waived]
    tally = view.tally()
    assert sum(checks for style, _, checks, _ in tally if style.startswith("severity")) == len(failed)
    assert all(places >= checks for _, _, checks, places in tally)
    undecided = [one for one in result.checks if one.status in (Status.inconclusive, Status.error)]
    assert {check.id for check, _ in view.undecided()} == {check.id for check in undecided}
    assert all(isinstance(why, Text) for _, why in view.undecided())
