"""In what two builds differ, and what nobody can say."""

from __future__ import annotations

import msgspec

from patrol.compare.difference import difference
from patrol.model.build import Build, PageLook, Thing, ThingKind, Widget
from patrol.model.difference import EdgeChange
from patrol.model.graph import Action, ActionKind, Edge, Page, PageGraph, State, WallStatus
from patrol.model.locator import Locator
from patrol.model.record import Text
from tests.unit.compare.small import build, graph, look, page

replace = msgspec.structs.replace
CUT = Text("到达动作上限", "its limit of actions")


def with_look(of: Build, key: str, **more: object) -> Build:
    looks = (replace(each, **more) if each.page == key else each for each in of.looks)
    return replace(of, looks=tuple(looks))


def ways(of: Build, *told: tuple[str, str, str]) -> Build:
    """The build with these ways, (source, action, target), instead of its own."""
    edges = tuple(Edge(a, b, Action(ActionKind.tap, Locator(text=text))) for a, text, b in told)
    return replace(of, graph=replace(of.graph, edges=edges))


def buttons(of: Build, key: str, *says: str, tried: tuple[str, ...] = ()) -> Build:
    """The build with these buttons on a page."""
    widgets = list(look(key).widgets)
    widgets += [Widget("Button", f"btn_{said}", said, "tap") for said in says]
    return with_look(of, key, widgets=tuple(widgets), tried=tuple(f"tap {said}" for said in tried))


def test_the_same_build_is_not_different() -> None:
    found = difference(build("a", "b"), build("a", "b"))
    assert found.empty and not found.unsure and len(found.same) == 3


def test_a_page_behind_a_button_that_was_not_there_is_new() -> None:
    found = difference(build("a"), build("a", "b"))
    assert found.added == ("b",) and not found.unsure
    assert [change.actions_added for change in found.changed] == [("tap to b",)]


def test_a_page_whose_button_is_gone_is_removed() -> None:
    assert difference(build("a", "b"), build("a")).removed == ("b",)


def test_a_page_may_be_behind_something_new_that_a_run_cut_short_did_not_touch() -> None:
    now = buttons(ways(build("a"), ("home", "to a", "a")), "home", "to a", "新入口", tried=("to a",))
    cut = replace(now, head=replace(now.head, complete=False, why_incomplete=CUT))
    assert difference(build("a", "b"), now).removed == ("b",), "it tried what it could"
    assert not difference(build("a", "b"), cut).removed and difference(build("a", "b"), cut).maybe_removed == ("b",)
    touched = with_look(cut, "home", tried=("tap to a", "tap 新入口"))
    assert difference(build("a", "b"), touched).removed == ("b",)


def test_a_page_behind_a_button_that_nobody_touched_may_be_there() -> None:
    now = buttons(ways(build("a"), ("home", "to a", "a")), "home", "to a", "to b", tried=("to a",))
    found = difference(build("a", "b"), now)
    assert not found.removed
    assert [one.en for one in found.unsure] == ["Not called gone, since this run did not come to them: 1 page (b)."]


def test_a_page_of_an_activity_that_the_other_manifest_has_not_needs_no_more_proof() -> None:
    def activities(of: Build, *names: str) -> Build:
        things = tuple(Thing(ThingKind.activity, f"{of.head.package}.{name}", Text(name, name)) for name in names)
        pages = (replace(each, activity=f".{each.key.title()}") for each in of.graph.pages)
        return replace(of, things=things, graph=replace(of.graph, pages=tuple(pages)))

    then = buttons(ways(build("a"), ("home", "to a", "a")), "home", "to a", "to b", tried=("to a",))
    then, now = activities(then, "Home", "A"), activities(build("a", "b"), "Home", "A", "B")
    assert difference(then, now).added == ("b",) and difference(now, then).removed == ("b",)
    assert not difference(replace(then, unseen=(ThingKind.activity,)), now).added


def test_a_button_that_leads_nowhere_any_more_has_lost_its_page() -> None:
    now = buttons(ways(build("a"), ("home", "to a", "a")), "home", "to a", "to b", tried=("to a", "to b"))
    assert difference(build("a", "b"), now).removed == ("b",)


def test_what_lies_behind_a_new_page_is_new_with_it() -> None:
    now = ways(build("a", "b", "c"), ("home", "to a", "a"), ("home", "to b", "b"), ("b", "on", "c"), ("c", "up", "b"))
    assert difference(build("a"), now).added == ("b", "c")


def test_a_page_beyond_a_wall_that_stood_in_the_way_may_be_there() -> None:
    walled = Page("home", "home", visits=1, wall="sign-in", wall_status=WallStatus.blocked)
    now = replace(build("a"), graph=graph(("home", "a"), home=walled))
    found = difference(build("a", "b"), now)
    assert not found.removed and found.unsure


def test_a_page_that_was_only_half_loaded_proves_nothing() -> None:
    found = difference(build("a", "b"), with_look(build("a"), "home", partial=True))
    assert not found.removed and not found.changed and found.unsure


