from __future__ import annotations

import pytest

from patrol.crawl.barriers import barrier_on
from patrol.crawl.explorer import explore
from patrol.model.graph import WallStatus
from patrol.model.screen import Node, Rect, Screen
from tests.unit.crawl.paper import LIMITS, Paper, PaperPhone, Widget, session_of


def screen(*nodes: Node) -> Screen:
    root = Node("android.widget.FrameLayout", bounds=Rect(0, 0, 720, 1280), children=nodes)
    return Screen(package="a.b", activity="Main", width=720, height=1280, roots=(root,))


def said(text: str) -> Node:
    return Node("android.widget.TextView", text=text)


def button(text: str) -> Node:
    return Node("android.widget.Button", text=text, clickable=True)


def field(hint: str, *, password: bool = False) -> Node:
    return Node("android.widget.EditText", hint=hint, clickable=True, password=password)


@pytest.mark.parametrize(
    ("kind", "nodes"),
    [
        ("captcha", (said("向右滑动滑块完成拼图"),)),
        ("captcha", (said("请依次点击“春”“秋”"),)),
        ("captcha", (field("图形验证码"), button("下一步"))),
        ("captcha", (said("Slide to verify"),)),
        ("captcha", (Node("android.widget.ImageView", description="拖动滑块完成拼图", clickable=True),)),
        ("captcha", (Node("android.view.View", "com.x:id/geetest_slider"),)),
        ("real-name", (said("实名认证"), field("身份证号"), button("提交"))),
        ("real-name", (said("人脸识别"), button("开始识别"))),
        ("real-name", (said("Verify your identity"), button("Start"))),
        ("sign-in", (said("欢迎"), field("密码", password=True), button("登录"))),
        ("sign-in", (field("Password", password=True), button("Sign in"))),
    ],
)
def test_what_stands_in_the_way_is_recognised(kind: str, nodes: tuple[Node, ...]) -> None:
    found = barrier_on(screen(*nodes))
    assert found is not None and found.kind == kind
    assert found.note.startswith("“") and "opens what lies behind" in found.note


@pytest.mark.parametrize(
    "nodes",
    [
        (button("实名认证"), button("人脸识别设置"), button("开始使用")),  # entries of a menu lead there
        (said("实名认证"), said("已认证"), button("重新认证")),  # done already
        (said("修改登录密码"), field("新密码", password=True), button("登录")),
        (said("付款"), field("支付密码", password=True), button("支付")),
        (said("为了保护您的账户，我们在登录时可能要求您完成滑动验证或图形验证码，请您理解并配合"),),
        (field("短信验证码"), button("获取验证码")),
    ],
)
def test_what_only_mentions_it_is_none(nodes: tuple[Node, ...]) -> None:
    assert barrier_on(screen(*nodes)) is None


def test_a_blocked_page_says_why_and_what_would_help_and_a_passed_one_how() -> None:
    pages = {
        "home": Paper("首页", [Widget("积分", "captcha"), Widget("开户", "face")]),
        "captcha": Paper("安全校验", [Widget("请按住滑块拖动", kind="TextView"), Widget("刷新")]),
        "face": Paper("人脸识别", [Widget("请正对手机", kind="TextView"), Widget("开始识别", "account")]),
        "account": Paper("选择账户"),
    }
    crawl = explore(session_of(PaperPhone(pages)), LIMITS)
    walls = {page.name: page for page in crawl.graph.pages if page.wall}
    assert set(walls) == {"安全校验", "人脸识别"}
    blocked, passed = walls["安全校验"], walls["人脸识别"]
    assert (blocked.wall, blocked.wall_status) == ("captcha", WallStatus.blocked)
    assert "test build" in blocked.wall_note
    assert (passed.wall, passed.wall_status) == ("real-name", WallStatus.passed)
    assert "开始识别" in passed.wall_note
