"""What the other build's run can say of a way: it is there, it is gone, or nobody knows. Never gone without proof."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.compare.evidence import Said, Side, Witness
from patrol.model.build import Build, Widget
from patrol.model.graph import Action, ActionKind, Edge, Page, WallStatus
from patrol.model.locator import Locator
from tests.unit.compare.small import build, graph, look

replace = msgspec.structs.replace
BOTH = {"home": "home", "a": "a"}


def with_look(of: Build, key: str, **more: object) -> Build:
    return replace(of, looks=tuple(replace(one, **more) if one.page == key else one for one in of.looks))


def ways(of: Build, *told: tuple[str, str, str], **more: object) -> Build:
    edges = tuple(Edge(a, b, Action(ActionKind.tap, Locator(text=text)), **more) for a, text, b in told)  # type: ignore[arg-type]
    return replace(of, graph=replace(of.graph, edges=edges))


def buttons(of: Build, *says: str, tried: tuple[str, ...] = ()) -> Build:
    """The build with these buttons on its first page, of which those were touched."""
    widgets = [*look("home").widgets, *(Widget("Button", f"btn_{said}", said, "tap") for said in says)]
    return with_look(of, "home", widgets=tuple(widgets), tried=tuple(f"tap {said}" for said in tried))


def said(then: Build, now: Build, target: str = "b", same: dict[str, str] | None = None) -> Said:
    """What the run of `now` says of the older build's way from home to `target`."""
    mine = Side(then)
    (way,) = (one for one in mine.ways if (one.source, one.target) == ("home", target))
    return Witness(mine, Side(now), same or BOTH).of(way)


THEN = build("a", "b")
"""Home leads to a and b, each by its button."""


def test_a_way_between_the_same_two_pages_is_there() -> None:
    assert said(THEN, THEN, same=BOTH | {"b": "b"}) is Said.there


def test_a_button_that_is_not_on_the_page_any_more_refutes_its_way() -> None:
    assert said(THEN, build("a")) is Said.gone


def test_a_button_that_nobody_touched_proves_nothing() -> None:
    assert said(THEN, buttons(ways(build("a"), ("home", "to a", "a")), "to a", "to b")) is Said.unknown


def test_a_button_that_was_touched_and_led_nowhere_refutes_its_way() -> None:
    now = buttons(ways(build("a"), ("home", "to a", "a")), "to a", "to b", tried=("to b",))
    assert said(THEN, now) is Said.gone


def test_a_button_that_leads_to_another_page_of_both_builds_may_show_under_a_condition() -> None:
    now = buttons(ways(build("a"), ("home", "to b", "a")), "to b", tried=("to b",))
    assert said(THEN, now) is Said.unknown
    assert said(THEN, now, same=BOTH | {"b": "elsewhere"}) is Said.gone, "both builds have the page"


def test_a_button_that_leads_to_a_page_of_the_other_build_alone_refutes_its_way() -> None:
    now = buttons(ways(build("a", "c"), ("home", "to b", "c")), "to b", tried=("to b",))
    assert said(THEN, now) is Said.gone


def test_a_form_that_was_not_passed_proves_nothing() -> None:
    typed = (Action(ActionKind.type, Locator(text="金额"), "1"),)
    then = ways(THEN, ("home", "to b", "b"), typed=typed)
    now = buttons(ways(build("a"), ("home", "to a", "a")), "to a", "to b", tried=("to b",))
    assert said(then, now) is Said.unknown


@pytest.mark.parametrize("more", [{"partial": True}, {"more": ("to b",)}, {"volatile": ("to b",)}])
def test_what_may_only_not_have_shown_is_not_gone_until_somebody_touched_it(more: dict[str, object]) -> None:
    now = with_look(build("a"), "home", **more)
    assert said(THEN, now) is Said.unknown
    assert said(THEN, with_look(now, "home", tried=("tap to b",))) is Said.gone


def test_the_end_of_a_long_page_may_only_lie_below_what_a_smaller_screen_shows() -> None:
    def tail(of: Build, *says: str) -> Build:
        below = tuple(Widget("Button", f"btn_{one}", one, "tap", (0, 90), scrolls=True) for one in says)
        return with_look(of, "home", widgets=(*look("home").widgets, *below))

    then = tail(THEN, "to a", "to b")
    assert said(then, tail(build("a"), "to a")) is Said.unknown
    assert said(tail(THEN, "to b", "to a"), tail(build("a"), "to a")) is Said.gone, "what stands below it was shown"


def test_a_page_that_was_never_looked_at_proves_nothing() -> None:
    assert said(THEN, with_look(build("a"), "home", widgets=())) is Said.unknown
    assert said(THEN, replace(build("a"), looks=())) is Said.unknown


def test_a_wall_before_which_the_run_stood_proves_nothing() -> None:
    def walled(status: WallStatus) -> Build:
        home = Page("home", "home", visits=1, wall="sign-in", wall_status=status)
        return replace(build("a"), graph=graph(("home", "a"), home=home))

    assert said(THEN, walled(WallStatus.blocked)) is Said.unknown
    assert said(THEN, walled(WallStatus.passed)) is Said.gone


def test_a_way_to_a_wall_or_one_that_does_not_always_lead_there_is_never_gone() -> None:
    wall = Page("b", "b", visits=1, wall="captcha")
    assert said(build("a", "b", pages={"b": wall}), build("a")) is Said.unknown
    assert said(ways(THEN, ("home", "to b", "b"), tries=3, arrivals=1), build("a")) is Said.unknown


def test_a_button_that_leads_to_a_wall_now_proves_nothing() -> None:
    wall = Page("c", "c", visits=1, wall="sign-in")
    now = buttons(ways(build("a", "c", pages={"c": wall}), ("home", "to b", "c")), "to b", tried=("to b",))
    assert said(THEN, now) is Said.unknown


