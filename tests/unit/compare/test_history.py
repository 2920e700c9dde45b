"""What a baseline remembers of the builds before it."""

from __future__ import annotations

from patrol.compare.difference import difference
from patrol.compare.gate import gate
from patrol.compare.history import accepted, carried
from patrol.compare.owing import owed
from patrol.compare.rules import GateRules, Grace
from patrol.model.build import Build, Owed
from patrol.model.verdict import Status
from tests.unit.compare.small import build, walks

FIRST = build("a", version="1.0", day="2026-01-01")
SECOND = build("a", "b", version="1.1", day="2026-01-10")
THIRD = build("a", "b", version="1.2", day="2026-01-20")
GRACE = GateRules(grace=Grace(days=14))


def status(base: Build, now: Build) -> Status:
    return gate(base, now, GRACE, walks()).status


def test_grace_counts_from_the_first_build_that_had_the_page_however_the_baseline_moves_on() -> None:
    assert status(FIRST, SECOND) is Status.passed
    moved = carried(FIRST, SECOND)
    assert moved.owed == (Owed("b", "2026-01-10", "1.1"),)
    assert status(moved, THIRD) is Status.passed
    moved = carried(moved, THIRD)
    assert moved.owed == (Owed("b", "2026-01-10", "1.1"),)
    late = build("a", "b", version="1.3", day="2026-01-25")
    answer = gate(moved, late, GRACE, walks())
    assert answer.status is Status.fail
    assert answer.items[0].message.en == "Page “b”, new in 1.1, still has no owner: no journey covers it."


def test_a_page_owes_nothing_once_somebody_owns_it() -> None:
    moved = carried(FIRST, SECOND)
    owned = build("a", "b", version="1.2", owners={"b": ("pay",)})
    assert carried(moved, owned).owed == ()
    assert carried(carried(moved, owned), THIRD).owed == ()  # it lost its owner later: another rule tells that


def test_a_page_that_a_run_did_not_come_to_still_owes() -> None:
    moved = carried(FIRST, SECOND)
    unseen = build("a", version="1.2")
    found = difference(moved, unseen)
    kept = owed(moved, unseen, found)
    assert kept == (() if "b" in found.removed else moved.owed)


def test_what_the_first_baseline_holds_owes_nothing() -> None:
    assert status(SECOND, THIRD) is Status.passed
    assert carried(SECOND, THIRD).owed == ()


def test_debts_may_be_let_go() -> None:
    assert accepted(carried(FIRST, SECOND)).owed == ()
