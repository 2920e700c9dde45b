"""The summary of a run for a pull request."""

from __future__ import annotations

import msgspec

from patrol.report import markdown

from . import gated, sample


def test_begins_with_the_verdict_and_the_gate() -> None:
    lines = [line for line in markdown.render(gated.result()).splitlines() if line]
    assert lines[0].startswith("## ✗ Findings: ")
    assert lines[1] == "One severe finding: cleartext traffic."
    assert lines[2].startswith("**✗ The gate fails: ")
    assert lines[3].startswith("### ✗ What fails the gate (3)")


def test_names_the_draft_and_the_waiver_of_an_item() -> None:
    shown = markdown.render(gated.result())
    assert "[drafts/p7.yaml](drafts/p7.yaml)" in shown
    assert "~ waived by 合规负责人 until 2026-06-30: 演示账户" in shown


def test_findings_lead_into_the_report_and_name_their_page() -> None:
    shown = markdown.render(sample.result())
    assert "[What cleartext-traffic says](report.html#check-cleartext-traffic) | Place 0 fails (Page 1)" in shown
    assert "and 4 more" in shown


def test_says_how_many_journeys_passed_and_where_the_others_ended() -> None:
    shown = markdown.render(sample.result())
    assert "### Journeys 1/4" in shown and "[Transfer](report.html#journey-transfer)" in shown


def test_a_waived_finding_is_no_finding() -> None:
    assert "screenshot-allowed" not in markdown.render(sample.result())


def test_without_a_baseline_there_is_no_word_of_a_gate() -> None:
    assert "gate" not in markdown.render(sample.result()).lower()


def test_a_hostile_app_neither_breaks_a_table_nor_grows_past_a_comment() -> None:
    for lang in ("zh", "en"):
        shown = markdown.render(gated.hostile(), lang)
        assert len(shown) <= 65_536
        assert "<img" not in shown and "\u202e" not in shown
        tables = [line for line in shown.splitlines() if line.startswith("| ")]
        assert tables and all(line.endswith("|") for line in tables)


def test_a_thousand_findings_are_cut_and_counted() -> None:
    result = sample.result()
    many = tuple(msgspec.structs.replace(result.checks[0], id=f"check-{n}") for n in range(1000))
    shown = markdown.render(msgspec.structs.replace(result, checks=many))
    assert len(shown) <= 65_536 and "more left out here; the report has them." in shown
    assert "[The whole report](report.html)" in shown.splitlines()[-1]
