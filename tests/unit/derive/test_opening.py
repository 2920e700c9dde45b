"""How long pages take to open, and how much of that is network."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.derive.opening import _Network, openings
from patrol.derive.pages import pages
from patrol.model.artifacts import Crawl, CrawlStep, Flow, Timing, Traffic
from patrol.model.graph import Action, ActionKind, Page, PageGraph, State

TAP = Action(ActionKind.tap)
GRAPH = PageGraph(
    pages=(Page("home", ""), Page("pay", "")), states=(State("h", "home"), State("h2", "home"), State("p", "pay"))
)


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
    found = openings(crawl, pages(crawl, None), traffic((100, 100.0), (150, 100.0), (390, 500.0)))
    assert {page: one.times for page, one in found.pages.items()} == {"pay": ((0, 400),), "home": ((2000, 200),)}
    assert found.pages["pay"].network_share == pytest.approx((150 + 10) / 400)
    assert found.median_ms == 300
    assert openings(crawl, pages(crawl, None), None).pages["pay"].network_share is None


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=12), st.integers(0, 70), st.integers(0, 30))
def test_joined_spans_agree_with_counting_each_millisecond(
    spans: list[tuple[int, int]], start: int, length: int
) -> None:
    busy = sum(any(at <= ms < at + total for at, total in spans) for ms in range(start, start + length))
    assert _Network(traffic(*spans)).busy_ms(start, start + length) == pytest.approx(busy)
