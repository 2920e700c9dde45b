"""What holds for every check that comes with patrol: its words, its line of policy, its tests, its planted defect."""

from __future__ import annotations

import importlib
import inspect
import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from patrol.audit.check import Check
from patrol.model.verdict import Status
from tests.checks.conftest import BUNDLED, CHECKS, POLICY, Judged, Make

HERE = Path(__file__).parent
CHINESE = re.compile(r"[\u4e00-\u9fff]")
WRITTEN = yaml.safe_load((BUNDLED / "policy.yaml").read_text("utf-8"))["checks"]
PLANTED = yaml.safe_load((BUNDLED.parent / "scenarios/demo/planted.yaml").read_text("utf-8"))["planted"]

FIRED = {Status.fail, Status.informative}
"""Some checks only tell."""
SILENT = {Status.passed, Status.not_applicable}
"""StrictMode has nothing to pass on a phone that does not report it."""

FOR_A_PERSON = "For a person"
"""Begins what fires in a check that never passes nor fails: it lays out what a person decides (docs/191.md)."""

NOT_PLANTED = {
    "elder-mode-entry": "the demo has the mode, for what is planted in it",
    "form-limits": "it speaks of runs with a baseline alone; the build 1.1 of the small app has it",
    "linked-start-seen": "the demo's phone holds no second app that it could start",
    "permission-before-consent": "no journey could begin: the system's window would stand before the app's",
    "policy-far": "three journeys read the policy where it stands now",
    "policy-not-shown": "the first journey opens the policy from the window",
}
"""Check → why the demo cannot have the defect beside what else it shows; their tests have it."""

every_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)


@every_check
def test_it_has_two_titles_a_why_and_an_advice_in_both_languages(check: Check) -> None:
    words = check.words
    for text in (words.title_pass, words.title_fail, words.why, words.advice):
        assert CHINESE.search(text.zh) and not CHINESE.search(text.en), f"{text.zh} / {text.en}"
    titles = (words.title_pass, words.title_fail)
    assert words.title_pass.zh != words.title_fail.zh and words.title_pass.en != words.title_fail.en
    for title in titles:
        assert not title.zh.endswith(("。", "！")) and not title.en.endswith((".", "!")), "a title is no sentence"
        assert len(title.zh) <= 30 and len(title.en) <= 80, "a title fits one line"
    for text in (words.why, words.advice):
        assert text.zh.endswith("。") and text.en.endswith("."), "why and advice are sentences"
    assert len(words.advice.zh) >= 15 and len(words.advice.en) >= 40, "an advice names the next step"
    assert check.fires_when, "the first line of the docstring says when it fires"
    assert check.unseen.endswith("."), "end the docstring with a paragraph “Not seen: …”: what a pass says nothing of"


@every_check
def test_its_line_of_policy_weighs_it(check: Check) -> None:
    assert {"severity", "weight"} <= WRITTEN.get(check.id, {}).keys(), "write its line into policy.yaml"
    assert POLICY.rules[check.id].category == check.category in POLICY.categories


def test_policy_names_no_check_that_is_gone() -> None:
    assert WRITTEN.keys() <= {check.id for check in CHECKS}


@every_check
def test_a_limit_says_where_it_comes_from(check: Check) -> None:
    if any(kind.kind in (int, float) for kind in check.options.values()):
        assert len(check.grounds) >= 60, "name the source of the limits in the docstring, below its first line"


@every_check
def test_a_defect_is_planted_for_it_in_the_demo(check: Check) -> None:
    planted = check.id in {defect["check"] for defect in PLANTED}
    assert planted != (check.id in NOT_PLANTED or for_a_person(check))


def for_a_person(check: Check) -> bool:
    return check.fires_when.startswith(FOR_A_PERSON)


def test_at_least_25_defects_are_planted_and_told_in_both_languages() -> None:
    assert len(PLANTED) >= 25 and len({defect["id"] for defect in PLANTED}) == len(PLANTED)
    for defect in PLANTED:
        assert CHINESE.search(defect["what"]["zh"]) and defect["what"]["en"] and defect["where"] and defect["builds"]


# --- a test that fires, and one that stays silent ---------------------------------------------------------------------


def test_every_check_is_seen_to_fire_and_to_stay_silent(judged: Judged) -> None:
    seen: dict[str, set[Status]] = {check.id: set() for check in CHECKS}
    manual = {check.id for check in CHECKS if for_a_person(check)}

    def watched(id: str, *records: Any, **more: Any) -> Any:
        result = judged(id, *records, **more)
        seen[id].add(result.status)
        return result

    for test, arguments in cases():
        test(**arguments, **({"judged": watched} | ({"make": Make()} if "make" in parameters(test) else {})))
    never = [f"no test in which {id} fires" for id, had in seen.items() if had.isdisjoint(FIRED) and id not in manual]
    always = [
        f"no test in which {id} stays silent" for id, had in seen.items() if not had & SILENT and id not in manual
    ]
    never += [f"no test in which {id} asks for a person" for id in manual if Status.manual not in seen[id]]
    assert not never + always, "\n".join(never + always)


def cases() -> Iterator[tuple[Callable[..., None], dict[str, Any]]]:
    """Every test beside this one that judges, with each set of its parameters."""
    for path in sorted(HERE.glob("test_*.py")):
        module = importlib.import_module(f"tests.checks.{path.stem}")
        for name, test in vars(module).items():
            if name.startswith("test_") and test.__module__ == module.__name__ and path != Path(__file__):
                yield from (
                    (test, given) for given in sets(test) if parameters(test) - given.keys() <= {"judged", "make"}
                )


def parameters(test: Callable[..., None]) -> set[str]:
    return set(inspect.signature(test).parameters)


def sets(test: Callable[..., None]) -> Iterator[dict[str, Any]]:
    """The arguments of its parametrize marks, all combinations; one empty set without any."""
    if "judged" not in parameters(test):
        return
    marks = [mark for mark in getattr(test, "pytestmark", ()) if mark.name == "parametrize"]
    tables = []
    for mark in marks:
        names, values = mark.args[:2]
        names = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
        rows = [value if len(names) > 1 else (value,) for value in values]
        tables.append([dict(zip(names, getattr(row, "values", row), strict=True)) for row in rows])
    for combined in itertools.product(*tables):
        yield {name: value for row in combined for name, value in row.items()}
