"""The gate's answer in a reader's order."""

from __future__ import annotations

from msgspec.structs import replace

from patrol.model.gate import Decision, GateRule, Trial
from patrol.model.record import Text
from patrol.model.verdict import Status
from patrol.report import gate_view

from . import gated


def trial(id: str, decision: Decision, **more: object) -> Trial:
    values = (1.0, 2.0, 3.0)
    return replace(Trial(id, Text(id, id), "ms", decision, values, values, 2, 2, 0.1), **more)


def test_items_stand_by_rule_and_the_accepted_ones_say_who_accepted_them() -> None:
    gate = gated.gate()
    assert [group.rule.value for group in gate_view.groups(gate, Status.fail)] == [
        "unowned-page",
        "regression",
        "returned-finding",
    ]
    grace, waived = (group.items[0] for group in gate_view.groups(gate, Status.passed))
    told = gate_view.accepted(grace), gate_view.accepted(waived)
    assert [text.en for text in told if text] == [
        "in grace until 2026-02-01",
        "waived by 合规负责人 until 2026-06-30: 演示账户",
    ]


def test_changed_numbers_come_first_and_parts_of_undecided_ones_do_not() -> None:
    gate = replace(
        gated.gate(),
        trials=(
            trial("same", Decision.same),
            trial("part", Decision.unsure, suspect=True, part_of="whole", more=9),
            trial("whole", Decision.unsure, suspect=True, more=9),
            trial("once", Decision.unsure, suspect=True, more=9, now=(1.0,)),
            trial("worse", Decision.worse),
            trial("better", Decision.better),
        ),
    )
    assert [one.id for one in gate_view.notable(gate)] == ["worse", "better", "whole"]
    assert [one.id for one in gate_view.open_trials(gate)] == ["part", "once"]
    assert [one.id for one in gate_view.quiet(gate)] == ["same"]
    said = gate_view.numbers(gate)
    assert said and said.en == "6 numbers: 1 worse, 3 undecided, 1 better, 1 no change"


def test_repeats_say_how_many_more_would_decide() -> None:
    assert gate_view.repeats(trial("a", Decision.unsure, more=9)).en == "3 / 3 (+9 each)"
    assert gate_view.repeats(trial("a", Decision.same, more=9)).en == "3 / 3"


def test_findings_are_counted_by_age() -> None:
    told = gate_view.findings(gated.gate())
    assert told and told.zh == "再次出现 1"
    assert gate_view.findings(replace(gated.gate(), findings={})) is None


def test_a_change_from_nothing_has_no_percentage() -> None:
    assert gate_view.change(trial("a", Decision.same, change=None)) == "–"
    assert gate_view.change(trial("a", Decision.same, change=0.031)) == "+3.1 %"
    assert gate_view.change(trial("a", Decision.worse, change=1.5)) == "+150 %"


def test_the_summary_stands_without_the_verdicts_word_where_that_is_said_before_it() -> None:
    said = Text("构建不通过：1 个页面没有用例。", "The build fails: 1 page has no journey.")
    told = gate_view.decided(replace(gated.gate(), summary=said))
    assert told == Text("1 个页面没有用例。", "1 page has no journey.")
    assert gate_view.decided(gated.gate()) == gated.gate().summary, "other words stay"


def test_items_are_called_by_the_names_of_pages_and_numbers() -> None:
    page, number, finding, *_ = gated.items()
    way = replace(page, rule=GateRule.unowned_edge, subject="p1 > p7")
    names = {"p1": "Home", "p7": "Pay"}
    assert [gate_view.subject(one, names, "en") for one in (page, number, finding, way)] == [
        "Pay (p7)",
        "Cold start (start.cold)",
        "crash/p3",
        "Home → Pay (p1 > p7)",
    ]
    assert gate_view.subject(page, {}, "zh") == "p7"
