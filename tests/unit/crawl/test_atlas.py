from __future__ import annotations

from patrol.crawl.atlas import Atlas, Score
from patrol.crawl.keys import BACK
from patrol.crawl.routes import RESTART_COST
from patrol.model.artifacts import CrawlStep
from patrol.model.graph import Action, ActionKind, State
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


def test_a_page_that_turned_out_to_be_another_brings_what_is_known_of_it() -> None:
    atlas = walked(
        ("home", "a", "list"), ("list", "x", "item"), ("item", "back", "list"), ("list", "back", "home"),
        ("home", "b", "list2"), ("list2", "x", "item"), ("item", "back", "list2"), ("list2", "y", "more"),
    )  # fmt: skip
    atlas.rename("list2", "list")
    assert set(atlas.spots) == {"home", "list", "item", "more"}
    assert atlas.spots["list2"] is atlas.spot("list")  # plans made before still say the old name
    assert atlas.spot("list").tried["tap “x”"].tries == 2
    assert atlas.spot("list").tried["tap “x”"].targets == {"item": 2}
    assert {hop.target for hop, _ in atlas.hops("home")} == {"list"}
    assert {hop.target for hop, _ in atlas.hops("list")} == {"item", "more"}
    assert atlas.stack.states == ["home", "list", "more"]
    assert atlas.entered == {"home", "list", "item", "more"}


def test_what_led_to_two_pages_that_are_one_led_to_one() -> None:
    atlas = walked(("home", "a", "list"), ("other", "a", "list2"))
    score = atlas.templates.setdefault("Button/a", Score())
    score.add("home", "list")
    score.add("other", "list2")
    for page, tries in (("list", 1), ("list2", 2)):
        rows = atlas.rows.setdefault((page, "list>row"), Score())
        for _ in range(tries):
            rows.add(page, "item")
    atlas.rename("list2", "list")
    assert score.pages == {"list": 2}
    assert atlas.rows[("list", "list>row")].tries == 3


def test_what_asked_to_sign_in_is_worth_a_try_again_once_somebody_did() -> None:
    atlas = walked(("home", "a", "login"), ("home", "b", "news"))
    asked = atlas.spot("home").tried["tap “a”"]
    version = atlas.spot("home").version
    atlas.gates.stands("login")
    assert not atlas.gates.passed_since("login", asked.at)
    atlas.sent("login", "account")
    assert atlas.gates.passed_since("login", asked.at)
    assert atlas.spot("home").version > version


def test_a_form_that_few_entries_lead_to_is_no_gate() -> None:
    atlas = walked(("home", "a", "search"))
    version = atlas.spot("home").version
    atlas.sent("search", "results")
    assert atlas.spot("home").version == version


def test_a_graph_starts_with_what_most_launches_showed() -> None:
    atlas = walked(("home", "a", "list"))
    atlas.observe("list", LAUNCH, "home")
    atlas.observe("home", LAUNCH, "consent")  # after its data was cleared
    states = [State(key, key) for key in ("home", "list", "consent")]
    assert atlas.start == "consent" and atlas.graph((), states).start == "home"
    assert atlas.graph((), states[1:]).start == "consent"
