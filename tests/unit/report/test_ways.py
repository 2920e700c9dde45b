"""Ways from page to page."""

from __future__ import annotations

from patrol.model.graph import Page, PageGraph
from patrol.model.journey import JourneyTrace, Outcome, StepTrace
from patrol.report.ways import edges, ways

from . import sample


def trace(*steps: tuple[str, str, str]) -> JourneyTrace:
    """(index, kind, page)"""
    told = tuple(StepTrace(i, kind, f"{kind} x", Outcome.passed, 0, 1, page=page) for i, kind, page in steps)
    return JourneyTrace("j", "j", Outcome.passed, 0, 1, told)


PAGES = PageGraph(pages=tuple(Page(key, key) for key in "abc"))


def test_equal_actions_between_two_pages_are_one() -> None:
    graph = sample.graph(10)
    pairs = [(source, target) for source, target, _ in edges(graph)]
    assert len(pairs) == len(set(pairs)) == 18
    assert [way.back for way in ways(graph)] == [False] * 9 + [True] * 9


def test_what_a_journey_walked_is_a_way() -> None:
    found = ways(PAGES, [trace(("1", "launch", "a"), ("2", "tap", "b"), ("3", "tap", "b"), ("4", "type", "c"))])
    assert [(way.source, way.target, way.walked) for way in found] == [("a", "b", True), ("b", "c", True)]


def test_a_page_that_shows_only_while_waiting_belongs_to_the_last_move() -> None:
    found = ways(PAGES, [trace(("1", "launch", "a"), ("2", "tap", "a"), ("3", "wait for", "b"))])
    assert [(way.source, way.target, way.actions[0].en) for way in found] == [("a", "b", "tap x")]


def test_a_launch_or_a_link_leads_from_nowhere() -> None:
    assert ways(PAGES, [trace(("1", "tap", "a"), ("2", "launch", "b"), ("3", "open link", "c"))]) == ()


def test_outer_steps_do_not_count_beside_their_inner_ones() -> None:
    found = ways(PAGES, [trace(("1", "use", "c"), ("1.1", "launch", "a"), ("1.2", "tap", "b"), ("2", "tap", "c"))])
    assert [(way.source, way.target) for way in found] == [("a", "b"), ("b", "c")]
