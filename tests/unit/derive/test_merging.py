"""One graph of crawl, journeys, declaration and manifest; every page and edge says how it is known."""

from __future__ import annotations

from patrol.derive.merging import merge, names
from patrol.derive.pages import pages
from patrol.model.artifacts import AppInfo, Crawl, Found, Journeys
from patrol.model.graph import Action, ActionKind, Edge, Page, PageGraph, Provenance, State
from patrol.model.journey import JourneyTrace, Outcome, StepSpec, StepTrace
from patrol.model.locator import Locator
from patrol.model.routes import Routes
from patrol.model.scenario import Declared, DeclaredEdge, DeclaredPage, Importance, Recogniser

DECLARED, CRAWLED, WALKED, MANIFEST = Provenance.declared, Provenance.crawled, Provenance.walked, Provenance.manifest


def tap(**on: str) -> Action:
    return Action(ActionKind.tap, Locator(**on))  # type: ignore[arg-type]


def way(source: str, target: str, on: object = None, kind: str = "tap", when: str = "") -> DeclaredEdge:
    return DeclaredEdge(source, target, StepSpec(kind, {"on": on}) if on is not None else None, when)


GRAPH = PageGraph(
    start="home",
    pages=(Page("home", "Main"), Page("pay", "Pay"), Page("p-1", "x")),
    states=(State("home", "home"), State("home!tab:a", "home"), State("pay!tab:b", "pay"), State("p-1", "p-1")),
    edges=(
        Edge("home", "pay!tab:b", tap(id="entry_pay"), 2, 2),
        Edge("home!tab:a", "pay!tab:b", tap(text="转账")),
        Edge("pay!tab:b", "home", Action(ActionKind.back)),
    ),
)
PAGES = (
    DeclaredPage("home", "首页", "Home", "主页", "平台组", Importance.high, recognise=Recogniser(".Main")),
    DeclaredPage("pay", "转账", recognise=Recogniser(".Pay")),
    DeclaredPage("limits", "限额", recognise=Recogniser(".Limits")),
)


def test_a_found_page_gets_what_the_declaration_says_of_it() -> None:
    home = merge(GRAPH, Declared(PAGES)).page("home")
    assert home is not None
    assert (home.name, home.name_en, home.module, home.owner, home.importance) == (
        "首页", "Home", "主页", "平台组", "high",
    )  # fmt: skip
    assert home.provenance == (DECLARED, CRAWLED)


def test_a_page_that_is_only_declared_is_in_the_graph_and_one_that_is_not_says_so() -> None:
    graph = merge(GRAPH, Declared(PAGES))
    assert [(p.key, p.provenance) for p in graph.pages[2:]] == [("p-1", (CRAWLED,)), ("limits", (DECLARED,))]
    assert graph.state_pages()["limits"] == "limits"


def test_a_page_that_is_declared_no_more_does_not_claim_it() -> None:
    before = merge(GRAPH, Declared(PAGES))
    after = merge(before, Declared(PAGES[1:]))
    assert after.page("home").provenance == (CRAWLED,)  # type: ignore[union-attr]


def test_declared_ways_join_what_was_found_and_the_others_have_no_tries() -> None:
    edges = (way("home", "pay", "转账", when="sign-in"), way("pay", "limits", {"id": "limits"}, when="已登录"))
    graph = merge(GRAPH, Declared(PAGES, edges))
    assert [(e.provenance, e.when) for e in graph.edges] == [
        ((CRAWLED,), ""),
        ((DECLARED, CRAWLED), "sign-in"),
        ((CRAWLED,), ""),
        ((DECLARED,), "已登录"),
    ]
    only = graph.edges[-1]
    assert (only.source, only.target, only.tries, only.trust, only.seen) == ("pay!tab:b", "limits", 0, 0.0, False)
    assert only.action == tap(id="limits")


