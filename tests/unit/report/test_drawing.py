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


def cities(pages: int = 60) -> list[PageGraph]:
    return [sample.graph(pages), hub(40), sample.graph(1), with_modules(pages, 3), with_modules(pages, 30)]


def with_modules(pages: int, modules: int) -> PageGraph:
    graph = sample.graph(pages)
    moved = (msgspec.structs.replace(page, module=f"m{n % modules}") for n, page in enumerate(graph.pages))
    return msgspec.structs.replace(graph, pages=tuple(moved))


def test_cards_do_not_overlap() -> None:
    for graph in cities():
        places = [(node.x, node.y) for node in drawn(graph).nodes()]
        for number, (x, y) in enumerate(places):
            for other_x, other_y in places[number + 1 :]:
                assert abs(x - other_x) >= CARD_WIDTH or abs(y - other_y) >= CARD_HEIGHT


def test_every_page_has_its_card_in_the_district_of_its_module() -> None:
    for graph in (*cities(), sample.graph(2000)):
        found = drawn(graph)
        assert sorted(node.page.key for node in found.nodes()) == sorted(page.key for page in graph.pages)
        for district in found.districts:
            assert {node.page.module for node in district.nodes} == {district.module}
            assert all(district.x <= node.x <= district.x + district.width - CARD_WIDTH for node in district.nodes)
            assert all(district.y <= node.y <= district.y + district.height - CARD_HEIGHT for node in district.nodes)


def test_districts_do_not_overlap_on_a_wide_screen_nor_on_a_phone() -> None:
    for graph in cities():
        districts = drawn(graph).districts
        for of in (lambda d: (d.x, d.y), lambda d: d.upright):
            for number, one in enumerate(districts):
                for other in districts[number + 1 :]:
                    (x1, y1), (x2, y2) = of(one), of(other)
                    aside = x1 + one.width <= x2 or x2 + other.width <= x1
                    assert aside or y1 + one.height <= y2 or y2 + other.height <= y1


def test_a_drawing_is_about_as_wide_as_a_screen_and_not_mostly_empty() -> None:
    for graph in (with_modules(200, 9), with_modules(500, 25), sample.graph(300)):
        found = drawn(graph)
        assert 1.1 < found.width / found.height < 2.6
        assert sum(d.width * d.height for d in found.districts) > 0.6 * found.width * found.height


def test_the_way_in_stands_first_and_each_step_inside_a_module_leads_to_the_right() -> None:
    one = with_modules(20, 1)
    found = drawn(one)
    at = {node.page.key: node for node in found.nodes()}
    assert found.districts[0].nodes[0].page.key == "p0"
    assert (at["p0"].x, at["p0"].y) == (min(n.x for n in found.nodes()), min(n.y for n in found.nodes()))
    assert all(at[target].x > at[source].x for source, target in found.trunk)


def test_each_page_is_first_reached_by_one_way_and_that_inside_its_module_where_it_can() -> None:
    graph = hub(40)
    assert drawn(graph).trunk == {("home", key) for key in ("help", *(f"p{n}" for n in range(40)))}
    tap = Action(ActionKind.tap)
    pages = tuple(Page(key, key, module=key[0]) for key in ("a", "a1", "b1", "b2"))
    edges = (Edge("a", "a1", tap), Edge("a", "b1", tap), Edge("a1", "b2", tap), Edge("b1", "b2", tap))
    short = PageGraph("a", pages, tuple(State(page.key, page.key) for page in pages), edges)
    assert ("b1", "b2") in drawn(short).trunk and ("a1", "b2") not in drawn(short).trunk


def test_one_road_leads_into_each_module_and_the_others_are_counted() -> None:
    found = drawn(with_modules(60, 6))
    into = [road.target for road in found.roads if road.trunk]
    assert sorted(into) == sorted(set(into)) and len(into) == 5
    assert all(road.ways > 0 and road.source != road.target for road in found.roads)


def test_a_way_that_is_only_declared_reaches_nothing() -> None:
    declared = Edge("a", "b", Action(ActionKind.tap), tries=0, arrivals=0)
    graph = PageGraph("a", (Page("a", "a"), Page("b", "b")), (State("a", "a"), State("b", "b")), (declared,))
    assert drawn(graph).trunk == frozenset()


def test_what_nothing_leads_to_stands_aside() -> None:
    aside = [node.page.key for node in drawn(sample.graph(24)).nodes() if node.aside]
    assert aside == ["p-declared"]


def test_lines_and_roads_join_the_edges_of_boxes() -> None:
    found = drawn(with_modules(30, 4))
    at = {node.page.key: node for node in found.nodes()}
    for source, target in found.trunk:
        assert drawing.line(at[source], at[target]).startswith("M")
    one, other = found.districts[:2]
    x1, y1, x2, y2 = drawing.road(one, other)
    assert one.x <= x1 <= one.x + one.width and one.y <= y1 <= one.y + one.height
    assert other.x <= x2 <= other.x + other.width and other.y <= y2 <= other.y + other.height


def test_an_empty_graph_is_an_empty_drawing() -> None:
    assert drawn(PageGraph()).districts == ()


def test_a_graph_whose_start_is_unknown_is_drawn_all_the_same() -> None:
    found = drawn(msgspec.structs.replace(sample.graph(10), start="nowhere"))
    assert len(found.nodes()) == 11
