"""Which texts of a kept tree change by themselves."""

from __future__ import annotations

from patrol.model.screen import Node, Screen
from patrol.model.unsteady import Steadiness, Unsteady


def screen(*texts: str) -> Screen:
    return Screen(roots=tuple(Node("android.widget.TextView", text=text) for text in texts))


def test_places_that_say_something_else_are_told_once() -> None:
    memory = Steadiness()
    memory.kept("t1", screen("标题", "利率公告", "返回"))
    assert memory.unlike("t1", screen("标题", "利率公告", "返回")) is None
    assert memory.unlike("t1", screen("标题", "节日祝福", "返回")) == Unsteady("t1", (1,))
    assert memory.unlike("t1", screen("标题", "服务升级", "返回")) is None
    assert memory.unlike("t1", screen("标题", "利率公告", "后退")) == Unsteady("t1", (2,))


def test_numbers_are_no_words() -> None:
    memory = Steadiness()
    memory.kept("t1", screen("余额 1,234.50 元"))
    assert memory.unlike("t1", screen("余额 99 元")) is None


def test_a_tree_that_nobody_kept_proves_nothing() -> None:
    assert Steadiness().unlike("t1", screen("甲")) is None
