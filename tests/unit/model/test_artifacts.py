"""What the records of a run tell of themselves."""

from __future__ import annotations

import pytest

from patrol.model.artifacts import Crawl, CrawlStep, StopReason
from patrol.model.graph import Action, ActionKind, Page, PageGraph

PAGES = PageGraph("a!", (Page("a", "首页"), Page("b", "设置")))
STEP = CrawlStep(0, 0, "a!", Action(ActionKind.back))


@pytest.mark.parametrize(
    ("stop", "actions", "proves"),
    [
        (StopReason.complete, 2, True),
        (StopReason.stagnation, 2, True),
        (StopReason.actions, 6, True),
        (StopReason.minutes, 6, True),
        (StopReason.actions, 5, False),
        (StopReason.interrupted, 600, False),
        (StopReason.crash_loop, 600, False),
        (StopReason.device_lost, 600, False),
        (None, 600, False),
    ],
)
def test_only_a_crawl_that_looked_the_app_over_proves_that_a_thing_is_not_there(
    stop: StopReason | None, actions: int, proves: bool
) -> None:
    assert Crawl(PAGES, (STEP,) * actions, stop=stop).looked_over is proves


def test_a_crawl_of_nothing_proves_nothing() -> None:
    assert not Crawl(stop=StopReason.actions).looked_over
