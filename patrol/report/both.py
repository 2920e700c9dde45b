"""Two builds in one page graph: every page and way of either, with what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import msgspec

from patrol.model.build import Build
from patrol.model.difference import Difference, EdgeChange
from patrol.model.graph import PageGraph, State
from patrol.model.record import Text
from patrol.report import words
from patrol.report.modules import with_modules
from patrol.report.ways import Way, ways

MOST_DRAWN = 400
"""Pages in one drawing; of larger graphs only what differs is drawn, with what leads there."""


class Mark(StrEnum):
    """What became of a page or a way, the one that a reader looks for first before the others."""

    added = "added"
    removed = "removed"
    changed = "changed"
    moved = "moved"
    same = "same"


@dataclass(frozen=True, slots=True)
class MarkedWay:
    """A way of either build."""

    way: Way
    mark: Mark


@dataclass(frozen=True, slots=True)
class Both:
    """The pages of two builds under one set of keys: those of the newer build, and `then:KEY` for pages that only the
    older one has."""

    graph: PageGraph
    marks: Mapping[str, tuple[Mark, ...]]
    """Of pages that are not the same."""
    ways: tuple[MarkedWay, ...]

    def mark(self, key: str) -> Mark:
        """The first of its marks."""
        return self.marks.get(key, (Mark.same,))[0]


def both(then: Build, now: Build, told: Difference) -> Both:
    """Both graphs in one. Ways that only the older build has are left out unless `told` calls them lost: a run that saw
    less is no app that has less."""
    keys = dict(told.same) | {key: removed(key) for key in told.removed}
    graph = _graph(then.graph, now.graph, told.removed)
    marks = _marks(told)
    return Both(graph, marks, tuple(_ways(then, now, told, keys, marks)))


def removed(key: str) -> str:
    """The key, in a graph of both, of a page that only the older build has."""
    return f"then:{key}"


def _marks(told: Difference) -> dict[str, tuple[Mark, ...]]:
    found: dict[str, list[Mark]] = {}
    for key in told.added:
        found.setdefault(key, []).append(Mark.added)
    for key in told.removed:
        found.setdefault(removed(key), []).append(Mark.removed)
    for change in told.changed:
        found.setdefault(change.page, []).append(Mark.changed)
    for move in told.moved:
        found.setdefault(move.page, []).append(Mark.moved)
    return {key: tuple(marks) for key, marks in found.items()}


def _graph(then: PageGraph, now: PageGraph, gone: Iterable[str]) -> PageGraph:
    """One graph in which each page has a module; states only as far as they say which page is the way in."""
    now, _ = with_modules(now)
    then, _ = with_modules(then)
    wanted = set(gone)
    lost = (msgspec.structs.replace(page, key=removed(page.key)) for page in then.pages if page.key in wanted)
    pages = (*(page for page in now.pages if not page.same_as), *lost)
    start = now.state_pages().get(now.start, "")
    return PageGraph(start=now.start, pages=pages, states=(State(now.start, start),) if start else ())


def _ways(
    then: Build, now: Build, told: Difference, keys: Mapping[str, str], marks: Mapping[str, tuple[Mark, ...]]
) -> Iterable[MarkedWay]:
    added, lost = _actions(told.edges_added, {}), _actions(told.edges_lost, keys)
    seen = set()
    for way in ways(now.graph):
        pair = (way.source, way.target)
        seen.add(pair)
        new = pair in added or any(Mark.added in marks.get(key, ()) for key in pair)
        mark = Mark.added if new and (pair in added or not way.back) else Mark.same
        yield MarkedWay(_as_told(way, pair, added), mark)
    for way in ways(then.graph):
        pair = (keys.get(way.source, ""), keys.get(way.target, ""))
        gone = pair not in seen and any(Mark.removed in marks.get(key, ()) for key in pair)
        if all(pair) and (pair in lost or (gone and not way.back)):
            yield MarkedWay(_as_told(way, pair, lost), Mark.removed)


Actions = dict[tuple[str, str], tuple[Text, ...]]


def _actions(edges: Iterable[EdgeChange], keys: Mapping[str, str]) -> Actions:
    """(page, page) → what was done there that only one build has."""
    found: Actions = {}
    for edge in edges:
        pair = keys.get(edge.source, edge.source), keys.get(edge.target, edge.target)
        found[pair] = (*found.get(pair, ()), words.step(edge.action))
    return found


def _as_told(way: Way, pair: tuple[str, str], told: Actions) -> Way:
    """The way between the pages of both builds; of several actions, those that only one build has."""
    return replace(way, source=pair[0], target=pair[1], actions=told.get(pair) or way.actions)


def part(whole: Both, near: bool = True) -> Both:
    """What differs: marked pages, the ends of marked ways and, with `near`, the pages that first lead to them and the
    way in. The whole when nothing differs."""
    told = dict.fromkeys(key for key in whole.marks)
    for one in whole.ways:
        if one.mark is not Mark.same:
            told |= dict.fromkeys((one.way.source, one.way.target))
    if near:
        told |= dict.fromkeys(_leading_there(whole, told))
    if not told:
        return whole
    kept = set(list(told)[:MOST_DRAWN])
    pages = tuple(page for page in whole.graph.pages if page.key in kept)
    inside = tuple(one for one in whole.ways if one.way.source in kept and one.way.target in kept)
    return Both(msgspec.structs.replace(whole.graph, pages=pages), whole.marks, inside)


def _leading_there(whole: Both, told: Iterable[str]) -> Iterable[str]:
    """The pages on the shortest ways from the way in to those, each once."""
    start = whole.graph.state_pages().get(whole.graph.start, "")
    onward: dict[str, list[str]] = {}
    for one in whole.ways:
        if not one.way.back:
            onward.setdefault(one.way.source, []).append(one.way.target)
    parent = {start: ""}
    waiting = [start]
    for source in waiting:
        for target in onward.get(source, ()):
            if target not in parent:
                parent[target] = source
                waiting.append(target)
    gone: set[str] = set()
    for key in told:
        while key in parent and (key := parent[key]) and key not in gone:
            gone.add(key)
            yield key
