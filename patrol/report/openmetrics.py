"""OpenMetrics text: the run's numbers for Prometheus, and for GitLab's metrics report.

Base units as the format asks for (seconds, bytes, ratios of 1), each family with its type, unit and help. Every sample
has the label `app`; what differs from run to run (its id, the version) stands in `patrol_run_info` alone, so that the
series of two builds are the same series. No timestamps: the file is read when it is there.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from patrol.model.artifacts import Environment
from patrol.model.gate import Gate
from patrol.model.journey import Outcome
from patrol.model.result import Figure, InspectionResult, Overall
from patrol.model.verdict import Severity, Status
from patrol.report.places import NOWHERE, Places
from patrol.report.plain import cut, one_line

LONGEST = 200
"""Characters of a label's value."""

UNITS: dict[str, tuple[str, float]] = {
    "ms": ("seconds", 1e-3),
    "s": ("seconds", 1.0),
    "%": ("ratio", 1e-2),
    "MB": ("bytes", 1e6),
    "kB": ("bytes", 1e3),
    "Hz": ("hertz", 1.0),
    "°C": ("celsius", 1.0),
    "": ("", 1.0),
}
"""A figure's unit → (base unit, factor)."""

BINARY = ("memory.", "disk.")
"""Figures whose MB is Android's: 1024 × 1024 bytes."""


@dataclass(frozen=True, slots=True)
class Family:
    """A metric family: what it is, and its samples."""

    name: str
    help: str
    kind: str = "gauge"
    unit: str = ""
    samples: Sequence[tuple[Mapping[str, str], float]] = ()

    def lines(self) -> Iterator[str]:
        yield f"# TYPE {self.name} {self.kind}"
        if self.unit:
            yield f"# UNIT {self.name} {self.unit}"
        yield f"# HELP {self.name} {_escaped(self.help)}"
        suffix = "_info" if self.kind == "info" else ""
        written = set()
        for labels, value in self.samples:
            said = ",".join(f'{name}="{_escaped(text)}"' for name, text in labels.items())
            if said not in written:  # two names may be the same once they are cut
                written.add(said)
                yield f"{self.name}{suffix}{{{said}}} {_number(value)}"


def render(result: InspectionResult, lang: str = "en", places: Places = NOWHERE) -> str:
    """The text, `# EOF` at its end. Not measured is left out, never 0; the words are English in each language."""
    app = _plain(result.environment.package)
    families = [*_run(result), *_judged(result), *_gate(result.gate), *_figures(result.figures), *_pages(result)]
    lines: list[str] = []
    for family in families:
        named = [({"app": app, **labels}, value) for labels, value in family.samples if math.isfinite(value)]
        if named:
            lines += Family(family.name, family.help, family.kind, family.unit, named).lines()
    return "\n".join([*lines, "# EOF"]) + "\n"


def _run(result: InspectionResult) -> Iterator[Family]:
    environment = result.environment
    about = {
        "run": environment.run_id,
        "version": result.app.version_name if result.app else "",
        "patrol": environment.patrol,
        "phone": f"{environment.phone.manufacturer} {environment.phone.model}".strip(),
        "android": environment.phone.android,
    }
    info = {name: _plain(text) for name, text in about.items() if text}
    yield Family("patrol_run", "What was inspected, on what.", "info", samples=[(info, 1)])
    began = _epoch(environment)
    if began is not None:
        help = "When the run began, since the epoch."
        yield Family("patrol_run_start_seconds", help, unit="seconds", samples=[({}, began)])
    took = result.duration_ms / 1000
    yield Family("patrol_run_duration_seconds", "How long it took.", unit="seconds", samples=[({}, took)])
    cut_short = float(bool(result.interruptions))
    yield Family("patrol_run_cut_short", "1 when it ended before its end.", samples=[({}, cut_short)])


def _epoch(environment: Environment) -> float | None:
    try:
        return datetime.fromisoformat(environment.started_at).timestamp()
    except ValueError:
        return None


def _judged(result: InspectionResult) -> Iterator[Family]:
    states = [({"patrol_overall": one.value}, float(one is result.overall)) for one in Overall]
    yield Family("patrol_overall", "What the run found.", "stateset", samples=states)
    scores = [({"category": _plain(one.id)}, one.score) for one in result.categories if one.score is not None]
    yield Family("patrol_score", "0 to 100, by category.", samples=scores)
    checks = Counter((_plain(check.category), check.status) for check in result.checks)
    counted = [({"category": name, "status": status.value}, float(n)) for (name, status), n in checks.items()]
    yield Family("patrol_checks", "Checks by category and status.", samples=counted)
    yield from _findings(result)
    walked = Counter(trace.outcome for trace in result.journeys)
    journeys = [({"outcome": one.value}, float(walked[one])) for one in Outcome] if result.journeys else []
    yield Family("patrol_journeys", "Journeys by outcome.", samples=journeys)
    yield Family("patrol_pages", "Pages that were seen.", samples=[({}, float(result.coverage.pages))])
    yield Family("patrol_crawl_actions", "Actions of the crawl.", samples=[({}, float(result.crawl_actions))])
    yield _activities(result)


