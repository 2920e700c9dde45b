"""Incidents with page, step and the action before."""

from __future__ import annotations

from patrol.derive.happened import in_words, incident_groups
from patrol.derive.incidents import Incident, IncidentKind, Incidents, folded
from patrol.derive.timeline import timeline
from patrol.model.artifacts import Crawl, CrawlStep, Journeys, Screens, Visit
from patrol.model.graph import Action, ActionKind
from patrol.model.journey import JourneyTrace, Outcome, StepTrace
from patrol.model.locator import Locator


def test_the_last_thing_that_was_done_is_named() -> None:
    tap = Action(ActionKind.tap, Locator(text="红包"))
    crawl = Crawl(steps=(CrawlStep(1, 1000, "life!", tap, 1300), CrawlStep(2, 9000, "life!", Action(ActionKind.back))))
    walked = StepTrace("1", "tap", "tap 付款", Outcome.passed, 20_000, 20_900, touched_ms=20_100)
    journeys = Journeys((JourneyTrace("pay", "付款", Outcome.passed, 20_000, 21_000, (walked,)),))
    screens = Screens((Visit(500, "life", "life!"), Visit(20_050, "pay", "pay!")))
    kinds = IncidentKind.crash
    found = Incidents(tuple(Incident(kinds, at, "x", "x", ()) for at in (1500, 20_400, None)))
    (group,) = incident_groups(found, timeline(screens, crawl, journeys), crawl, journeys).of(kinds)
    first, second, third = group.all
    assert (first.page, first.step, first.action.en, first.after_ms) == ("life", "crawl/1", "tapping “红包”", 500)
    assert (second.page, second.step, second.action.zh, second.after_ms) == ("pay", "pay/1", "tap 付款", 300)
    assert (third.page, third.action.en, third.after_ms) == ("", "", None)


def test_actions_are_said_as_nouns() -> None:
    assert in_words(Action(ActionKind.deep_link, value="app://x")).en == "opening the link app://x"
    assert in_words(Action(ActionKind.back)).zh == "返回"


def test_what_another_build_numbers_otherwise_is_folded() -> None:
    same = {folded(f"com.bank.Pay$$ExternalSyntheticLambda{number}.onClick") for number in (0, 3, 12)}
    assert same == {"com.bank.Pay$$ExternalSyntheticLambda.onClick"}
    assert folded("com.bank.Pay$2.onClick") == "com.bank.Pay.onClick"
    assert folded("com.bank.Pay.lambda$onCreate$7") == folded("com.bank.Pay.lambda$onCreate$0")
    assert folded("com.bank.Pay$Inner.run") == "com.bank.Pay$Inner.run"
