"""What of a page counts as changed, and what never does."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from patrol.compare.changes import align, page_change
from patrol.model.build import PageLook, Widget
from patrol.model.difference import Aspect, PageChange

TITLE = Widget("TextView", "tv_title", "转账")
PAY = Widget("Button", "btn_pay", "付款", "tap")
HINT = Widget("TextView", "tv_hint", "请核对收款人")
ICON = Widget("ImageView", "iv_logo")


def look(*widgets: Widget, visits: int = 2, **more: object) -> PageLook:
    return PageLook("p", widgets=widgets, visits=visits, arrivals=2, **more)  # type: ignore[arg-type]


def changed(then: PageLook, now: PageLook, *, content: bool = False) -> PageChange:
    change = page_change(then, now, content=content)
    assert change is not None
    return change


def test_the_same_look_has_not_changed() -> None:
    assert page_change(look(TITLE, PAY, HINT), look(TITLE, PAY, HINT)) is None


def test_a_new_button_is_an_action_and_a_new_picture_is_structure() -> None:
    change = changed(look(TITLE, PAY), look(TITLE, Widget("Button", "btn_scan", "扫码", "tap"), PAY, ICON))
    assert change.aspects == (Aspect.structure, Aspect.actions)
    assert change.actions_added == ("tap 扫码",) and change.shape_added == ("ImageView#iv_logo",)


def test_a_button_that_is_gone_takes_what_stands_in_it_along() -> None:
    held = msgspec.structs.replace(HINT, says="限额", inside=1)
    change = changed(look(TITLE, PAY, held), look(TITLE))
    assert (change.aspects, change.actions_lost, change.texts_lost) == ((Aspect.actions,), ("tap 付款",), ())


def test_other_words_at_the_same_place_are_texts() -> None:
    change = changed(look(TITLE, HINT), look(TITLE, msgspec.structs.replace(HINT, says="请核对金额")))
    assert change.aspects == (Aspect.texts,)
    assert (change.texts_lost, change.texts_added) == (("请核对收款人",), ("请核对金额",))


def test_another_class_of_the_same_thing_is_structure() -> None:
    change = changed(look(Widget("Switch", "sw", "通知", "tap")), look(Widget("CheckBox", "sw", "通知", "tap")))
    assert (change.shape_lost, change.shape_added) == (("Switch#sw",), ("CheckBox#sw",))


def test_renamed_ids_are_no_change() -> None:
    new = (
        Widget("TextView", "a", "转账"),
        Widget("Button", "b", "付款", "tap"),
        Widget("ImageView", "c"),
        Widget("EditText", "d", "", "type"),
    )
    old = (TITLE, PAY, ICON, Widget("EditText", "et_amount", "", "type"))
    assert page_change(look(*old), look(*new)) is None


def test_another_order_is_no_change() -> None:
    assert page_change(look(TITLE, PAY, HINT, ICON), look(HINT, ICON, TITLE, PAY)) is None


def test_words_that_change_by_themselves_are_no_change() -> None:
    then = look(TITLE, Widget("TextView", "tv_news", "利率公告"), volatile=("利率公告",))
    assert page_change(then, look(TITLE, Widget("TextView", "tv_news", "节日祝福"))) is None
    assert page_change(look(TITLE, Widget("TextView", "tv_news", "节日祝福")), then) is None


def test_words_read_at_one_visit_alone_prove_nothing_but_those_on_buttons_do() -> None:
    then, now = look(TITLE, PAY, HINT), (TITLE, PAY, msgspec.structs.replace(HINT, says="今日头条"))
    assert page_change(then, look(*now, visits=1)) is None
    assert changed(then, look(TITLE, msgspec.structs.replace(PAY, says="支付"), HINT, visits=1)).texts_added == (
        "支付",
    )


def test_what_a_page_behind_a_list_says_is_that_of_the_row() -> None:
    now = look(TITLE, msgspec.structs.replace(HINT, says="另一只产品"), ICON)
    change = changed(look(TITLE, HINT), now, content=True)
    assert change.aspects == (Aspect.structure,)


def test_the_value_of_a_setting_is_set_by_its_user() -> None:
    entry = Widget("LinearLayout", "row_language", "语言", "tap")
    values = [Widget("TextView", "tv_value", said, inside=0) for said in ("中文", "英文")]
    assert page_change(look(entry, values[0]), look(entry, values[1])) is None


def test_what_was_seen_at_other_times_is_neither_new_nor_gone() -> None:
    assert page_change(look(TITLE, PAY, HINT), look(TITLE, PAY, more=("请核对收款人",))) is None


def test_a_page_that_still_loaded_has_lost_nothing() -> None:
    assert page_change(look(TITLE, PAY, HINT), look(TITLE, partial=True)) is None


def test_what_may_have_been_pushed_out_of_sight_is_not_gone() -> None:
    first, middle, last = (Widget("Button", f"floor_{n}", f"楼层{n}", "tap", scrolls=True) for n in "甲乙丙")
    assert page_change(look(first, middle, last), look(first, middle)) is None
    assert changed(look(first, middle, last), look(first, last)).actions_lost == ("tap 楼层乙",)


def test_a_list_that_is_empty_today_has_lost_no_rows() -> None:
    lister, row = Widget("RecyclerView", "rv"), Widget("TextView", "tv_name", row=True)
    assert page_change(look(TITLE, lister, row), look(TITLE, lister)) is None


WIDGETS = st.builds(
    Widget,
    st.sampled_from(["TextView", "Button", "ImageView"]),
    st.sampled_from(["", "a", "b", "c"]),
    st.sampled_from(["", "甲", "乙", "丙"]),
    st.sampled_from(["", "tap"]),
)


@given(st.lists(WIDGETS, max_size=12), st.lists(WIDGETS, max_size=12))
def test_each_widget_has_at_most_one_counterpart_and_a_look_is_equal_to_itself(
    a: list[Widget], b: list[Widget]
) -> None:
    found = align(look(*a), look(*b))
    assert len(set(found.pairs.values())) == len(found.pairs)
    assert sorted([*found.pairs, *found.lost]) == list(range(len(a)))
    assert sorted([*found.pairs.values(), *found.added]) == list(range(len(b)))
    assert page_change(look(*a), look(*a)) is None
