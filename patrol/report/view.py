"""What the templates ask for beyond the result itself: pictures, the drawn graph, ways, modules, charts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from patrol.model.graph import Page, PageGraph
from patrol.model.journey import JourneyTrace
from patrol.model.record import Text, to_json
from patrol.model.recorded import Files
from patrol.model.result import CheckResult, Clause, InspectionResult, PageFacts
from patrol.model.verdict import Screenshot, Status, Verdict
from patrol.report import charts, words
from patrol.report.drawing import Drawing, draw
from patrol.report.journeys import frames
from patrol.report.pictures import Album, Picture, Wanted
from patrol.report.ways import Way, ways

OPEN = (Status.fail, Status.error, Status.inconclusive, Status.manual)
"""Statuses whose checks are shown unfolded, in this order."""

MOST_LISTED = 600
"""Pages listed with their figures; a larger run lists the most visited and says so."""

MOST_EVIDENCE = 12
"""Verdicts shown with their evidence under one check; the others are listed by their sentence."""

MOST_JSON = 1_500_000
"""Bytes of embedded JSON; a larger result is only in result.json beside the report, and the report says so."""

COLOURS, SHAPES = 8, 6
"""Modules are told apart by both; 24 modules look different."""


class GraphView:
    """A page graph with its pictures: what graph.html shows, and a part of the report."""

    def __init__(
        self,
        graph: PageGraph,
        files: Files,
        facts: Iterable[PageFacts] = (),
        journeys: Iterable[JourneyTrace] = (),
    ) -> None:
        self.graph = graph
        self.pages = {page.key: page for page in graph.pages}
        self.facts: dict[str, PageFacts] = {fact.page: fact for fact in facts}
        self.ways: tuple[Way, ...] = ways(graph, journeys)
        self.drawing: Drawing = draw(graph, self.ways, {key: fact.findings for key, fact in self.facts.items()})
        self._refused = {self.pages[key].picture: "" for key, f in self.facts.items() if f.tree and key in self.pages}
        self.album = Album(files, (self.wanted(*one) for one in self._wanted()))

    def _wanted(self) -> Iterator[tuple[str, str, str]]:
        """(picture, tree, page), most important first."""
        yield from ((node.page.picture, "", node.page.key) for node in self.drawing.nodes)
        yield from ((page.picture, "", page.key) for page in self.listed)

    def wanted(self, picture: str, tree: str, page: str) -> Wanted:
        """The picture, or for one that its window refused the tree that is drawn instead."""
        if not tree and picture in self._refused and page in self.facts:
            tree = self.facts[page].tree
        return Wanted(picture, tree)

    def picture(self, picture: str, tree: str = "", page: str = "") -> Picture | None:
        wanted = self.wanted(picture, tree, page)
        return self.album.get(wanted.picture, wanted.tree)

    def page_picture(self, page: Page) -> Picture | None:
        return self.picture(page.picture, "", page.key)

    @cached_property
    def listed(self) -> tuple[Page, ...]:
        """The pages of the list, as they were found."""
        pages = self.graph.pages
        if len(pages) <= MOST_LISTED:
            return pages
        kept = {page.key for page in sorted(pages, key=lambda p: -p.visits)[:MOST_LISTED]}
        kept |= {node.page.key for node in self.drawing.nodes}
        return tuple(page for page in pages if page.key in kept)

    @cached_property
    def listed_keys(self) -> frozenset[str]:
        return frozenset(page.key for page in self.listed)

    def name(self, key: str) -> Text:
        page = self.pages.get(key)
        if page is None:
            return Text(key, key)
        return Text(page.name or key, page.name_en or page.name or key)

    @cached_property
    def leading(self) -> dict[str, tuple[list[Way], list[Way]]]:
        """Page → (ways in, ways out), for the pages of the list; ways back come last."""
        found: dict[str, tuple[list[Way], list[Way]]] = {key: ([], []) for key in self.listed_keys}
        for way in sorted(self.ways, key=lambda way: way.back):
            if way.target in found:
                found[way.target][0].append(way)
            if way.source in found:
                found[way.source][1].append(way)
        return found

    @cached_property
    def modules(self) -> tuple[str, ...]:
        """Names of modules as they first appear; their number gives their colour and shape."""
        return tuple(dict.fromkeys(page.module for page in self.graph.pages))

    @cached_property
    def _module_numbers(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.modules)}

    def colour(self, module: str) -> int:
        return self._module_numbers[module] % COLOURS

    def shape(self, module: str) -> int:
        number = self._module_numbers[module]
        return (number + number // COLOURS) % SHAPES

    def declared_only(self, page: Page) -> bool:
        """Named by pages.yaml and never seen."""
        return not page.picture and not page.visits and page.first_seen_ms is None


class View(GraphView):
    """The whole report."""

    def __init__(self, result: InspectionResult, files: Files) -> None:
        self.result = result
        self._step_trees = {f"{j.journey}/{s.index}": s.tree for j in result.journeys for s in j.steps if s.tree}
        super().__init__(result.graph, files, result.pages, result.journeys)

    def _wanted(self) -> Iterator[tuple[str, str, str]]:
        """Findings, pages, what decided journeys, their other frames."""
        for check in self.result.checks:
            for verdict in self.told(check)[:MOST_EVIDENCE]:
                shots = (item for item in verdict.evidence if isinstance(item, Screenshot))
                yield from ((shot.picture, self.tree(shot), shot.page) for shot in shots)
        yield from super()._wanted()
        for trace in self.result.journeys:
            yield from ((step.picture, self.step_tree(step.picture, step.tree), step.page) for step in frames(trace)[0])

    def tree(self, shot: Screenshot) -> str:
        """The UI tree to draw for a screenshot that its window refused."""
        return shot.tree or self.step_tree(shot.picture, self._step_trees.get(shot.step, ""))

    def step_tree(self, picture: str, tree: str) -> str:
        """The step's tree when its picture is one that windows refused: all such pictures of a phone are the same."""
        return tree if picture in self._refused else ""

    def checks(self, status: Status) -> list[CheckResult]:
        return [check for check in self.result.checks if check.status is status]

    def open_checks(self) -> list[CheckResult]:
        """What decided the verdict first, then by status and severity."""
        first = {name: number for number, name in enumerate(self.result.decided_by)}
        found = [check for status in OPEN for check in self.checks(status)]
        severities = {name: number for number, name in enumerate(("critical", "high", "medium", "low"))}
        return sorted(
            found, key=lambda c: (OPEN.index(c.status), first.get(c.id, len(first)), severities[c.severity.value])
        )

    def quiet_checks(self) -> list[CheckResult]:
        return [check for check in self.result.checks if check.status not in OPEN]

    def told(self, check: CheckResult) -> list[Verdict]:
        """The verdicts that made the status first."""
        return sorted(check.verdicts, key=lambda v: v.status is not check.status)

    def clauses(self) -> list[tuple[Clause, list[CheckResult]]]:
        """Every clause with the checks that speak to it, by clause id."""
        found: dict[str, tuple[Clause, list[CheckResult]]] = {}
        for check in self.result.checks:
            for clause in check.clauses:
                found.setdefault(clause.id, (clause, []))[1].append(check)
        return [found[name] for name in sorted(found)]

    def chart(self, series: Any, lang: str) -> str:
        return charts.chart(series, lang, Text("上限", "limit").of(lang))

    @property
    def title(self) -> Text:
        """What people call the app."""
        environment, app = self.result.environment, self.result.app
        name = environment.name or (app.label if app else "") or environment.package
        return Text(name, environment.name_en or name)

    @property
    def summary(self) -> Text:
        """The summary without the verdict's word, which stands before it."""
        said, word = self.result.summary, words.OVERALL[self.result.overall]
        return Text(_without(said.zh, word.zh), _without(said.en, word.en))

    def decided_by(self) -> Iterator[tuple[str, Text]]:
        """(check id or "", title) of the checks, or the reasons, that decided the verdict."""
        titles = {check.id: check.title for check in self.result.checks}
        for name in self.result.decided_by:
            yield (name, titles[name]) if name in titles else ("", Text(name, name))

    @cached_property
    def json(self) -> str:
        """The result for programs, safe inside a script element; empty when it is too large."""
        data = to_json(self.result)
        if len(data) > MOST_JSON:
            return ""
        return data.decode().replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _without(said: str, word: str) -> str:
    """`said` without a leading `word` and the colon after it."""
    for colon in (":", "："):
        rest = said.removeprefix(word + colon)
        if rest != said:
            return rest.strip()
    return said
