"""A run beside an earlier one."""

from __future__ import annotations

import msgspec
import pytest

from patrol.audit.comparison import beyond, compare, snapshot
from patrol.model.performance import Measured, PagePerformance, Performance
from patrol.model.result import InspectionResult
from tests.unit.report import sample


def run(opening: float, page: str = "home", **more: object) -> InspectionResult:
    number = Measured(opening, 5, opening - 20, opening + 20)
    told = msgspec.structs.replace(sample.result(4), performance=Performance(pages=(PagePerformance(page, number),)))
    return msgspec.structs.replace(told, **more)


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        (Measured(100, 5, 90, 110), Measured(130, 5, 120, 140), True),
        (Measured(100, 5, 90, 110), Measured(115, 5, 105, 125), False),
        (Measured(100, 5, 90, 110), Measured(130, 5, 100, 160), False),
        (Measured(100, 2, 90, 110), Measured(900, 5, 890, 910), None),
        (Measured(100, 1), Measured(900, 1), None),
        (Measured(), Measured(900, 5, 890, 910), None),
    ],
)
def test_a_change_counts_when_it_is_wider_than_both_spreads(then: Measured, now: Measured, told: bool | None) -> None:
    assert beyond(then, now) is told


def test_the_same_numbers_stand_side_by_side() -> None:
    compared = compare(run(900), snapshot(run(600)))
    change = next(change for change in compared.changes if change.id == "page:home:opening")
    assert (change.then.value, change.now.value, change.by, change.percent) == (600, 900, 300, 50)
    assert change.page == "home" and change.beyond is True
    assert compared.same_build and compared.same_phone and compared.run.measures == {}


def test_a_run_beside_itself_has_not_changed() -> None:
    told = run(600)
    changes = compare(told, snapshot(told)).changes
    assert changes and {change.by for change in changes} == {0} and True not in {change.beyond for change in changes}


def test_pages_that_only_one_run_measured_are_named() -> None:
    compared = compare(run(600, "home"), snapshot(run(600, "pay")))
    assert (compared.only_then, compared.only_now) == (("pay",), ("home",))


def test_another_build_and_another_phone_are_said() -> None:
    old = run(600)
    assert old.app is not None
    other = msgspec.structs.replace(old.app, version_code=old.app.version_code + 1)
    phone = msgspec.structs.replace(old.environment.phone, model="other")
    environment = msgspec.structs.replace(old.environment, phone=phone)
    compared = compare(run(600, app=other, environment=environment), snapshot(old))
    assert (compared.same_build, compared.same_phone) == (False, False)