def test_a_widget_in_a_menu_is_known_by_its_name_alone() -> None:
    then = ways(THEN, ("home", "in the menu", "b"))
    assert said(then, build("a")) is Said.unknown
    led_to_new = ways(build("a", "c"), ("home", "in the menu", "c"))
    assert said(then, led_to_new) is Said.gone
    assert said(then, ways(build("a"), ("home", "in the menu", "a"))) is Said.unknown


def bare(of: Build, *kinds: tuple[str, bool], tried: tuple[str, ...] = ()) -> Build:
    """The build with widgets on its first page that have neither id nor words: (class, whether it is one of rows)."""
    widgets = (*look("home").widgets, *(Widget(kind, "", "", "tap", row=row) for kind, row in kinds))
    return with_look(of, "home", widgets=widgets, tried=tried)


def by_class(of: Build, target: str, number: int = 0) -> Build:
    edge = Edge("home", target, Action(ActionKind.tap, Locator(class_name="android.view.View", index=number)))
    return replace(of, graph=replace(of.graph, edges=(edge,)))


@pytest.mark.parametrize("row", [True, False])
def test_of_several_that_go_by_one_name_a_touch_proves_nothing(row: bool) -> None:
    shown = ("View", False), ("View", row)  # an icon and the rows of a list, or two icons, without ids and words
    then = bare(by_class(THEN, "b", number=1), *shown)
    now = bare(ways(build("a"), ("home", "to a", "a")), *shown, tried=("tap View",))
    assert said(then, now) is Said.unknown, "the other one was touched, perhaps"
    assert said(bare(by_class(THEN, "b"), shown[0]), now) is Said.unknown
    assert said(then, bare(now, shown[1], tried=("tap View",))) is Said.unknown, "one of them stands there still"
    assert said(then, bare(now, ("Button", False), tried=("tap View",))) is Said.gone, "none of them does"
    alone = bare(by_class(THEN, "b"), shown[0])
    assert said(alone, bare(now, shown[0], tried=("tap View",))) is Said.gone, "there is but one"


def test_two_buttons_of_one_label_are_told_apart_by_their_ids() -> None:
    twins = (*look("home").widgets, *(Widget("Button", f"btn_{n}", "更多", "tap") for n in (1, 2)))
    edge = Edge("home", "b", Action(ActionKind.tap, Locator(id="com.bank:id/btn_2", text="更多")))
    then = with_look(replace(THEN, graph=replace(THEN.graph, edges=(edge,))), "home", widgets=twins)
    now = with_look(build("a"), "home", widgets=twins, tried=("tap 更多", "tap btn_1"))
    assert said(then, now) is Said.unknown
    assert said(then, with_look(now, "home", tried=("tap 更多", "tap btn_2"))) is Said.gone


# --- rows are data ----------------------------------------------------------------------------------------------------

ROW = Widget("LinearLayout", "item", "", "tap", row=True)


def listing(of: Build, *names: str, tried: tuple[str, ...] = ()) -> Build:
    widgets = (*look("home").widgets, ROW)
    return with_look(of, "home", widgets=widgets, rows=names, tried=tuple(f"tap {name}" for name in tried))


OLD_ROWS = listing(ways(THEN, ("home", "甲", "b")), "甲", "乙")


def test_a_row_is_gone_with_its_list() -> None:
    assert said(OLD_ROWS, with_look(build("a"), "home", rows=())) is Said.gone
    assert said(OLD_ROWS, with_look(build("a"), "home", rows=(), partial=True)) is Said.unknown


def test_another_row_says_nothing_before_it_was_touched() -> None:
    now = listing(ways(build("a"), ("home", "to a", "a")), "丙", "丁")
    assert said(OLD_ROWS, now) is Said.unknown
    assert said(OLD_ROWS, listing(now, "丙", "丁", tried=("丙",))) is Said.gone, "rows lead nowhere any more"


def test_rows_that_lead_to_a_page_of_both_builds_say_nothing_of_the_page() -> None:
    assert said(OLD_ROWS, listing(ways(build("a"), ("home", "丙", "a")), "丙", tried=("丙",))) is Said.unknown
    other = listing(ways(build("a", "c"), ("home", "丙", "c")), "丙", tried=("丙",))
    assert said(OLD_ROWS, other) is Said.gone, "to a page that only this build has"
    assert said(OLD_ROWS, other, same=BOTH | {"b": "b"}) is Said.unknown, "today's rows may lead past the page"


# --- one side ---------------------------------------------------------------------------------------------------------


def test_a_side_knows_its_ways_what_was_done_and_pages_behind_lists() -> None:
    side = Side(OLD_ROWS)
    assert side.between == {("home", "b")} and side.content == {"b"} and set(side.pages) == {"home", "a", "b"}
    assert side.tried("home", "tap 甲") and not side.tried("home", "tap 丙") and not side.tried("nowhere", "tap 甲")
    assert side.tried_row("home") is False and not side.tried_row("a") and not side.blocked("nowhere")


SAYS = st.sampled_from(["to a", "to b", "to c"])


@given(st.lists(SAYS, unique=True), st.lists(SAYS, unique=True), st.booleans())
def test_a_button_that_stands_there_untouched_is_never_proof(shown: list[str], tried: list[str], partial: bool) -> None:
    now = buttons(ways(build("a"), ("home", "to a", "a")), *shown, tried=tuple(tried))
    told = said(THEN, with_look(now, "home", partial=partial))
    if "to b" in shown and "to b" not in tried:
        assert told is Said.unknown
    assert told is not Said.there