def test_a_way_that_leads_elsewhere_is_lost_and_another_is_new() -> None:
    then = buttons(ways(build("a", "b"), ("home", "x", "a"), ("home", "y", "b"), ("a", "go", "b")), "a", "go")
    now = buttons(ways(build("a", "b"), ("home", "x", "a"), ("home", "y", "b"), ("a", "go", "home")), "a", "go")
    then, now = buttons(then, "home", "x", "y"), buttons(now, "home", "x", "y")
    found = difference(then, now)
    assert found.edges_lost == (EdgeChange("a", "b", "tap go"),)
    assert found.edges_added == (EdgeChange("a", "home", "tap go"),)
    assert not found.moved


def test_an_important_way_is_marked() -> None:
    then = replace(
        buttons(ways(build("a"), ("home", "x", "a"), ("a", "go", "home")), "a", "go"), important=(("a", "home"),)
    )
    now = ways(build("a"), ("home", "x", "a"))
    then, now = buttons(then, "home", "x"), buttons(now, "home", "x")
    assert difference(then, now).edges_lost == (EdgeChange("a", "home", "tap go", important=True),)


def test_a_page_with_another_way_in_has_moved() -> None:
    then = ways(build("a", "b"), ("home", "x", "a"), ("home", "y", "b"))
    now = ways(build("a", "b"), ("home", "x", "a"), ("a", "go", "b"))
    found = difference(buttons(then, "home", "x", "y"), buttons(buttons(now, "home", "x"), "a", "go"))
    (move,) = found.moved
    assert (move.page, move.ways_then, move.ways_now) == ("b", ("home › tap y",), ("a › tap go",))
    assert not found.edges_added and not found.edges_lost


def test_another_row_of_the_same_list_is_the_same_way() -> None:
    rows = ("甲基金", "乙基金")
    then = with_look(ways(build("a"), ("home", "甲基金", "a")), "home", rows=rows)
    now = with_look(ways(build("a"), ("home", "乙基金", "a")), "home", rows=rows)
    found = difference(then, now)
    assert not found.edges_added and not found.edges_lost


def test_a_run_that_was_cut_short_is_silent_where_nothing_hangs_on_it() -> None:
    cut = build("a")
    cut = replace(cut, head=replace(cut.head, complete=False, why_incomplete=CUT))
    assert not difference(build("a"), cut).unsure and not difference(cut, build("a")).unsure


def test_things_of_a_kind_that_a_run_could_not_see_are_not_compared() -> None:
    host, sdk = (Thing(kind, "x", Text("x", "x")) for kind in (ThingKind.host, ThingKind.sdk))
    found = difference(build("a", unseen=(ThingKind.host,)), build("a", things=(host, sdk)))
    assert found.things_added == (sdk,) and found.not_compared == (ThingKind.host,)
    assert difference(build("a", things=(host, sdk)), build("a")).things_removed == (host, sdk)


def test_a_call_that_a_cut_run_did_not_see_again_may_be_there() -> None:
    call = Thing(ThingKind.call, "app LOCATION", Text("x", "x"), page="a")
    then, now = build("a", things=(call,)), build("a")
    assert difference(then, now).things_removed == (call,)
    cut = replace(now, head=replace(now.head, complete=False, why_incomplete=CUT))
    assert difference(then, cut).things_removed == ()
    assert difference(build("a"), build("a", things=(call,))).things_added == (call,)


def test_a_page_that_is_only_declared_is_none_of_the_build() -> None:
    declared = Page("b", "b")
    now = build("a")
    pages = replace(now.graph, pages=(*now.graph.pages, declared), states=(*now.graph.states, State("b", "b")))
    found = difference(build("a"), replace(now, graph=pages, looks=(*now.looks, PageLook("b"))))
    assert found.empty


def test_ten_thousand_pages_are_compared() -> None:
    def large(number: int) -> Build:
        keys = [f"{number}-{at}" for at in range(10_000)]
        pages = tuple(
            msgspec.structs.replace(page(key), activity=f"A{at % 50}", title=f"题{at}") for at, key in enumerate(keys)
        )
        edges = tuple(
            Edge(keys[(at - 1) // 4], key, Action(ActionKind.tap, Locator(text=f"到{at}")))
            for at, key in enumerate(keys)
            if at
        )
        whole = PageGraph(keys[0], pages, tuple(State(key, key) for key in keys), edges)
        looks = tuple(
            PageLook(
                key,
                widgets=(Widget("TextView", f"t{at % 40}", f"题{at}"), Widget("Button", f"b{at % 9}", "确定", "tap")),
            )
            for at, key in enumerate(keys)
        )
        return replace(build(), graph=whole, looks=looks)

    found = difference(large(1), large(2))
    assert len(found.same) == 10_000 and all(a[2:] == b[2:] for a, b in found.same)
    assert found.empty
