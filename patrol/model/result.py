"""The one object that every rendering shows: HTML, terminal, JUnit, SARIF and the console."""

from __future__ import annotations

from enum import StrEnum

from patrol.model.artifacts import AppInfo, Environment, GatherFailure, Interruption, StopReason
from patrol.model.compliance import Compliance
from patrol.model.depth import FieldTrial, PageInDepth
from patrol.model.gate import Gate
from patrol.model.graph import PageGraph
from patrol.model.journey import JourneyTrace
from patrol.model.performance import Comparison, Performance
from patrol.model.record import Record, Text
from patrol.model.verdict import Evidence, Severity, Status, Verdict, Waiver

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
    left_out: bool = False
    """What it needs was left out of this run: it could not decide, and was not asked to."""

    @property
    def waived(self) -> bool:
        """It failed, and each of its failed verdicts is accepted by a waiver in force."""
        failed = [verdict for verdict in self.verdicts if verdict.status is Status.fail]
        return self.status is Status.fail and bool(failed) and all(verdict.waiver for verdict in failed)


class WaiverUse(Record, frozen=True):
    """A waiver of the policy, and what it meant for this run."""

    waiver: Waiver
    covers: int = 0
    """Failed verdicts that it fits."""
    ended: bool = False
    """Its last day was before the run: what it fits counts again."""


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
    inconclusive: Text | None = None
    """Why there is no value although something was measured: its sources contradict each other."""


class Manifest(StrEnum):
    """How much of the app's manifest could be read."""

    whole = "whole"
    entrances = "entrances"
    """Only the activities with an intent filter: this phone does not list the others."""
    unread = "unread"


class Coverage(Record, frozen=True):
    """What was there to see and what was seen; every activity of the manifest is in one of the four."""

    pages: int = 0
    activities_reached: tuple[str, ...] = ()
    activities_unreached: tuple[str, ...] = ()
    activities_blocked: tuple[tuple[str, str], ...] = ()
    """(activity, what stands in the way)"""
    activities_dead: tuple[str, ...] = ()
    """Declared, but nothing leads there: disabled, or neither exported nor known from anywhere."""
    declared_missing: tuple[str, ...] = ()
    """Declared pages that were not found."""
    undeclared: tuple[str, ...] = ()
    """Found pages that nobody declared; empty when nothing is declared."""
    activities_foreign: tuple[str, ...] = ()
    """Those of the four lists that come with libraries: not of the app's own packages."""
    manifest: Manifest = Manifest.whole
    """The lists of activities are as complete as this; empty lists of an unread manifest say nothing."""
    manifest_note: str = ""
    """Why it could not be read whole."""


class DriftKind(StrEnum):
    """How the declaration and the app disagree."""

    missing = "missing"
    """A declared page that was not found."""
    undeclared = "undeclared"
    """A page that was found and nobody declared."""
    elsewhere = "elsewhere"
    """A declared way whose action led to another page."""
    untried = "untried"
    """A declared way that the run did not see."""


class DriftReason(StrEnum):
    """Why; only the first four are the app's or the declaration's fault, the others mean that nobody could see."""

    absent = "absent"
    """The crawl tried everything that it could reach."""
    no_activity = "no-activity"
    """The app's manifest holds no activity of the name that pages.yaml gives."""
    undeclared = "undeclared"
    led_elsewhere = "led-elsewhere"
    blocked = "blocked"
    """A wall stood in the way."""
    cut_short = "cut-short"
    """The crawl ended before it had tried everything."""
    not_crawled = "not-crawled"
    """The run did not explore."""
    unrecognisable = "unrecognisable"
    """Nothing in pages.yaml says how the page is recognised."""
    condition = "condition"
    """The way holds under a condition of which patrol does not know whether it was met."""
    not_gone = "not-gone"
    """Its page was seen, by other ways, or its action was never done."""


REAL_DRIFT = (DriftReason.absent, DriftReason.no_activity, DriftReason.undeclared, DriftReason.led_elsewhere)


class Drift(Record, frozen=True):
    """One difference between what is declared and what was found."""

    kind: DriftKind
    reason: DriftReason
    page: str
    """Key of the page; of a way, where it begins."""
    target: str = ""
    """Of a way: the page that it is declared to lead to."""
    action: str = ""
    """Of a way: what is to be done, as a reader says it."""
    when: str = ""
    seen: tuple[str, ...] = ()
    """Of a way: the pages that it led to instead."""
    wall: str = ""
    """What stood in the way, where something did."""
    wall_page: str = ""
    importance: str = ""
    """Of the declared page; of a way, of the page that it leads to."""
    why: Text = Text("", "")
    """The reason as a sentence."""
    since: str = ""
    """Of a declared page: the version that pages.yaml announces it for, which this build has reached."""

    @property
    def real(self) -> bool:
        """Whether it is a difference; otherwise the run could not tell."""
        return self.reason in REAL_DRIFT


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
    drift: tuple[Drift, ...] = ()
    """Differences between pages.yaml and the app; empty when nothing is declared."""
    failures: tuple[GatherFailure, ...] = ()
    interruptions: tuple[Interruption, ...] = ()
    crawl_actions: int = 0
    crawl_stop: StopReason | None = None
    crawl_stop_note: str = ""
    duration_ms: int = 0
    performance: Performance = Performance()
    compared: Comparison | None = None
    """This run beside an earlier one of the same app; None when there was none, or none was wanted."""
    waivers: tuple[WaiverUse, ...] = ()
    """Those of the policy, ended ones among them."""
    compliance: Compliance = Compliance()
    gate: Gate | None = None
    """Against the baseline that the run was given; None without one."""
    in_depth: tuple[PageInDepth, ...] = ()
    """New and changed pages that the crawl looked at closely; empty without a baseline."""
    field_trials: tuple[FieldTrial, ...] = ()
    """Boundary values in the forms of these pages, in order, with what the app said."""
