"""Bounds, baselines and statistics of the crawl benchmark."""

from __future__ import annotations

import math

import pytest

from bench.crawling.bounds import lower_bound, tour
from bench.crawling.reference import walk
from bench.crawling.sight import see
from bench.crawling.statistics import paired, quartiles
from bench.crawling.trial import BASELINES, Trial, crawl, run
from patrol.model.record import to_json
from tests.generated import VARIANTS, generate
from tests.generated.test_driver import started, take


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("seed", [1000, 1001, 1002])
def test_the_bound_is_at_least_one_action_a_page_and_at_most_the_tour(variant: str, seed: int) -> None:
    app = generate(variant, 60, seed)
    cost = sum(move.cost for move in tour(app))
    assert len(app.goal) <= lower_bound(app) <= cost


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_tour_can_be_walked_at_its_cost(variant: str) -> None:
    app = generate(variant, 60, 1003)
    driver = app.driver(1)
    moves = tour(app)
    for move in moves:
        if move.restart:
            driver.launch(app.package, stop_first=True)
        elif move.way is None:
            driver.press("back")
        else:
            take(driver, move.way)
        assert driver.page == move.page
    assert set(driver.visited) == app.goal
    assert driver.actions == sum(move.cost for move in moves)


def test_the_reference_finds_all_pages_at_a_cost_above_the_bound() -> None:
    app = generate("A", 60, 1000)
    seen = walk(app)
    assert seen.keys() == app.goal
    assert max(seen.values()) >= lower_bound(app)


@pytest.mark.parametrize("policy", BASELINES)
def test_a_baseline_does_the_same_again_with_the_same_seed(policy: str) -> None:
    trial = Trial(policy, "C", 60, 1000, 150)
    one, two = run(trial), run(trial)
    assert (one.found, one.cost, one.actions) == (two.found, two.cost, two.actions)


@pytest.mark.parametrize("policy", [name for name in BASELINES if name != "random"])
def test_a_greedy_baseline_finds_all_pages_of_a_plain_app(policy: str) -> None:
    assert run(Trial(policy, "A", 30, 1000, 1000)).found[-1] == 1.0


def test_changing_text_makes_new_states_for_the_full_key_only() -> None:
    app = generate("B", 60, 1000, volatile=1.0)
    driver = started(app)
    looks = []
    for _ in range(2):
        looks.append([see(driver.screen(), app.package, texts=texts) for texts in (True, False)])
        driver.launch(app.package, stop_first=True)
    (full, structure), (full_again, structure_again) = looks
    assert full.state != full_again.state
    assert structure.state == structure_again.state
    assert structure.events.keys() == structure_again.events.keys()


def test_rows_of_a_list_are_events_of_their_own() -> None:
    app = generate("B", 60, 1000)
    hub = next(hub for hub in app.hubs if app.pages[hub].rows)
    driver = started(app)
    driver.tap(1080 // 5 * app.pages[hub].hub + 10, 2300)
    seen = see(driver.screen(), app.package, texts=False)
    rows = [event for event, node in seen.events.items() if node.resource_id.endswith("item_row")]
    assert len(rows) == app.pages[hub].rows


def test_the_crawl_leaves_the_same_trace_with_the_same_seed() -> None:
    traces = []
    for _ in range(2):
        driver = generate("C", 60, 1000).driver(1)
        crawled = crawl(driver, 5, 250)
        traces.append((to_json(crawled), tuple(driver.visited.items())))
    assert traces[0] == traces[1]


def test_paired_samples_tell_direction_and_chance() -> None:
    better = paired([5.0, 6.0, 7.0, 8.0, 9.0, 10.0], [1.0, 1.5, 2.0, 2.5, 3.0, 3.5])
    assert better.effect == 1.0 and better.p == pytest.approx(0.03125)
    assert paired([1.0, 2.0], [1.0, 2.0]).p == 1.0
    assert paired([1.0, 2.0, 3.0], [2.0, 3.0, 4.0]).effect == -1.0


def test_quartiles_bear_what_was_never_reached() -> None:
    assert quartiles([1.0, 2.0, 3.0, 4.0, 5.0]) == (2.0, 3.0, 4.0)
    assert quartiles([1.0, 2.0, math.inf, math.inf, math.inf]) == (2.0, math.inf, math.inf)