def test_a_relation_without_an_action_joins_a_way_forward_and_never_back() -> None:
    graph = merge(GRAPH, Declared(PAGES, (way("home", "pay"), way("pay", "home"), way("limits", "home"))))
    assert [e.provenance for e in graph.edges[:3]] == [(DECLARED, CRAWLED), (CRAWLED,), (DECLARED, CRAWLED)]
    assert graph.edges[3].action.kind is ActionKind.unknown and not graph.edges[3].action.repeatable


def test_no_route_uses_a_declared_way_that_nobody_went_unless_it_is_asked_to() -> None:
    graph = merge(GRAPH, Declared(PAGES, (way("home", "limits", "限额"), way("limits", "p-1"))))
    assert Routes(graph).to("limits") is None
    assert [e.target for e in Routes(graph, declared=True).to("limits") or ()] == ["limits"]
    assert Routes(graph, declared=True).to("p-1") is None, "nobody wrote down what leads there"
    assert len(graph.to_networkx().edges) == 3


def step(index: str, kind: str, text: str, page: str, outcome: Outcome = Outcome.passed) -> StepTrace:
    return StepTrace(index, kind, text, outcome, 0, 1, page=page)


def test_ways_that_only_journeys_went_are_walked_edges() -> None:
    steps = (
        step("1", "use", "use enter", "home"),
        step("1.1", "launch", "launch cold", "home"),
        step("2", "tap", "tap “转账”", "pay"),
        step("3", "tap", "tap “首条”", "pay"),
        step("4", "wait for", "wait for page p-1", "p-1"),
        step("5", "tap", "tap btn_x", "home"),
        step("6", "tap", "tap “坏”", "pay", Outcome.failed),
    )
    walks = Journeys(
        (JourneyTrace("a", "", Outcome.passed, 0, 9, steps), JourneyTrace("b", "", Outcome.passed, 0, 9, steps))
    )
    more = merge(GRAPH, None, walks).edges[3:]
    assert [(e.source, e.target, str(e.action), e.tries, e.provenance) for e in more] == [
        ("pay!tab:b", "p-1", "tap “首条”", 2, (WALKED,)),
        ("p-1", "home", "tap btn_x", 2, (WALKED,)),
    ]
    assert more[0].action.repeatable and not more[1].action.repeatable


def test_pages_that_only_journeys_saw_are_walked() -> None:
    crawl = Crawl(graph=GRAPH, found=(Found(Page("tax", "个税"), State("tax", "tax")),))
    assert pages(crawl, None).by_key["tax"].provenance == (WALKED,)
    played = Crawl(found=(Found(Page("tax", "个税"), State("tax", "tax")),))
    assert pages(played, None).by_key["tax"].provenance == (WALKED,)


def test_links_of_the_manifest_and_pages_reached_by_nothing_else_say_so() -> None:
    link = Edge("home", "p-1", Action(ActionKind.deep_link, None, "bank://gift/3"))
    other = Edge("home", "pay!tab:b", Action(ActionKind.deep_link, None, "bank://pay"))
    graph = PageGraph(GRAPH.start, GRAPH.pages, GRAPH.states, (*GRAPH.edges, link, other))
    merged = merge(graph, None, None, AppInfo("com.bank", deep_links=("bank://gift", "bank://pay")))
    assert [e.provenance for e in merged.edges[3:]] == [(CRAWLED, MANIFEST)] * 2
    assert [p.key for p in merged.pages if MANIFEST in p.provenance] == ["p-1"]


def test_an_element_is_the_same_by_whichever_name_the_crawl_took() -> None:
    assert names(way("a", "b", "转账"), tap(text="转账")) and names(way("a", "b", "entry"), tap(id="entry"))
    assert names(way("a", "b", {"id": "entry"}), tap(id="entry")) and not names(way("a", "b", "转账"), tap(id="entry"))
    assert not names(way("a", "b", {"id": "entry", "text": "x"}), tap(id="entry", text="y"))
    assert names(way("a", "b", "bank://x", "open link"), Action(ActionKind.deep_link, None, "bank://x"))
    assert not names(way("a", "b"), tap(text="转账"))
