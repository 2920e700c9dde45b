"""What a page offers now and did not in the baseline."""

from __future__ import annotations

from patrol.crawl.atlas import Atlas
from patrol.crawl.candidates import read_actions
from patrol.crawl.news import News
from patrol.crawl.sight import Sight
from patrol.crawl.sighting import Sighting
from patrol.model.build import BUILD_SCHEMA, Build, BuildHead, PageLook, Widget
from patrol.model.depth import Newness
from patrol.model.graph import Action, ActionKind, Edge, Page, PageGraph, State
from patrol.model.locator import Locator
from patrol.model.scenario import Scenario
from patrol.model.screen import Node, Rect, Screen

PACKAGE = "com.x"
WIDGETS = (
    Widget("TextView", "title", "首页"),
    Widget("TextView", "welcome", "欢迎使用"),
    Widget("Button", "pay", "转账", "tap", (0, 20)),
    Widget("ImageButton", "scan", "", "tap", (90, 2)),
    Widget("EditText", "search", "搜索", "type", (0, 10)),
)


def base(*looks: PageLook) -> Build:
    edges = (Edge("home", "fund", Action(ActionKind.tap, Locator(text="基金 3 号"))),)
    graph = PageGraph(
        "home", (Page("home", ""), Page("fund", "")), (State("home", "home"), State("fund", "fund")), edges
    )
    return Build(BUILD_SCHEMA, BuildHead(PACKAGE, "r", ""), graph, looks or (PageLook("home", widgets=WIDGETS),))


def node(kind: str, id: str, said: str, left: int, top: int, *, hint: str = "", text: str = "") -> Node:
    clickable = kind != "TextView"
    bounds = Rect(left, top, left + 90, top + 60)
    return Node(
        f"android.widget.{kind}", f"{PACKAGE}:id/{id}", text or said, "", PACKAGE, bounds, hint, clickable=clickable
    )


USUAL = (
    node("TextView", "title", "首页", 0, 0),
    node("TextView", "welcome", "欢迎使用", 0, 80),
    node("Button", "pay", "转账", 0, 256),
    node("ImageButton", "scan", "", 900, 30),
    node("EditText", "search", "", 0, 128, hint="搜索"),
)


def told(*nodes: Node, page: str = "home", state: str = "", build: Build | None = None, scrolled: int = 0) -> News:
    atlas = Atlas()
    atlas.spot(page)
    news = News(atlas, build or base())
    root = Node("android.widget.FrameLayout", bounds=Rect(0, 0, 1000, 1280), children=nodes)
    screen = Screen(package=PACKAGE, activity="Main", width=1000, height=1280, roots=(root,))
    sighting = Sighting(page, state or page, (), True, True)
    news.saw(Sight(screen, sighting), read_actions(screen, Scenario(PACKAGE, name="x")), scrolled)
    return news


def fresh(*nodes: Node, **more: object) -> list[str]:
    pages = told(*nodes, **more).pages  # type: ignore[arg-type]
    return [said for page in pages.values() for said in page.news.values()]


def test_a_page_that_is_as_it_was_has_nothing_new() -> None:
    assert not told(*USUAL).pages


def test_a_new_action_and_a_new_field_are_named() -> None:
    new = (node("Button", "loan", "贷款", 0, 400), node("EditText", "code", "", 0, 500, hint="推荐码"))
    assert fresh(*USUAL, *new) == ["tap “贷款”", "type 推荐码"]


def test_renamed_ids_numbers_and_moved_icons_are_nothing_new() -> None:
    renamed = (
        node("Button", "a1", "转账", 0, 400),
        node("ImageButton", "b2", "", 930, 60),
        node("EditText", "c3", "", 0, 128, hint="搜索"),
        node("Button", "d4", "基金 12 号", 0, 500),
    )
    assert not fresh(*USUAL[:2], *renamed)


def test_another_label_on_a_known_widget_is_no_new_action_but_a_new_widget_with_an_old_id_is() -> None:
    assert not fresh(*USUAL[:2], node("Button", "pay", "汇款", 0, 256))
    shifted = (node("Button", "pay", "贷款", 0, 256), node("Button", "item_2", "转账", 0, 400))
    assert fresh(*USUAL[:2], *shifted) == ["tap “贷款”"]


def test_what_was_scrolled_to_typed_or_lies_over_the_page_is_no_news() -> None:
    new = node("Button", "loan", "贷款", 0, 400)
    assert not fresh(*USUAL, new, scrolled=1)
    assert not fresh(*USUAL, new, state="home!dialog:提示")
    typed = node("EditText", "search", "", 0, 128, hint="搜索", text="转账")
    assert not fresh(*USUAL[:4], typed, new)


def test_a_page_without_a_whole_look_in_the_baseline_is_never_called_changed() -> None:
    new = node("Button", "loan", "贷款", 0, 400)
    assert not fresh(*USUAL, new, build=base(PageLook("home")))
    assert not fresh(*USUAL, new, build=base(PageLook("home", widgets=WIDGETS, partial=True)))


def test_a_page_that_says_the_same_under_another_key_is_the_one_that_it_was() -> None:
    assert not told(*USUAL, page="p-obfuscated").pages
    assert told(*USUAL[:1], page="p-other").pages["p-other"].why is Newness.new


def test_who_is_shown_under_its_own_key_is_no_other() -> None:
    news = told(*USUAL, page="p-copy")
    assert not news.pages
    root = Node("android.widget.FrameLayout", bounds=Rect(0, 0, 1000, 1280), children=USUAL)
    screen = Screen(package=PACKAGE, activity="Main", width=1000, height=1280, roots=(root,))
    news.saw(Sight(screen, Sighting("home", "home", (), True, True)), read_actions(screen, Scenario(PACKAGE)), 0)
    assert news.pages["p-copy"].why is Newness.new
