from __future__ import annotations

import itertools
from functools import cache
from pathlib import Path

import pytest

from bench.identity import met
from bench.recordings import KEPT, app_folders, read
from patrol.crawl.identity import OUTSIDE, PageBook
from patrol.model.scenario import DeclaredPage, Recogniser, Scenario
from patrol.model.screen import Node, Rect, Screen

APPS = app_folders([KEPT])
PACKAGE = "com.example"


@cache
def keys_of(folder: Path) -> list[tuple[str, str, str, str]]:
    """(true page, true label, page, state) of each recorded look of the app, in the order of the recording."""
    package, looks = read(folder)
    return [
        (seen.page, seen.label, page, state)
        for seen, (page, state) in zip(looks, met(package, looks), strict=True)
        if not seen.page.startswith(("system:", "outside:"))
    ]


@pytest.mark.parametrize("app", APPS, ids=lambda app: app.name)
def test_recorded_pages_are_told_apart_and_known_again(app: Path) -> None:
    wrong = [(a, b) for a, b in itertools.combinations(keys_of(app), 2) if (a[0] == b[0]) != (a[2] == b[2])]
    assert not wrong


@pytest.mark.parametrize("app", APPS, ids=lambda app: app.name)
def test_recorded_dialogs_menus_and_drawers_are_states_of_the_page_under_them(app: Path) -> None:
    wrong = [(a, b) for a, b in itertools.combinations(keys_of(app), 2) if (a[1] == b[1]) != (a[3] == b[3])]
    assert not wrong


def text(label: str, top: int = 300, *, id: str = "", click: bool = False, left: int = 0, height: int = 60) -> Node:
    rid = f"{PACKAGE}:id/{id}" if id else ""
    bounds = Rect(left, top, left + 400, top + height)
    return Node("android.widget.TextView", rid, label, bounds=bounds, clickable=click)


def screen(*nodes: Node, activity: str = "Main", bounds: Rect | None = None, **more: str) -> Screen:
    bounds = bounds or Rect(0, 0, 720, 1280)
    root = Node("android.widget.FrameLayout", bounds=bounds, children=nodes)
    return Screen(package=more.get("package", PACKAGE), activity=activity, width=720, height=1280, roots=(root,))


def book(*pages: DeclaredPage) -> PageBook:
    return PageBook(Scenario(PACKAGE, pages=pages))


def test_numbers_in_a_title_do_not_make_another_page() -> None:
    pages = book()
    first, _ = pages.learn(screen(text("消息(3)", 20), text("a", id="list")))
    assert pages.identify(screen(text("消息(12)", 20), text("b", id="list"))).page == first.page


def test_rows_of_a_list_do_not_make_another_page() -> None:
    def listed(*rows: str) -> Screen:
        children = tuple(text(row, 200 + 60 * i, id="row", click=True) for i, row in enumerate(rows))
        bounds = Rect(0, 200, 720, 1200)
        return screen(text("理财", 20), Node("android.widget.ListView", bounds=bounds, children=children))

    pages = book()
    first, _ = pages.learn(listed("a", "b", "c"))
    assert pages.identify(listed("d")).page == first.page
    assert pages.identify(listed()).page == first.page


def test_the_same_layout_under_another_title_is_another_page() -> None:
    pages = book()
    first, _ = pages.learn(screen(text("转账", 20), text("x", id="amount"), text("y", id="send")))
    second, _ = pages.learn(screen(text("充值", 20), text("x", id="amount"), text("y", id="send")))
    assert first.page != second.page


def test_a_page_that_lost_what_was_its_own_is_known_by_what_its_other_buttons_say() -> None:
    def template(*labels: str) -> Screen:
        entries = (text(said, 200 + 70 * n, id=f"item_{n}", click=True) for n, said in enumerate(labels))
        return screen(text("保险详情", 20), *entries)

    pages = book()
    one, _ = pages.learn(template("喜欢", "筛选", "存款查询"))
    other, _ = pages.learn(template("刷新门诊", "省流量", "红包申请"))
    assert one.page != other.page
    assert pages.identify(template("刷新门诊", "省流量")).page == other.page
    assert pages.identify(template("喜欢", "筛选")).page == one.page


def test_a_title_that_names_the_product_is_forgiven_when_many_ids_agree() -> None:
    def detail(name: str) -> Screen:
        ids = ("rate", "days", "risk", "buy", "limit", "notes")
        return screen(text(name, 20), *(text(i, 200 + 70 * n, id=i) for n, i in enumerate(ids)))

    pages = book()
    first, _ = pages.learn(detail("稳健一号"))
    assert pages.identify(detail("灵活宝")).page == first.page


def test_bottom_navigation_tells_pages_of_one_activity_apart() -> None:
    def hub(chosen: str) -> Screen:
        items = tuple(
            Node(
                "android.widget.TextView",
                text=name,
                clickable=True,
                selected=name == chosen,
                bounds=Rect(0, 1200, 90, 1260),
            )
            for name in ("首页", "理财", "我的")
        )
        return screen(Node("android.widget.LinearLayout", bounds=Rect(0, 1190, 720, 1280), children=items))

    pages = book()
    assert len({pages.learn(hub(name))[0].page for name in ("首页", "理财", "我的", "首页")}) == 3


