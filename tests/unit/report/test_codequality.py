"""GitLab's code quality report, against a schema written after GitLab's page on it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol.errors import Place
from patrol.model.record import Text
from patrol.model.result import InspectionResult
from patrol.model.verdict import Status, Verdict
from patrol.report import codequality
from patrol.report.places import NOWHERE, Places

from . import gated, sample

SCHEMA = json.loads((Path(__file__).parents[2] / "data" / "schemas" / "gl-code-quality.json").read_text("utf-8"))
PLACES = Places(run="reports/demo-1", pages={"p1": Place("scenarios/demo/pages.yaml", 24)})


def issues(result: InspectionResult, lang: str = "en", places: Places = NOWHERE) -> list[dict[str, Any]]:
    """What was written, valid and with each fingerprint once."""
    found: list[dict[str, Any]] = json.loads(codequality.render(result, lang, places))
    jsonschema.Draft7Validator(SCHEMA).validate(found)
    prints = [issue["fingerprint"] for issue in found]
    assert len(prints) == len(set(prints))
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_is_valid_against_the_schema(lang: str) -> None:
    assert issues(gated.result(), lang, PLACES)


def test_hostile_text_is_valid() -> None:
    assert len(issues(gated.hostile())) > 5


def test_a_finding_points_to_the_line_of_its_page_else_to_the_report() -> None:
    found = issues(sample.result(), places=PLACES)
    shown = {(issue["location"]["path"], issue["location"]["lines"]["begin"]) for issue in found}
    assert shown == {("scenarios/demo/pages.yaml", 24), ("reports/demo-1/report.html", 1)}


def test_severities_and_what_could_not_be_judged() -> None:
    severity = {issue["check_name"]: issue["severity"] for issue in issues(gated.result())}
    assert severity["patrol/cleartext-traffic"] == "critical"
    assert severity["patrol/jank"] == "info"
    assert severity["patrol/gate/returned-finding"] == "blocker"
    assert severity["patrol/gate/new-host"] == "info"
    assert "patrol/screenshot-allowed" not in severity and "patrol/gate/new-call" not in severity


def test_the_same_finding_keeps_its_fingerprint_when_its_words_change() -> None:
    def of(words: str) -> list[str]:
        verdicts = (Verdict(Status.fail, Text(words, words), subject="home"), Verdict(Status.fail, Text("x", "x")))
        check = sample.check("slow-page", "performance", Status.fail, (*verdicts, verdicts[1]))
        return [issue["fingerprint"] for issue in issues(msgspec.structs.replace(sample.result(2), checks=(check,)))]

    assert of("slow by 2 s") == of("slow by 3 s")
    assert len(set(of("slow"))) == 3


def test_an_undecided_gate_without_items_is_told() -> None:
    result = msgspec.structs.replace(sample.result(2), checks=(), gate=gated.gate(status=Status.inconclusive))
    assert [issue["check_name"] for issue in issues(result)] == ["patrol/gate/status"]


def test_nothing_to_tell_is_an_empty_list() -> None:
    assert issues(msgspec.structs.replace(sample.result(2), checks=())) == []


@settings(max_examples=30)
@given(st.text(max_size=60))
def test_any_text_of_an_app_is_valid(text: str) -> None:
    verdict = Verdict(Status.fail, Text(text, text), subject=text)
    check = sample.check("evil", "security", Status.fail, (verdict, verdict))
    issues(msgspec.structs.replace(sample.result(2), checks=(check,), gate=gated.gate(Text(text, text), text)))
