from __future__ import annotations

from patrol.crawl.limits import CrawlLimits
from patrol.crawl.routes import RESTART_COST


def test_a_restart_costs_more_actions_the_less_time_there_is_for_each() -> None:
    costs = [CrawlLimits(actions=400, minutes=minutes).restart_cost for minutes in (0.75, 1, 3)]
    assert costs == sorted(costs, reverse=True) and costs[0] < 7 and costs[2] > 4


def test_where_the_actions_end_the_crawl_it_costs_little_more_than_one() -> None:
    assert CrawlLimits(actions=400, minutes=8).restart_cost == RESTART_COST
    assert CrawlLimits(actions=10**9, minutes=10**9).restart_cost == RESTART_COST
    assert CrawlLimits(actions=0, minutes=0).restart_cost == RESTART_COST
