"""Trees as toolkits without resource ids dump them."""

from __future__ import annotations

from pathlib import Path

import pytest

from patrol.crawl.identity import PageBook
from patrol.crawl.weak import bucket, read_things
from patrol.device.parse.hierarchy import hierarchy
from patrol.model.scenario import Scenario
from patrol.model.screen import Node, Rect, Screen

PACKAGE = "com.example"
UI = Path(__file__).resolve().parents[2] / "data" / "captures" / "ui"
FULL = Rect(0, 0, 1080, 2400)


def screen(root: Node, activity: str = "com.example.MainActivity") -> Screen:
    window = Node("android.widget.FrameLayout", package=PACKAGE, bounds=root.bounds, children=(root,))
    return Screen(package=PACKAGE, activity=activity, width=1080, height=2400, roots=(window,))


def compose(title: str, *entries: str, clicks: bool = True, top: int = 300) -> Screen:
    """ComposeView, an owner view, bare views around the texts; a button is a view around its text."""
    heading = Node("android.widget.TextView", text=title, bounds=Rect(60, 90, 600, 170))
    rows = [
        Node(
            "android.view.View",
            clickable=clicks,
            bounds=Rect(40, top + 160 * i, 1040, top + 160 * i + 140),
            children=(
                Node("android.widget.TextView", text=said, bounds=Rect(80, top + 160 * i, 500, top + 160 * i + 60)),
            ),
        )
        for i, said in enumerate(entries)
    ]
    owner = Node("android.view.View", bounds=FULL, children=(heading, *rows))
    return screen(Node("androidx.compose.ui.platform.ComposeView", bounds=FULL, children=(owner,)))


def flutter(title: str, *entries: str, selected: int | None = None) -> Screen:
    """FlutterView with nested views; every text is a content description."""
    nodes = [Node("android.view.View", description=title, bounds=Rect(60, 90, 700, 180))]
    for i, said in enumerate(entries):
        box = Rect(40, 300 + 170 * i, 1040, 450 + 170 * i)
        nodes.append(Node("android.widget.Button", description=said, clickable=True, focusable=True, bounds=box))
    if selected is not None:
        tabs = tuple(
            Node(
                "android.view.View",
                description=f"{name}\n第 {i + 1} 个标签，共 3 个",
                clickable=True,
                selected=i == selected,
                bounds=Rect(360 * i, 2240, 360 * i + 360, 2400),
            )
            for i, name in enumerate(("首页", "理财", "我的"))
        )
        nodes.append(Node("android.view.View", bounds=Rect(0, 2240, 1080, 2400), children=tabs))
    inner = Node(
        "android.view.View", bounds=FULL, children=(Node("android.view.View", bounds=FULL, children=tuple(nodes)),)
    )
    return screen(Node("io.flutter.embedding.android.FlutterView", bounds=FULL, focused=True, children=(inner,)))


def web(document: str, *said: str) -> Screen:
    """A WebView inside a native frame: nested views and text nodes, of which nothing is marked clickable."""
    texts = tuple(
        Node("android.widget.TextView", text=each, bounds=Rect(30, 300 + 90 * i, 1050, 370 + 90 * i))
        for i, each in enumerate(said)
    )
    body = Node("android.view.View", bounds=FULL, children=(Node("android.view.View", bounds=FULL, children=texts),))
    inner = Node("android.webkit.WebView", text=document, bounds=FULL, focusable=True, children=(body,))
    return screen(Node("android.webkit.WebView", bounds=FULL, children=(inner,)), "com.example.H5Activity")


def canvas(activity: str = "com.example.ChartActivity") -> Screen:
    return screen(Node("com.example.ChartView", bounds=FULL), activity)


def book() -> PageBook:
    return PageBook(Scenario(PACKAGE))


TOOLKITS = {
    "Compose": (
        compose("账户", "转账", "充值", "明细"),
        compose("账户", "转账", "充值", "明细"),
        compose("卡券", "领取", "赠送"),
    ),
    "Compose without titles": (
        compose("", "转账", "充值", "明细", "余额"),
        compose("", "转账", "充值", "明细", "积分"),
        compose("", "领取", "赠送", "规则"),
    ),
    "Flutter": (
        flutter("订单", "待付款", "待收货"),
        flutter("订单", "待付款", "待收货"),
        flutter("地址", "新增", "删除"),
    ),
    "Flutter with tabs": (
        flutter("", "买入", selected=0),
        flutter("", "买入", selected=0),
        flutter("", "买入", selected=1),
    ),
    "WebView": (
        web("活动", "规则说明", "立即参加"),
        web("活动", "规则说明", "立即参加", "更多"),
        web("帮助", "常见问题"),
    ),
    "canvas of two activities": (canvas(), canvas(), canvas("com.example.GameActivity")),
}


@pytest.mark.parametrize("toolkit", TOOLKITS)
def test_the_same_page_twice_is_one_page_and_two_are_two(toolkit: str) -> None:
    once, again, other = TOOLKITS[toolkit]
    pages = book()
    key = pages.learn(once)[0].page
    assert pages.learn(again)[0].page == key
    assert pages.learn(other)[0].page != key
    assert [page.weak for page in pages.pages] == [True, True]


