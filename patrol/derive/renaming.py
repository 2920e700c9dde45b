"""A run seen with another declaration than the one it was made with: pages that it recognises get their declared name.

`patrol audit RUN --pages FILE` judges a run again without a phone. What was recorded is left as it is; visits, steps
and found pages are read under their new keys. The same serves pages that turned out to be another (`Page.same_as`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar, cast

import msgspec

from patrol.derive.pages import OUTSIDE
from patrol.model.artifacts import Crawl, CrawlStep, Found, GatherFailure, Interruption, Journeys, Screens
from patrol.model.depth import FieldTrial
from patrol.model.graph import Edge, Page, PageGraph, State, shows_page
from patrol.model.recognise import Look, by_demand, recognised
from patrol.model.record import Record
from patrol.model.recorded import Artifacts
from patrol.model.scenario import Declared
from patrol.model.screen import Screen

A = TypeVar("A", bound=Record)


@dataclass(slots=True)
class Names:
    """Old key → new key, of states whose tree tells, and of whole pages."""

    states: dict[str, str] = field(default_factory=dict)
    """State → page."""
    pages: dict[str, str] = field(default_factory=dict)

    def page(self, key: str) -> str:
        return self.pages.get(key, key)

    def state(self, key: str) -> str:
        page, mark, rest = key.partition("!")
        return f"{self.states.get(key) or self.pages.get(page, page)}{mark}{rest}"

    def of(self, state: str, page: str) -> str:
        return self.states.get(state) or self.page(page)


def redeclared(artifacts: Artifacts, declared: Declared) -> Artifacts:
    """`artifacts` as if the run had been made with this declaration."""
    return Renamed(artifacts, declared, names_of(artifacts, declared))


def settled(artifacts: Artifacts) -> Artifacts:
    """`artifacts` with pages that turned out to be another counted as that one."""
    crawl = artifacts.get(Crawl)
    same = {} if isinstance(crawl, GatherFailure) else renames((*crawl.graph.pages, *(one.page for one in crawl.found)))
    return Renamed(artifacts, None, Names(pages=same)) if same else artifacts


def names_of(artifacts: Artifacts, declared: Declared) -> Names:
    """What the recognisers say of the stored trees. A page whose states are recognised as different pages is split;
    its other states go with its first. What nothing recognises keeps its key, unless a declared page took that."""
    names, pages = Names(), by_demand(declared.pages)
    screens = artifacts.get(Screens)
    for visit in () if isinstance(screens, GatherFailure) else screens.visits:
        if not visit.tree or visit.state in names.states or not shows_page(visit.state):
            continue
        if visit.page.startswith(OUTSIDE) or not (tree := artifacts.tree(visit.tree)):
            continue
        if key := recognised(pages, Look(tree)):
            names.states[visit.state] = key
            names.pages.setdefault(visit.page, key)
    return names


class Renamed:
    """The artifacts of a run under other page keys."""

    def __init__(self, artifacts: Artifacts, declared: Declared | None, names: Names) -> None:
        self._artifacts = artifacts
        self._declared = declared
        self._names = names
        self._made: dict[type[Record], Record] = {}

    def get(self, kind: type[A]) -> A | GatherFailure:
        if kind is Declared and self._declared is not None:
            return cast("A", self._declared)
        if kind not in self._made:
            self._made[kind] = _renamed(self._artifacts.get(kind), self._names)
        return cast("A | GatherFailure", self._made[kind])

    def failures(self) -> tuple[GatherFailure, ...]:
        return self._artifacts.failures()

    def interruptions(self) -> tuple[Interruption, ...]:
        return self._artifacts.interruptions()

    def tree(self, path: str) -> Screen | None:
        return self._artifacts.tree(path)

    def picture(self, path: str) -> bytes | None:
        return self._artifacts.picture(path)


def _renamed(record: Record, names: Names) -> Record:
    replace = msgspec.structs.replace
    if isinstance(record, Screens):
        visits = (replace(v, page=names.of(v.state, v.page), state=names.state(v.state)) for v in record.visits)
        return replace(record, visits=tuple(visits))
    if isinstance(record, Journeys):
        traces = (
            replace(trace, steps=tuple(replace(step, page=names.page(step.page)) for step in trace.steps))
            for trace in record.traces
        )
        return replace(record, traces=tuple(traces))
    if isinstance(record, Crawl):
        steps = tuple(_step(step, names) for step in record.steps)
        found = tuple(_found(one, names) for one in record.found)
        trials = tuple(_trial(one, names) for one in record.field_trials)
        closely = tuple(replace(one, page=names.page(one.page)) for one in record.in_depth)
        graph = _graph(record.graph, names)
        return replace(record, graph=graph, steps=steps, found=found, field_trials=trials, in_depth=closely)
    return record


def _step(step: CrawlStep, names: Names) -> CrawlStep:
    return msgspec.structs.replace(step, source=names.state(step.source), target=names.state(step.target))


def _found(one: Found, names: Names) -> Found:
    page = msgspec.structs.replace(one.page, key=names.of(one.state.key, one.page.key))
    return Found(page, _state(one.state, names))


def _trial(trial: FieldTrial, names: Names) -> FieldTrial:
    page, state = names.of(trial.state, trial.page), names.state(trial.state)
    return msgspec.structs.replace(trial, page=page, state=state, target=names.state(trial.target))


def _state(state: State, names: Names) -> State:
    return msgspec.structs.replace(state, key=names.state(state.key), page=names.of(state.key, state.page))


def _graph(graph: PageGraph, names: Names) -> PageGraph:
    states = {state.key: state for state in (_state(state, names) for state in graph.states)}
    edges = (
        msgspec.structs.replace(edge, source=names.state(edge.source), target=names.state(edge.target))
        for edge in graph.edges
    )
    return PageGraph(
        start=names.state(graph.start),
        pages=_pages(graph, names),
        states=tuple(states.values()),
        edges=tuple(_together(edges)),
    )


def _pages(graph: PageGraph, names: Names) -> tuple[Page, ...]:
    """Pages under their new keys; several that became one are counted together, with the look of the one whose key it
    is, else of the first."""
    split: dict[str, list[str]] = {}
    for state in graph.states:
        keys = split.setdefault(state.page, [])
        if (key := names.of(state.key, state.page)) not in keys:
            keys.append(key)
    found: dict[str, Page] = {}
    for page in graph.pages:
        for key in split.get(page.key) or [names.page(page.key)]:
            before = found.get(key)
            visits = page.visits + (before.visits if before else 0)
            look = page if before is None or page.key == key else before
            found[key] = msgspec.structs.replace(look, key=key, visits=visits, same_as="")
    return tuple(found.values())


def _together(edges: Iterable[Edge]) -> Iterable[Edge]:
    """Edges that became one are counted together."""
    found: dict[tuple[str, str, str], Edge] = {}
    for edge in edges:
        key = (edge.source, edge.target, str(edge.action))
        before = found.get(key)
        if before is not None:
            edge = msgspec.structs.replace(
                before, tries=before.tries + edge.tries, arrivals=before.arrivals + edge.arrivals
            )
        found[key] = edge
    return found.values()


def renames(pages: Iterable[Page]) -> dict[str, str]:
    """Pages that turned out to be another → that one; chains are followed to their end."""
    direct = {page.key: page.same_as for page in pages if page.same_as}
    found = {}
    for key in direct:
        at, met = key, {key}
        while (nxt := direct.get(at)) and nxt not in met:
            met.add(nxt)
            at = nxt
        found[key] = at
    return found
