"""A page graph with its pictures, findings and differences: what graph.html shows, and a part of the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import msgspec
from markupsafe import Markup

from patrol.model.graph import Edge, Page, PageGraph, State
from patrol.model.record import Text
from patrol.model.recorded import Files
from patrol.model.result import Drift, DriftKind, InspectionResult, PageFacts
from patrol.model.routes import Routes
from patrol.model.verdict import Call, Severity, Status
from patrol.report.bilingual import t
from patrol.report.drawing import Drawing, draw
from patrol.report.modules import looks, with_modules
from patrol.report.pictures import MOST_BYTES, Album, Packed, Picture, Wanted, thumbnails
from patrol.report.plain import anchor
from patrol.report.texts import texts
from patrol.report.ways import Way, ways

MOST_UNFOLDED = 300
"""Pages whose panels stand in the file as they are, for readers without script and for print. Of a larger graph each
page has its row in a list, and the panels are packed (patrol.report.canvas)."""

ROOM_BESIDE_MANY = MOST_BYTES // 2
"""Of a graph with more pages than that, pictures of the report's other parts: the thumbnails take the rest."""

WORST_FIRST = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Finding:
    """A failed verdict about a page."""

    check: str
    severity: Severity
    message: Text


class GraphView:
    """What templates and the drawing's script ask for."""

    whole = False
    """Whether the checks are in the same file, for links to lead to."""

    def __init__(self, result: InspectionResult, files: Files, packed: Packed | None = None) -> None:
        self.result = result
        self.files = files
        self.graph, self.guessed_modules = with_modules(_without_doubles(result))
        self._links: dict[str, Markup] = {}
        self.pages = {page.key: page for page in self.graph.pages}
        self.facts: dict[str, PageFacts] = {fact.page: fact for fact in result.pages}
        self.ways: tuple[Way, ...] = ways(self.graph, result.journeys)
        self.drawing: Drawing = draw(self.graph, self.ways)
        self.unfolded = len(self.pages) <= MOST_UNFOLDED
        self._refused = {self.pages[key].picture: "" for key, f in self.facts.items() if f.tree and key in self.pages}
        room = MOST_BYTES if self.unfolded else ROOM_BESIDE_MANY
        self.album = Album(files, (self.wanted(*one) for one in self._wanted()), room, packed)

    def _wanted(self) -> Iterator[tuple[str, str, str]]:
        """(picture, tree, page), most important first."""
        yield from self._of_pages()
        yield from self._of_states()

    def _of_pages(self) -> Iterator[tuple[str, str, str]]:
        first = sorted(self.graph.pages, key=lambda page: (page.key not in self.findings, -page.visits))
        yield from ((page.picture, "", page.key) for page in first)

    def _of_states(self) -> Iterator[tuple[str, str, str]]:
        yield from ((state.picture, "", state.page) for state in self.graph.states)

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
    def thumbnails(self) -> dict[str, str]:
        """Page key → base64 of a small WebP, for pages whose picture is not in the album."""
        wanted = {
            page.key: self.wanted(page.picture, "", page.key)
            for page in sorted(self.graph.pages, key=lambda page: -page.visits)
            if page.picture and not self.page_picture(page)
        }
        made = thumbnails(self.files, wanted.values())
        return {key: made[one.key] for key, one in wanted.items() if one.key in made}

    def texts(self, page: Page) -> str:
        """What the page says, a text a line."""
        fact = self.facts.get(page.key)
        return texts(self.files, fact.trees) if fact else ""

    def name(self, key: str) -> Text:
        page = self.pages.get(key)
        if page is None:
            return Text(key, key)
        return Text(page.name or key, page.name_en or page.name or key)

    def link(self, key: str) -> Markup:
        """The page's name, leading to where the page is told of; kept, for each page is named by all around it."""
        if key not in self._links:
            name = t(self.name(key))
            found = Markup(f'<a href="#page-{anchor(key)}">{name}</a>') if key in self.pages else name
            self._links[key] = found
        return self._links[key]

    @cached_property
    def leading(self) -> dict[str, tuple[list[Way], list[Way]]]:
        """Page → (ways in, ways out); ways back come last."""
        found: dict[str, tuple[list[Way], list[Way]]] = {key: ([], []) for key in self.pages}
        for way in sorted(self.ways, key=lambda way: way.back):
            if way.target in found:
                found[way.target][0].append(way)
            if way.source in found:
                found[way.source][1].append(way)
        return found

    @cached_property
    def states(self) -> dict[str, list[State]]:
        """Page → its states in the order they were found."""
        found: dict[str, list[State]] = {}
        for state in self.graph.states:
            found.setdefault(state.page, []).append(state)
        return found

    @cached_property
    def _routes(self) -> Routes:
        return Routes(self.graph)

    def way_from_start(self, key: str) -> tuple[Edge, ...] | None:
        """As `patrol graph RUN --to KEY` writes it as a journey."""
        return self._routes.to(key)

    @cached_property
    def title(self) -> Text:
        """What people call the app."""
        environment, app = self.result.environment, self.result.app
        name = environment.name or (app.label if app else "") or environment.package
        return Text(name, environment.name_en or name)

    @cached_property
    def start(self) -> str:
        """The page that a fresh launch shows."""
        return self.graph.state_pages().get(self.graph.start, "")

    @property
    def run(self) -> str:
        """The run as one names it on the command line."""
        return f"reports/{self.result.environment.run_id}"

    # --- modules

    @cached_property
    def modules(self) -> tuple[str, ...]:
        """As the drawing shows them: the way in first."""
        return tuple(district.module for district in self.drawing.districts)

    @cached_property
    def _looks(self) -> dict[str, tuple[int, int]]:
        return looks(self.modules)

    @cached_property
    def _module_names(self) -> dict[str, str]:
        return {page.module: page.module_en for page in self.graph.pages if page.module_en}

    def module_name(self, module: str) -> Text:
        if not module:
            return Text("未归类", "No module")
        return Text(module, self._module_names.get(module, module))

    def colour(self, module: str) -> int:
        return self._looks[module][0]

    def shape(self, module: str) -> int:
        return self._looks[module][1]

    # --- findings and differences

    @cached_property
    def findings(self) -> dict[str, list[Finding]]:
        """Page → its failed verdicts, the worst first."""
        found: dict[str, list[Finding]] = {}
        for check in self.result.checks:
            for verdict in check.verdicts:
                if verdict.status is Status.fail:
                    for page in dict.fromkeys(item.page for item in verdict.evidence if item.page):
                        found.setdefault(page, []).append(Finding(check.id, check.severity, verdict.message))
        return {page: sorted(those, key=lambda one: WORST_FIRST.index(one.severity)) for page, those in found.items()}

    def worst(self, keys: Iterable[str]) -> tuple[int, Severity | None]:
        """(number of findings on these pages, the worst severity of them)."""
        found = [one for key in keys for one in self.findings.get(key, ())]
        return len(found), min((one.severity for one in found), key=WORST_FIRST.index, default=None)

    @cached_property
    def calls(self) -> dict[str, list[str]]:
        """Page → calls that checks told of, each API once."""
        found: dict[str, dict[str, None]] = {}
        for check in self.result.checks:
            for verdict in check.verdicts:
                for item in verdict.evidence:
                    if isinstance(item, Call) and item.page:
                        found.setdefault(item.page, {})[item.api] = None
        return {page: list(apis) for page, apis in found.items()}

    @cached_property
    def drifts(self) -> dict[str, list[Drift]]:
        """Page → real differences between the declaration and what was found there."""
        found: dict[str, list[Drift]] = {}
        for drift in self.result.drift:
            if drift.real:
                found.setdefault(drift.page, []).append(drift)
        return found

    def drift_of(self, page: Page) -> str:
        """The difference that a card shows: missing, undeclared, elsewhere, or none."""
        kinds = {drift.kind for drift in self.drifts.get(page.key, ())}
        first = (DriftKind.missing, DriftKind.undeclared, DriftKind.elsewhere)
        return next((kind.value for kind in first if kind in kinds), "")

    def declared_only(self, page: Page) -> bool:
        """Named by pages.yaml and never seen."""
        return not page.picture and not page.visits and page.first_seen_ms is None


def _without_doubles(result: InspectionResult) -> PageGraph:
    """The graph without pages that turned out to be others; their states count with those."""
    graph = result.graph
    keys = {page.key for page in graph.pages if not page.same_as}
    same = {page.key: page.same_as for page in graph.pages if page.same_as in keys}
    if not same:
        return graph
    pages = tuple(page for page in graph.pages if page.key not in same)
    states = tuple(
        msgspec.structs.replace(state, page=same[state.page]) if state.page in same else state for state in graph.states
    )
    return msgspec.structs.replace(graph, pages=pages, states=states)
