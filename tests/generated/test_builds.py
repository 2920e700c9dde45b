"""Next builds of generated apps: what is planted is true, and a comparison of two crawls finds it."""

from __future__ import annotations

import random

import pytest

from bench.comparing.memory import FOREVER, run
from bench.comparing.pairs import BOUND, pair
from patrol.crawl.limits import CrawlLimits
from tests.generated import generate
from tests.generated.builds import Change, lively, next_build

WAYS = (Change.edge_added, Change.edge_lost)


def test_the_same_draw_gives_the_same_next_build() -> None:
    app = lively(generate("C", 30, 5), 2)
    assert next_build(app, random.Random(5), 8) == next_build(app, random.Random(5), 8)


@pytest.mark.parametrize("seed", range(1000, 1004))
def test_what_is_planted_is_true(seed: int) -> None:
    app = generate("C", 30, seed)
    newer, planted = next_build(app, random.Random(seed), 10)
    before = {(way.source, way.target) for way in app.edges()}
    after = {(way.source, way.target) for way in newer.edges()}
    added = {one.page for one in planted if one.change is Change.page_added}
    removed = {one.page for one in planted if one.change is Change.page_removed}
    assert newer.goal >= app.goal - removed and newer.goal.isdisjoint(removed) and newer.goal >= added
    for one in planted:
        way = one.page, one.target
        if one.change is Change.edge_added:
            assert way in after - before
        if one.change is Change.edge_lost:
            assert way in before - after and one.target in newer.goal
        if one.change in WAYS:
            said = [[widget.label for widget in of.pages[one.page].widgets] for of in (app, newer)]
            assert (said[0] == said[1]) is one.silent
    assert len({one.page for one in planted}) == len(planted) >= 8


def test_ways_come_and_go_with_their_buttons_and_without() -> None:
    app = generate("B", 30, 1000)
    planted = [one for seed in range(8) for one in next_build(app, random.Random(seed), 10)[1]]
    assert {(one.change, one.silent) for one in planted if one.change in WAYS} == {
        (way, silent) for way in WAYS for silent in (True, False)
    }
    assert not any(one.silent for one in planted if one.change not in WAYS)


def test_another_day_of_the_same_build_changes_no_way() -> None:
    app = generate("B", 30, 3)
    assert list(lively(app, 1).edges()) == list(app.edges())
    assert lively(app, 1) != lively(app, 2)


def test_planted_changes_of_a_small_app_are_found_and_nothing_else() -> None:
    told = pair("B", 1001, 5, pages=14, hubs=3)
    assert len(told.planted) == told.found == 5
    assert (told.score.missed, told.score.false) == ((), ())
    assert told.actions <= BOUND * told.again and not told.unseen and not told.overlooked


def test_a_run_notes_headlines_that_take_turns_and_rows_that_open_one_page() -> None:
    app = lively(generate("B", 14, 1001, hubs=3, each_action=True), 1)
    build = run(app, 1, CrawlLimits(actions=150, minutes=FOREVER)).build
    assert any(look.volatile for look in build.looks)
    assert any(look.rows for look in build.looks) and any(look.arrivals > 1 for look in build.looks)
    assert all(look.widgets for look in build.looks)
