"""One page graph of all that is known: what the crawl found, what journeys walked, what is declared and what the
manifest opens. Every page and every edge says how patrol knows of it.

A way that is only declared has no tries: it is drawn and compared, but no route uses it (`PageGraph.ways`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from patrol.model.artifacts import AppInfo, Journeys
from patrol.model.graph import Action, ActionKind, Edge, Page, PageGraph, Provenance, State
from patrol.model.journey import JourneyTrace, Outcome, StepSpec, StepTrace
from patrol.model.locator import Locator
from patrol.model.scenario import Declared, DeclaredEdge, DeclaredPage

MOVES = {"tap": ActionKind.tap, "long tap": ActionKind.long_tap, "type": ActionKind.type, "choose": ActionKind.tap}
"""Steps of a journey that lead on from the page before them; a launch or a link leads from nowhere."""
LOOKS = ("wait for", "expect", "if", "take a reading")
KINDS = {
    "tap": ActionKind.tap,
    "long tap": ActionKind.long_tap,
    "type": ActionKind.type,
    "swipe": ActionKind.scroll,
    "back": ActionKind.back,
    "open link": ActionKind.deep_link,
    "launch": ActionKind.launch,
}
QUOTED = re.compile(r"“([^”]+)”")


def merge(
    graph: PageGraph, declared: Declared | None, journeys: Journeys | None = None, app: AppInfo | None = None
) -> PageGraph:
    """`graph` with everything else that is known; the order of what was found stays."""
    graph = _with_pages(graph, declared) if declared else graph
    graph = _with_edges(graph, tuple(_walked(graph, journeys.traces))) if journeys else graph
    graph = _with_declared_edges(graph, declared) if declared and declared.edges else graph
    return _opened_from_outside(graph, app) if app and app.deep_links else graph


# --- pages ------------------------------------------------------------------------------------------------------------


def _with_pages(graph: PageGraph, declared: Declared) -> PageGraph:
    told = {page.id: page for page in declared.pages}
    known = {page.key for page in graph.pages}
    rest = [page for page in declared.pages if page.id not in known]
    more = (
        Page(p.id, p.name, activity=p.recognise.activity, provenance=(Provenance.declared,)) for p in rest
    )  # filled below
    pages = tuple(_page(page, told.get(page.key)) for page in (*graph.pages, *more))
    states = (*graph.states, *(State(page.id, page.id) for page in rest))
    return msgspec.structs.replace(graph, pages=pages, states=states)


def _page(page: Page, told: DeclaredPage | None) -> Page:
    """The page with what the declaration says of it; one that is not declared any more does not say so."""
    seen = tuple(each for each in page.provenance if each is not Provenance.declared)
    if told is None:
        return page if seen == page.provenance else msgspec.structs.replace(page, provenance=seen)
    return msgspec.structs.replace(
        page,
        name=told.name,
        name_en=told.name_en,
        module=told.module or page.module,
        module_en=told.module_en if told.module else page.module_en,
        owner=told.owner,
        importance=told.importance.value,
        weak=False,
        provenance=(Provenance.declared, *seen),
    )


# --- edges ------------------------------------------------------------------------------------------------------------


def _with_edges(graph: PageGraph, edges: tuple[Edge, ...]) -> PageGraph:
    return msgspec.structs.replace(graph, edges=(*graph.edges, *edges)) if edges else graph


def plain_states(graph: PageGraph) -> dict[str, str]:
    """Page → key of the state that stands for it: with nothing over it, else its first."""
    found: dict[str, str] = {}
    for state in graph.states:
        if state.key == state.page or state.page not in found:
            found[state.page] = state.key
    return found


def _walked(graph: PageGraph, traces: Iterable[JourneyTrace]) -> Iterator[Edge]:
    """An edge for each way between two pages that journeys went and the crawl did not."""
    pages = graph.state_pages()
    known = {(pages.get(edge.source), pages.get(edge.target)) for edge in graph.edges}
    states = plain_states(graph)
    counted: dict[tuple[str, str, str], list[int]] = {}
    for trace in traces:
        for source, target, text in walks(trace):
            if (source, target) not in known and source in states and target in states:
                counted.setdefault((source, target, text), []).append(1)
    for (source, target, text), times in counted.items():
        count = len(times)
        yield Edge(states[source], states[target], _read(text), count, count, (Provenance.walked,))


def walks(trace: JourneyTrace) -> Iterator[tuple[str, str, str]]:
    """(page before, page after, step) for each step that led to another page. A page may show only at a later step
    that waits for it: then it is still the last move that led there."""
    page, move = "", ""
    for step in _leaves(trace.steps):
        if step.outcome is not Outcome.passed or not step.page:
            page, move = "", ""
            continue
        if step.kind in MOVES:
            move = step.text
        elif step.kind not in LOOKS:
            move = ""
        if page and move and step.page != page:
            yield page, step.page, move
        page = step.page


def _leaves(steps: tuple[StepTrace, ...]) -> Iterator[StepTrace]:
    """Steps that hold no other."""
    outer = {step.index.rpartition(".")[0] for step in steps}
    return (step for step in steps if step.index not in outer)


def _read(text: str) -> Action:
    """The action that a step's text tells; its element only where it was named by its text."""
    kind = max((name for name in MOVES if text.startswith(name)), key=len)
    rest = text.removeprefix(kind).strip()
    quoted = QUOTED.fullmatch(rest)
    return Action(MOVES[kind], Locator(text=quoted[1])) if quoted else Action(MOVES[kind], None, rest)


