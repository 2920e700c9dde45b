"""`gate:` of policy.yaml: what it says, and that a slip is told with its place and the nearest name."""

from __future__ import annotations

import pytest

from patrol.compare.rules import GateRules, Grace, load_gate
from patrol.errors import ConfigError
from patrol.model.gate import GateRule
from patrol.model.verdict import Severity
from patrol.settings import bundled
from patrol.yamlplaces import load, load_file


def read(text: str, known: GateRules | None = None) -> GateRules:
    return load_gate(load(text, "policy.yaml").section(), known or GateRules())


def test_what_patrol_brings_is_what_holds_where_nothing_is_said() -> None:
    document = load_file(bundled("compliance_checks") / "policy.yaml")
    assert load_gate(document.section("gate"), GateRules()) == GateRules()


def test_nothing_that_is_often_on_purpose_fails_a_build_on_the_first_day() -> None:
    told = {GateRule.lost_owner, GateRule.removed_page, GateRule.new_sdk, GateRule.new_host, GateRule.new_finding}
    told |= {GateRule.returned_finding, GateRule.missing_module}
    assert told.isdisjoint(GateRules().fail_on)


def test_each_key_is_laid_over_what_was_known() -> None:
    rules = read("fail_on: [new-finding, regression]\nseverities: low\ngrace: {days: 14, modules: [试验]}")
    assert rules.fail_on == (GateRule.new_finding, GateRule.regression)
    assert rules.severities == (Severity.low,)
    assert rules.grace == Grace(14, ("试验",))
    again = read("grace: {days: 3}", rules)
    assert (again.fail_on, again.grace) == (rules.fail_on, Grace(3, ("试验",)))
    assert read("fail_on: []").fail_on == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fail-on: [budget]", "policy.yaml:1:1: unknown key “fail-on”; did you mean “fail_on”?"),
        (
            "fail_on: [budget, unowned_page]",
            "policy.yaml:1:19: unknown rule “unowned_page”; did you mean “unowned-page”?",
        ),
        ("fail_on: regressions", "policy.yaml:1:10: unknown rule “regressions”; did you mean “regression”?"),
        ("severities: [hihg]", "policy.yaml:1:14: unknown severity “hihg”; did you mean “high”?"),
        ("grace: {day: 3}", "policy.yaml:1:9: unknown key “day”; did you mean “days”?"),
        ("grace: {days: -1}", "policy.yaml:1:15: `days` must not be negative; 0 gives no grace"),
        ("grace: {days: soon}", "policy.yaml:1:15: `days` must be a whole number, not “soon”"),
        ("grace: 14", "policy.yaml:1:8: `grace` must be a mapping (`key: value` lines), not “14”"),
    ],
)
def test_a_slip_is_told_with_its_place(text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(text)
    assert caught.value.message == said
