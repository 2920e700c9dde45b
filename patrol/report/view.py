"""What the report's templates ask for beyond the result itself: the page graph, what is open, clauses, charts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from patrol.derive.sayings import said
from patrol.model.record import Text, to_json
from patrol.model.recorded import Files
from patrol.model.result import CheckResult, InspectionResult
from patrol.model.verdict import Screenshot, Severity, Status, Verdict
from patrol.report import charts, words
from patrol.report.canvas import script_safe
from patrol.report.cells import Cells
from patrol.report.forms import Form, forms, trials
from patrol.report.gate_view import pictures
from patrol.report.graph_view import GraphView
from patrol.report.journeys import frames
from patrol.report.performance import PerformanceView
from patrol.report.pictures import Packed
from patrol.report.privacy import PrivacyView

OPEN = (Status.fail, Status.error, Status.inconclusive, Status.manual)
"""Statuses whose checks are shown unfolded, in this order."""

MOST_OPEN = 24
"""More open checks than this are no longer read from top to bottom."""

SEVERE = (Severity.critical, Severity.high)

MOST_EVIDENCE = 12
"""Verdicts shown with their evidence under one check; the others are listed by their sentence."""

MOST_JSON = 1_500_000
"""Bytes of embedded JSON; a larger result is only in result.json beside the report, and the report says so."""


class View(GraphView):
    """The whole report."""

    whole = True

    def __init__(self, result: InspectionResult, files: Files, packed: Packed | None = None) -> None:
        self._step_trees = {f"{j.journey}/{s.index}": s.tree for j in result.journeys for s in j.steps if s.tree}
        self.performance = PerformanceView(result)
        self.privacy = PrivacyView(result)
        self.cells = Cells(result)
        super().__init__(result, files, packed)

    def _wanted(self) -> Iterator[tuple[str, str, str]]:
        """The gate's items, findings, pages, frames of journeys, states."""
        yield from ((shown, "", page) for shown, page in pictures(self.result.gate))
        for check in self.result.checks:
            for verdict in self.told(check)[:MOST_EVIDENCE]:
                shots = (item for item in verdict.evidence if isinstance(item, Screenshot))
                yield from ((shot.picture, self.tree(shot), shot.page) for shot in shots)
        yield from self.privacy.pictures()
        for trial in trials(self.result):
            yield trial.picture, self.step_tree(trial.picture, trial.tree), trial.page
        yield from self._of_pages()
        for trace in self.result.journeys:
            yield from ((step.picture, self.step_tree(step.picture, step.tree), step.page) for step in frames(trace)[0])
        yield from self._of_states()

    def tree(self, shot: Screenshot) -> str:
        """The UI tree to draw for a screenshot that its window refused."""
        return shot.tree or self.step_tree(shot.picture, self._step_trees.get(shot.step, ""))

    def step_tree(self, picture: str, tree: str) -> str:
        """The step's tree when its picture is one that windows refused: all such pictures of a phone are the same."""
        return tree if picture in self._refused else ""

    @cached_property
    def forms(self) -> list[Form]:
        """New and changed pages with the boundary values that their forms were sent with."""
        return forms(self.result)

    @cached_property
    def check_ids(self) -> frozenset[str]:
        return frozenset(check.id for check in self.result.checks)

    def checks(self, status: Status) -> list[CheckResult]:
        return [check for check in self.result.checks if check.status is status and not check.waived]

    def waived_checks(self) -> list[CheckResult]:
        """What failed and is accepted."""
        return [check for check in self.result.checks if check.waived]

    def open_checks(self) -> list[CheckResult]:
        """What decided the verdict first, then by status and severity."""
        first = {name: number for number, name in enumerate(self.result.decided_by)}
        found = [check for status in OPEN for check in self.checks(status)]
        severities = {name: number for number, name in enumerate(("critical", "high", "medium", "low"))}
        return sorted(
            found, key=lambda c: (OPEN.index(c.status), first.get(c.id, len(first)), severities[c.severity.value])
        )

    def unfolded_check(self, check: CheckResult, among: int) -> bool:
        """Whether an open check shows its evidence at once: all when there are few, else the severe ones."""
        return among <= MOST_OPEN or (check.status is Status.fail and check.severity in SEVERE)

    def quiet_checks(self) -> list[CheckResult]:
        return [check for check in self.result.checks if check.status not in OPEN]

    def told(self, check: CheckResult) -> list[Verdict]:
        """The verdicts that made the status first, of those the accepted ones last."""
        return sorted(check.verdicts, key=lambda v: (v.status is not check.status, v.waiver is not None))

    def message(self, check: CheckResult) -> Text | None:
        """Why it could not be decided; None when its verdicts say so themselves."""
        told = {text for verdict in check.verdicts for text in (verdict.message.zh, verdict.message.en)}
        return said(check.message) if check.message and check.message not in told else None

    def chart(self, series: Any, lang: str) -> str:
        return charts.chart(series, lang, Text("上限", "limit").of(lang))

    @property
    def summary(self) -> Text:
        """The summary without the verdict's word, which stands before it."""
        said, word = self.result.summary, words.OVERALL[self.result.overall]
        return Text(_without(said.zh, word.zh), _without(said.en, word.en))

    def tally(self) -> list[tuple[str, Text, int, int]]:
        """(style, words, checks, places): failed ones by severity, what a person decides, what nobody could."""
        rows = [(f"severity-{one.value}", words.SEVERITY[one], self._of(Status.fail, one)) for one in Severity]
        rows += [("s-manual", words.STATUS[Status.manual], self._of(Status.manual))]
        undecided = [*self._of(Status.inconclusive), *self._of(Status.error)]
        rows += [("s-inconclusive", words.STATUS[Status.inconclusive], undecided)]
        return [(style, told, len(found), sum(map(_places, found))) for style, told, found in rows if found]

    def _of(self, status: Status, severity: Severity | None = None) -> list[CheckResult]:
        return [check for check in self.checks(status) if severity in (None, check.severity)]

    def undecided(self) -> list[tuple[CheckResult, Text]]:
        """What no machine could decide in this run, with the reason."""
        found = [*self.checks(Status.error), *self.checks(Status.inconclusive)]
        return [(check, self._why(check)) for check in found]

    def _why(self, check: CheckResult) -> Text:
        told = [verdict.message for verdict in check.verdicts if verdict.status is check.status]
        return told[0] if told else said(check.message)

    def decided_by(self) -> Iterator[tuple[str, Text]]:
        """(check id or "", title) of the checks, or the reasons, that decided the verdict."""
        titles = {check.id: check.title for check in self.result.checks}
        for name in self.result.decided_by:
            yield (name, titles[name]) if name in titles else ("", Text(name, name))

    @cached_property
    def json(self) -> str:
        """The result for programs, safe inside a script element; empty when it is too large."""
        data = to_json(self.result)
        return script_safe(data.decode()) if len(data) <= MOST_JSON else ""


def _places(check: CheckResult) -> int:
    """Verdicts that made the status, at least one."""
    return max(1, sum(verdict.status is check.status and verdict.waiver is None for verdict in check.verdicts))


def _without(said: str, word: str) -> str:
    """`said` without a leading `word` and the colon after it."""
    for colon in (":", "："):
        rest = said.removeprefix(word + colon)
        if rest != said:
            return rest.strip()
    return said
