from __future__ import annotations

from patrol.crawl.limits import Budget, CrawlLimits
from patrol.crawl.routes import RESTART_COST
from tests.unit.crawl.paper import Paper, PaperPhone, session_of


def test_a_restart_costs_more_actions_the_less_time_there_is_for_each() -> None:
    costs = [CrawlLimits(actions=400, minutes=minutes).restart_cost for minutes in (1, 3, 10)]
    assert costs == sorted(costs, reverse=True) and 5 < costs[0] < 7 and 2 < costs[2] < 3


def test_where_time_does_not_matter_it_costs_little_more_than_an_action() -> None:
    assert CrawlLimits(actions=400, minutes=10**6).restart_cost == RESTART_COST
    assert CrawlLimits(actions=10**9, minutes=10**9).restart_cost >= RESTART_COST


def test_what_can_be_afforded_is_the_lesser_of_both_limits_at_the_pace_so_far() -> None:
    phone = PaperPhone({"home": Paper("首页")})
    budget = Budget(session_of(phone), CrawlLimits(actions=100, minutes=1))
    assert budget.affordable == 100, "nothing is known of the pace yet"
    budget.spent = 10
    phone.clock.sleep_ms(20_000)
    assert budget.affordable == 20, "two seconds an action, 40 seconds left"
    budget.spent = 95
    assert budget.affordable == 5
    phone.clock.sleep_ms(60_000)
    assert budget.affordable == 0
