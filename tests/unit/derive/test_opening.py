"""How long pages take to open, and how much of that is network."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.derive.opening import _union_ms, openings
from patrol.derive.pages import pages
from patrol.derive.timeline import timeline
from patrol.model.artifacts import Crawl, CrawlStep, Journeys, Screens, Visit
from patrol.model.graph import Action, ActionKind, Page, PageGraph, State
from patrol.model.journey import JourneyTrace, Outcome, StepTrace
from patrol.model.traffic import Flow, Timing, Traffic

TAP = Action(ActionKind.tap)
GRAPH = PageGraph(
    pages=(Page("home", ""), Page("pay", "")), states=(State("h", "home"), State("h2", "home"), State("p", "pay"))
)


NEVER = timeline(None, None, None)


def traffic(*spans: tuple[int, float]) -> Traffic:
    return Traffic(tuple(Flow("f", at, "GET", "https", "x", 443, "/", timing=Timing(total=ms)) for at, ms in spans))


def test_only_steps_from_another_page_open_one() -> None:
    steps = (
        CrawlStep(1, 0, "h", TAP, 400, "p"),
        CrawlStep(2, 500, "p", TAP, 900, "p"),
        CrawlStep(3, 1000, "h", TAP, 1050, "h2"),
        CrawlStep(4, 2000, "p", TAP, 2200, "h"),
        CrawlStep(5, 3000, "h", Action(ActionKind.launch), 6000, "p"),
        CrawlStep(6, 7000, "h", TAP, None, "p"),
    )
    crawl = Crawl(graph=GRAPH, steps=steps)
    found = openings(crawl, None, pages(crawl, None), NEVER, None)
    assert {page: one.times for page, one in found.pages.items()} == {"pay": ((0, 400),), "home": ((2000, 200),)}
    assert found.median_ms == 300
    assert found.pages["pay"].network_share is None


def share_of_pay(*flows: Flow) -> float | None:
    """`pay` is opened from 1000 to 1400, by a tap on `home`, and seen at 1390."""
    crawl = Crawl(graph=GRAPH, steps=(CrawlStep(1, 1000, "h", TAP, 1400, "p"),))
    shown = timeline(Screens((Visit(0, "home", "h"), Visit(1390, "pay", "p"))), crawl, None)
    return openings(crawl, None, pages(crawl, None), shown, Traffic(flows)).pages["pay"].network_share


def test_network_is_the_pages_own_requests_within_its_opening() -> None:
    assert share_of_pay(*traffic((1100, 100.0), (1150, 100.0), (1390, 500.0)).flows) == pytest.approx(160 / 400)


def test_a_request_of_the_page_before_is_not_the_openings() -> None:
    assert share_of_pay(*traffic((990, 300.0), (100, 5000.0)).flows) == 0.0


def test_opening_the_connection_counts_from_the_touch_on() -> None:
    (flow,) = traffic((1100, 50.0)).flows
    early = msgspec.structs.replace(flow, timing=Timing(total=50.0, opened=-30.0))
    before_the_touch = msgspec.structs.replace(flow, timing=Timing(total=50.0, opened=-300.0))
    assert share_of_pay(early) == pytest.approx(80 / 400)
    assert share_of_pay(before_the_touch) == pytest.approx(150 / 400)


def test_a_request_that_failed_was_waited_for_too() -> None:
    (flow,) = traffic((1100, 50.0)).flows
    assert share_of_pay(msgspec.structs.replace(flow, timing=Timing(failed=120.0))) == pytest.approx(120 / 400)


def test_a_journeys_taps_that_led_to_another_page_count_too() -> None:
    steps = tuple(
        StepTrace("1", kind, "", outcome, start, end, page=page)
        for kind, outcome, start, end, page in (
            ("tap", Outcome.passed, 100, 4000, "tax"),
            ("expect", Outcome.passed, 4000, 9000, "tax"),
            ("tap", Outcome.passed, 9100, 9200, "tax"),
            ("tap", Outcome.failed, 9300, 9900, "home"),
            ("tap", Outcome.passed, 9900, 9950, "outside:com.browser/.Main"),
        )
    )
    journeys = Journeys((JourneyTrace("j", "", Outcome.passed, 0, 9999, steps),))
    shown = timeline(Screens((Visit(0, "home", "h"), Visit(3900, "tax", "t"))), None, journeys)
    found = openings(None, journeys, pages(None, None), shown, None)
    assert {page: one.times for page, one in found.pages.items()} == {"tax": ((100, 3900),)}


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=12))
def test_joined_spans_agree_with_counting_each_millisecond(spans: list[tuple[int, int]]) -> None:
    busy = sum(any(at <= ms < at + total for at, total in spans) for ms in range(90))
    assert _union_ms((at, at + total) for at, total in spans) == pytest.approx(busy)
