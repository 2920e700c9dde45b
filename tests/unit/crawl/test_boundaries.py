"""Which values lie at the edges of a field, and what a form that moves money is never given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.crawl.boundaries import BEYOND, MUST_REFUSE, boundaries, fitting, kind_of, moves_money
from patrol.model.depth import FieldKind, ValueClass
from patrol.model.screen import Node, Rect, Screen


def page(hint: str, *more: Node, password: bool = False, id: str = "") -> tuple[Screen, Node]:
    field = Node(
        "android.widget.EditText", id, "", "", "com.x", Rect(0, 100, 500, 160), hint, clickable=True, password=password
    )
    return Screen(package="com.x", width=720, height=1280, roots=(Node(children=(*more, field)),)), field


def text(said: str, top: int = 0, left: int = 0) -> Node:
    return Node("android.widget.TextView", text=said, bounds=Rect(left, top, left + 200, top + 50))


def classes(hint: str, *, money: bool = False, password: bool = False) -> dict[ValueClass, str]:
    screen, field = page(hint, password=password)
    return {each.value_class: each.value for each in boundaries(screen, field, {}, money=money)}


@pytest.mark.parametrize(
    ("hint", "kind"),
    [
        ("转账金额", FieldKind.amount),
        ("份数（1至20）", FieldKind.number),
        ("手机号", FieldKind.phone),
        ("Email", FieldKind.email),
        ("出生日期", FieldKind.date),
        ("身份证号", FieldKind.identity),
        ("银行卡号", FieldKind.card),
        ("真实姓名", FieldKind.name),
        ("短信验证码", FieldKind.secret),
        ("登录密码", FieldKind.secret),
        ("备注", FieldKind.text),
    ],
)
def test_a_field_is_of_the_kind_that_its_words_name(hint: str, kind: FieldKind) -> None:
    assert kind_of(*page(hint)) is kind


def test_a_number_is_tried_at_and_beyond_the_limits_that_its_field_states() -> None:
    screen, field = page("份数（1至20）")
    found = {each.value_class: each for each in boundaries(screen, field, {"*": "测试"}, money=False)}
    assert {name: found[name].value for name in (ValueClass.most, ValueClass.above_most)} == {
        ValueClass.most: "20",
        ValueClass.above_most: "21",
    }
    assert found[ValueClass.above_most].stated == "1至20" and not found[ValueClass.most].stated
    assert found[ValueClass.very_large].value == BEYOND and found[ValueClass.full_width].value == "１"
    assert found[ValueClass.zero].stated and next(iter(found)) is ValueClass.empty


def test_a_text_is_as_long_as_its_hint_or_its_counter_allows_and_one_longer() -> None:
    assert len(classes("备注（最多12个字）")[ValueClass.longest]) == 12
    assert len(classes("备注（最多12个字）")[ValueClass.too_long]) == 13
    screen, field = page("备注", text("0/30", 165, 400))
    assert len({b.value_class: b.value for b in boundaries(screen, field, {}, money=False)}[ValueClass.longest]) == 30
    assert len(classes("备注")[ValueClass.too_long]) == 256


def test_dates_that_no_calendar_has_and_far_ones_are_tried() -> None:
    found = classes("出生日期")
    assert (found[ValueClass.no_such_date], found[ValueClass.far_future]) == ("2023-02-29", "9999-12-31")


@pytest.mark.parametrize("hint", ["登录密码", "短信验证码"])
def test_a_secret_is_only_left_empty_for_wrong_ones_lock_accounts(hint: str) -> None:
    assert classes(hint) == {ValueClass.empty: ""}
    screen, field = page("会员号")
    assert [b.value for b in boundaries(screen, field, {"会员号": "${MEMBER}"}, money=False)] == [""]


HINTS = st.sampled_from(["转账金额", "金额（最低100元）", "收款人姓名", "收款卡号", "附言（最多20字）", "份数", "日期"])


@given(HINTS)
def test_a_form_that_moves_money_is_given_nothing_that_it_may_take(hint: str) -> None:
    found = classes(hint, money=True)
    assert found.keys() <= MUST_REFUSE
    numbers = [float(value) for value in found.values() if value.strip("-").replace(".", "").isdigit()]
    assert all(value <= 0 or "100" in hint for value in numbers) and max([*numbers, 0]) < 100


@given(HINTS, st.booleans())
def test_values_are_few_and_each_is_another(hint: str, money: bool) -> None:
    screen, field = page(hint)
    values = [each.value for each in boundaries(screen, field, {}, money=money)]
    assert len(values) == len(set(values)) <= 12


@pytest.mark.parametrize(
    ("title", "button", "moves"),
    [("转账", "下一步", True), ("基金", "立即购买", True), ("Transfer", "Next", True), ("意见反馈", "提交", False)],
)
def test_a_form_moves_money_when_its_words_say_so(title: str, button: str, moves: bool) -> None:
    assert moves_money(page("备注", text(title))[0], button) is moves


def test_what_stands_in_other_fields_is_of_their_kind() -> None:
    assert fitting(*page("份数（3至20）"), "测试") == "3"
    assert fitting(*page("开始日期"), "测试") == "2024-01-15"
    assert fitting(*page("备注"), "测试") == "测试" and fitting(*page("金额"), "${SUM}") == "${SUM}"
