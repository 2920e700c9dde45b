"""What was done to the phone, and when the app came to the front."""

from __future__ import annotations

from patrol.derive.deeds import deeds
from patrol.model.artifacts import Crawl, CrawlStep, Journeys, Screens, Visit
from patrol.model.graph import Action, ActionKind
from patrol.model.journey import JourneyTrace, Outcome, StepTrace
from patrol.model.locator import Locator
from patrol.model.resources import Quiet, QuietSpan
from patrol.model.startup import StartKind, StartUp, StartUps

TAP = Action(ActionKind.tap, Locator(text="粘贴", id="btn_paste"))


def test_touches_are_told_with_their_words_and_launches_are_none() -> None:
    crawl = Crawl(steps=(CrawlStep(1, 1000, "a", TAP), CrawlStep(2, 5000, "a", Action(ActionKind.launch))))
    done = Outcome.passed
    steps = (
        StepTrace("1", "tap", "tap 转账", done, 7900, 8100, touched_ms=8000),
        StepTrace("2", "note", "", done, 1, 1),
    )
    found = deeds(crawl, Journeys((JourneyTrace("way", "路", done, 7000, 9000, steps),)), None, None)
    assert [(deed.at_ms, deed.step) for deed in found.deeds] == [(1000, "crawl/1"), (8000, "way/1")]
    assert "粘贴" in found.deeds[0].text
    assert [deed.at_ms for deed in found.before(8500, 3000)] == [8000]
    assert found.before(500, 3000) == ()
    assert found.came_to_front == (5000,)


def test_the_app_comes_to_the_front_when_it_is_launched_or_shown_again() -> None:
    pages = ("outside:launcher", "home", "home", "", "home")
    screens = Screens(tuple(Visit(1000 * at, page, page) for at, page in enumerate(pages)))
    starts = StartUps((StartUp(9000, StartKind.cold),))
    assert deeds(None, None, screens, starts).came_to_front == (1000, 4000, 9000)


def test_a_touch_before_the_app_was_launched_asks_for_nothing_after_it() -> None:
    launch = CrawlStep(2, 1200, "a", Action(ActionKind.launch))
    crawl = Crawl(steps=(CrawlStep(1, 1000, "a", TAP), launch, CrawlStep(3, 2000, "a", TAP)))
    again = StepTrace("2", "launch", "launch cold", Outcome.passed, 2500, 2600)
    found = deeds(crawl, Journeys((JourneyTrace("way", "路", Outcome.passed, 2400, 9000, (again,)),)), None, None)
    asked = {at: [deed.at_ms for deed in found.before(at, 3000)] for at in (1100, 1300, 2100, 2700)}
    assert asked == {1100: [1000], 1300: [], 2100: [2000], 2700: []}


def test_only_recorded_times_tell_that_nobody_touched() -> None:
    crawl = Crawl(steps=(CrawlStep(1, 1000, "a", TAP, 1500),))
    quiet = Quiet((QuietSpan(5000, 9000),))
    found = deeds(crawl, None, None, None, quiet=quiet)
    assert [found.knows(at) for at in (500, 1200, 3000, 6000)] == [False, True, False, True]
