"""Where changed texts and actions stand on a screen."""

from __future__ import annotations

from patrol.model.screen import Node, Rect, Screen
from patrol.report.diff_places import MOST, places

from . import two_builds


def test_a_text_is_found_by_what_it_says_and_an_action_by_what_it_names() -> None:
    screen = two_builds.screen("首页", "新人礼", "个人养老金")
    assert places(screen, ["新人礼"], []) == (Rect(60, 500, 900, 600),)
    assert places(screen, [], ["tap 个人养老金"]) == (Rect(60, 700, 900, 800),)
    assert places(screen, ["另一句"], ["tap 养老金"]) == ()


def test_an_action_is_found_by_the_id_of_its_widget() -> None:
    button = Node("ImageView", "com.x:id/btn_scan", bounds=Rect(0, 0, 100, 100), clickable=True)
    assert places(Screen(width=1080, height=2400, roots=(button,)), [], ["tap btn_scan"]) == (Rect(0, 0, 100, 100),)


def test_what_fills_the_screen_or_lies_inside_another_mark_is_left_out() -> None:
    inner = Node("TextView", text="a", bounds=Rect(10, 10, 90, 90))
    row = Node("LinearLayout", description="b", bounds=Rect(0, 0, 500, 200), clickable=True, children=(inner,))
    whole = Node("FrameLayout", description="c", bounds=Rect(0, 0, 1080, 2400), clickable=True, children=(row,))
    found = places(Screen(width=1080, height=2400, roots=(whole,)), ["a", "b", "c"], [])
    assert found == (Rect(0, 0, 500, 200),)


def test_a_page_that_is_new_all_over_gets_few_marks() -> None:
    texts = [f"第{n}行" for n in range(11)] * 3
    assert len(places(two_builds.screen(*texts), texts, [])) <= MOST


def test_a_button_is_found_by_the_text_inside_it_and_a_text_without_its_numbers() -> None:
    label = Node("TextView", text="满 30 元立减", bounds=Rect(10, 150, 90, 190))
    button = Node("LinearLayout", bounds=Rect(0, 0, 100, 200), clickable=True, children=(label,))
    screen = Screen(width=1080, height=2400, roots=(button,))
    assert places(screen, [], ["long tap 满元立减"]) == (Rect(0, 0, 100, 200),)
    assert places(screen, ["满元立减"], []) == (Rect(10, 150, 90, 190),)
