"""Where cards and lines of the page graph go."""

from __future__ import annotations

import msgspec

from patrol.model.graph import Action, ActionKind, Edge, Page, PageGraph, State
from patrol.model.locator import Locator
from patrol.report import drawing
from patrol.report.drawing import CARD_HEIGHT, CARD_WIDTH, draw
from patrol.report.ways import ways

from . import sample


def drawn(graph: PageGraph) -> drawing.Drawing:
    return draw(graph, ways(graph))


def hub(pages: int) -> PageGraph:
    """A home that leads everywhere, and every page back to it by the navigation bar and to a help page."""
    keys = ["home", "help", *(f"p{n}" for n in range(pages))]
    tap = Action(ActionKind.tap, Locator(text="x"))
    edges = [Edge("home", key, tap) for key in keys[1:]] + [Edge(key, "home", tap) for key in keys[1:]]
    edges += [Edge(key, "help", tap) for key in keys[2:]]
    return PageGraph("home", tuple(Page(k, k, visits=1) for k in keys), tuple(State(k, k) for k in keys), tuple(edges))


def test_cards_do_not_overlap() -> None:
    for graph in (sample.graph(60), hub(40), sample.graph(1)):
        places = [(node.x, node.y) for node in drawn(graph).nodes]
        for number, (x, y) in enumerate(places):
            for other_x, other_y in places[number + 1 :]:
                assert abs(x - other_x) >= CARD_WIDTH or abs(y - other_y) >= CARD_HEIGHT


def test_all_is_inside_the_drawing() -> None:
    found = drawn(sample.graph(60))
    assert all(0 <= node.x <= found.width - CARD_WIDTH for node in found.nodes)
    assert all(0 <= node.y <= found.height - CARD_HEIGHT for node in found.nodes)


def test_the_way_in_stands_first_and_each_step_leads_to_the_right() -> None:
    found = drawn(sample.graph(40))
    at = {node.page.key: node for node in found.nodes}
    assert (at["p0"].x, at["p0"].y) == (min(n.x for n in found.nodes), min(n.y for n in found.nodes))
    assert all(at[line.way.target].x > at[line.way.source].x for line in found.lines if line.trunk)


def test_ways_back_and_ways_that_all_pages_share_are_counted_not_drawn() -> None:
    found = drawn(hub(40))
    assert {(line.way.source, line.way.target) for line in found.lines} == {
        ("home", key) for key in ("help", *(f"p{n}" for n in range(40)))
    }
    assert found.hidden == 41 + 40


def test_what_nothing_leads_to_stands_aside() -> None:
    found = drawn(sample.graph(24))
    aside = [node for node in found.nodes if node.aside]
    assert [node.page.key for node in aside] == ["p-declared"]
    assert aside[0].x > max(node.x for node in found.nodes if not node.aside)


def test_a_large_graph_keeps_pages_with_findings_and_says_what_is_left_out() -> None:
    graph = sample.graph(1000)
    found = draw(graph, ways(graph), {"p900": 2})
    assert len(found.nodes) == drawing.MOST_PAGES
    assert found.left_out == 1001 - drawing.MOST_PAGES
    assert "p900" in {node.page.key for node in found.nodes}


def test_an_empty_graph_is_an_empty_drawing() -> None:
    assert drawn(PageGraph()).nodes == ()


def test_a_graph_whose_start_is_unknown_is_drawn_all_the_same() -> None:
    found = drawn(msgspec.structs.replace(sample.graph(10), start="nowhere"))
    assert len(found.nodes) == 11
