"""Trees and screens that no tester would wish for: identity answers, fast, and with one page for one page."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from patrol.crawl.identity import OUTSIDE, PageBook
from patrol.crawl.looks import facts
from patrol.device.parse.hierarchy import hierarchy
from patrol.model.scenario import DeclaredPage, Recogniser, Scenario
from patrol.model.screen import Node, Rect, Screen

PACKAGE = "com.example"
IDS = ("amount", "payee", "note", "balance", "limit", "send")
CHINESE = ("金额", "收款人", "附言", "余额", "限额", "转账")
ENGLISH = ("Amount", "Payee", "Note", "Balance", "Limit", "Transfer")


def book(*pages: DeclaredPage) -> PageBook:
    return PageBook(Scenario(PACKAGE, pages=pages))


def form(title: str, labels: Iterable[str], *, width: int = 720, height: int = 1280, type_size: float = 1.0) -> Screen:
    """A transfer form as a phone would lay it out at that size, with that size of type."""
    bar = int(96 * type_size)
    nodes = [Node("android.widget.TextView", f"{PACKAGE}:id/title", title, bounds=Rect(100, 48, 500, 48 + bar))]
    for i, (id, label) in enumerate(zip(IDS, labels, strict=True)):
        top = 48 + bar + int(100 * type_size) * i
        box = Rect(20, top, width - 20, top + int(90 * type_size))
        nodes.append(Node("android.widget.TextView", f"{PACKAGE}:id/{id}", label, bounds=box, clickable=id == "send"))
    root = Node("android.widget.FrameLayout", bounds=Rect(0, 0, width, height), children=tuple(nodes))
    return Screen(package=PACKAGE, activity="Transfer", width=width, height=height, roots=(root,))


ONE_PAGE = {
    "in English": form("Transfer", ENGLISH),
    "in elder mode": form("转账", CHINESE, type_size=1.6),
    "turned": msgspec.structs.replace(form("转账", CHINESE, width=1280, height=720), rotation=1),
    "turned beside the navigation bar": msgspec.structs.replace(
        form("转账", CHINESE, width=1196, height=720), width=1280, rotation=1
    ),
    "on a tablet": form("转账", CHINESE, width=1600, height=2560),
}


@pytest.mark.parametrize("how", ONE_PAGE)
def test_a_page_is_itself(how: str) -> None:
    pages = book()
    first = pages.learn(form("转账", CHINESE))[0]
    assert pages.identify(ONE_PAGE[how]).state == first.state
    back = book()
    there = back.learn(ONE_PAGE[how])[0]
    assert back.identify(form("转账", CHINESE)).page == there.page


@pytest.mark.parametrize("how", ONE_PAGE)
def test_a_declared_page_is_itself_by_its_ids(how: str) -> None:
    pages = book(DeclaredPage("transfer", "转账", recognise=Recogniser(ids=("amount", "payee"))))
    assert pages.identify(ONE_PAGE[how]).page == "transfer"


def test_a_chosen_tab_of_the_bottom_bar_is_the_same_in_both_languages() -> None:
    def hub(names: tuple[str, ...]) -> Screen:
        shown = form("", CHINESE if names[0] == "首页" else ENGLISH)
        items = tuple(
            Node(
                "android.widget.TextView",
                text=name,
                selected=i == 1,
                clickable=True,
                bounds=Rect(240 * i, 1180, 240 * i + 240, 1270),
            )
            for i, name in enumerate(names)
        )
        bar = Node("android.widget.LinearLayout", bounds=Rect(0, 1180, 720, 1280), children=items)
        root = msgspec.structs.replace(shown.roots[0], children=(*shown.roots[0].children[1:], bar))
        return msgspec.structs.replace(shown, roots=(root,))

    pages = book()
    first = pages.learn(hub(("首页", "理财", "我的")))[0].page
    assert pages.identify(hub(("Home", "Wealth", "Me"))).page == first


def test_a_half_loaded_page_is_the_page() -> None:
    pages = book()
    whole = form("转账", CHINESE)
    first = pages.learn(whole)[0].page
    wheel = Node("android.widget.ProgressBar", bounds=Rect(300, 600, 400, 700))
    half = whole.roots[0].children[1:3]
    blank = tuple(msgspec.structs.replace(node, text="") for node in half)
    root = msgspec.structs.replace(whole.roots[0], children=(*blank, wheel))
    sighting = pages.identify(msgspec.structs.replace(whole, roots=(root,)))
    assert sighting.page == first and sighting.loading


def test_two_activities_with_one_layout_are_two_pages() -> None:
    pages = book()
    one = pages.learn(form("转账", CHINESE))[0].page
    assert pages.learn(msgspec.structs.replace(form("转账", CHINESE), activity="Recharge"))[0].page != one


def test_a_phone_that_does_not_say_the_activity_shows_a_known_page_all_the_same() -> None:
    pages = book()
    one = pages.learn(form("转账", CHINESE))[0].page
    assert pages.identify(msgspec.structs.replace(form("转账", CHINESE), activity="")).page == one


# --- windows over the page --------------------------------------------------------------------------------------------


def over(*nodes: Node, window: str = "", package: str = PACKAGE, bounds: Rect | None = None) -> Screen:
    root = Node("android.widget.FrameLayout", package=package, bounds=bounds or Rect(60, 450, 660, 800), children=nodes)
    return Screen(package=package, activity="Transfer", window=window, width=720, height=1280, roots=(root,))


def said(text: str, top: int = 480, id: str = "") -> Node:
    return Node(
        "android.widget.TextView", f"{PACKAGE}:id/{id}" if id else "", text, bounds=Rect(80, top, 600, top + 60)
    )


LISTED = Node("android.widget.ListView", bounds=Rect(400, 80, 700, 400), children=(said("设置"), said("帮助")))
WINDOWS = {
    "menu": over(LISTED, window="PopupWindow:1a2b", bounds=Rect(400, 80, 700, 400)),
    "sheet:分享到": over(said("分享到", 900), bounds=Rect(0, 800, 720, 1280)),
    "sheet:选择": over(said("选择", 900, "sheet_title"), said("", 100, "touch_outside"), bounds=Rect(0, 0, 720, 1280)),
    "dialog:确认转账？": over(said("确认转账？")),
    "permission:允许访问位置信息？": over(said("允许访问位置信息？"), package="com.android.permissioncontroller"),
    "crash:com.example": over(said("已停止运行"), window="Application Error: com.example", package="android"),
    "dialog:crash of com.other": over(said("已停止运行"), window="Application Error: com.other", package="android"),
}


@pytest.mark.parametrize("feature", WINDOWS)
def test_a_window_is_a_state_of_the_page_under_it(feature: str) -> None:
    pages = book()
    below = pages.learn(form("转账", CHINESE))[0]
    sighting, found = pages.learn(WINDOWS[feature], below.page)
    assert (sighting.page, sighting.features) == (below.page, (feature,))
    assert found is not None and found.state.page == below.page
    assert pages.count == 1


def test_a_dialog_over_a_dialog_is_a_state_of_the_page_under_both() -> None:
    pages = book()
    below = pages.learn(form("转账", CHINESE))[0]
    first = pages.learn(over(said("选择日期")), below.page)[0]
    second = pages.learn(over(said("日期无效"), bounds=Rect(100, 500, 620, 700)), first.page)[0]
    assert (first.page, second.page) == (below.page, below.page)
    assert first.state != second.state


def test_the_menu_of_two_pages_is_two_states_though_it_looks_alike() -> None:
    pages = book()
    one = pages.learn(form("转账", CHINESE))[0]
    other = pages.learn(msgspec.structs.replace(form("充值", CHINESE), activity="Recharge"))[0]
    assert pages.learn(WINDOWS["menu"], one.page)[0].state != pages.learn(WINDOWS["menu"], other.page)[0].state


def test_a_permission_window_dumped_with_the_page_behind_it_is_a_permission_window() -> None:
    pages = book()
    below = pages.learn(form("转账", CHINESE))[0]
    asked = over(said("允许拍照？"), package="com.google.android.permissioncontroller")
    both = msgspec.structs.replace(asked, roots=(*asked.roots, *form("转账", CHINESE).roots))
    assert pages.identify(both, below.page).page == below.page
    assert pages.identify(both, below.page).overlay == "permission"


def test_the_keyboard_is_a_state_of_the_page() -> None:
    pages = book()
    plain = pages.learn(form("转账", CHINESE))[0]
    typing = pages.learn(msgspec.structs.replace(form("转账", CHINESE), keyboard=True))[0]
    assert typing.page == plain.page and typing.features == ("keyboard",)


def test_the_notification_shade_and_a_launcher_of_three_packages_are_outside() -> None:
    shade = over(said("通知"), package="com.android.systemui")
    assert book().identify(shade, "p-1").page.startswith(OUTSIDE)


# --- trees ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data", [b"", b"not xml", b"<hierarchy", b"<hierarchy rotation='0'><node class='a'><node", b"\xff\xfe<"]
)
def test_a_broken_dump_is_a_screen_that_shows_nothing_yet(data: bytes) -> None:
    tree = hierarchy(data)
    shown = Screen(package=PACKAGE, activity="Main", roots=tree.roots, truncated=tree.truncated)
    sighting, _ = book().learn(shown)
    assert sighting.page and sighting.nodes <= 2


def test_fifty_thousand_nodes_are_looked_at_once_each() -> None:
    leaves = tuple(Node("android.view.View", text=f"t{i}", clickable=i % 3 == 0) for i in range(500))
    rows = tuple(Node("android.view.View", children=leaves) for _ in range(100))
    huge = Screen(package=PACKAGE, activity="Main", width=720, height=1280, roots=(Node(children=rows),))
    pages = book()
    sighting, _ = pages.learn(huge)
    assert sighting.nodes == 50_101
    assert len(pages.pages[0].marks) < 200 and len(facts(huge)) <= 80


def test_ten_thousand_levels_are_no_problem() -> None:
    node = Node("android.view.View", text="x", resource_id="deep")
    for level in range(10_000):
        node = Node("android.view.View", scrollable=level % 2 == 0, selected=level % 5 == 0, children=(node, Node()))
    pages = book()
    assert pages.learn(Screen(package=PACKAGE, roots=(node,)))[0].page
    assert facts(Screen(package=PACKAGE, roots=(node,)))


def test_two_focused_nodes_and_several_packages_in_one_tree_are_one_page() -> None:
    whole = form("转账", CHINESE)
    focused = tuple(msgspec.structs.replace(node, focused=True) for node in whole.roots[0].children)
    root = msgspec.structs.replace(whole.roots[0], children=focused)
    bar = Node("android.widget.FrameLayout", package="com.android.systemui", bounds=Rect(0, 0, 720, 48))
    pages = book()
    first = pages.learn(whole)[0].page
    assert pages.identify(msgspec.structs.replace(whole, roots=(root, bar))).page == first


# --- whatever comes ---------------------------------------------------------------------------------------------------

rects = st.builds(Rect, *[st.integers(-100, 3000)] * 4)
words = st.sampled_from(["", "转账", "Transfer", "返回", "12.5", "x" * 300, "关闭", "标题"])
nodes = st.recursive(
    st.builds(
        Node,
        class_name=st.sampled_from(
            ["", "android.view.View", "android.widget.ListView", "android.widget.EditText", "a.b.DrawerLayout"]
        ),
        resource_id=st.sampled_from(["", "title", "com.example:id/amount", "com.example:id/error_text"]),
        text=words,
        description=words,
        bounds=rects,
        clickable=st.booleans(),
        scrollable=st.booleans(),
        selected=st.booleans(),
        visible=st.booleans(),
    ),
    lambda below: st.builds(
        Node,
        class_name=st.just("android.view.View"),
        bounds=rects,
        selected=st.booleans(),
        children=st.lists(below, max_size=4).map(tuple),
    ),
    max_leaves=12,
)
screens = st.builds(
    Screen,
    package=st.sampled_from(["", PACKAGE, "android", "com.android.permissioncontroller"]),
    activity=st.sampled_from(["", "Main", "Other"]),
    window=st.sampled_from(["", "PopupWindow:1", "Application Error: com.example", "Application Error: x"]),
    width=st.sampled_from([0, 720]),
    height=st.sampled_from([0, 1280]),
    roots=st.lists(nodes, max_size=2).map(tuple),
)


@given(st.lists(screens, max_size=8))
@settings(deadline=None, max_examples=80)
def test_identity_never_raises_and_the_same_looks_give_the_same_keys(looks: list[Screen]) -> None:
    found = []
    for pages in (book(), book()):
        page, keys = "", []
        for look in looks:
            told = pages.identify(look, page)
            sighting, _ = pages.learn(look, page)
            assert told.page and sighting.page
            page = sighting.page
            keys.append(sighting.state)
        found.append([pages.kept(key) for key in keys])
    assert found[0] == found[1]


@given(st.lists(st.integers(-6, 6), min_size=28, max_size=28))
@settings(deadline=None)
def test_some_pixels_more_or_less_make_no_other_page(jitter: list[int]) -> None:
    whole = form("转账", CHINESE)
    moves = iter(jitter)
    moved = tuple(
        msgspec.structs.replace(
            node,
            bounds=Rect(*(max(0, side + next(moves)) for side in msgspec.structs.astuple(node.bounds))),
        )
        for node in whole.roots[0].children
    )
    pages = book()
    first = pages.learn(whole)[0].state
    root = msgspec.structs.replace(whole.roots[0], children=moved)
    assert pages.identify(msgspec.structs.replace(whole, roots=(root,))).state == first


@given(st.permutations(range(6)))
@settings(deadline=None)
def test_the_order_of_the_rows_of_a_list_does_not_matter(order: list[int]) -> None:
    rows = [Node("android.widget.TextView", f"{PACKAGE}:id/row", chr(97 + i), clickable=True) for i in range(6)]

    def listed(children: Iterable[Node]) -> Screen:
        lister = Node("android.widget.ListView", bounds=Rect(0, 200, 720, 1200), children=tuple(children))
        root = Node("android.widget.FrameLayout", bounds=Rect(0, 0, 720, 1280), children=(said("消息", 20), lister))
        return Screen(package=PACKAGE, activity="Main", width=720, height=1280, roots=(root,))

    pages = book()
    assert pages.learn(listed(rows))[0].state == pages.learn(listed(rows[i] for i in order))[0].state
