"""Ways between pages as builds are compared by them."""

from __future__ import annotations

from patrol.compare.ways import done_by, in_chinese, in_english, steps, ways_to
from patrol.model.artifacts import Crawl, CrawlStep
from patrol.model.graph import Action, ActionKind, Edge, Page, PageGraph, Provenance, State
from patrol.model.locator import Locator
from patrol.model.record import Text


def tap(text: str = "", id: str = "") -> Action:
    return Action(ActionKind.tap, Locator(text=text, id=id))


def graph(*edges: Edge) -> PageGraph:
    keys = ("home", "a", "b")
    states = (*(State(key, key) for key in keys), State("a!tab:x", "a"))
    return PageGraph("home", tuple(Page(key, key) for key in keys), states, edges)


def test_ways_of_all_states_of_a_page_are_ways_of_the_page() -> None:
    found = list(steps(graph(Edge("home", "a!tab:x", tap("去 3 次")), Edge("a!tab:x", "b", tap(id="com.x:id/go")))))
    assert [(w.source, w.target, w.action) for w in found] == [("home", "a", "tap 去  次"), ("a", "b", "tap go")]


def test_what_leads_back_or_was_only_declared_is_no_way() -> None:
    declared = Edge("home", "b", tap("声明"), 0, 0, (Provenance.declared,))
    back = (
        Edge("a", "home", Action(ActionKind.back)),
        Edge("a", "home", tap("返回")),
        Edge("home", "home", tap("刷新")),
    )
    assert not list(steps(graph(declared, *back)))


def test_rows_of_a_list_are_one_way_and_keep_their_words_for_readers() -> None:
    (found,) = steps(graph(Edge("home", "a", tap("稳健1号"))), {"home": {"稳健号"}})
    assert (found.action, found.says, found.of_row) == ("tap row", "tap 稳健号", True)


def test_a_long_tap_on_a_row_is_a_way_of_any_row_too() -> None:
    hold = Action(ActionKind.long_tap, Locator(text="稳健1号"))
    (found,) = steps(graph(Edge("home", "a", hold)), {"home": {"稳健号"}})
    assert (found.action, found.says, found.of_row) == ("long tap row", "long tap 稳健号", True)


def test_a_button_whose_words_end_in_row_is_no_row() -> None:
    (found,) = steps(graph(Edge("home", "a", tap("Add row"))))
    assert (found.action, found.of_row) == ("tap Add row", False)


def test_the_shortest_way_is_told_step_by_step() -> None:
    found = ways_to(graph(Edge("home", "a", tap("甲")), Edge("a", "b", tap("乙")), Edge("home", "b", tap("丙"))))
    assert found == {
        "home": (),
        "a": (Text("home: tap 甲", "home: tap 甲"),),
        "b": (Text("home: tap 丙", "home: tap 丙"),),
    }


def test_a_way_names_pages_in_both_languages_and_says_nothing_twice() -> None:
    named = tuple(Page(key, name, name_en=english) for key, name, english in NAMES)
    found = graph(Edge("home", "a", tap("甲")), Edge("a", "b", tap("乙")))
    way = ways_to(PageGraph("home", named, found.states, found.edges))["b"]
    assert in_chinese(way) == ("首页: tap 甲", "a: tap 乙") and in_english(way) == ("Home: tap 甲", "a: tap 乙")
    assert in_english([Text("a: tap 乙", "a: tap 乙")]) == ()


NAMES = (("home", "首页", "Home"), ("a", "", ""), ("b", "乙页", ""))


def test_what_was_done_is_known_by_label_and_by_id() -> None:
    action = Action(ActionKind.tap, Locator(text="付款", id="com.x:id/pay"))
    told = (CrawlStep(0, 0, "home", action, 5, "a"), CrawlStep(1, 6, "home", tap("未完")))
    done = done_by(graph(), Crawl(steps=told))
    assert done.tried == {"home": ("tap 付款", "tap pay")} and done.arrivals == {"a": 1}
