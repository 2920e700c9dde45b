"""Where a value came from, in the words of the app."""

from __future__ import annotations

import pytest

from patrol.derive.field_names import field_names
from patrol.derive.pages import Pages
from patrol.model.artifacts import Screens, Visit
from patrol.model.graph import Page, PageGraph
from patrol.model.passwords import PasswordField, Passwords, Recognised
from patrol.model.record import Text
from patrol.model.screen import Node, Screen
from patrol.model.values import KnownValue, Values

LOGIN = Page("login", name="登录", name_en="Sign in")
PAGES = Pages(PageGraph(pages=(LOGIN,)), {"login": LOGIN}, {})
PASSWORDS = Passwords(
    (
        PasswordField(0, "login", "pin", "登录密码"),
        PasswordField(0, "login", "pin_pad", "请输入密码", recognised=Recognised.keypad),
    )
)


class Trees:
    """One tree for every path."""

    def tree(self, path: str) -> Screen | None:
        field = Node("android.widget.EditText", resource_id="com.bank:id/phone", text="138", hint="请输入您的手机号")
        return Screen(roots=(field,))

    def picture(self, path: str) -> bytes | None:
        return None


def known(field: str, source: str = "typed") -> KnownValue:
    page = "login" if source == "typed" else ""
    return KnownValue(f"{page or source}/{field}", "", "***", 0, page, field, source)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (known("phone"), Text("“登录”页的“手机号”", "“手机号” on Sign in")),
        (known("pin"), Text("“登录”页的“登录密码”", "“登录密码” on Sign in")),
        (known("keys"), Text("“登录”页的“请输入密码”", "“请输入密码” on Sign in")),
        (known("captcha"), Text("“登录”页的captcha", "captcha on Sign in")),
        (known("imei", "phone"), Text("手机自带", "the phone itself")),
        (known("收款人", "app.yaml"), Text("app.yaml", "app.yaml")),
    ],
)
def test_a_field_is_called_by_its_label_its_hint_or_its_id(value: KnownValue, told: Text) -> None:
    screens = Screens((Visit(5, "login", "login!", tree="trees/1"),))
    values = Values(known=tuple(known(field) for field in ("phone", "pin", "keys", "captcha")))
    assert field_names(values, PAGES, screens, PASSWORDS, Trees()).source(value) == told


def test_a_keypad_without_a_label_is_a_keypad() -> None:
    names = field_names(Values(known=(known("keys"),)), PAGES, None, None, Trees())
    assert names.source(known("keys")) == Text("“登录”页的密码键盘", "the keypad on Sign in")
