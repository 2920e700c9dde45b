"""When elder mode was on."""

from __future__ import annotations

from patrol.derive.elder import elder_mode
from patrol.model.artifacts import Crawl, CrawlStep, Journeys
from patrol.model.graph import Action, ActionKind
from patrol.model.journey import JourneyTrace, Outcome, StepTrace
from patrol.model.locator import Locator


def tap(at_ms: int, text: str) -> CrawlStep:
    return CrawlStep(at_ms, at_ms, "s", Action(ActionKind.tap, Locator(text=text)))


def test_taps_switch_it_on_and_off() -> None:
    mode = elder_mode(Crawl(steps=(tap(10, "关爱版（大字）"), tap(20, "转账"), tap(30, "返回标准版"))), None)
    assert [mode.at(ms) for ms in (10, 11, 25, 31)] == [False, True, True, False] and mode.seen


def test_a_deep_link_does_not_switch_it_and_a_journey_begins_without_it() -> None:
    link = CrawlStep(5, 5, "s", Action(ActionKind.deep_link, value="bank://elder"))
    steps = tuple(StepTrace("1", "tap", "tap 长辈版", o, 110, 120) for o in (Outcome.failed, Outcome.passed))
    traces = (JourneyTrace("a", "", Outcome.passed, 100, 200, steps), JourneyTrace("b", "", Outcome.passed, 300, 400))
    mode = elder_mode(Crawl(steps=(link,)), Journeys(traces))
    assert [mode.at(ms) for ms in (6, 110, 111, 299, 301)] == [False, False, True, True, False]
    assert not elder_mode(None, None).seen
