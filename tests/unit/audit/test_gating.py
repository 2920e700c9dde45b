"""The gate as a part of a run's result: what it is given of the run."""

from __future__ import annotations

import msgspec

from patrol.audit.gating import unseen_activities
from patrol.audit.result import facts_for, inspect_result
from patrol.compare.build import build_of
from patrol.model.artifacts import Interruption
from patrol.model.build import Build
from patrol.model.record import to_json
from patrol.model.recorded import Recorded
from patrol.model.result import Coverage, InspectionResult
from patrol.model.verdict import Status
from tests.unit.audit.test_result import CHECKS, POLICY, recorded


class _With(Recorded):
    """A run's artifacts with more of them."""

    def __init__(self, *more: msgspec.Struct) -> None:
        super().__init__()
        base = recorded()
        self._records = {**base._records, **{type(one): one for one in more}}  # type: ignore[dict-item]
        self._interruptions = tuple(one for one in more if isinstance(one, Interruption))


def judged(artifacts: Recorded) -> InspectionResult:
    return inspect_result(artifacts, CHECKS, POLICY)


def baseline() -> Build:
    artifacts = recorded()
    return build_of(judged(artifacts), artifacts, facts_for(artifacts))


def test_a_run_without_a_baseline_has_no_gate() -> None:
    assert judged(recorded()).gate is None


def test_a_run_against_itself_has_nothing_new_and_gives_the_same_bytes_twice() -> None:
    base = baseline()
    first, second = judged(_With(base)), judged(_With(base))
    assert to_json(first) == to_json(second)
    assert first.gate is not None
    assert not first.gate.difference.added and not [one for one in first.gate.items if one.status is Status.fail]


def test_the_gate_changes_nothing_else_of_the_result() -> None:
    with_gate = judged(_With(baseline()))
    assert msgspec.structs.replace(with_gate, gate=None) == judged(recorded())


def test_a_run_that_was_cut_short_cannot_pass() -> None:
    result = judged(_With(baseline(), Interruption(1, "the cable was pulled")))
    assert result.gate is not None and result.gate.status is Status.inconclusive
    assert "the cable was pulled" in result.gate.summary.en


def test_the_apps_own_activities_that_were_not_reached_are_told_with_the_reason() -> None:
    coverage = Coverage(
        activities_reached=("a",),
        activities_unreached=("b", "lib.b"),
        activities_blocked=(("c", "sign-in"),),
        activities_dead=("d",),
        activities_foreign=("lib.b",),
    )
    assert {name: why.en for name, why in unseen_activities(coverage).items()} == {
        "b": "the run did not come to it",
        "c": "blocked by sign-in",
        "d": "declared, and nothing leads there",
    }
