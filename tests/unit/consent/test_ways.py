"""Short ways over a page graph."""

from __future__ import annotations

from patrol.consent.ways import asking, way
from patrol.model.graph import Action, ActionKind, Edge, PageGraph, State
from patrol.model.locator import Locator


def edge(source: str, target: str, *typed: Action, text: str = "") -> Edge:
    return Edge(source, target, Action(ActionKind.tap, Locator(text=text or target)), typed=typed)


TYPED = Action(ActionKind.type, Locator(id="phone"), "1")
SCROLLED = Action(ActionKind.scroll, value="down")


def graph(*edges: Edge) -> PageGraph:
    states = dict.fromkeys(state for one in edges for state in (one.source, one.target))
    return PageGraph("home", states=tuple(State(key, key.partition("!")[0]) for key in states), edges=edges)


def test_the_fewest_taps_win() -> None:
    known = graph(edge("home", "mine"), edge("mine", "set"), edge("home", "set"), edge("set", "scan!permission:相机"))
    found = way(known, "home", lambda one: "permission" in one.target)
    assert [one.target for one in found] == ["set", "scan!permission:相机"]


def test_nothing_is_typed_on_the_way_but_scrolling_is_fine() -> None:
    typed = graph(edge("home", "login", TYPED), edge("login", "goal"))
    assert way(typed, "home", lambda one: one.target == "goal") == ()
    scrolled = graph(edge("home", "login", SCROLLED), edge("login", "goal"))
    assert len(way(scrolled, "home", lambda one: one.target == "goal")) == 2


def test_a_dialog_is_not_walked_through_nor_a_page_to_avoid() -> None:
    known = graph(edge("home", "home!dialog:问"), edge("home!dialog:问", "goal"))
    assert way(known, "home", lambda one: one.target == "goal") == ()
    known = graph(edge("home", "login"), edge("login", "goal"))
    assert way(known, "home", lambda one: one.target == "goal", avoid=["login"]) == ()


def test_edges_that_bring_up_the_systems_window() -> None:
    known = graph(edge("home", "scan!permission:相机"), edge("home", "mine"), edge("home", "x!dialog:y"))
    assert [one.target for one in asking(known)] == ["scan!permission:相机"]
