"""Generated apps are what their settings say, and the same each time."""

from __future__ import annotations

import itertools

import pytest

from patrol.crawl.identity import PageBook
from tests.generated import VARIANTS, Effect, GeneratedApp, generate
from tests.generated.drawing import HEIGHT, WIDTH, Look, draw
from tests.generated.hazards import CAPTCHA
from tests.generated.naive import right

EVERY = [(variant, pages, seed) for variant in VARIANTS for pages in (60, 150) for seed in (1000, 1001)]


@pytest.mark.parametrize(("variant", "pages", "seed"), EVERY)
def test_the_same_arguments_give_the_same_app(variant: str, pages: int, seed: int) -> None:
    assert generate(variant, pages, seed) == generate(variant, pages, seed)
    assert generate(variant, pages, seed).pages != generate(variant, pages, seed + 1).pages


@pytest.mark.parametrize(("variant", "pages", "seed"), EVERY)
def test_every_page_can_be_reached_and_none_lies_deeper_than_said(variant: str, pages: int, seed: int) -> None:
    app = generate(variant, pages, seed)
    assert len(app.own) == pages
    assert app.goal == set(app.own)
    assert max(page.depth for page in app.pages.values()) <= app.settings.depth
    assert len(app.hubs) == 5


@pytest.mark.parametrize(("variant", "pages", "seed"), EVERY)
def test_lists_gates_and_idle_widgets_are_as_many_as_asked_for(variant: str, pages: int, seed: int) -> None:
    app = generate(variant, pages, seed)
    own = [app.pages[id] for id in app.own]
    listed = [page for page in own if page.row_target]
    assert len(listed) == round(app.settings.lists * pages)
    assert all(8 <= page.rows <= 20 for page in listed)
    ways = [way for way in app.edges() if not way.widget.startswith("tab_")]
    gated = [way for way in ways if way.gated]
    assert len(gated) == pytest.approx(app.settings.gates * len(ways), abs=2)
    idle = [sum(widget.effect is Effect.nothing for widget in page.widgets) for page in own]
    assert min(idle) >= 2 and max(idle) <= 6
    assert any(page.volatile for page in own) == (variant != "A")


@pytest.mark.parametrize(("variant", "pages", "seed"), EVERY)
def test_nothing_on_a_screen_overlaps_or_leaves_it(variant: str, pages: int, seed: int) -> None:
    app = generate(variant, pages, seed)
    for id in app.own:
        drawn = draw(app, app.pages[id], Look())
        for (one, *_), (other, *_) in itertools.combinations(drawn.hits, 2):
            apart = (
                one.right <= other.left or other.right <= one.left or one.bottom <= other.top or other.bottom <= one.top
            )
            assert apart, f"{id}: {one} and {other}"
        for node in (node for root in drawn.nodes for node in root.walk()):
            assert 0 <= node.bounds.left < node.bounds.right <= WIDTH, node
            assert 0 <= node.bounds.top < node.bounds.bottom <= HEIGHT, node


def test_no_two_widgets_of_a_page_have_one_id() -> None:
    app = generate("C", 150, 1000)
    for id in app.own:
        ids = [widget.resource for widget in app.pages[id].widgets]
        assert len(ids) == len(set(ids)), id


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_naive_reader_is_right_in_80_to_85_of_100_cases(variant: str) -> None:
    good, judged = map(sum, zip(*(right(generate(variant, 60, seed)) for seed in range(1000, 1020)), strict=True))
    assert 0.80 <= good / judged <= 0.85


def test_most_titles_are_distinct_and_some_are_not() -> None:
    shared = 0
    for seed in range(1000, 1010):
        app = generate("A", 60, seed)
        titles = [app.pages[id].title for id in app.own]
        assert len(set(titles)) >= 0.85 * len(titles)
        shared += len(titles) - len(set(titles))
    assert shared


def test_pages_behind_a_captcha_are_no_part_of_the_goal() -> None:
    app = generate("A", 60, 1000, walls=("captcha",))
    assert CAPTCHA in app.pages
    behind = {id for id in app.own if app.pages[id].behind == "captcha"}
    assert behind and not behind & app.goal


def test_the_scenario_says_what_to_type_and_nothing_of_the_traps() -> None:
    scenario = generate("C", 60, 1000).scenario()
    assert scenario.data["手机号|Phone number"] == "13900139000"
    assert not scenario.last and not scenario.deny


def test_a_page_book_tells_the_pages_of_a_plain_app_apart() -> None:
    app: GeneratedApp = generate("A", 60, 1000)
    book, keys = PageBook(app.scenario()), set()
    driver = app.driver()
    driver.launch(app.package)
    for hub in range(5):
        driver.tap(WIDTH // 5 * hub + 10, HEIGHT - 100)
        keys.add(book.learn(driver.screen())[0].page)
    assert len(keys) == 5
