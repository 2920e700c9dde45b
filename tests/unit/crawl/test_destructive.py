from __future__ import annotations

import pytest

from patrol.crawl.candidates import read_actions
from patrol.crawl.destructive import destructive_label
from patrol.model.locator import Locator
from patrol.model.scenario import Scenario
from patrol.model.screen import Node, Rect, Screen

SPOILING = """退出登录|退出当前账号|注销账户|申请注销|切换账号|清除缓存|清空聊天记录|恢复出厂设置|解绑|解除绑定
English|撤回隐私同意|繁體中文|Log out|Sign out|SIGN OUT|Delete my account|Clear all data|Factory reset|Unbind device
Change language|Withdraw consent|Reset settings"""
HARMLESS = """登录|转账|账户总览|关于|语言|重置密码|删除|Account|Log in|Data usage|Settings|退款|缓存|About this app
Language|Clear|继续|"""


@pytest.mark.parametrize("label", SPOILING.replace("\n", "|").split("|"))
def test_what_would_spoil_the_crawl_is_known_by_its_label(label: str) -> None:
    assert destructive_label(label)


@pytest.mark.parametrize("label", HARMLESS.replace("\n", "|").split("|"))
def test_what_only_sounds_like_it_is_left_alone(label: str) -> None:
    assert not destructive_label(label)


def _screen(*texts: str, height: int = 1280) -> Screen:
    nodes = tuple(
        Node("android.widget.Button", text=text, clickable=True, bounds=Rect(0, 60 * n, 400, 60 * n + 50))
        for n, text in enumerate(texts, start=1)
    )
    root = Node("android.widget.FrameLayout", bounds=Rect(0, 0, 720, height), children=nodes)
    return Screen(package="a.b", activity="Main", width=720, height=1280, roots=(root,))


def _destructive(shown: Screen, **scenario: object) -> set[str]:
    found = read_actions(shown, Scenario("a.b", **scenario)).candidates  # type: ignore[arg-type]
    return {key for key, candidate in found.items() if candidate.destructive}


def test_the_answer_to_a_question_about_it_is_destructive_and_the_way_out_is_not() -> None:
    assert _destructive(_screen("确定要退出登录吗？账户信息会保留", "取消", "确定", height=500)) >= {"tap “确定”"}
    assert "tap “取消”" not in _destructive(_screen("确定要退出登录吗？", "取消", "确定", height=500))
    assert _destructive(_screen("保存成功", "确定", height=500)) == set()


def test_a_page_that_merely_offers_it_keeps_its_other_buttons() -> None:
    assert _destructive(_screen("设置", "确定", "退出登录")) == {"tap “退出登录”"}


def test_what_the_scenario_names_last_is_destructive_too() -> None:
    assert _destructive(_screen("设置", "签到"), last=(Locator(text="签到"),)) == {"tap “签到”"}
