"""The findings of a pack, numbered, with what an officer asks of each: clause, page, who, when, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cached_property

from patrol.catalogue.sdks import known_sdks
from patrol.derive import sayings
from patrol.derive.callers import caller
from patrol.derive.calls import name_of
from patrol.model.artifacts import Environment
from patrol.model.record import Text
from patrol.model.result import CheckResult, InspectionResult
from patrol.model.verdict import Call, ColumnKind, Evidence, Request, Severity, Status, Table, Verdict
from patrol.report import words
from patrol.report.cells import Cells
from patrol.report.regulations import ClauseTold

SHOWN = (Status.fail, Status.manual, Status.inconclusive, Status.error)
"""In the order of the pack; what passed stands in the list of clauses."""

CHINA = timezone(timedelta(hours=8))
"""The officer's clock; China has one time zone."""

SEVERITIES = tuple(Severity)
"""The worst first."""

OPENED_UP = 50
"""Findings of one check whose pieces are laid out; further ones stand in the workbook with their sentence."""


@dataclass(frozen=True)
class Finding:
    """One verdict with its number."""

    number: str
    check: CheckResult
    verdict: Verdict
    whole: bool
    """Its pieces are in the pack."""

    @property
    def status(self) -> Status:
        return self.verdict.status

    @property
    def conclusion(self) -> Text:
        if self.verdict.waiver:
            until = self.verdict.waiver.until
            return Text(f"不通过（已豁免至 {until}）", f"Failed (waived until {until})")
        return words.STATUS[self.status]

    @cached_property
    def page(self) -> str:
        """Key of the first page that its evidence names."""
        return next((item.page for item in self.verdict.evidence if item.page), "")

    @cached_property
    def at_ms(self) -> int | None:
        return next((item.at_ms for item in self.verdict.evidence if item.at_ms is not None), None)


class Book:
    """All findings of a run, and how they are told."""

    def __init__(self, result: InspectionResult, *, everything: bool = False) -> None:
        """`everything`: also findings of checks that speak to no clause."""
        self.result = result
        self.cells = Cells(result)
        self._who = {call.stack: call.collector for call in result.compliance.calls if call.stack}
        self._collectors = {one.id: one.name for one in result.compliance.collectors}
        checks = [check for check in result.checks if check.clauses or everything]
        checks.sort(key=lambda check: SEVERITIES.index(check.severity))
        self.findings = tuple(self._numbered(checks))

    def _numbered(self, checks: list[CheckResult]) -> Iterator[Finding]:
        number = 0
        for status in SHOWN:
            for check in checks:
                told = [verdict for verdict in check.verdicts if verdict.status is status]
                if not told and check.status is status:
                    told = [Verdict(status, sayings.said(check.message) if check.message else check.title)]
                for place, verdict in enumerate(told):
                    number += 1
                    yield Finding(f"E-{number:03d}", check, verdict, place < OPENED_UP)

    def of(self, *statuses: Status) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.status in statuses)

    def by_check(self) -> dict[str, list[Finding]]:
        found: dict[str, list[Finding]] = {}
        for one in self.findings:
            found.setdefault(one.check.id, []).append(one)
        return found

    def numbers(self, clause: ClauseTold) -> tuple[str, ...]:
        """Of the findings of the checks that speak to it."""
        ids = {check.id for check in clause.checks}
        return tuple(one.number for one in self.findings if one.check.id in ids)

    def name(self, page: str) -> Text:
        return self.cells.page(page) if page else Text("", "")

    def rows(self, table: Table) -> list[list[Text]]:
        """Its cells for a reader; moments on the wall as well."""
        kinds = self.cells.kinds(table)
        return [[self._cell(value, kind) for value, kind in zip(row, kinds, strict=False)] for row in table.rows]

    def _cell(self, value: str | Text, kind: ColumnKind) -> Text:
        if kind is ColumnKind.moment and isinstance(value, str) and value.isdecimal():
            return self.when(int(value))
        return self.cells.cell(value, kind)

    def tree(self, page: str) -> str:
        """The UI tree of a page whose window refuses screenshots."""
        return next((facts.tree for facts in self.result.pages if facts.page == page), "")

    def who(self, finding: Finding) -> tuple[Text, ...]:
        """Whoever is behind it, by its calls and requests; () when it is the app as a whole."""
        found = {told: None for item in finding.verdict.evidence if (told := self._party(item)) is not None}
        return tuple(found)

    def _party(self, item: Evidence) -> Text | None:
        if isinstance(item, Call):
            collector = self._who.get(item.stack, "")
            if collector in self._collectors:
                return self._collectors[collector]
            return name_of(caller(item.stack, (self.result.environment.package,), known_sdks())) if item.stack else None
        if isinstance(item, Request):
            host = item.url.partition("://")[2].partition("/")[0].partition(":")[0]
            sdk = known_sdks().of_host(host)
            return Text(f"{sdk.name.zh}（{host}）", f"{sdk.name.en} ({host})") if sdk else Text(host, host)
        return None

    def when(self, at_ms: int | None) -> Text:
        """The moment on the wall, and on the run's own clock."""
        if at_ms is None:
            return Text("", "")
        return moment(self.result.environment, at_ms)


def moment(environment: Environment, at_ms: int) -> Text:
    """`2026-01-01 20:00:03.250（北京时间，运行 0:03）` and the same in UTC."""
    began = _began(environment)
    seconds = at_ms // 1000
    clock = f"{seconds // 60}:{seconds % 60:02d}"
    if began is None:
        return Text(clock, clock)
    at = began + timedelta(milliseconds=at_ms)
    return Text(f"{_wall(at.astimezone(CHINA))}（北京时间，运行 {clock}）", f"{_wall(at)} UTC (run {clock})")


def _began(environment: Environment) -> datetime | None:
    if environment.started_epoch_ms:
        return datetime.fromtimestamp(environment.started_epoch_ms / 1000, UTC)
    try:
        return datetime.fromisoformat(environment.started_at).astimezone(UTC)
    except ValueError:
        return None


def _wall(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}.{at.microsecond // 1000:03d}"
