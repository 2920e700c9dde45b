"""The page graph, also of a run that was cut short."""

from __future__ import annotations

from patrol.derive.pages import pages
from patrol.model.artifacts import Crawl, CrawlStep, Found, Screens, Visit
from patrol.model.graph import Action, ActionKind, Page, PageGraph, State
from patrol.model.locator import Locator
from patrol.model.record import Text

TAP = Action(ActionKind.tap, Locator(text="转账"))


def test_names_come_in_both_languages_and_fall_back_to_the_key() -> None:
    graph = PageGraph(pages=(Page("pay", "转账", name_en="Transfer"), Page("p-1", "")))
    found = pages(Crawl(graph=graph), None)
    assert found.name("pay") == Text("转账", "Transfer")
    assert found.name("p-1") == Text("p-1", "p-1") == found.name("p-1")
    assert found.name("").en == "an unknown page"


def test_a_run_that_was_cut_short_gets_its_graph_from_the_journal() -> None:
    home, pay = Page("home", "首页"), Page("pay", "转账")
    crawl = Crawl(
        found=(Found(home, State("h", "home")), Found(pay, State("p", "pay")), Found(home, State("h2", "home"))),
        steps=(
            CrawlStep(1, 0, "h", TAP, 9, "p"),
            CrawlStep(2, 10, "h", TAP, 19, "h"),
            CrawlStep(3, 20, "p", Action(ActionKind.back)),
        ),
    )
    graph = pages(crawl, None).graph
    assert [page.key for page in graph.pages] == ["home", "pay"] and len(graph.states) == 3 and graph.start == "h"
    edges = {(edge.source, edge.target): (edge.tries, edge.arrivals) for edge in graph.edges}
    assert edges == {("h", "p"): (2, 1), ("h", "h"): (2, 1)}


def test_the_graphs_own_picture_goes_before_the_first_visits() -> None:
    graph = PageGraph(pages=(Page("home", "", picture="pictures/own"), Page("pay", "")))
    screens = Screens(
        (Visit(0, "home", "h", "pictures/1"), Visit(1, "pay", "p", "pictures/2"), Visit(2, "pay", "p", "x"))
    )
    assert pages(Crawl(graph=graph), screens).pictures == {"home": "pictures/own", "pay": "pictures/2"}


def test_pages_that_only_journeys_saw_are_added_to_the_crawls_graph() -> None:
    graph = PageGraph(start="h", pages=(Page("home", "首页"),), states=(State("h", "home"),))
    found = (
        Found(Page("home", "旧"), State("h", "home")),
        Found(Page("tax", "个税"), State("t", "tax")),
        Found(Page("tax", "个税", picture="pictures/7"), State("t", "tax")),
        Found(Page("outside:browser", ""), State("o", "outside:browser")),
    )
    merged = pages(Crawl(graph=graph, found=found), None).graph
    assert [(page.key, page.name, page.picture) for page in merged.pages] == [
        ("home", "首页", ""),
        ("tax", "个税", "pictures/7"),
    ]
    assert [state.key for state in merged.states] == ["h", "t"]
