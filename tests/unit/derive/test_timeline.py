"""Page and step at any moment."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from patrol.derive.timeline import Timeline, timeline
from patrol.model.artifacts import Crawl, CrawlStep, Journeys, Screens, Visit
from patrol.model.graph import Action, ActionKind
from patrol.model.journey import JourneyTrace, Outcome, StepTrace
from patrol.model.startup import StartKind, StartUp, StartUps

BACK = Action(ActionKind.back)


def screens(*visits: tuple[int, str]) -> Screens:
    return Screens(tuple(Visit(at_ms, page, f"{page}!") for at_ms, page in visits))


def test_a_page_is_shown_until_the_next_visit() -> None:
    found = timeline(screens((100, "home"), (500, "pay")), None, None)
    assert [found.page(ms) for ms in (0, 99, 100, 499, 500, 9999)] == ["", "", "home", "home", "pay", "pay"]
    assert found.page(None) == ""


def test_the_innermost_step_that_began_last_is_the_step() -> None:
    crawl = Crawl(steps=(CrawlStep(1, 100, "home!", BACK, 300), CrawlStep(2, 400, "home!", BACK)))
    steps = tuple(StepTrace(i, "tap", "", Outcome.passed, s, e) for i, s, e in (("3", 600, 900), ("3.1", 700, 800)))
    found = timeline(None, crawl, Journeys((JourneyTrace("pay", "", Outcome.passed, 600, 900, steps),)))
    at = {50: "", 100: "crawl/1", 350: "crawl/1", 450: "crawl/2", 650: "pay/3", 750: "pay/3.1", 5000: "pay/3.1"}
    assert {ms: found.step(ms) for ms in at} == at
    assert found.end_ms == 900


def test_the_last_visit_ends_with_the_run() -> None:
    crawl = Crawl(steps=(CrawlStep(1, 700, "pay!", BACK, 1200),))
    found = timeline(screens((100, "home"), (500, "pay")), crawl, None)
    assert list(found.spans()) == [(100, 500, "home"), (500, 1200, "pay")]
    assert list(timeline(None, None, None).spans()) == []


def test_what_a_measured_launch_shows_is_not_the_page_before_it() -> None:
    launches = StartUps((StartUp(300, StartKind.cold), StartUp(700, StartKind.cold)))
    walk = Journeys((JourneyTrace("pay", "", Outcome.passed, 600, 900),))
    found = timeline(screens((100, "home"), (650, "pay")), None, walk, launches)
    at = {200: "home", 300: "", 649: "", 650: "pay", 800: "pay"}
    assert {ms: found.page(ms) for ms in at} == at


@given(st.lists(st.tuples(st.integers(0, 1000), st.sampled_from("abc")), max_size=30), st.integers(-10, 1100))
def test_looking_up_agrees_with_walking_through(visits: list[tuple[int, str]], at_ms: int) -> None:
    ordered = sorted(visits, key=lambda visit: visit[0])
    expected = next((page for shown, page in reversed(ordered) if shown <= at_ms), "")
    assert timeline(screens(*visits), None, None).page(at_ms) == expected


def test_a_window_that_refused_a_screenshot_has_its_tree() -> None:
    secure = Visit(500, "pay", "pay!", tree="trees/pay.json.gz", secure=True)
    found = timeline(Screens((Visit(100, "home", "home!", tree="trees/home.json.gz"), secure)), None, None)
    assert [found.secure_tree(ms) for ms in (None, 50, 100, 500, 900)] == ["", "", "", secure.tree, secure.tree]
    assert timeline(None, None, None).secure_tree(5) == ""


def test_what_is_drawn_between_a_touch_and_the_next_look_is_the_new_pages() -> None:
    line = Timeline(
        shown_at=(1000, 2400, 5000),
        pages=("list", "bill", "list"),
        step_at_ms=(),
        steps=(),
        end_ms=6000,
        acted_at=(2000, 3000, 4800),
    )
    drawn = {at_ms: line.drawn_page(at_ms) for at_ms in (1500, 1999, 2000, 2399, 2500, 3500, 4799, 4800, 5500)}
    assert drawn == {
        1500: "list",  # nothing was touched since the look
        1999: "list",
        2000: "bill",  # its opening
        2399: "bill",
        2500: "bill",
        3500: "bill",  # the touch at 3000 led nowhere: another one came before the next look
        4799: "bill",
        4800: "list",
        5500: "list",
    }
