from __future__ import annotations

from patrol.crawl.ways import way_to
from patrol.model.graph import Action, ActionKind, Edge, Page, PageGraph, State
from patrol.model.locator import Locator


def edge(source: str, target: str, *, tries: int = 1, arrivals: int = 1) -> Edge:
    return Edge(source, target, Action(ActionKind.tap, Locator(text=target)), tries, arrivals)


def graph(*edges: Edge) -> PageGraph:
    states = dict.fromkeys(["home", *(s for e in edges for s in (e.source, e.target))])
    return PageGraph(
        start="home",
        pages=tuple(Page(key, key) for key in dict.fromkeys(s.partition("!")[0] for s in states)),
        states=tuple(State(key, key.partition("!")[0]) for key in states),
        edges=edges,
    )


def names(way: tuple[Edge, ...] | None) -> list[str] | None:
    return None if way is None else [each.target for each in way]


def test_the_shortest_way_is_taken() -> None:
    shown = graph(edge("home", "a"), edge("a", "b"), edge("b", "c"), edge("home", "c"))
    assert names(way_to(shown, "c")) == ["c"]


def test_a_trusted_detour_beats_an_edge_that_mostly_leads_elsewhere() -> None:
    shown = graph(edge("home", "c", tries=10), edge("home", "a"), edge("a", "c"))
    assert names(way_to(shown, "c")) == ["a", "c"]


def test_the_plain_page_is_preferred_to_one_under_a_dialog() -> None:
    shown = graph(edge("home", "a!dialog:x"), edge("home", "b"), edge("b", "a"))
    assert names(way_to(shown, "a")) == ["b", "a"]


def test_the_start_needs_no_step_and_an_island_has_no_way() -> None:
    shown = graph(edge("home", "a"), edge("island", "a"))
    assert way_to(shown, "home") == ()
    assert way_to(shown, "island") is None
