"""Which fields take a password."""

from __future__ import annotations

import pytest

from patrol.model.locator import Locator
from patrol.model.passwords import Recognised
from patrol.model.scenario import DeclaredSecret
from patrol.model.screen import Node, Rect, Screen
from patrol.passwords.recognise import fields_of, secret_on

EDIT = "android.widget.EditText"


def field(id: str = "", hint: str = "", *, password: bool = False, focused: bool = False, top: int = 100) -> Node:
    box = Rect(0, top, 300, top + 40)
    name = f"com.bank:id/{id}" if id else ""
    return Node(EDIT, name, hint=hint, password=password, focused=focused, bounds=box, clickable=True)


def label(text: str, top: int = 50) -> Node:
    return Node("android.widget.TextView", text=text, bounds=Rect(0, top, 300, top + 40))


def keypad(keys: str = "1234567890") -> Node:
    boxes = [Rect(i % 3 * 100, 200 + i // 3 * 50, i % 3 * 100 + 90, 240 + i // 3 * 50) for i in range(len(keys))]
    children = tuple(Node("V", text=k, bounds=b, clickable=True) for k, b in zip(keys, boxes, strict=True))
    return Node("ViewGroup", "com.bank:id/pad", bounds=Rect(0, 190, 300, 500), children=children)


def screen(*nodes: Node) -> Screen:
    return Screen(roots=(Node("FrameLayout", bounds=Rect(0, 0, 300, 600), children=nodes),))


def test_what_the_tree_marks_is_one() -> None:
    secret = secret_on(screen(field("pwd", password=True)), "p", field("pwd", password=True))
    assert secret is not None and (secret.name, secret.recognised) == ("pwd", Recognised.attribute)


@pytest.mark.parametrize("named", [field("login_password"), field("user_pin"), field(hint="请输入交易密码")])
def test_words_tell_one_that_the_tree_does_not_mark(named: Node) -> None:
    secret = secret_on(screen(named), "p", named)
    assert secret is not None and secret.recognised is Recognised.words


@pytest.mark.parametrize("named", [field("sms_code", "短信验证码"), field("pinyin_name"), field("amount", "金额")])
def test_codes_that_are_valid_once_and_other_fields_are_none(named: Node) -> None:
    assert secret_on(screen(named), "p", named) is None


def test_the_label_above_names_a_field_for_readers() -> None:
    (secret,) = fields_of(screen(label("支付密码"), field("x1", password=True)), "p")
    assert secret.label == "支付密码"


def test_the_focused_field_is_meant_when_a_journey_names_none() -> None:
    shown = screen(field("a"), field("b_pwd", password=True, focused=True, top=200))
    secret = secret_on(shown, "p", None)
    assert secret is not None and secret.name == "b_pwd"


def test_keys_without_a_field_are_a_keypad_where_the_screen_speaks_of_a_password() -> None:
    secret = secret_on(screen(label("请输入支付密码"), keypad()), "p", None)
    assert secret is not None and (secret.name, secret.recognised) == ("pad", Recognised.keypad)
    assert secret_on(screen(label("请输入数量"), keypad()), "p", None) is None


def test_keys_with_a_point_are_for_amounts() -> None:
    assert secret_on(screen(label("忘记密码"), keypad("1234567890.")), "p", None) is None


def test_app_yaml_may_name_one_that_nothing_else_tells() -> None:
    declared = (DeclaredSecret("p", Locator(id="x9")),)
    secret = secret_on(screen(field("x9")), "p", field("x9"), declared)
    assert secret is not None and secret.recognised is Recognised.declared
    assert secret_on(screen(field("x9")), "other", field("x9"), declared) is None
