"""Facts by type: worked out once, on first use, or the failure they rest on."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from patrol.derive import DERIVED
from patrol.derive.facts import Facts, Need, by_type, known_types, needs_of
from patrol.model.artifacts import AppInfo, GatherFailure
from patrol.model.devicelog import DeviceLog
from patrol.model.recorded import Files, Recorded


@dataclass(frozen=True)
class Count:
    lines: int


CALLS: list[str] = []


def count(log: DeviceLog) -> Count:
    CALLS.append("count")
    return Count(len(log.lines))


def test_a_derived_fact_is_worked_out_once() -> None:
    CALLS.clear()
    facts = Facts(Recorded(DeviceLog()), (count,))
    assert facts.get(Count) == Count(0) == facts.get(Count)
    assert CALLS == ["count"]


def test_a_fact_whose_artifact_is_missing_is_that_failure() -> None:
    facts = Facts(Recorded(GatherFailure("log", "log", "logcat is not allowed")), (count,))
    found = facts.get(Count)
    assert isinstance(found, GatherFailure) and found.message == "logcat is not allowed"
    assert facts.find(Count) is None
    needs = {"a": Need(Count, optional=True), "b": Need(Files)}
    assert facts.arguments(needs) == [None, facts.get(Files)]
    assert isinstance(facts.arguments({"a": Need(Count)}), GatherFailure)


def test_each_derived_function_returns_a_type_of_its_own_and_needs_only_known_ones() -> None:
    kinds = by_type(DERIVED)
    assert len(kinds) == len(DERIVED)
    known = set(known_types(DERIVED).values())
    assert all(need.kind in known for function in DERIVED for need in needs_of(function).values())


def test_a_need_must_be_one_type() -> None:
    def two(_either: DeviceLog | AppInfo) -> None: ...

    with pytest.raises(TypeError, match="not annotated with one type"):
        needs_of(two)
