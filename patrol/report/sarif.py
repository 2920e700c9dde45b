"""SARIF 2.1.0: failed checks and what the gate found as results, for code-scanning pages. A result keeps a fingerprint
of rule and subject, so that a finding is known again in the next build; those that a waiver accepts are suppressed."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from patrol import __version__
from patrol.model.record import Text
from patrol.model.result import CheckResult, InspectionResult
from patrol.model.verdict import Severity, Waiver
from patrol.report.gate_words import RULE, WHY
from patrol.report.places import NOWHERE, Places
from patrol.report.plain import cut, plain
from patrol.report.problems import Problem, problems

LEVELS = {Severity.critical: "error", Severity.high: "error", Severity.medium: "warning", Severity.low: "note"}

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(result: InspectionResult, lang: str = "en", places: Places = NOWHERE) -> str:
    """The JSON text. Inconclusive and broken checks are results of kind `open`, failed ones of kind `fail`, what the
    gate only tells of kind `informational`."""
    rules = [_rule(check, lang) for check in result.checks]
    if result.gate:
        rules += _gate_rules(lang)
    index = {rule["id"]: number for number, rule in enumerate(rules)}
    names = {page.key: page.name for page in result.graph.pages}
    run = {
        "tool": {"driver": {"name": "patrol", "semanticVersion": __version__, "rules": rules}},
        "automationDetails": {"id": f"patrol/{result.environment.package}/{result.environment.run_id}"},
        "invocations": [{"executionSuccessful": not result.interruptions}],
        "results": [_entry(one, index[one.rule], names, places, lang) for one in problems(result, lang, places)],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def _rule(check: CheckResult, lang: str) -> dict[str, Any]:
    clauses = [clause.id for clause in check.clauses]
    advice = check.advice.of(lang) if check.advice else ""
    return {
        "id": check.id,
        "shortDescription": {"text": check.title.of(lang)},
        "fullDescription": {"text": check.why.of(lang)},
        "help": {"text": "\n\n".join(part for part in (check.why.of(lang), advice) if part)},
        "defaultConfiguration": {"level": LEVELS[check.severity]},
        "properties": {"tags": [check.category, *clauses]},
    }


def _gate_rules(lang: str) -> list[dict[str, Any]]:
    titles = {f"gate/{rule.value}": title.of(lang) for rule, title in RULE.items()}
    titles["gate/status"] = WHY.of(lang)
    return [
        {
            "id": name,
            "shortDescription": {"text": title},
            "fullDescription": {"text": WHY.of(lang)},
            "help": {"text": WHY.of(lang)},
            "defaultConfiguration": {"level": "error"},
            "properties": {"tags": ["gate"]},
        }
        for name, title in titles.items()
    ]


def _entry(problem: Problem, index: int, names: dict[str, str], places: Places, lang: str) -> dict[str, Any]:
    kind = "open" if problem.undecided else "informational" if problem.told else "fail"
    entry: dict[str, Any] = {
        "ruleId": problem.rule,
        "ruleIndex": index,
        "kind": kind,
        "level": LEVELS[problem.severity] if kind == "fail" else "none",
        "message": {"text": cut(plain(problem.message))},
        "partialFingerprints": {"patrol/v1": problem.fingerprint},
        "locations": [_location(problem, names, places)],
    }
    pictures = [places.inside(picture) for picture in problem.pictures]
    shown = pictures if problem.place else pictures[1:]
    if shown:
        entry["relatedLocations"] = [_related(number, picture, lang) for number, picture in enumerate(shown, start=1)]
    if problem.new is not None:
        entry["baselineState"] = "new" if problem.new else "unchanged"
    if problem.waiver:
        entry["suppressions"] = [_suppression(problem.waiver)]
    return entry


def _suppression(waiver: Waiver) -> dict[str, Any]:
    return {
        "kind": "external",
        "status": "accepted",
        "justification": cut(plain(waiver.reason)),
        "properties": {"role": cut(plain(waiver.role)), "until": waiver.until},
    }


def _location(problem: Problem, names: dict[str, str], places: Places) -> dict[str, Any]:
    """The team's own line where there is one, else the screenshot or the result inside the run folder; the page as a
    logical place."""
    if problem.place:
        physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(problem.place.file)}}
        physical["region"] = {"startLine": problem.place.line or 1}
    else:
        path = problem.pictures[0] if problem.pictures else "result.json"
        physical = {"artifactLocation": {"uri": _uri(places.inside(path))}}
    location: dict[str, Any] = {"physicalLocation": physical}
    if problem.page:
        name = names.get(problem.page, problem.page)
        location["logicalLocations"] = [
            {"name": plain(name), "fullyQualifiedName": plain(problem.page), "kind": "page"}
        ]
    return location


def _related(number: int, picture: str, lang: str) -> dict[str, Any]:
    return {
        "id": number,
        "physicalLocation": {"artifactLocation": {"uri": _uri(picture)}},
        "message": {"text": Text("截图", "screenshot").of(lang) + f" {number}"},
    }


def _uri(path: str) -> str:
    """A relative reference (RFC 3986), or a file's URI for an absolute path."""
    quoted = quote(path, safe="/", errors="replace")
    return f"file://{quoted}" if path.startswith("/") else quoted