def _findings(result: InspectionResult) -> Iterator[Family]:
    open_, waived = Counter[Severity](), Counter[Severity]()
    for check in result.checks:
        for verdict in check.verdicts:
            if verdict.status is Status.fail:
                (waived if verdict.waiver else open_)[check.severity] += 1
    for name, told, help in (
        ("patrol_findings", open_, "Failed places of checks by severity, without those that a waiver accepts."),
        ("patrol_findings_waived", waived, "Failed places that a waiver accepts."),
    ):
        yield Family(name, help, samples=[({"severity": one.value}, float(told[one])) for one in Severity])


def _activities(result: InspectionResult) -> Family:
    coverage = result.coverage
    counts = {
        "reached": len(coverage.activities_reached),
        "unreached": len(coverage.activities_unreached),
        "blocked": len(coverage.activities_blocked),
        "dead": len(coverage.activities_dead),
    }
    known = any(counts.values())
    samples = [({"coverage": name}, float(count)) for name, count in counts.items()] if known else []
    return Family("patrol_activities", "Activities of the manifest.", samples=samples)


def _gate(gate: Gate | None) -> Iterator[Family]:
    if gate is None:
        return
    states = [(name, status) for name, status in (("pass", Status.passed), ("fail", Status.fail))]
    states.append(("inconclusive", Status.inconclusive))
    said = [({"patrol_gate": name}, float(gate.status is status)) for name, status in states]
    yield Family("patrol_gate", "The gate's answer against the baseline.", "stateset", samples=said)
    items = Counter((item.rule.value, item.status.value) for item in gate.items)
    counted = [({"rule": rule, "status": status}, float(n)) for (rule, status), n in items.items()]
    yield Family("patrol_gate_items", "What the gate named, by rule and status.", samples=counted)
    difference = gate.difference
    pages = {"added": difference.added, "removed": difference.removed, "changed": difference.changed}
    samples = [({"change": name}, float(len(found))) for name, found in pages.items()]
    yield Family("patrol_gate_pages", "Pages against the baseline.", samples=samples)


def _figures(figures: Iterable[Figure]) -> Iterator[Family]:
    samples = []
    names: set[str] = set()
    for figure in figures:
        unit, factor = UNITS.get(figure.unit, ("", 1.0))
        if figure.unit == "MB" and figure.id.startswith(BINARY):
            factor = 1024.0 * 1024
        name = _named(figure.id, unit)
        if figure.value is None or name in names:
            continue
        names.add(name)
        help = cut(one_line(f"{figure.name.en}; {figure.source}"), LONGEST)
        yield Family(name, help, unit=unit, samples=[({}, figure.value * factor)])
        samples.append(({"figure": _plain(figure.id)}, float(figure.samples)))
    yield Family("patrol_figure_samples", "How often each figure was measured.", samples=samples)


def _named(id: str, unit: str) -> str:
    """A figure's metric; its unit stands at the end, once."""
    name = "patrol_figure_" + re.sub(r"[^a-zA-Z0-9]+", "_", id).strip("_")
    return name if not unit or name.endswith(f"_{unit}") else f"{name}_{unit}"


def _pages(result: InspectionResult) -> Iterator[Family]:
    told = [({"page": _plain(facts.page)}, facts) for facts in result.pages]
    opening = [(name, facts.opening_ms / 1000) for name, facts in told if facts.opening_ms is not None]
    yield Family("patrol_page_opening_seconds", "Median time to a settled page.", unit="seconds", samples=opening)
    janky = [(name, facts.janky_percent / 100) for name, facts in told if facts.janky_percent is not None]
    yield Family("patrol_page_janky_ratio", "Share of janky frames.", unit="ratio", samples=janky)
    requests = [(name, float(facts.requests)) for name, facts in told]
    yield Family("patrol_page_requests", "Requests of the page.", samples=requests)
    findings = [(name, float(facts.findings)) for name, facts in told]
    yield Family("patrol_page_findings", "Findings on the page.", samples=findings)


def _plain(text: str) -> str:
    return cut(one_line(text), LONGEST)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')


def _number(value: float) -> str:
    """Without the last digits that a factor adds."""
    return f"{value:.15g}"
