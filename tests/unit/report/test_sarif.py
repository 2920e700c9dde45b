"""SARIF as code-scanning pages read it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest

from patrol.model.record import Text
from patrol.model.verdict import Status, Verdict
from patrol.report import sarif

from . import sample

SCHEMA = json.loads((Path(__file__).parents[2] / "data" / "schemas" / "sarif-2.1.0.json").read_text("utf-8"))


def valid(text: str) -> dict[str, object]:
    document: dict[str, object] = json.loads(text)
    jsonschema.validators.validator_for(SCHEMA)(SCHEMA).validate(document)
    run = document["runs"][0]  # type: ignore[index]
    assert isinstance(run, dict)
    return run


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_is_valid_against_the_schema(lang: str) -> None:
    valid(sarif.render(sample.result(), lang))


def test_hostile_text_is_valid_json() -> None:
    written = sarif.render(sample.hostile())
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
    before = Verdict(Status.fail, Text("慢 2 s", "slow by 2 s"), subject="home")
    after = Verdict(Status.fail, Text("慢 3 s", "slow by 3 s"), subject="home")
    other = Verdict(Status.fail, Text("慢 2 s", "slow by 2 s"), subject="search")
    assert sarif.fingerprint("slow-page", before) == sarif.fingerprint("slow-page", after)
    assert sarif.fingerprint("slow-page", before) != sarif.fingerprint("slow-page", other)
