"""SARIF as code-scanning pages read it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from patrol.errors import Place
from patrol.model.gate import GateItem, GateRule
from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict, fingerprint
from patrol.report import sarif
from patrol.report.places import Places

from . import gated, sample

SCHEMA = json.loads((Path(__file__).parents[2] / "data" / "schemas" / "sarif-2.1.0.json").read_text("utf-8"))


def valid(text: str) -> dict[str, object]:
    document: dict[str, object] = json.loads(text)
    jsonschema.validators.validator_for(SCHEMA)(SCHEMA).validate(document)
    run = document["runs"][0]  # type: ignore[index]
    assert isinstance(run, dict)
    return run


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_is_valid_against_the_schema(lang: str) -> None:
    valid(sarif.render(gated.result(), lang))


def test_hostile_text_is_valid_json() -> None:
    written = sarif.render(gated.hostile())
    valid(written)
    assert len(written) < 200_000


def test_every_failed_verdict_is_a_result_with_its_rule() -> None:
    run = valid(sarif.render(sample.result()))
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]  # type: ignore[index]
    results = run["results"]
    assert isinstance(results, list)
    failed = [entry for entry in results if entry["kind"] == "fail"]
    assert len(failed) == len(sample.evidence()) + 1
    assert all(rules[entry["ruleIndex"]] == entry["ruleId"] for entry in results)


def test_what_could_not_be_judged_is_open_never_a_pass() -> None:
    results = valid(sarif.render(sample.result()))["results"]
    assert isinstance(results, list)
    kinds = {entry["ruleId"]: entry["kind"] for entry in results}
    assert kinds["jank"] == "open" and kinds["crash"] == "open" and "backup-allowed" not in kinds


def test_what_a_waiver_accepts_is_suppressed() -> None:
    results = valid(sarif.render(sample.result()))["results"]
    assert isinstance(results, list)
    suppressed = {entry["ruleId"]: entry["suppressions"] for entry in results if "suppressions" in entry}
    assert list(suppressed) == ["screenshot-allowed"]
    said = suppressed["screenshot-allowed"][0]
    assert (said["status"], said["justification"]) == ("accepted", sample.WAIVER.reason)
    assert said["properties"] == {"role": sample.WAIVER.role, "until": "2026-06-30"}


def test_a_run_cut_short_was_no_success() -> None:
    run = valid(sarif.render(sample.result()))
    assert run["invocations"] == [{"executionSuccessful": False}]
    whole = msgspec.structs.replace(sample.result(), interruptions=())
    assert valid(sarif.render(whole))["invocations"] == [{"executionSuccessful": True}]


def test_the_same_finding_keeps_its_fingerprint_in_another_build() -> None:
    def of(words: str, subject: str) -> str:
        verdict = Verdict(Status.fail, Text(words, words), subject=subject)
        check = sample.check("slow-page", "performance", Status.fail, (verdict,))
        results = valid(sarif.render(msgspec.structs.replace(sample.result(2), checks=(check,))))["results"]
        assert isinstance(results, list)
        fingerprint: str = results[0]["partialFingerprints"]["patrol/v1"]
        return fingerprint

    assert of("slow by 2 s", "home") == of("slow by 3 s", "home") != of("slow by 2 s", "search")


PLACES = Places(run="reports/demo 1", pages={"p1": Place("scenarios/我的/pages.yaml", 24)})


def test_a_finding_stands_at_the_line_of_its_page_and_its_screens_are_related() -> None:
    results = valid(sarif.render(sample.result(), places=PLACES))["results"]
    assert isinstance(results, list)
    shown = results[0]
    assert shown["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "scenarios/%E6%88%91%E7%9A%84/pages.yaml"},
        "region": {"startLine": 24},
    }
    assert [place["physicalLocation"]["artifactLocation"]["uri"] for place in shown["relatedLocations"]] == [
        "reports/demo%201/pictures/1.png"
    ]


def test_without_a_line_it_stands_at_its_screen() -> None:
    results = valid(sarif.render(sample.result()))["results"]
    assert isinstance(results, list)
    assert results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "pictures/1.png"
    assert "relatedLocations" not in results[0]


def test_what_the_gate_found_is_a_result_of_its_rule() -> None:
    run = valid(sarif.render(gated.result(), places=PLACES))
    results = run["results"]
    assert isinstance(results, list)
    found = [
        (entry["ruleId"], entry["kind"], "suppressions" in entry) for entry in results if "gate/" in entry["ruleId"]
    ]
    assert found == [
        ("gate/returned-finding", "fail", False),
        ("gate/unowned-page", "fail", False),
        ("gate/regression", "fail", False),
        ("gate/new-call", "fail", True),
        ("gate/unowned-page", "informational", False),
        ("gate/new-host", "informational", False),
        ("gate/budget", "open", False),
    ]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]  # type: ignore[index]
    assert all(rules[entry["ruleIndex"]] == entry["ruleId"] for entry in results)


def test_findings_are_new_or_were_in_the_baseline_and_stand_once() -> None:
    result = gated.result()
    assert result.gate is not None
    old, told, failing = (fingerprint("cleartext-traffic", f"s{n}") for n in range(3))
    items = tuple(
        GateItem(GateRule.new_finding, f"s{n}", status, gated.SAID, finding=replace(gated.FOUND, fingerprint=print))
        for n, status, print in ((1, Status.informative, told), (2, Status.fail, failing))
    )
    held = replace(result, gate=replace(result.gate, items=items))
    results = valid(sarif.render(held))["results"]
    assert isinstance(results, list)
    by_print = {entry["partialFingerprints"]["patrol/v1"]: entry for entry in results}
    assert (by_print[old]["baselineState"], by_print[told]["baselineState"]) == ("unchanged", "new")
    assert failing not in by_print  # it is the gate's
    assert [entry["ruleId"] for entry in results if "gate/" in entry["ruleId"]] == ["gate/new-finding"]


def test_a_gate_that_could_not_decide_is_open() -> None:
    undecided = msgspec.structs.replace(sample.result(), gate=gated.gate(status=Status.inconclusive))
    results = valid(sarif.render(undecided))["results"]
    assert isinstance(results, list)
    assert ("gate/status", "open") in [(entry["ruleId"], entry["kind"]) for entry in results]


@settings(max_examples=30)
@given(st.text(max_size=60))
def test_any_text_of_an_app_is_valid(text: str) -> None:
    verdict = Verdict(Status.fail, Text(text, text), subject=text)
    check = msgspec.structs.replace(sample.check("evil", "security", Status.fail, (verdict,)), title=Text(text, text))
    result = msgspec.structs.replace(sample.result(2), checks=(check,), gate=gated.gate(Text(text, text), text))
    valid(sarif.render(result, places=Places(run=text, app=Place(text or "app.yaml"))))
