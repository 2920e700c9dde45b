"""The clauses that a run's checks speak to, by regulation, each with what was found."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from patrol.model.record import Text
from patrol.model.result import CheckResult, Clause, InspectionResult
from patrol.model.verdict import Status, worst

TITLE = re.compile(r"(?P<title>《[^》]+》(?:（(?:[^（）]|（[^（）]*）)*）)?)(?P<place>[^：]*)：(?P<asks>.*)", re.DOTALL)
"""《…》（number）place：what it asks."""


@dataclass(frozen=True, slots=True)
class ClauseTold:
    """One clause with the checks that speak to it."""

    clause: Clause
    place: str
    """Where it stands in its regulation: 三-1, 第二十四条 …"""
    asks: Text
    checks: tuple[CheckResult, ...]

    @property
    def status(self) -> Status:
        """The worst of its checks, those that a waiver accepts left aside; what could not be decided is no pass."""
        return worst([check.status for check in self.checks if not check.waived])

    @property
    def waived(self) -> int:
        """Checks that failed and are accepted."""
        return sum(check.waived for check in self.checks)


@dataclass(frozen=True, slots=True)
class Regulation:
    id: str
    title: Text
    clauses: tuple[ClauseTold, ...]

    def counts(self) -> dict[Status, int]:
        """Clauses by status."""
        return Counter(one.status for one in self.clauses)

    @property
    def unverified(self) -> int:
        return sum(not one.clause.verified for one in self.clauses)


def regulations(result: InspectionResult) -> tuple[Regulation, ...]:
    """The identification measures of 2019 first, then China's others, then the rest of the world, by id."""
    by_clause: dict[str, tuple[Clause, list[CheckResult]]] = {}
    for check in result.checks:
        for clause in check.clauses:
            by_clause.setdefault(clause.id, (clause, []))[1].append(check)
    found: dict[str, list[ClauseTold]] = {}
    titles: dict[str, Text] = {}
    for clause, checks in by_clause.values():
        name = clause.id.partition("/")[0]
        title, told = _read(clause, tuple(checks))
        titles.setdefault(name, title or Text(name, name))
        found.setdefault(name, []).append(told)
    made = (Regulation(name, titles[name], tuple(sorted(found[name], key=_order))) for name in found)
    return tuple(sorted(made, key=lambda one: (one.id != "CN-CAC-191", not one.id.startswith("CN-"), one.id)))


def asks(clause: Clause) -> Text:
    """What the clause asks, without the name of its regulation."""
    return _read(clause, ())[1].asks


def _read(clause: Clause, checks: tuple[CheckResult, ...]) -> tuple[Text | None, ClauseTold]:
    """(the regulation's title, the clause); a title that is written otherwise stays whole."""
    zh = TITLE.fullmatch(clause.title.zh)
    if zh is None:
        return None, ClauseTold(clause, "", clause.title, checks)
    place = zh["place"].strip()
    title_en, found, asks_en = clause.title.en.partition(f", {place}: ")
    if not found:
        title_en, _, asks_en = clause.title.en.rpartition(": ")
    return (
        Text(zh["title"], title_en or clause.id.partition("/")[0]),
        ClauseTold(clause, place, Text(zh["asks"], asks_en), checks),
    )


def _order(told: ClauseTold) -> tuple[object, ...]:
    """1.2 before 1.10, A9 before A13."""
    parts = re.split(r"(\d+)", told.clause.id)
    return tuple(int(part) if part.isdecimal() else part for part in parts)
