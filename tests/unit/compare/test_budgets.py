"""Budgets as they are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from patrol.compare.budgets import SCOPES, WHATS, Budget, load_budgets
from patrol.errors import ConfigError
from patrol.yamlplaces import load


def read(*lines: str, known: tuple[Budget, ...] = ()) -> tuple[Budget, ...]:
    text = "budgets:\n" + "".join(f"  - {{{line}}}\n" for line in lines)
    return load_budgets(load(text, "policy.yaml").section(), known)


@pytest.mark.parametrize(
    ("line", "limit"),
    [
        ("what: cold-start, most: 1500", 1500),
        ("what: cold-start, most: 1.5 s", 1500),
        ("what: cold-start, most: 800ms", 800),
        ("what: journey-time, journey: pay, most: 2 min", 120_000),
        ("what: memory, most: 1.5 GB", 1500),
        ("what: package-size, most: 60 MB", 60),
        ("what: answer-size, most: 1 MB", 1000),
        ('what: late-frames, page: home, most: "5 %"', 5),
        ("what: frame-rate, page: home, least: 55 fps", 55),
        ("what: requests, page: home, most: 4", 4),
        ("what: new-hosts, most: 0", 0),
    ],
)
def test_a_limit_is_in_the_numbers_own_unit(line: str, limit: float) -> None:
    (budget,) = read(line)
    assert budget.limit == limit


def test_what_a_budget_is_about() -> None:
    assert read("what: opening, page: transfer, most: 1") == (Budget("opening", 1, page="transfer"),)
    assert read("what: calls, caller: SDK-jpush, most: 3") == (Budget("calls", 3, caller="SDK-jpush"),)
    assert read("what: frame-rate, least: 50") == (Budget("frame-rate", 50, least=True),)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("what: cold-strat, most: 1", r"policy\.yaml:2:\d+.*cold-strat.*cold-start"),
        ("what: cold-start, page: home, most: 1", "no `page`; it may name only the whole app"),
        ("what: opening, journey: pay, most: 1", "no `journey`; it may name `page`"),
        ("what: requests, page: a, journey: b, most: 1", "one page, journey, request or caller"),
        ("what: cold-start", "one limit"),
        ("what: cold-start, most: 1, least: 1", "one limit"),
        ("what: cold-start, most: 5 MB", "unit: ms, s, min"),
        ("what: cold-start, most: quick", "unit: ms, s, min"),
        ("what: requests, page: home, most: 4 ms", "a plain number"),
        ("what: cold-start, moost: 1", "most"),
        ("most: 1", "what"),
    ],
)
def test_mistakes_are_told_with_their_place_and_the_nearest_name(line: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        read(line)


def test_the_later_file_wins_for_the_same_thing() -> None:
    known = read("what: cold-start, most: 1", "what: memory, most: 2")
    assert read("what: cold-start, most: 3", known=known) == (Budget("cold-start", 3), Budget("memory", 2))


def test_scopes_are_of_kinds_that_there_are() -> None:
    assert set(SCOPES) <= set(WHATS)


def test_the_examples_of_the_documentation_are_read() -> None:
    page = (Path(__file__).parents[3] / "docs" / "regressions.md").read_text(encoding="utf-8")
    examples = [example for example in page.split("```yaml\n")[1:] if "budgets:" in example]
    (budgets,) = (load(text.split("```")[0], "docs").section().section("gate") for text in examples)
    named = {budget.what for budget in load_budgets(budgets)}
    assert {"cold-start", "opening", "calls", "new-hosts"} <= named


def test_the_documentation_names_everything_that_can_have_a_budget() -> None:
    page = (Path(__file__).parents[3] / "docs" / "regressions.md").read_text(encoding="utf-8")
    starts = ("-useful", "-full")
    assert [what for what in WHATS if f"`{what}`" not in page and not what.endswith(starts)] == []
