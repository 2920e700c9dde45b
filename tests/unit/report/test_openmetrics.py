"""OpenMetrics text, read by the parser of Prometheus' own Python client."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from patrol.model.record import Text
from patrol.model.result import Figure, InspectionResult, PageFacts
from patrol.model.verdict import Status
from patrol.report import openmetrics

from . import gated, sample

Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


def samples(result: InspectionResult, lang: str = "en") -> Samples:
    """(name, labels without the app) → value."""
    found: Samples = {}
    for family in text_string_to_metric_families(openmetrics.render(result, lang)):
        for one in family.samples:
            assert "app" in one.labels and one.timestamp is None
            labels = frozenset((name, text) for name, text in one.labels.items() if name != "app")
            found[one.name, labels] = one.value
    return found


def of(found: Samples, name: str, **labels: str) -> float:
    return found[name, frozenset(labels.items())]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_is_read_by_the_parser_and_ends_with_eof(lang: str) -> None:
    assert samples(gated.result(), lang)
    assert openmetrics.render(gated.result(), lang).endswith("\n# EOF\n")


def test_what_the_run_found() -> None:
    found = samples(sample.result())
    assert of(found, "patrol_overall", patrol_overall="findings") == 1
    assert of(found, "patrol_overall", patrol_overall="passed") == 0
    assert of(found, "patrol_score", category="security") == 61.5
    assert ("patrol_score", frozenset({("category", "usability")})) not in found  # nobody could decide
    assert of(found, "patrol_findings", severity="high") == len(sample.evidence())
    assert of(found, "patrol_findings_waived", severity="high") == 1
    assert of(found, "patrol_journeys", outcome="failed") == 1
    assert of(found, "patrol_run_cut_short") == 1
    assert of(found, "patrol_run_duration_seconds") == 123.456
    assert of(found, "patrol_run_start_seconds") == 1767268800


def test_figures_are_in_base_units_and_what_was_not_measured_is_left_out() -> None:
    def figure(id: str, value: float | None, unit: str) -> Figure:
        return Figure(id, Text("数", "Number"), value, unit, "dumpsys", 3)

    figures = (
        figure("start.cold", 625.0, "ms"),
        figure("frames.late", 1.28, "%"),
        figure("memory.pss", 2.0, "MB"),
        figure("requests.bytes", 15.422, "MB"),
        figure("battery", None, "%"),
    )
    found = samples(msgspec.structs.replace(sample.result(), figures=figures))
    assert of(found, "patrol_figure_start_cold_seconds") == 0.625
    assert of(found, "patrol_figure_frames_late_ratio") == 0.0128
    assert of(found, "patrol_figure_memory_pss_bytes") == 2 * 1024 * 1024
    assert of(found, "patrol_figure_requests_bytes") == 15_422_000
    assert of(found, "patrol_figure_samples", figure="start.cold") == 3
    assert not any(name.startswith("patrol_figure_battery") for name, _ in found)


def test_the_gate_and_its_items() -> None:
    found = samples(gated.result())
    assert of(found, "patrol_gate", patrol_gate="fail") == 1
    assert of(found, "patrol_gate", patrol_gate="pass") == 0
    assert of(found, "patrol_gate_items", rule="unowned-page", status="fail") == 1
    assert of(found, "patrol_gate_items", rule="unowned-page", status="pass") == 1
    assert of(found, "patrol_gate_pages", change="added") == 2
    assert not any(name.startswith("patrol_gate") for name, _ in samples(sample.result()))


def test_two_builds_have_the_same_series() -> None:
    one = sample.result()
    other = msgspec.structs.replace(
        one, environment=msgspec.structs.replace(one.environment, run_id="demo-2"), app=None, duration_ms=5
    )
    left, right = set(samples(one)), set(samples(other))
    assert {name for name, _ in left ^ right} == {"patrol_run_info"}


def test_hostile_text_is_read() -> None:
    assert samples(gated.hostile())


@settings(max_examples=30)
@given(st.text(max_size=60), st.floats() | st.none())
def test_any_text_and_number_is_read(text: str, number: float | None) -> None:
    whole = sample.result(2)
    samples(
        msgspec.structs.replace(
            whole,
            environment=msgspec.structs.replace(whole.environment, package=text, run_id=text, started_at=text),
            pages=(PageFacts(text, opening_ms=number, janky_percent=number), PageFacts(text + " ", findings=1)),
            figures=(Figure(text, Text(text, text), number, "ms", text), Figure("a.b", Text("", ""), 1.0, "%", text)),
            checks=(msgspec.structs.replace(whole.checks[0], category=text, status=Status.manual),),
            categories=(msgspec.structs.replace(whole.categories[0], id=text),),
        )
    )
