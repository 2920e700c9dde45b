"""GitLab code quality: findings as a merge request shows them, with a fingerprint by which GitLab tells new ones from
old ones. The format is the part of Code Climate's that GitLab reads."""

from __future__ import annotations

import json
from typing import Any

from patrol.errors import Place
from patrol.model.result import InspectionResult
from patrol.model.verdict import Severity
from patrol.report.places import NOWHERE, Places
from patrol.report.plain import cut, one_line
from patrol.report.problems import Problem, problems

SEVERITIES = {
    Severity.critical: "blocker",
    Severity.high: "critical",
    Severity.medium: "major",
    Severity.low: "minor",
}

LONGEST = 1000
"""Characters of a description: it is a row of a list."""


def render(result: InspectionResult, lang: str = "en", places: Places = NOWHERE) -> str:
    """The JSON text: a list, empty when there is nothing to tell. What a waiver accepts is left out, for the format
    has no word for it."""
    told = [_issue(one, places) for one in problems(result, lang, places) if one.waiver is None]
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _issue(problem: Problem, places: Places) -> dict[str, Any]:
    # Every issue must have a file: what stands in none of the team's points to the report.
    place = problem.place or Place(places.inside("report.html"), 1)
    lesser = problem.undecided or problem.told
    return {
        "description": cut(one_line(problem.message), LONGEST) or one_line(problem.title) or problem.rule,
        "check_name": f"patrol/{problem.rule}",
        "fingerprint": problem.fingerprint,
        "severity": "info" if lesser else SEVERITIES[problem.severity],
        "location": {"path": place.file, "lines": {"begin": place.line or 1}},
    }