def _with_declared_edges(graph: PageGraph, declared: Declared) -> PageGraph:
    """Edges that are declared say so, too; those that nobody went are added without a try."""
    pages, states = graph.state_pages(), plain_states(graph)
    between: dict[tuple[str, str], list[int]] = {}
    for index, edge in enumerate(graph.edges):
        between.setdefault((pages.get(edge.source, ""), pages.get(edge.target, "")), []).append(index)
    edges, more = list(graph.edges), []
    for told in declared.edges:
        seen = [index for index in between.get((told.source, told.target), ()) if edges[index].seen]
        if not seen:
            source, target = states.get(told.source, told.source), states.get(told.target, told.target)
            action = action_of(told.action)
            more.append(Edge(source, target, action, 0, 0, (Provenance.declared,), when=told.when))
            continue
        same = [index for index in seen if names(told, edges[index].action)]
        forward = [index for index in seen if edges[index].action.kind is not ActionKind.back]
        for index in same or forward[:1] or seen[:1]:
            provenance = (Provenance.declared, *(p for p in edges[index].provenance if p is not Provenance.declared))
            edges[index] = msgspec.structs.replace(edges[index], provenance=provenance, when=told.when)
    return msgspec.structs.replace(graph, edges=(*edges, *more))


def action_of(told: StepSpec | None) -> Action:
    """A declared action as the graph holds one."""
    kind = KINDS.get(told.kind, ActionKind.unknown) if told else ActionKind.unknown
    on = told.arguments.get("on") if told else None
    if kind in (ActionKind.tap, ActionKind.long_tap):
        return Action(kind, locator_of(on))
    return Action(kind, None, on if isinstance(on, str) else "")


def locator_of(on: Any) -> Locator:
    """A declared element: a name, an xpath, or a mapping; relations to other elements are left out."""
    if not isinstance(on, Mapping):
        name = str(on or "")
        return Locator(xpath=name) if name.startswith(("//", "(//")) else Locator(text=name)
    if "on" in on:
        return locator_of(on["on"])
    text, contains, description, id, class_name, xpath = (
        str(on.get(key, "")) for key in ("text", "contains", "description", "id", "class", "xpath")
    )
    index = on.get("index", 0)
    return Locator(text, contains, description, id, class_name, xpath, index if isinstance(index, int) else 0)


def names(told: DeclaredEdge, action: Action) -> bool:
    """Whether a declared edge's action is this one, as far as names tell: a plain name may be text, description or id,
    and the crawl names an element by whichever of them is its own."""
    asked = action_of(told.action)
    if asked.kind is not action.kind or asked.kind is ActionKind.unknown:
        return False
    if asked.locator is None or action.locator is None:
        return asked.value == action.value
    one, other = asked.locator, action.locator
    if one == Locator(text=one.text):
        return one.text in (other.text, other.description, other.id)
    named = [(getattr(one, field), getattr(other, field)) for field in ("text", "description", "id", "xpath")]
    return any(a and a == b for a, b in named) and not any(a and b and a != b for a, b in named)


# --- the manifest -----------------------------------------------------------------------------------------------------


def _opened_from_outside(graph: PageGraph, app: AppInfo) -> PageGraph:
    """Links that the manifest names, and pages that were reached by nothing else, say so."""
    pages = graph.state_pages()
    links = tuple(app.deep_links)
    edges = tuple(
        msgspec.structs.replace(edge, provenance=(*edge.provenance, Provenance.manifest))
        if edge.action.kind is ActionKind.deep_link and edge.seen and edge.action.value.startswith(links)
        else edge
        for edge in graph.edges
    )
    opened = {pages.get(e.target) for e in edges if Provenance.manifest in e.provenance}
    others = {pages.get(e.target) for e in edges if e.seen and Provenance.manifest not in e.provenance}
    only = opened - others
    if not opened:
        return graph
    return msgspec.structs.replace(
        graph,
        pages=tuple(
            msgspec.structs.replace(page, provenance=(*page.provenance, Provenance.manifest))
            if page.key in only
            else page
            for page in graph.pages
        ),
        edges=edges,
    )
