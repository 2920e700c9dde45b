"""The app is left alone on a page and in the background, with readings at both ends."""

from __future__ import annotations

from patrol.clock import SimulatedClock
from patrol.gather.quiet import Hands, QuietGatherer
from patrol.model.resources import QuietSpan
from tests.unit.gather.double import FakeDriver, context


def spans(driver: FakeDriver, pages: list[str], seconds: float = 5) -> tuple[list[QuietSpan], list[int], QuietGatherer]:
    clock = SimulatedClock()
    ctx, sink, _ = context(driver, clock=clock)
    read: list[int] = []
    looks = iter(pages)
    last = pages[-1]
    hands = Hands(page=lambda: next(looks, last), read=lambda: read.append(clock.now_ms()), stopped=lambda: False)
    gatherer = QuietGatherer()
    gatherer.measure(ctx, hands, seconds)
    return [one for one in sink.streams.get("quiet", []) if isinstance(one, QuietSpan)], read, gatherer


def test_a_page_and_then_the_background() -> None:
    driver = FakeDriver()
    (front, back), read, _ = spans(driver, ["splash", "home", "home"])
    assert (front.page, front.background, front.ended_ms - front.started_ms) == ("home", False, 5000)
    assert (back.page, back.background, back.ended_ms - back.started_ms) == ("", True, 5000)
    assert driver.pressed == ["home"]
    assert read == [front.started_ms, front.ended_ms, back.started_ms, back.ended_ms]


def test_an_app_that_ends_when_it_is_left_has_no_background() -> None:
    class Ending(FakeDriver):
        def press(self, key: str) -> None:
            self.running = {}

    found, _, gatherer = spans(Ending(), ["home"])
    assert [one.background for one in found] == [False]
    assert "ended when it was left" in gatherer.artifact(context(FakeDriver())[0]).note


def test_a_page_that_never_shows_leaves_a_note() -> None:
    found, _, gatherer = spans(FakeDriver(), [""])
    assert not found and gatherer.artifact(context(FakeDriver())[0]).note == "the app showed no page that stays"


def test_a_splash_page_that_stands_for_a_second_is_not_left_alone() -> None:
    (front, _), _, _ = spans(FakeDriver(), [*["splash"] * 5, "home"])
    assert front.page == "home"


def test_an_app_that_goes_on_moving_is_left_alone_on_what_it_shows_in_the_end() -> None:
    (front, _), _, _ = spans(FakeDriver(), [f"advertisement {n}" for n in range(100)])
    assert front.page.startswith("advertisement")
