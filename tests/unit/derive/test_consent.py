"""When the user agreed."""

from __future__ import annotations

from patrol.derive.consent import consent
from patrol.model.artifacts import Crawl, CrawlStep, Journeys
from patrol.model.graph import Action, ActionKind
from patrol.model.journey import JourneyTrace, Outcome
from patrol.model.locator import Locator


def test_marks_of_journeys_and_taps_of_the_crawl_in_order() -> None:
    traces = (JourneyTrace("first", "", Outcome.passed, 0, 9, consent=((50, "given"),)),)
    steps = tuple(
        CrawlStep(i, at, "s", Action(ActionKind.tap, Locator(text=text)))
        for i, (at, text) in enumerate([(10, "不同意"), (20, "转账"), (30, "同意并继续")])
    )
    found = consent(Journeys(traces), Crawl(steps=steps))
    assert found.moments == ((10, "refused", "crawl"), (30, "given", "crawl"), (50, "given", "first"))
    assert found.first_given_ms == 30
    assert consent(None, None).first_given_ms is None
