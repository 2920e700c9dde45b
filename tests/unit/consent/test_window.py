"""The consent window is known by what it says and offers; other screens are not taken for it."""

from __future__ import annotations

import pytest

from patrol.consent.window import dismissal, refusals, window_on
from patrol.model.scenario import Consent
from patrol.model.screen import Node, Rect, Screen

WORDS = Consent()


def screen(*labels: str, text: str = "请阅读隐私政策", boxes: tuple[bool, ...] = ()) -> Screen:
    """A text, checkboxes, and a button for each label."""
    nodes = [Node("android.widget.TextView", text=text, bounds=Rect(0, 0, 300, 100))]
    for number, checked in enumerate(boxes):
        top = 110 + 40 * number
        nodes.append(
            Node(
                "android.widget.CheckBox",
                text="我已阅读并同意",
                clickable=True,
                checkable=True,
                checked=checked,
                bounds=Rect(0, top, 300, top + 30),
            )
        )
    for number, label in enumerate(labels):
        top = 300 + 60 * number
        nodes.append(Node("android.widget.Button", text=label, clickable=True, bounds=Rect(0, top, 300, top + 50)))
    return Screen(width=360, height=900, roots=(Node(bounds=Rect(0, 0, 360, 900), children=tuple(nodes)),))


@pytest.mark.parametrize(
    ("labels", "agree", "refuse"),
    [
        (("同意并继续", "不同意"), "同意并继续", "不同意"),
        (("不同意并退出APP", "同意"), "同意", "不同意并退出APP"),
        (("我已阅读并同意", "仅浏览"), "我已阅读并同意", "仅浏览"),
        (("Agree and continue", "Exit"), "Agree and continue", "Exit"),
        (("I accept", "No, thanks"), "I accept", "No, thanks"),
        (("《隐私政策》", "同意"), "同意", None),
    ],
)
def test_windows_as_apps_word_them(labels: tuple[str, ...], agree: str, refuse: str | None) -> None:
    window = window_on(screen(*labels), WORDS)
    assert window is not None and window.agree is not None
    assert window.agree.label == agree
    assert (window.refuse.label if window.refuse else None) == refuse


def test_words_of_app_yaml_count_first() -> None:
    words = Consent(agree=("进入港湾",), refuse=("先不用",))
    window = window_on(screen("进入港湾", "先不用"), words)
    assert window is not None and window.refuse is not None and window.refuse.label == "先不用"
    assert window_on(screen("进入港湾", "先不用"), WORDS) is None


def test_a_button_that_does_not_say_what_it_means_is_vague() -> None:
    window = window_on(screen("《隐私政策》", "我知道了"), WORDS)
    assert window is not None and window.vague


@pytest.mark.parametrize(
    ("labels", "text"),
    [
        (("同意", "不同意"), "请选择颜色"),
        (("登录", "注册"), "登录即表示同意用户协议和隐私政策"),
        (("设置", "隐私政策"), "我的"),
        ((), "隐私政策"),
    ],
)
def test_other_screens_are_no_window(labels: tuple[str, ...], text: str) -> None:
    assert window_on(screen(*labels, text=text), WORDS) is None


def test_its_buttons_are_kept_with_role_and_state() -> None:
    window = window_on(screen("同意", "不同意", "《隐私政策》", boxes=(True,)), WORDS)
    assert window is not None
    assert [(b.role, b.checked) for b in window.buttons] == [
        ("agree", False),
        ("refuse", False),
        ("policy", False),
        ("box", True),
    ]


def test_the_question_whether_one_is_sure() -> None:
    asked = screen("再想想", "仍不同意", text="不同意将无法使用")
    assert [node.label for node in refusals(asked, WORDS)] == ["仍不同意"]
    told = screen("知道了", text="需要同意隐私政策才能使用")
    assert refusals(told, WORDS) == ()
    closing = dismissal(told)
    assert closing is not None and closing.label == "知道了"


def test_a_window_that_says_what_is_collected_asks_for_consent_without_a_word_on_privacy() -> None:
    assert window_on(screen("同意", "不同意", text="登录时收集手机号"), WORDS) is not None
    assert window_on(screen("同意", "不同意", text="好友想加您"), WORDS) is None
    assert window_on(screen("同意", "返回", text="登录时收集手机号"), WORDS) is None
