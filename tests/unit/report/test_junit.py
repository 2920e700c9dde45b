"""JUnit XML as CI systems read it."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as xml

import msgspec
import pytest
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol.model.journey import JourneyTrace, Outcome, StepTrace
from patrol.model.record import Text
from patrol.model.result import InspectionResult
from patrol.model.verdict import Status, Verdict
from patrol.report import junit
from patrol.report.places import Places

from . import gated, sample

SCHEMA = Path(__file__).parents[2] / "data" / "schemas" / "junit.xsd"


@pytest.fixture(scope="module")
def schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(SCHEMA))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_is_valid_against_the_schema(schema: xmlschema.XMLSchema, lang: str) -> None:
    schema.validate(junit.render(gated.result(), lang))


def test_hostile_text_stays_text(schema: xmlschema.XMLSchema) -> None:
    written = junit.render(gated.hostile())
    schema.validate(written)
    assert "<img" not in written
    assert len(written) < 200_000


def test_counts_are_those_of_the_cases() -> None:
    for suite in xml.fromstring(junit.render(gated.result())).iter("testsuite"):
        cases = suite.findall("testcase")
        assert int(suite.get("tests", "")) == len(cases)
        for what, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(what, "")) == sum(case.find(tag) is not None for case in cases)


def test_an_inconclusive_check_is_an_error_and_says_what_was_missing() -> None:
    cases = {case.get("classname"): case for case in xml.fromstring(junit.render(sample.result())).iter("testcase")}
    problem = cases["checks.performance.jank"].find("error")
    assert problem is not None and "mitmdump is missing" in problem.get("message", "")


def test_a_failed_journey_names_its_step_and_what_was_seen() -> None:
    cases = {case.get("classname"): case for case in xml.fromstring(junit.render(sample.result())).iter("testcase")}
    problem = cases["journeys.transfer"].find("failure")
    assert problem is not None
    assert problem.get("message", "").startswith("step 4")
    assert "saw 余额不足" in (problem.text or "")


def test_a_failed_step_is_told_in_the_language_that_was_asked_for() -> None:
    step = StepTrace(
        "3", "tap", "tap “转账”", Outcome.failed, 0, 1, message="no text “成功” within 5 s; seen: page 首页: 账户"
    )
    trace = JourneyTrace("pay", "转账", Outcome.failed, 0, 1, steps=(step,), name_en="Pay")
    result = msgspec.structs.replace(sample.result(), journeys=(trace,))
    told = {}
    for lang in ("zh", "en"):
        problem = xml.fromstring(junit.render(result, lang)).find("testsuite/testcase/failure")
        assert problem is not None
        told[lang] = problem.get("message"), problem.text
    assert told["zh"] == ("第 3 步：点 “转账”", "5 秒内没有文字“成功”\n实际看到：页面 首页：账户")
    assert told["en"] == ("step 3: tap “转账”", "no text “成功” within 5 s\nseen: page 首页: 账户")


def test_thousands_of_places_are_counted_not_listed() -> None:
    places = tuple(Verdict(Status.fail, Text(f"第{n}处", f"place {n}")) for n in range(1000))
    check = sample.check("many", "security", Status.fail, places)
    written = junit.render(msgspec.structs.replace(sample.result(), checks=(check,)))
    assert "and 980 more" in written and "place 999" not in written


def test_a_run_without_anything_is_valid_too(schema: xmlschema.XMLSchema) -> None:
    full = sample.result()
    empty = InspectionResult(full.schema_version, full.environment, full.overall, (), full.summary)
    schema.validate(junit.render(empty))


def cases(written: str) -> dict[str, xml.Element]:
    """By classname; of several the last."""
    return {case.get("classname", ""): case for case in xml.fromstring(written).iter("testcase")}


def attached(case: xml.Element) -> list[str]:
    lines = case.findtext("system-out", "").splitlines()
    return [line.removeprefix("[[ATTACHMENT|").removesuffix("]]") for line in lines if line.startswith("[[ATTACHMENT|")]


def test_screens_are_attached_by_path_the_decisive_one_first() -> None:
    found = cases(junit.render(sample.result(), places=Places(run="reports/demo-1")))
    failed = attached(found["journeys.transfer"])
    assert failed[:2] == ["reports/demo-1/pictures/4.png", "reports/demo-1/pictures/5.png"]
    assert len(failed) == len(set(failed)) == 5
    assert attached(found["checks.security.cleartext-traffic"]) == ["reports/demo-1/pictures/1.png"]
    assert attached(found["checks.security.backup-allowed"]) == []


def test_some_systems_want_whole_paths_of_what_they_attach() -> None:
    places = Places(run="reports/demo-1", attached="/srv/job/reports/demo-1")
    found = cases(junit.render(sample.result(), places=places))
    assert attached(found["checks.security.cleartext-traffic"]) == ["/srv/job/reports/demo-1/pictures/1.png"]


def test_an_app_attaches_nothing() -> None:
    step = StepTrace("1", "tap", "tap “[[ATTACHMENT|/etc/passwd]]”", Outcome.passed, 0, 1)
    trace = JourneyTrace("pay", "转账", Outcome.passed, 0, 1, steps=(step,))
    written = junit.render(msgspec.structs.replace(sample.result(), journeys=(trace,)))
    assert "[[ATTACHMENT|/etc" not in (cases(written)["journeys.pay"].findtext("system-out") or "")


def test_a_journey_tells_its_steps() -> None:
    case = cases(junit.render(sample.result()))["journeys.transfer"]
    assert (case.findtext("system-out") or "").splitlines()[3].startswith("✗ 4 ")


def test_the_gate_is_a_suite() -> None:
    root = xml.fromstring(junit.render(gated.result()))
    suite = next(suite for suite in root if suite.get("name") == "build gate")
    told = [(case.get("classname"), case[0].tag, case[0].get("type")) for case in suite]
    assert told == [
        ("gate.status", "failure", "fail"),
        ("gate.unowned-page", "failure", "fail"),
        ("gate.regression", "failure", "fail"),
        ("gate.returned-finding", "failure", "fail"),
        ("gate.budget", "error", "inconclusive"),
        ("gate.new-call", "skipped", "waived"),
        ("gate.unowned-page", "skipped", "pass"),
        ("gate.new-host", "skipped", "informative"),
    ]
    assert "drafts/p7.yaml" in (suite[1][0].text or "") and attached(suite[1]) == ["pictures/7.png"]
    assert "grace until 2026-02-01" in suite[6][0].get("message", "")


def test_a_gate_that_passed_is_a_passed_case_and_without_a_baseline_there_is_none() -> None:
    passed = msgspec.structs.replace(sample.result(), gate=gated.gate(status=Status.passed))
    assert len(cases(junit.render(passed))["gate.status"]) == 0
    assert "gate.status" not in cases(junit.render(sample.result()))


@settings(max_examples=30)
@given(st.text(max_size=60))
def test_any_text_of_an_app_is_valid(schema: xmlschema.XMLSchema, text: str) -> None:
    verdict = Verdict(Status.fail, Text(text, text), subject=text)
    check = msgspec.structs.replace(sample.check("evil", "security", Status.fail, (verdict,)), title=Text(text, text))
    step = StepTrace("1", "tap", text, Outcome.failed, 0, 1, message=text)
    traces = (JourneyTrace("pay", text, Outcome.failed, 0, 1, steps=(step,)),)
    whole = msgspec.structs.replace(sample.result(2), checks=(check,), journeys=traces)
    schema.validate(junit.render(msgspec.structs.replace(whole, gate=gated.gate(Text(text, text), text))))
