"""What was not found is missing only where somebody looked."""

from __future__ import annotations

import pytest

from patrol.derive.absence import NO_CRAWL, SIGNED_OUT, TOO_LITTLE, absent
from patrol.model.artifacts import Crawl, StopReason
from patrol.model.graph import Page, PageGraph, WallStatus
from patrol.model.record import Text
from patrol.model.verdict import Status

WHAT = Text("没有找到入口", "no entry was found")
HOME = Page("home", "首页")


def crawl(*pages: Page, stop: StopReason = StopReason.complete) -> Crawl:
    return Crawl(PageGraph("home!", (HOME, *pages)), stop=stop)


def wall(status: WallStatus) -> Page:
    return Page(f"login {status}", "登录", wall="sign-in", wall_status=status)


def test_a_crawl_that_looked_the_app_over_proves_it() -> None:
    assert absent(WHAT, crawl()).status is Status.fail
    inside = crawl(wall(WallStatus.blocked), wall(WallStatus.passed))
    assert absent(WHAT, inside, for_signed_in=True).status is Status.fail
    assert absent(WHAT, crawl(wall(WallStatus.blocked))).status is Status.fail, "offered without signing in"


@pytest.mark.parametrize(
    ("looked", "why"),
    [
        (None, NO_CRAWL),
        (Crawl(stop=StopReason.complete), NO_CRAWL),
        (crawl(stop=StopReason.interrupted), TOO_LITTLE),
        (crawl(wall(WallStatus.blocked)), SIGNED_OUT),
    ],
)
def test_else_it_is_undecided_and_says_why(looked: Crawl | None, why: Text) -> None:
    verdict = absent(WHAT, looked, for_signed_in=True)
    assert verdict.status is Status.inconclusive and verdict.subject == "missing"
    assert why.zh in verdict.message.zh and why.en in verdict.message.en
