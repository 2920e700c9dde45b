from __future__ import annotations

from patrol.crawl.atlas import RESTART_COST, Atlas
from patrol.crawl.keys import BACK
from patrol.model.artifacts import CrawlStep
from patrol.model.graph import Action, ActionKind
from patrol.model.locator import Locator

LAUNCH = Action(ActionKind.launch)


def tap(text: str) -> Action:
    return Action(ActionKind.tap, Locator(text=text))


def walked(*steps: tuple[str, str, str]) -> Atlas:
    """(source, label, target); a label "back" is Back."""
    atlas = Atlas()
    atlas.observe("", LAUNCH, "home")
    for source, label, target in steps:
        atlas.observe(source, BACK if label == "back" else tap(label), target)
    return atlas


def ways(atlas: Atlas, start: str) -> dict[str, float]:
    return dict(atlas.ways(start).nearest())


def test_back_costs_one_action_for_each_page_that_was_opened() -> None:
    atlas = walked(("home", "a", "list"), ("list", "b", "detail"))
    found = ways(atlas, "detail")
    assert found["list"] == 1 and found["home"] == min(2, RESTART_COST)


def test_a_restart_is_a_way_where_nothing_shorter_is_known() -> None:
    atlas = walked(("home", "a", "list"), ("list", "b", "detail"))
    atlas.observe("elsewhere", tap("x"), "lost")
    assert ways(atlas, "lost")["home"] == RESTART_COST


def test_back_is_no_way_on_for_who_came_another_way() -> None:
    atlas = walked(("home", "a", "list"), ("list", "back", "home"), ("home", "b", "other"), ("other", "c", "list"))
    hops = [hop.target for hop, _ in atlas.hops("list")]
    assert hops == [] and ways(atlas, "list")["other"] == 1


def test_a_way_that_led_elsewhere_twice_in_a_row_is_none_until_it_is_seen_to_lead_there_again() -> None:
    atlas = walked(("home", "a", "list"))
    for target in ("advert", "advert"):
        assert any(hop.target == "list" for hop, _ in atlas.hops("home"))
        atlas.observe("home", tap("a"), target)
    assert [hop.target for hop, _ in atlas.hops("home")] == ["advert"]
    atlas.observe("home", tap("a"), "list")
    assert "list" in [hop.target for hop, _ in atlas.hops("home")]


def test_what_was_not_to_be_seen_twice_is_no_way_until_it_is_done_again() -> None:
    atlas = walked(("home", "a", "list"))
    atlas.missed("home", tap("a"))
    assert list(atlas.hops("home"))
    atlas.missed("home", tap("a"))
    assert not list(atlas.hops("home"))
    atlas.observe("home", tap("a"), "list")
    assert list(atlas.hops("home"))


def test_steps_of_an_earlier_part_tell_what_was_new_then_and_wait_to_teach() -> None:
    atlas = Atlas()
    steps = [("", LAUNCH, "home"), ("home", tap("a"), "list"), ("list", tap("b"), "home"), ("home", tap("c"), "list")]
    atlas.restore(CrawlStep(i, i, source, act, ended_ms=i, target=to) for i, (source, act, to) in enumerate(steps))
    fresh = {str(tried.action): tried.fresh for spot in atlas.spots.values() for tried in spot.tried.values()}
    assert fresh == {str(tap("a")): True, str(tap("b")): False, str(tap("c")): False}
    assert atlas.unlearned == {"home", "list"}
