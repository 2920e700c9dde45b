from __future__ import annotations

from collections import Counter

from patrol.crawl.identity import PageBook
from patrol.crawl.labels import contradict, labels_of
from patrol.crawl.marks import touches
from patrol.crawl.recall import as_unseen
from patrol.crawl.sighting import Came
from patrol.model.scenario import Scenario
from patrol.model.screen import Node, Rect, Screen

PACKAGE = "com.example"
BILLS = ("查看账单", "导出", "开具发票", "设置提醒")
CLAIMS = ("上传照片", "联系客服", "撤销申请", "查看进度")


def templated(title: str, labels: tuple[str, ...], *, name: str = "item") -> Screen:
    """A page of a shared layout: one activity, numbered ids."""
    title_bar = Node("android.widget.TextView", f"{PACKAGE}:id/tv_title", title, bounds=Rect(100, 60, 600, 140))
    back = Node("android.widget.ImageView", f"{PACKAGE}:id/iv_back", "", "返回", clickable=True)
    buttons = (
        Node(
            "android.widget.Button",
            f"{PACKAGE}:id/{name}_{place}",
            label,
            bounds=Rect(0, 400 + 150 * place, 720, 540 + 150 * place),
            clickable=True,
        )
        for place, label in enumerate(labels)
    )
    root = Node("android.widget.FrameLayout", bounds=Rect(0, 0, 720, 1600), children=(title_bar, back, *buttons))
    return Screen(package=PACKAGE, activity="TemplateActivity", width=720, height=1600, roots=(root,))


def test_pages_that_share_layout_and_ids_are_told_apart_by_what_stands_on_their_buttons() -> None:
    pages = PageBook(Scenario(PACKAGE))
    bills, _ = pages.learn(templated("账单", BILLS))
    claims, _ = pages.learn(templated("理赔", CLAIMS))
    assert bills.page != claims.page
    assert pages.learn(templated("账单", BILLS))[0].page == bills.page
    assert pages.learn(templated("理赔", CLAIMS))[0].page == claims.page


def test_so_are_those_that_share_their_title_too_however_many_there_are() -> None:
    pages = PageBook(Scenario(PACKAGE))
    third = ("预约时间", "选择网点", "取消预约", "查看地图")
    found = [pages.learn(templated("详情", labels))[0].page for labels in (BILLS, CLAIMS, third, BILLS, CLAIMS, third)]
    assert found[:3] == found[3:]
    assert len(set(found)) == 3


def test_a_button_that_was_pressed_makes_no_other_page() -> None:
    pages = PageBook(Scenario(PACKAGE))
    first, _ = pages.learn(templated("基金", ("关注", "买入", "卖出", "定投")))
    assert pages.learn(templated("基金", ("已关注", "买入", "卖出", "已定投")))[0].page == first.page


def test_a_page_whose_buttons_change_one_after_the_other_stays_one_page() -> None:
    pages = PageBook(Scenario(PACKAGE))
    labels = ["开启", "开启", "开启", "开启"]
    first, _ = pages.learn(templated("设置", tuple(labels)))
    for place in range(4):
        labels[place] = "关闭"
        came = Came(first.state, f"tap {place}")
        assert pages.learn(templated("设置", tuple(labels)), first.page, came=came)[0].page == first.page


def test_the_same_page_in_another_language_is_one_page() -> None:
    pages = PageBook(Scenario(PACKAGE))
    first, _ = pages.learn(templated("账单", BILLS))
    english = ("View bill", "Export", "Invoice", "Remind me")
    assert pages.learn(templated("Bills", english))[0].page == first.page


def test_a_later_run_tells_them_apart_too() -> None:
    pages = PageBook(Scenario(PACKAGE))
    bills, claims = (pages.learn(templated(title, labels))[0].page for title, labels in (("a", BILLS), ("b", CLAIMS)))
    later = PageBook(Scenario(PACKAGE))
    later.expect(map(as_unseen, pages.pages))
    assert later.learn(templated("b", CLAIMS))[0].page == claims
    assert later.learn(templated("a", BILLS))[0].page == bills
    assert later.count == 2


def test_ids_that_stand_there_twice_and_what_is_typed_say_nothing() -> None:
    nodes = [
        Node("android.widget.Button", "a:id/row", "一", clickable=True),
        Node("android.widget.Button", "a:id/row", "二", clickable=True),
        Node("android.widget.EditText", "a:id/name", "张三", clickable=True),
        Node("android.widget.LinearLayout", "a:id/go", children=(Node("android.widget.TextView", text="3 张优惠券"),)),
    ]
    assert {key: label for key, label in labels_of(nodes).items() if label} == {"a:id/go": "张优惠券"}


def test_a_button_that_stands_on_every_page_does_not_make_two_pages_one() -> None:
    mine = {"back": "返回", "a": "账单", "b": "导出", "c": "提醒"}
    theirs = {"back": "返回", "a": "照片", "b": "撤销", "c": "进度"}
    everywhere = Counter({touches("back", "返回"): 40})
    assert contradict(mine, theirs, everywhere)
    assert not contradict(mine, {**theirs, "a": "账单", "b": "导出"}, everywhere)
    assert not contradict(mine, {}, everywhere)
