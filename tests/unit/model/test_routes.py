"""The cheapest ways over a page graph. What makes one cheap is tried beside `way_to` in tests/unit/crawl."""

from __future__ import annotations

from patrol.model.graph import Action, ActionKind, Edge, Page, PageGraph, State
from patrol.model.locator import Locator
from patrol.model.routes import Routes

KEYS = ("home", "a", "b", "island")
TAP = Action(ActionKind.tap, Locator(text="on"))


def test_one_search_answers_for_every_page() -> None:
    graph = PageGraph(
        "home",
        tuple(Page(key, key) for key in KEYS),
        tuple(State(key, key) for key in KEYS),
        (Edge("home", "a", TAP), Edge("a", "b", TAP)),
    )
    routes = Routes(graph)
    assert [None if (way := routes.to(key)) is None else [e.target for e in way] for key in KEYS] == [
        [], ["a"], ["a", "b"], None,
    ]  # fmt: skip


def test_a_start_that_is_no_state_leads_nowhere() -> None:
    assert Routes(PageGraph("gone", (Page("a", "a"),), (State("a", "a"),))).to("a") is None


def test_a_tap_that_does_not_say_on_what_is_no_way() -> None:
    pages, states = (Page("home", "home"), Page("a", "a")), (State("home", "home"), State("a", "a"))
    graph = PageGraph("home", pages, states, (Edge("home", "a", Action(ActionKind.tap)),))
    assert Routes(graph).to("a") is None


def test_back_is_taken_only_where_nothing_else_leads() -> None:
    back = Action(ActionKind.back)
    pages, states = tuple(Page(key, key) for key in KEYS), tuple(State(key, key) for key in KEYS)
    known = [Edge("home", "a", TAP), Edge("a", "b", back), Edge("home", "island", TAP), Edge("island", "b", TAP)]
    routes = Routes(PageGraph("home", pages, states, (*known, Edge("b", "island", TAP))))
    assert [edge.target for edge in routes.to("b") or ()] == ["island", "b"]
    routes = Routes(PageGraph("home", pages, states, tuple(known[:2])))
    assert [edge.target for edge in routes.to("b") or ()] == ["a", "b"]


def test_a_way_over_two_pages_goes_to_the_state_that_it_begins_in() -> None:
    pages = tuple(Page(key, key) for key in KEYS)
    states = (*(State(key, key) for key in KEYS), State("a!tab:x", "a"))
    tab, back = Edge("a", "a!tab:x", TAP), Edge("a", "b", Action(ActionKind.back))
    known = (Edge("home", "a", TAP), back, tab, Edge("a!tab:x", "b", TAP), Edge("home", "b", TAP))
    routes = Routes(PageGraph("home", pages, states, known))
    assert routes.over("a", "b") == (known[0], tab, known[3])
    assert routes.over("home", "b") == (known[4],)
    assert routes.over("b", "a") is None and routes.over("island", "b") is None


def test_back_is_the_way_over_two_pages_when_it_is_the_only_one() -> None:
    pages, states = tuple(Page(key, key) for key in KEYS), tuple(State(key, key) for key in KEYS)
    there, back = Edge("home", "a", TAP), Edge("a", "home", Action(ActionKind.back))
    assert Routes(PageGraph("home", pages, states, (there, back))).over("a", "home") == (there, back)
