from __future__ import annotations

from itertools import pairwise

from patrol.crawl.stack import BackStack


def opened(*states: str) -> BackStack:
    stack = BackStack()
    stack.launched(states[0])
    for source, target in pairwise(states):
        stack.opened(source, target)
    return stack


def test_back_leads_the_way_one_came() -> None:
    assert opened("home", "list", "detail").ahead("detail") == ["list", "home"]


def test_a_dialog_that_opens_a_page_is_gone_when_one_comes_back() -> None:
    assert opened("home", "home!menu", "settings").ahead("settings") == ["home"]


def test_an_answered_dialog_leaves_the_page_under_it() -> None:
    assert opened("list", "home", "home!dialog:x", "home").ahead("home") == ["list"]


def test_another_tab_takes_the_place_of_the_first() -> None:
    assert opened("list", "home!tab:a", "home!tab:b").ahead("home!tab:b") == ["list"]


def test_a_button_that_says_back_closes_the_page() -> None:
    stack = opened("home", "list", "detail")
    stack.opened("detail", "list", leaving=True)
    assert stack.ahead("list") == ["home"]


def test_a_launch_ends_everything_below() -> None:
    stack = opened("home", "list")
    stack.launched("home")
    assert stack.ahead("home") == []


def test_of_a_state_that_nobody_expected_nothing_is_known() -> None:
    stack = opened("home", "list")
    assert stack.ahead("elsewhere") == []
    stack.opened("elsewhere", "detail")
    assert stack.ahead("detail") == ["elsewhere"]


def test_where_back_does_something_else_it_is_believed_after_two_times() -> None:
    stack = opened("home", "tab", "page")
    stack.back("page", "asked")
    assert opened("home", "tab", "page").ahead("page") == ["tab", "home"]
    stack.launched("home")
    stack.opened("home", "tab")
    stack.opened("tab", "page")
    assert stack.ahead("page") == ["tab", "home"]
    stack.back("page", "asked")
    stack.launched("home")
    stack.opened("home", "page")
    assert stack.ahead("page") == ["asked"]


def test_where_back_does_nothing_nobody_presses_it_for_long() -> None:
    stack = opened("home", "page")
    stack.back("page", "page")
    stack.back("page", "page")
    assert stack.ahead("page") == []
    assert stack.reliance < 1