def test_a_tab_is_a_state_of_its_page() -> None:
    def tabbed(chosen: str) -> Screen:
        items = tuple(
            Node("android.widget.TextView", text=n, clickable=True, selected=n == chosen, bounds=Rect(0, 200, 90, 260))
            for n in ("推荐", "基金")
        )
        tabs = Node("android.widget.LinearLayout", bounds=Rect(0, 200, 720, 260), children=items)
        return screen(text("财富", 20), tabs, text("x", id="banner"), text("y", id="more"))

    pages = book()
    first, second = pages.learn(tabbed("推荐"))[0], pages.learn(tabbed("基金"))[0]
    assert first.page == second.page
    assert second.features == ("tab:基金",)


def test_a_dialog_is_a_state_of_the_page_under_it() -> None:
    pages = book()
    below, _ = pages.learn(screen(text("设置", 20), text("退出", id="logout")))
    over = screen(text("确认退出？", 500), activity="Main", bounds=Rect(60, 450, 660, 800))
    sighting, _ = pages.learn(over, below.page)
    assert sighting.page == below.page
    assert sighting.features == ("dialog:确认退出？",)


def test_a_permission_window_is_a_state_of_the_page_under_it() -> None:
    pages = book()
    below, _ = pages.learn(screen(text("扫一扫", 20), text("x", id="scan")))
    window = screen(text("允许使用相机吗？"), activity="Grant", package="com.android.permissioncontroller")
    assert pages.identify(window, below.page).page == below.page


def test_another_app_is_outside_and_never_a_page() -> None:
    pages = book()
    sighting, found = pages.learn(screen(text("浏览器", 20), package="com.android.browser"))
    assert sighting.page == f"{OUTSIDE}com.android.browser/Main"
    assert found is None and pages.pages == ()


def test_a_declared_recogniser_wins_and_the_most_demanding_first() -> None:
    loose = DeclaredPage("any", "任意", recognise=Recogniser(texts=("转账",)))
    strict = DeclaredPage("transfer", "转账", recognise=Recogniser(texts=("转账",), ids=("amount",), activity=".Main"))
    pages = book(loose, strict)
    shown = screen(text("转账", 20), text("x", id="amount"), activity=f"{PACKAGE}.Main")
    assert pages.identify(shown).page == "transfer"
    assert pages.identify(screen(text("转账", 20))).page == "any"


def test_what_must_be_absent_rules_a_declared_page_out() -> None:
    page = DeclaredPage("form", "表单", recognise=Recogniser(contains=("余额",), absent=("成功",)))
    pages = book(page)
    assert pages.identify(screen(text("可用余额 12"))).page == "form"
    assert pages.identify(screen(text("可用余额 12"), text("成功", 400))).page != "form"


def test_pages_without_ids_are_marked_as_weakly_identified() -> None:
    pages = book()
    pages.learn(screen(text("首页", 20), text("开始", click=True)))
    assert pages.pages[0].weak


def test_the_same_build_gives_the_same_keys_in_another_run() -> None:
    shown = screen(text("转账", 20), text("x", id="amount"))
    assert book().learn(shown)[0].page == book().learn(shown)[0].page


def test_a_scrolled_page_stays_the_page() -> None:
    pages = book()
    top, _ = pages.learn(screen(text("x", id="banner"), text("y", 400, id="grid"), text("z", 500, id="news")))
    bottom = screen(text("x", id="footer"), text("y", 400, id="licence"), text("z", 500, id="contact"))
    assert pages.learn(bottom, top.page, same_page=True)[0].page == top.page
    assert pages.identify(bottom).page == top.page


def test_restored_pages_are_known_again() -> None:
    first = book()
    shown = screen(text("转账", 20), text("x", id="amount"), text("y", id="send"))
    sighting, found = first.learn(shown)
    assert found is not None
    second = book()
    second.restore([found])
    assert second.identify(shown).page == sighting.page
    assert second.identify(shown).known_state


@pytest.mark.parametrize(
    "strange",
    [
        Screen(),
        Screen(package=PACKAGE, roots=(Node(),)),
        Screen(package=PACKAGE, roots=(Node(bounds=Rect(5, 5, 5, 5)), Node(focused=True), Node(focused=True))),
        screen(*(text("", id="same") for _ in range(2000))),
    ],
)
def test_strange_trees_are_identified_without_complaint(strange: Screen) -> None:
    assert book().learn(strange)[0].page


def test_a_very_deep_tree_is_no_problem() -> None:
    node = Node("android.view.View", text="x")
    for _ in range(5000):
        node = Node("android.view.View", children=(node,))
    assert book().learn(Screen(package=PACKAGE, roots=(node,)))[0].page


def test_what_stands_on_every_page_does_not_make_two_pages_one() -> None:
    pages = book()
    for number in range(8):
        furniture = (text("x", 200 + 70 * i, id=name) for i, name in enumerate(("back", "avatar", "messages")))
        pages.learn(screen(text(chr(0x4E00 + number), 20), *furniture, activity=f"Activity{number}"))

    def recommended(*ids: str) -> Screen:
        return screen(text("推荐", 20), *(text("x", 200 + 70 * i, id=id) for i, id in enumerate(ids)))

    first = pages.learn(recommended("back", "avatar", "messages", "family", "history"))[0].page
    assert pages.learn(recommended("back", "avatar", "messages", "gift", "fold"))[0].page != first
    assert pages.identify(recommended("back", "family", "history", "chart")).page == first