@pytest.mark.parametrize("toolkit", TOOLKITS)
def test_what_nothing_but_layouts_shows_is_loading_and_nothing_else(toolkit: str) -> None:
    assert not any(book().identify(each).loading for each in TOOLKITS[toolkit])
    blank = Node("android.widget.FrameLayout", bounds=FULL, children=(Node("android.view.ViewGroup", bounds=FULL),))
    assert book().identify(screen(blank)).loading


def test_numbers_and_amounts_do_not_make_another_page() -> None:
    pages = book()
    first = pages.learn(compose("", "余额 12.50", "积分 300", "转账", "充值"))[0].page
    assert pages.identify(compose("", "余额 9.00", "积分 4,000", "转账", "充值")).page == first


def test_a_label_that_changes_while_nobody_acts_stops_being_one() -> None:
    pages = book()
    looks = [compose("", f"{word}公告", f"{word}快讯", "转账", "充值", "明细", "卡券") for word in ("晨", "午", "晚")]
    key = pages.learn(looks[0])[0].page
    assert pages.identify(looks[1]).page != key
    pages.changed(key, looks[0], looks[1])
    assert pages.identify(looks[2]).page == key
    assert pages.identify(compose("", "晨公告", "晨快讯", "领取", "赠送", "规则", "兑换")).page != key


def test_a_title_in_a_content_description_names_the_page() -> None:
    pages = book()
    pages.learn(flutter("我的订单", "待付款"))
    assert pages.pages[0].name == "我的订单"


def test_the_document_of_a_web_view_names_the_page() -> None:
    pages = book()
    pages.learn(web("周年庆活动", "规则说明"))
    assert pages.pages[0].name == "周年庆活动"


def test_a_sheet_drawn_inside_a_flutter_window_is_a_state_of_the_page() -> None:
    pages = book()
    below = pages.learn(flutter("订单", "待付款", "待收货"))[0]
    scrim = Node("android.view.View", description="关闭", clickable=True, bounds=FULL)
    said = Node("android.view.View", description="选择付款方式", bounds=Rect(60, 1700, 700, 1780))
    page = flutter("订单", "待付款", "待收货").roots[0]
    root = Node("io.flutter.embedding.android.FlutterView", bounds=FULL, children=(page, scrim, said))
    over = pages.learn(screen(root), below.page)[0]
    assert over.page == below.page
    assert over.features == ("sheet:选择付款方式",)


def test_the_rows_of_a_list_without_ids_do_not_matter() -> None:
    def feed(*rows: str) -> Screen:
        children = tuple(
            Node(
                "android.view.View",
                clickable=True,
                bounds=Rect(0, 400 + 200 * i, 1080, 590 + 200 * i),
                children=tuple(Node("android.widget.TextView", text=f"{row} {n}") for n in ("标题", "来源")),
            )
            for i, row in enumerate(rows)
        )
        lister = Node("android.view.View", scrollable=True, bounds=Rect(0, 400, 1080, 2300), children=children)
        heading = Node("android.widget.TextView", text="要闻", bounds=Rect(60, 90, 300, 170))
        return screen(Node("androidx.compose.ui.platform.ComposeView", bounds=FULL, children=(heading, lister)))

    pages = book()
    key = pages.learn(feed("甲", "乙", "丙", "丁"))[0].page
    assert pages.identify(feed("戊", "己", "庚")).page == key
    assert pages.identify(feed("丁", "丙", "乙", "甲")).page == key


def test_typed_text_does_not_make_another_page() -> None:
    def form(typed: str) -> Screen:
        box = Node("android.widget.EditText", text=typed, clickable=True, bounds=Rect(40, 400, 1040, 520))
        send = Node("android.view.View", clickable=True, description="提交", bounds=Rect(40, 700, 1040, 800))
        return screen(Node("androidx.compose.ui.platform.ComposeView", bounds=FULL, children=(box, send)))

    assert read_things(form("张三").roots) == read_things(form("李四").roots)


@pytest.mark.parametrize(
    "name", ["flutter_sign_in_texts_only_in_content_desc", "flutter_email_field_focused_two_focused_nodes"]
)
def test_recorded_flutter_trees_are_weakly_identified_by_what_is_said(name: str) -> None:
    roots = hierarchy((UI / f"{name}.xml").read_bytes()).roots
    shown = Screen(package=roots[0].package, activity="Main", width=1080, height=2424, roots=roots)
    pages = PageBook(Scenario(roots[0].package))
    first = pages.learn(shown)[0]
    assert pages.identify(shown).page == first.page and pages.pages[0].weak and not first.loading


def test_positions_are_coarse_and_stay_inside_the_grid() -> None:
    window = Rect(0, 0, 1080, 2400)
    assert bucket(Rect(10, 10, 20, 20), window) == bucket(Rect(300, 250, 320, 260), window)
    assert bucket(Rect(-50, 9000, 0, 9100), window) == "0.7"
    assert bucket(Rect(5, 5, 6, 6), Rect()) == "2.7"
