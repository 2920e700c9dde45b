"""JUnit XML as CI systems read it."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as xml

import msgspec
import pytest
import xmlschema

from patrol.model.journey import JourneyTrace, Outcome, StepTrace
from patrol.model.record import Text
from patrol.model.result import InspectionResult
from patrol.model.verdict import Status, Verdict
from patrol.report import junit

from . import sample

SCHEMA = Path(__file__).parents[2] / "data" / "schemas" / "junit.xsd"


@pytest.fixture(scope="module")
def schema() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(SCHEMA))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_is_valid_against_the_schema(schema: xmlschema.XMLSchema, lang: str) -> None:
    schema.validate(junit.render(sample.result(), lang))


def test_hostile_text_stays_text(schema: xmlschema.XMLSchema) -> None:
    written = junit.render(sample.hostile())
    schema.validate(written)
    assert "<img" not in written
    assert len(written) < 200_000


def test_counts_are_those_of_the_cases() -> None:
    for suite in xml.fromstring(junit.render(sample.result())).iter("testsuite"):
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
