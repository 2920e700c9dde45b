"""What is typed into a field."""

from __future__ import annotations

import pytest

from patrol.crawl.explorer import explore
from patrol.crawl.forms import fill_value, other_value
from patrol.model.graph import WallStatus
from patrol.model.scenario import Scenario
from patrol.model.screen import Node, Rect, Screen
from tests.unit.crawl.paper import LIMITS, PACKAGE, Paper, PaperPhone, Widget, session_of

DATA = {"手机号|phone": "13900139000", "登录手机号": "13800138000", "account": "tester", "密码": "Harbour258"}


def field(hint: str = "", id: str = "", password: bool = False) -> tuple[Screen, Node]:
    bounds = Rect(0, 100, 500, 200)
    node = Node("android.widget.EditText", resource_id=id, hint=hint, bounds=bounds, password=password, clickable=True)
    root = Node("android.widget.FrameLayout", bounds=Rect(0, 0, 1080, 2400), children=(node,))
    return Screen(PACKAGE, f"{PACKAGE}.Main", "", (root,), 1080, 2400, 0), node


@pytest.mark.parametrize(
    ("hint", "id", "typed"),
    [
        ("手机号", "", "13900139000"),
        ("登录手机号", "", "13800138000"),
        ("请输入手机号", "account_phone", "13900139000"),
        ("", "et_account", "tester"),
        ("登录密码", "account_password", "Harbour258"),
    ],
)
def test_the_most_particular_name_says_what_is_typed(hint: str, id: str, typed: str) -> None:
    assert fill_value(*field(hint, id), DATA) == typed


def test_a_number_that_is_no_amount_is_not_made_larger() -> None:
    assert other_value(*field("手机号"), DATA, "号码有误") == "13911112222"
    assert other_value(*field("社保编号"), {"编号": "440300199001011234"}, "编号有误") == "440300199001011234"
    assert other_value(*field("金额"), {}, "金额有误") == "1000"


def test_another_amount_stays_within_what_the_page_says_there_is() -> None:
    def tried(message: str, *texts: str) -> str:
        _, amount = field("购买金额")
        said = tuple(Node("android.widget.TextView", text=text, bounds=Rect(0, 300, 500, 340)) for text in texts)
        root = Node("android.widget.FrameLayout", bounds=Rect(0, 0, 1080, 2400), children=(amount, *said))
        return other_value(Screen(PACKAGE, "Main", roots=(root,)), amount, {"购买金额": "10000"}, message)

    assert tried("低于起购金额") == "100000"
    assert tried("低于起购金额", "可用余额 96 320.18 元") == "96000"
    assert tried("低于起购金额", "可用余额 10 010 元") == "10010"
    assert tried("低于起购金额", "可用余额 300 000 元", "单日限额 50,000 元") == "50000"
    assert tried("低于起购金额", "可用余额 80 元") == "100000"
    assert tried("低于起购金额50000元", "可用余额 96 320.18 元") == "50000"
    assert tried("余额不足", "可用余额 12 000 元") == "1000"


def test_a_password_that_was_told_is_not_guessed_at() -> None:
    assert other_value(*field("登录密码", password=True), DATA, "密码有误") == "Harbour258"


def test_a_sign_in_page_is_signed_in_with_the_data_where_no_journey_does_it() -> None:
    def sign_in(phone: PaperPhone) -> None:
        right = phone.texts.get("et_user") == "13800138000" and phone.texts.get("et_password") == "Harbour258"
        if right:
            phone.facts.add("signed in")
            phone.press("back")

    def guarded(target: str) -> Widget:
        return Widget(target, do=lambda phone: phone.go(target if "signed in" in phone.facts else "sign-in"))

    fields = [
        Widget(id="et_user", kind="EditText", hint="登录手机号"),
        Widget(id="et_password", kind="EditText", hint="登录密码", password=True),
    ]
    labels = ["账单", "转账", "理财", "贷款", "保险", "基金"]
    pages = {
        "home": Paper("首页", [guarded(label) for label in labels]),
        "sign-in": Paper("登录", [*fields, Widget("登录", do=sign_in)]),
        **{label: Paper(label) for label in labels},
    }
    crawl = explore(session_of(PaperPhone(pages), Scenario(PACKAGE, name="x", data=DATA)), LIMITS)
    assert {page.title.strip() for page in crawl.graph.pages} == {"首页", "登录", *labels}
    walls = [(page.title.strip(), page.wall, page.wall_status) for page in crawl.graph.pages if page.wall]
    assert walls == [("登录", "sign-in", WallStatus.passed)]
