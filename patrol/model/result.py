"""The one object that every rendering shows: HTML, terminal, JUnit, SARIF and the console."""

from __future__ import annotations

from enum import StrEnum

from patrol.model.artifacts import AppInfo, Environment, GatherFailure, Interruption, StopReason
from patrol.model.graph import PageGraph
from patrol.model.journey import JourneyTrace
from patrol.model.record import Record, Text
from patrol.model.verdict import Evidence, Severity, Status, Verdict

SCHEMA_VERSION = 1


class Overall(StrEnum):
    passed = "passed"
    findings = "findings"
    inconclusive = "inconclusive"


EXIT_CODES = {Overall.passed: 0, Overall.findings: 1, Overall.inconclusive: 4}


class Clause(Record, frozen=True):
    """A clause that a check speaks to; unverified ones are printed 待核对原文."""

    id: str
    title: Text
    verified: bool


class CheckResult(Record, frozen=True):
    """A check's verdicts and what a reader needs to understand them."""

    id: str
    category: str
    status: Status
    title: Text
    """The sentence that is true for this status."""
    why: Text
    severity: Severity
    weight: float
    advice: Text | None = None
    clauses: tuple[Clause, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    options: dict[str, str | int | float | bool | list[str]] = {}
    message: str = ""
    """For error and inconclusive: what was missing or broke."""


class Category(Record, frozen=True):
    """One group of checks. `score` is 0 to 100, None when no check could decide; `decided` of `total` checks did."""

    id: str
    name: Text
    score: float | None
    decided: int
    total: int


class PageRequest(Record, frozen=True):
    """The requests of one page to one endpoint (`GET api.bank.example/orders/{…}`)."""

    endpoint: str
    count: int
    failed: int = 0
    median_ms: float | None = None
    """Of those that were answered."""


class PageFacts(Record, frozen=True):
    """What was measured on one page; None is not measured."""

    page: str
    visits: int = 0
    shown_ms: int = 0
    requests: int = 0
    failed_requests: int = 0
    frames: int | None = None
    janky_percent: float | None = None
    frozen_frames: int | None = None
    findings: int = 0
    tree: str = ""
    """A UI tree of a page whose window refuses screenshots (FLAG_SECURE): its picture is black."""
    trees: tuple[str, ...] = ()
    """UI trees that were kept of it, each once, oldest first, one for each state at least."""
    endpoints: tuple[PageRequest, ...] = ()
    """Its requests, most frequent first; at most 12."""
    request_ms: float | None = None
    """Median time of its answered requests."""
    opening_ms: float | None = None
    """Median time from the action that opens it to a settled screen, seen from the host."""
    openings: int = 0
    start_ms: float | None = None
    """Median of the measured cold starts whose activity this is."""
    starts: int = 0


class Figure(Record, frozen=True):
    """A measured number with how it was made: shown in the report's charts and tables."""

    id: str
    name: Text
    value: float | None
    unit: str
    source: str
    samples: int = 0
    low: float | None = None
    """First quartile, with `high` the third."""
    high: float | None = None
    note: Text | None = None
    evidence: Evidence | None = None
    """Usually a Series."""


class Coverage(Record, frozen=True):
    """What was there to see and what was seen; every activity of the manifest is in one of the four."""

    pages: int = 0
    activities_reached: tuple[str, ...] = ()
    activities_unreached: tuple[str, ...] = ()
    activities_blocked: tuple[tuple[str, str], ...] = ()
    activities_dead: tuple[str, ...] = ()
    declared_missing: tuple[str, ...] = ()
    """Declared pages that were not found."""
    undeclared: tuple[str, ...] = ()
    """Found pages that nobody declared; empty when nothing is declared."""


class InspectionResult(Record, frozen=True):
    """Everything a report may show; round-trips through JSON, and the same artifacts give the same bytes."""

    schema_version: int
    environment: Environment
    overall: Overall
    decided_by: tuple[str, ...]
    """Ids of the checks, or reasons, that decided `overall`."""
    summary: Text
    app: AppInfo | None = None
    categories: tuple[Category, ...] = ()
    checks: tuple[CheckResult, ...] = ()
    graph: PageGraph = PageGraph()
    pages: tuple[PageFacts, ...] = ()
    journeys: tuple[JourneyTrace, ...] = ()
    figures: tuple[Figure, ...] = ()
    coverage: Coverage = Coverage()
    failures: tuple[GatherFailure, ...] = ()
    interruptions: tuple[Interruption, ...] = ()
    crawl_actions: int = 0
    crawl_stop: StopReason | None = None
    crawl_stop_note: str = ""
    duration_ms: int = 0
