"""A page is owned by journeys that cover it and really came there."""

from __future__ import annotations

import pytest

from patrol.compare.ownership import ownership
from patrol.model.artifacts import Visit
from patrol.model.graph import Page, PageGraph
from patrol.model.journey import JourneyTrace, Outcome

PAGES = PageGraph(pages=tuple(Page(key, key) for key in ("home", "pay", "done")))
SHOWN = tuple(Visit(at, page, page) for at, page in ((0, "home"), (10, "pay"), (20, "done"), (30, "home"), (40, "pay")))


def trace(
    *covers: str, name: str = "pay", outcome: Outcome = Outcome.passed, at: tuple[int, int] = (0, 25)
) -> JourneyTrace:
    return JourneyTrace(name, name, outcome, *at, covers=covers)


def test_a_journey_that_covers_a_page_and_showed_it_owns_it() -> None:
    assert ownership(PAGES, SHOWN, [trace("pay", "done")]).owners == {"done": ("pay",), "pay": ("pay",)}


def test_a_page_that_was_only_passed_is_not_owned() -> None:
    assert ownership(PAGES, SHOWN, [trace("done")]).of("pay") == ()


def test_a_name_alone_owns_nothing() -> None:
    found = ownership(PAGES, SHOWN, [trace("pay", at=(11, 35))])
    assert found.of("pay") == ()
    assert found.claims == {"pay": (("pay", Outcome.passed),)}


@pytest.mark.parametrize("outcome", [Outcome.failed, Outcome.broken, Outcome.skipped])
def test_a_journey_that_did_not_pass_owns_nothing_even_where_it_came(outcome: Outcome) -> None:
    found = ownership(PAGES, SHOWN, [trace("pay", outcome=outcome)])
    assert found.of("pay") == () and found.claims["pay"] == (("pay", outcome),)


def test_what_is_shown_in_another_journeys_time_is_not_ones_own() -> None:
    first, second = trace("done", name="first", at=(0, 15)), trace("home", name="second", at=(16, 35))
    found = ownership(PAGES, SHOWN, [first, second])
    assert found.owners == {"home": ("second",)} and "done" in found.claims


def test_a_page_that_turned_out_to_be_another_counts_as_that_one() -> None:
    pages = PageGraph(pages=(*PAGES.pages, Page("p-0123456789", "pay", same_as="pay")))
    shown = (Visit(0, "p-0123456789", "p-0123456789"),)
    assert ownership(pages, shown, [trace("pay")]).of("pay") == ("pay",)


def test_a_way_is_owned_by_a_journey_that_goes_it_and_covers_one_end() -> None:
    found = ownership(PAGES, SHOWN, [trace("done")])
    assert found.of_edge("pay", "done") == ("pay",)
    assert found.of_edge("home", "pay") == ()
    assert found.of_edge("home", "done") == ()
