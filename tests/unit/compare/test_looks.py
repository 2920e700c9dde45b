"""How the pages of a run looked: as they are opened, without what changes by itself, with what else they said."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from patrol.compare.looks import MOST_TREES, action_name, looks, name_of, shape_name
from patrol.compare.ways import Done
from patrol.model.artifacts import Screens, Visit
from patrol.model.build import PageLook, Widget
from patrol.model.graph import Page, PageGraph
from patrol.model.record import Text
from patrol.model.recorded import Recorded
from patrol.model.screen import Node, Rect, Screen
from patrol.model.unsteady import Unsteady

APP = "com.bank"
NOTHING_DONE = Done({}, {})


def text(said: str, id: str = "") -> Node:
    return Node("android.widget.TextView", f"{APP}:id/{id}" if id else "", said, bounds=Rect(0, 0, 300, 60))


def button(said: str, id: str = "") -> Node:
    name = f"{APP}:id/{id}" if id else ""
    return Node("android.widget.Button", name, said, bounds=Rect(0, 100, 300, 160), clickable=True)


def wheel() -> Node:
    return Node("android.widget.ProgressBar", bounds=Rect(0, 0, 90, 90))


def screen(*nodes: Node) -> Screen:
    root = Node("android.widget.FrameLayout", bounds=Rect(0, 0, 1080, 2400), children=nodes)
    return Screen(0, APP, f"{APP}.Main", width=1080, height=2400, roots=(root,))


def look(*visits: tuple[str, Screen], unsteady: tuple[Unsteady, ...] = (), done: Done = NOTHING_DONE) -> PageLook:
    """The look at the page `home` of a run that saw these states of it, in this order."""
    trees = {f"t{number}": shown for number, (_, shown) in enumerate(visits)}
    told = tuple(Visit(n, state.partition("!")[0], state, tree=f"t{n}") for n, (state, _) in enumerate(visits))
    graph = PageGraph("home", (Page("home", "首页", picture="home.png"),))
    (found,) = looks(graph, Screens(told, unsteady=unsteady), Recorded(trees=trees), {}, {}, done)
    return found


def test_a_page_says_its_texts_and_offers_its_actions_in_reading_order() -> None:
    found = look(("home", screen(text("余额 12.00", "tv_balance"), text("你好"), button("转账", "btn"))))
    assert found.texts == ("余额 12.00", "你好") and found.actions == ("tap 转账",)
    assert found.shape == ("TextView#tv_balance", "TextView", "Button#btn")
    assert found.picture == "home.png" and not found.volatile and not found.partial


def test_a_page_of_which_no_tree_was_kept_says_nothing() -> None:
    graph = PageGraph("home", (Page("declared", "声明"),))
    (found,) = looks(graph, None, Recorded(), {"declared": (Text("首页: tap 去", "Home: tap 去"),)}, {}, NOTHING_DONE)
    assert found == PageLook("declared", way=("首页: tap 去",), way_en=("Home: tap 去",))


def test_a_tree_that_is_damaged_is_as_one_that_was_not_kept() -> None:
    graph = PageGraph("home", (Page("home", "首页"),))
    screens = Screens((Visit(0, "home", "home", tree="gone"),))
    assert looks(graph, screens, Recorded(), {}, {}, NOTHING_DONE) == (PageLook("home"),)


def test_the_page_as_it_opens_goes_before_its_other_states() -> None:
    filled, plain = screen(text("已填")), screen(text("请填"))
    for visits in ((("home!filled", filled), ("home", plain)), (("home", plain), ("home!filled", filled))):
        found = look(*visits)
        assert found.texts == ("请填",) and found.more == ("已填",)


def test_without_a_plain_look_the_state_with_least_about_it_stands_for_the_page() -> None:
    found = look(("home!tab:x!keyboard", screen(text("二"))), ("home!tab:x", screen(text("一"))))
    assert found.texts == ("一",) and found.more == ("二",)


def test_what_lies_over_a_page_is_not_the_page() -> None:
    dialog = screen(text("确定要退出吗"))
    assert look(("home!dialog:退出", dialog)).widgets == ()
    assert look(("home", screen(text("首页"))), ("home!dialog:退出", dialog)).more == ()


def test_a_page_that_was_only_seen_while_it_loaded_is_partial() -> None:
    assert look(("home", screen(text("首页"), wheel()))).partial
    found = look(("home", screen(wheel())), ("home", screen(text("首页"), text("余额"))))
    assert found.texts == ("首页", "余额") and not found.partial


def test_what_says_something_else_at_another_visit_is_volatile() -> None:
    found = look(*(("home", screen(text("首页"), text(said, "ad"))) for said in ("今日特惠", "周末加息")))
    assert found.volatile == ("今日特惠",) and found.more == ("周末加息",)


def test_what_is_not_there_at_another_visit_is_volatile_too() -> None:
    found = look(("home", screen(text("首页"), text("公告", "notice"))), ("home", screen(text("首页"))))
    assert found.volatile == ("公告",)


def test_a_look_that_was_still_loading_takes_nothing_from_the_page() -> None:
    found = look(("home", screen(text("首页"), text("余额"))), ("home", screen(text("首页"), wheel())))
    assert not found.volatile


def test_places_that_were_watched_to_change_are_volatile_after_one_kept_tree() -> None:
    shown = screen(text("首页"), text("今日特惠", "ad"))
    number = next(n for n, node in enumerate(shown.nodes()) if node.text == "今日特惠")
    done = Done({"home": ("tap 去",)}, {"home": 3})
    found = look(("home", shown), ("home", shown), unsteady=(Unsteady("t0", (number,)),), done=done)
    assert found.volatile == ("今日特惠",) and found.tried == ("tap 去",)
    assert (found.visits, found.arrivals) == (1, 3), "each tree was kept at one visit"
    alone = look(("home", shown), done=done)
    assert (alone.visits, alone.arrivals) == (0, 0), "nobody watched"


def test_rows_are_named_and_what_stands_outside_the_list_too_is_none() -> None:
    def row(said: str) -> Node:
        return Node("android.widget.LinearLayout", f"{APP}:id/item", children=(text(said, "name"),),
                    bounds=Rect(0, 0, 1080, 90), clickable=True)  # fmt: skip

    rows = tuple(row(said) for said in ("稳健", "进取", "更多"))
    listed = Node("androidx.recyclerview.widget.RecyclerView", f"{APP}:id/rv", bounds=Rect(0, 0, 1080, 900),
                  children=rows, scrollable=True)  # fmt: skip
    found = look(("home", screen(listed, button("更多", "more"))))
    assert {"稳健", "进取"} <= set(found.rows) and "更多" not in found.rows
    assert "tap row" in found.actions and "tap 更多" in found.actions


def test_only_so_many_looks_at_a_page_are_read() -> None:
    told = [("home", screen(text("首页"), text(f"{word}讯", "news"))) for word in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳"]
    assert len(told) > MOST_TREES
    assert len(look(*told).more) == MOST_TREES - 1
    tabs = [(f"home!tab:{number}" if number else "home", shown) for number, (_, shown) in enumerate(told)]
    assert len(look(*tabs).more) == MOST_TREES - 1


def test_widgets_are_named_by_what_they_say_else_by_what_they_are() -> None:
    said, mute, bare = Widget("Button", "btn", "转账", "tap"), Widget("ImageView", "iv", "", "tap"), Widget("View")
    assert [action_name(one) for one in (said, mute, bare)] == ["tap 转账", "tap iv", ""]
    assert action_name(Widget("View", does="tap")) == "tap View"
    assert action_name(Widget("View", "item", "", "tap", row=True)) == "tap row"
    assert [shape_name(one) for one in (said, bare)] == ["Button#btn", "View"]
    assert shape_name(Widget("View", "item", row=True)) == "row View#item"
    assert [name_of(one) for one in (said, mute)] == ["转账", "ImageView#iv"]


NODES = st.builds(lambda said, tap: button(said) if tap else text(said), st.text(max_size=30), st.booleans())


@given(st.lists(st.lists(NODES, max_size=6), min_size=1, max_size=5))
def test_any_screens_make_a_look_and_the_same_ones_the_same(told: list[list[Node]]) -> None:
    visits = [("home", screen(*nodes)) for nodes in told]
    found = look(*visits)
    assert found == look(*visits)
    said = {widget.says for widget in found.widgets}
    assert not said & set(found.more) and len(found.texts) == len(set(found.texts))
    assert all(one.does for one in found.widgets if action_name(one))
