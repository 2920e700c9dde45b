"""A run judged with another declaration than the one it was made with."""

from __future__ import annotations

from patrol.derive.renaming import names_of, redeclared, renames, settled
from patrol.model.artifacts import Crawl, CrawlStep, Found, Journeys, Screens, Visit
from patrol.model.depth import FieldKind, FieldTrial, Newness, PageInDepth, TrialOutcome, ValueClass
from patrol.model.graph import Action, ActionKind, Edge, Page, PageGraph, State, shows_page
from patrol.model.journey import JourneyTrace, Outcome, StepTrace
from patrol.model.recorded import Recorded
from patrol.model.scenario import Declared, DeclaredPage, Recogniser
from patrol.model.screen import Node, Screen

BACK = Action(ActionKind.back)


def tree(*ids: str) -> Screen:
    nodes = tuple(Node("T", f"com.bank:id/{id}") for id in ids)
    return Screen(package="com.bank", activity=".Main", width=9, height=9, roots=(Node(children=nodes),))


TREES = {"a": tree("pay"), "b": tree("tax"), "d": tree("vip")}
VISITS = (
    Visit(0, "p-1", "p-1", tree="a"),
    Visit(1, "p-1", "p-1!tab:税", tree="b"),
    Visit(2, "p-1", "p-1!dialog:x", tree="d"),
    Visit(3, "p-2", "p-2"),
)
GRAPH = PageGraph(
    "p-1",
    (Page("p-1", "转账", visits=3), Page("p-2", "x", visits=1)),
    (State("p-1", "p-1"), State("p-1!tab:税", "p-1"), State("p-1!dialog:x", "p-1"), State("p-2", "p-2")),
    (Edge("p-1", "p-2", BACK), Edge("p-1!tab:税", "p-2", BACK)),
)
STEPS = (CrawlStep(0, 0, "p-1!tab:税", BACK, 1, "p-2"),)
WALK = JourneyTrace("j", "", Outcome.passed, 0, 1, (StepTrace("1", "tap", "tap x", Outcome.passed, 0, 1, page="p-1"),))
RUN = Recorded(
    Screens(VISITS), Crawl(GRAPH, STEPS, (Found(GRAPH.pages[0], GRAPH.states[1]),)), Journeys((WALK,)), trees=TREES
)


def page(id: str) -> DeclaredPage:
    return DeclaredPage(id, id, recognise=Recogniser(ids=(id,)))


DECLARED = Declared((page("pay"), page("tax"), page("vip")))


def test_trees_say_which_pages_they_show_and_a_dialog_says_nothing() -> None:
    names = names_of(RUN, DECLARED)
    assert names.states == {"p-1": "pay", "p-1!tab:税": "tax"} and names.pages == {"p-1": "pay"}
    assert shows_page("p-1!tab:税!keyboard") and not shows_page("p-1!sheet:银行")


def test_everything_that_names_a_page_is_read_under_its_declared_name() -> None:
    run = redeclared(RUN, DECLARED)
    screens, crawl, journeys = run.get(Screens), run.get(Crawl), run.get(Journeys)
    assert isinstance(screens, Screens) and isinstance(crawl, Crawl) and isinstance(journeys, Journeys)
    assert [v.page for v in screens.visits] == ["pay", "tax", "pay", "p-2"]
    assert [v.state for v in screens.visits] == ["pay", "tax!tab:税", "pay!dialog:x", "p-2"]
    assert journeys.traces[0].steps[0].page == "pay"
    assert (crawl.steps[0].source, crawl.steps[0].target) == ("tax!tab:税", "p-2")
    assert [p.key for p in crawl.graph.pages] == ["pay", "tax", "p-2"] and crawl.graph.start == "pay"
    assert [s.page for s in crawl.graph.states] == ["pay", "tax", "pay", "p-2"]
    assert crawl.found[0].page.key == crawl.found[0].state.page == "tax"
    assert run.get(Declared) is DECLARED and run.tree("a") is TREES["a"]


def test_what_was_looked_at_in_depth_is_told_of_the_declared_page() -> None:
    kind, value_class, outcome = FieldKind.text, ValueClass.empty, TrialOutcome.accepted
    trial = FieldTrial(0, 1, "p-1", "p-1!tab:税", "备注", kind, value_class, "", "tap x", outcome, target="p-2")
    crawl = Crawl(GRAPH, in_depth=(PageInDepth("p-1", Newness.new),), field_trials=(trial,))
    read = redeclared(Recorded(Screens(VISITS), crawl, trees=TREES), DECLARED).get(Crawl)
    assert isinstance(read, Crawl) and read.in_depth[0].page == "pay"
    assert [(one.page, one.state, one.target) for one in read.field_trials] == [("tax", "tax!tab:税", "p-2")]


def test_what_nothing_recognises_keeps_its_name() -> None:
    crawl = redeclared(RUN, Declared((page("none"),))).get(Crawl)
    assert isinstance(crawl, Crawl) and crawl.graph == GRAPH


def test_pages_that_turned_out_to_be_one_are_counted_as_one() -> None:
    graph = PageGraph(
        "p-1",
        (Page("p-0", "旧", visits=2, same_as="p-2"), Page("p-1", "", visits=1), Page("p-2", "新", visits=3)),
        (State("p-0", "p-0"), State("p-1", "p-1"), State("p-2", "p-2")),
        (Edge("p-1", "p-0", BACK, 2, 1), Edge("p-1", "p-2", BACK, 3, 3)),
    )
    run = settled(Recorded(Screens((Visit(0, "p-0", "p-0!tab:x"),)), Crawl(graph)))
    crawl, screens = run.get(Crawl), run.get(Screens)
    assert isinstance(crawl, Crawl) and isinstance(screens, Screens)
    assert [(p.key, p.name, p.visits) for p in crawl.graph.pages] == [("p-2", "新", 5), ("p-1", "", 1)]
    assert crawl.graph.edges == (Edge("p-1", "p-2", BACK, 5, 4),)
    assert (screens.visits[0].page, screens.visits[0].state) == ("p-2", "p-2!tab:x")


def test_a_run_in_which_no_page_turned_out_to_be_another_is_left_alone() -> None:
    assert settled(RUN) is RUN


def test_chains_of_renames_end_and_rings_do_not_hang() -> None:
    pages = [
        Page("a", "", same_as="b"),
        Page("b", "", same_as="c"),
        Page("x", "", same_as="y"),
        Page("y", "", same_as="x"),
    ]
    assert renames(pages) == {"a": "c", "b": "c", "x": "y", "y": "x"}
