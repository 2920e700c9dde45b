"""What may be kept, and what was asked for again all the same."""

from __future__ import annotations

import pytest

from patrol.derive.caching import caching, freshness_s
from patrol.derive.timeline import timeline
from patrol.model.artifacts import Journeys, Screens, Visit
from patrol.model.journey import JourneyTrace, Outcome
from patrol.model.traffic import Body, Flow, Timing, Traffic


def flow(at_ms: int, control: str = "", status: int = 200, *, sent: str = "", **answered: str) -> Flow:
    headers = (("Cache-Control", control), *((name.replace("_", "-"), value) for name, value in answered.items()))
    return Flow(
        f"f{at_ms}", at_ms, "GET", "https", "x", 443, "/a.json", status=status,
        request_headers=((sent, '"1"'),) if sent else (), response_headers=headers,
        response=Body(900), timing=Timing(total=10),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("control", "headers", "seconds"),
    [
        ("max-age=60", {}, 60),
        ("public, Max-Age=60, immutable", {}, 60),
        ("no-store, max-age=60", {}, None),
        ("no-cache", {}, 0),
        ("", {}, None),
        ("", {"ETag": '"1"'}, 0),
        ("", {"Date": "Sun, 01 Feb 2026 10:00:00 GMT", "Expires": "Sun, 01 Feb 2026 10:01:00 GMT"}, 60),
        ("", {"Expires": "0"}, 0),
        ("max-age=x", {}, None),
    ],
)
def test_how_long_an_answer_is_fresh(control: str, headers: dict[str, str], seconds: float | None) -> None:
    assert freshness_s(flow(0, control, **headers)) == seconds


def words(*flows: Flow, journeys: Journeys | None = None) -> list[str]:
    found = caching(Traffic(flows), timeline(None, None, None), journeys)
    return [found.of_flow.get(one.id, "") for one in flows]


def test_what_is_fresh_is_not_asked_for_again() -> None:
    assert words(flow(0, "max-age=60"), flow(5_000, "max-age=60"), flow(80_000, "max-age=60")) == [
        "cacheable", "refetched", "cacheable"
    ]  # fmt: skip


def test_what_is_stale_is_asked_for_with_its_validator() -> None:
    assert words(flow(0, "no-cache", ETag='"1"'), flow(5_000, "no-cache", ETag='"1"')) == ["cacheable", "unconditional"]
    assert words(flow(0, "no-cache", ETag='"1"'), flow(5_000, status=304, sent="If-None-Match")) == [
        "cacheable", "revalidated"
    ]  # fmt: skip


def test_of_answers_that_say_nothing_nothing_is_said() -> None:
    assert words(flow(0), flow(10)) == ["", ""]
    assert words(flow(0, "no-store"), flow(10, "no-store")) == ["no-store", "no-store"]


def test_a_journey_may_begin_without_the_apps_data() -> None:
    walked = Journeys((JourneyTrace("j", "", Outcome.passed, 3_000, 9_000),))
    assert words(flow(0, "max-age=60"), flow(5_000, "max-age=60"), journeys=walked) == ["cacheable", "cacheable"]


def test_a_page_that_is_opened_again_without_asking_was_served_from_the_cache() -> None:
    screens = Screens(
        tuple(Visit(at, page, page) for at, page in ((0, "a"), (100, "b"), (300, "a"), (400, "b"), (500, "a")))
    )
    found = caching(Traffic((flow(90, "max-age=60"),)), timeline(screens, None, None), None)
    assert found.resources["https://x/a.json"].served == 2
