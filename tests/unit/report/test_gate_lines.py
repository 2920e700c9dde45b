"""The gate's answer in a terminal."""

from __future__ import annotations

from msgspec.structs import replace

from patrol.report import gate_lines, terminal

from . import gated, sample


def test_names_page_way_and_draft_of_what_fails() -> None:
    shown = [text for text, _ in gate_lines.lines(gated.gate(), "en")]
    assert shown[0] == "✗ The gate fails  (Baseline 1.0 (100) · demo-20251201-080000)"
    assert "✗ A new page has no test case (1)" in shown
    assert "      draft: drafts/p7.yaml" in shown


def test_many_items_of_one_rule_are_counted() -> None:
    gate = replace(gated.gate(), items=gated.gate().items[:1] * 20)
    assert "    … and 12 more" in [text for text, _ in gate_lines.lines(gate, "en")]


def test_stands_before_the_scores_and_only_with_a_baseline() -> None:
    shown = terminal.render(gated.result(), "zh")
    assert shown.index("门禁不通过") < shown.index("性能")
    assert "门禁" not in terminal.render(sample.result(), "zh")


def test_the_apps_text_stays_on_its_line() -> None:
    shown = terminal.render(gated.hostile(), "en")
    assert "\x00" not in shown and "\u202e" not in shown and "\x08" not in shown
