"""Cells of tables of evidence, for a reader: names of pages and journeys in the place of keys, and words for codes."""

from __future__ import annotations

from collections.abc import Callable

from patrol.derive import sayings
from patrol.derive.pages import OUTSIDE
from patrol.model.consent import ConsentPhase
from patrol.model.journey import Outcome
from patrol.model.record import Text
from patrol.model.result import InspectionResult
from patrol.model.verdict import ColumnKind, Table
from patrol.report import words
from patrol.report.privacy_words import PHASE, STAGES

NOTHING = Text("–", "–")
UNKNOWN_PAGE = Text("（当时没有看到页面）", "(no page was seen then)")


class Cells:
    """Knows the names of one result."""

    def __init__(self, result: InspectionResult) -> None:
        self._pages = {
            page.key: Text(page.name or page.key, page.name_en or page.name or page.key) for page in result.graph.pages
        }
        self.journeys = {one.journey: Text(one.name, one.name_en or one.name) for one in result.journeys}
        self._kinds: dict[ColumnKind, Callable[[str], Text]] = {
            ColumnKind.page: lambda value: self.page(value) if value else UNKNOWN_PAGE,
            ColumnKind.step: self.step,
            ColumnKind.moment: _moment,
            ColumnKind.phase: _phase,
            ColumnKind.action: words.step,
            ColumnKind.outcome: _outcome,
            ColumnKind.said: sayings.said,
        }

    def page(self, key: str) -> Text:
        if key in self._pages:
            return self._pages[key]
        if key.startswith(OUTSIDE):
            other = key.removeprefix(OUTSIDE)
            return Text(f"其他应用 {other}", f"another app, {other}")
        return Text(key, key)

    def journey(self, id: str) -> Text:
        return self.journeys.get(id) or Text(id, id)

    def step(self, step: str) -> Text:
        """`transfer/3` as “journey Transfer, step 3”; what patrol did besides by its name."""
        who, _, which = step.partition("/")
        if not step:
            return NOTHING
        if who == "crawl":
            return Text(f"探索第 {which} 步", f"crawl step {which}")
        if step in STAGES:
            return STAGES[step]
        if who not in self.journeys and who in STAGES:
            told = STAGES[who]
            return Text(f"{told.zh}：{which}", f"{told.en}: {which}")
        name = self.journey(who)
        return Text(f"流程“{name.zh}”第 {which} 步", f"journey “{name.en}”, step {which}")

    def cell(self, value: str | Text, kind: ColumnKind) -> Text:
        """What stands in one cell."""
        if isinstance(value, Text):
            return value
        told = self._kinds.get(kind)
        return told(value) if told else Text(value, value) if value else NOTHING

    def rows(self, table: Table) -> list[list[Text]]:
        """All cells, row by row."""
        kinds = self.kinds(table)
        return [[self.cell(value, kind) for value, kind in zip(row, kinds, strict=False)] for row in table.rows]

    def kinds(self, table: Table) -> tuple[ColumnKind, ...]:
        """One for each column, and one more for a row that is too long."""
        return (*table.kinds, *(ColumnKind.text,) * (len(max(table.rows, key=len, default=())) + len(table.columns)))


def _moment(value: str) -> Text:
    if not value.isdecimal():
        return Text(value, value)
    seconds = int(value) / 1000
    clock = f"{int(seconds) // 60}:{seconds % 60:04.1f}"
    return Text(clock, clock)


def _phase(value: str) -> Text:
    return PHASE[ConsentPhase(value)] if value in set(ConsentPhase) else Text(value, value)


def _outcome(value: str) -> Text:
    return words.OUTCOME[Outcome(value)] if value in set(Outcome) else Text(value, value)
