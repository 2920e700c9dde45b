"""What was measured on each page."""

from __future__ import annotations

from patrol.audit.page_facts import MOST_ENDPOINTS, MOST_TREES, page_facts
from patrol.derive import facts_of
from patrol.model.artifacts import Crawl, CrawlStep, Screens, Visit
from patrol.model.graph import Action, ActionKind, Page, PageGraph, State
from patrol.model.record import Record
from patrol.model.recorded import Recorded
from patrol.model.result import PageFacts
from patrol.model.startup import StartKind, StartUp, StartUps
from patrol.model.traffic import Flow, Timing, Traffic

GRAPH = PageGraph(
    "home!",
    (Page("home", "首页", ".Main"), Page("pay", "转账", ".Pay")),
    (State("home!", "home"), State("home!tab", "home"), State("pay!", "pay")),
)
STEP = CrawlStep(1, 900, "home!", Action(ActionKind.tap), 1400, "pay!")


def measured(*records: Record) -> dict[str, PageFacts]:
    told = Recorded(Crawl(GRAPH, (STEP,)), *records)
    return {fact.page: fact for fact in page_facts(facts_of(told), ())}


def visit(at_ms: int, state: str, tree: str) -> Visit:
    return Visit(at_ms, state.partition("!")[0], state, tree=tree)


def test_trees_of_new_states_come_before_more_of_the_same() -> None:
    visits = (visit(0, "home!", "a"), visit(1, "home!", "b"), visit(2, "home!tab", "c"), visit(3, "home!", "a"))
    assert measured(Screens(visits))["home"].trees == ("a", "c", "b")
    many = tuple(visit(n, "home!", f"t{n}") for n in range(50))
    assert len(measured(Screens(many))["home"].trees) == MOST_TREES


def flow(n: int, path: str, total: float | None = 50.0, status: int = 200) -> Flow:
    return Flow(f"f{n}", 100 + n, "GET", "https", "api.x", 443, path, status=status, timing=Timing(total=total))


def test_requests_are_told_by_endpoint_most_frequent_first() -> None:
    flows = (flow(1, "/ads", 20.0), flow(2, "/orders/1234", 50.0), flow(3, "/orders/9876", 70.0, 500))
    facts = measured(Screens((visit(0, "home!", ""),)), Traffic(flows))["home"]
    orders, ads = facts.endpoints
    assert (orders.endpoint, orders.count, orders.failed, orders.median_ms) == ("GET api.x/orders/{…}", 2, 1, 60.0)
    assert (ads.count, facts.request_ms) == (1, 50.0)
    many = tuple(flow(n, f"/part{'x' * n}") for n in range(40))
    assert len(measured(Screens((visit(0, "home!", ""),)), Traffic(many))["home"].endpoints) == MOST_ENDPOINTS


def test_requests_without_answer_have_no_time() -> None:
    facts = measured(Screens((visit(0, "home!", ""),)), Traffic((flow(1, "/a", None),)))["home"]
    assert (facts.requests, facts.request_ms, facts.endpoints[0].median_ms) == (1, None, None)


def test_how_long_a_page_takes_to_open_and_to_start() -> None:
    cold = tuple(StartUp(9000 + n, StartKind.cold, "com.x.Main", displayed_ms=800.0 + 100 * n) for n in range(3))
    warm = StartUp(9900, StartKind.warm, "com.x.Main", displayed_ms=5.0)
    found = measured(Screens((visit(0, "home!", ""), visit(1400, "pay!", ""))), StartUps((*cold, warm)))
    assert (found["pay"].opening_ms, found["pay"].openings) == (500.0, 1)
    assert (found["home"].start_ms, found["home"].starts, found["pay"].start_ms) == (900.0, 3, None)
