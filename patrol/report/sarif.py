"""SARIF 2.1.0: failed checks as results, for code-scanning pages. Verdicts keep a fingerprint of check and subject, so
that a finding is known again in the next build; those that a waiver accepts are suppressed."""

from __future__ import annotations

import json
from typing import Any

from patrol import __version__
from patrol.model.result import CheckResult, InspectionResult
from patrol.model.verdict import Screenshot, Severity, Status, Verdict, Waiver
from patrol.model.verdict import fingerprint as verdict_fingerprint
from patrol.report.plain import cut, plain

LEVELS = {Severity.critical: "error", Severity.high: "error", Severity.medium: "warning", Severity.low: "note"}

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(result: InspectionResult, lang: str = "en") -> str:
    """The JSON text. Inconclusive and broken checks are results of kind `open`, failed ones of kind `fail`."""
    rules = [_rule(check, lang) for check in result.checks]
    results = [entry for index, check in enumerate(result.checks) for entry in _results(check, index, result, lang)]
    driver = {
        "name": "patrol",
        "semanticVersion": __version__,
        "rules": rules,
    }
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"patrol/{result.environment.package}/{result.environment.run_id}"},
        "invocations": [{"executionSuccessful": not result.interruptions}],
        "results": results,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1) + "\n"


def fingerprint(check: str, verdict: Verdict) -> str:
    """The same finding in another build has the same one."""
    return verdict_fingerprint(check, verdict.subject)


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


def _results(check: CheckResult, index: int, result: InspectionResult, lang: str) -> list[dict[str, Any]]:
    if check.status in {Status.error, Status.inconclusive}:
        text = check.message or check.title.of(lang)
        whole = Verdict(check.status, check.title, subject="")
        return [_entry(check, index, whole, text, result)]
    failed = [verdict for verdict in check.verdicts if verdict.status is Status.fail]
    return [_entry(check, index, verdict, verdict.message.of(lang), result) for verdict in failed]


def _entry(check: CheckResult, index: int, verdict: Verdict, text: str, result: InspectionResult) -> dict[str, Any]:
    failed = verdict.status is Status.fail
    entry: dict[str, Any] = {
        "ruleId": check.id,
        "ruleIndex": index,
        "kind": "fail" if failed else "open",
        "level": LEVELS[check.severity] if failed else "none",
        "message": {"text": cut(plain(text))},
        "partialFingerprints": {"patrol/v1": fingerprint(check.id, verdict)},
        "locations": [_location(verdict, result)],
    }
    if verdict.waiver:
        entry["suppressions"] = [_suppression(verdict.waiver)]
    return entry


def _suppression(waiver: Waiver) -> dict[str, Any]:
    return {
        "kind": "external",
        "status": "accepted",
        "justification": cut(plain(waiver.reason)),
        "properties": {"role": cut(plain(waiver.role)), "until": waiver.until},
    }


def _location(verdict: Verdict, result: InspectionResult) -> dict[str, Any]:
    """Where a reader finds it: the screenshot inside the run folder, else the result; the page as a logical place."""
    picture = next((e.picture for e in verdict.evidence if isinstance(e, Screenshot)), "result.json")
    page = next((e.page for e in verdict.evidence if e.page), "")
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": picture}}}
    if page:
        name = next((p.name for p in result.graph.pages if p.key == page), page)
        location["logicalLocations"] = [{"name": name, "fullyQualifiedName": page, "kind": "page"}]
    return location
