"""What pages say and offer, from their saved trees."""

from __future__ import annotations

import re
from typing import Any

from patrol.derive.said import Said, said_on
from patrol.model.artifacts import Environment, PhoneInfo, Screens, Visit
from patrol.model.recorded import Recorded
from patrol.model.screen import Node, Rect, Screen

PACKAGE = "com.bank"


def node(top: int, text: str = "", kind: str = "TextView", **fields: Any) -> Node:
    box = Rect(fields.pop("left", 0), top, fields.pop("right", 300), top + 40)
    return Node(f"android.widget.{kind}", text=text, package=PACKAGE, bounds=box, **fields)


def said(*looks: tuple[Node, ...], secure: bool = False) -> Said:
    """Several looks at one page."""
    trees = {
        f"trees/{n}": Screen(
            package=PACKAGE,
            width=360,
            height=640,
            roots=(Node(package=PACKAGE, bounds=Rect(0, 0, 360, 640), children=nodes),),
        )
        for n, nodes in enumerate(looks)
    }
    visits = tuple(Visit(n * 100, "set", f"set!{n}", f"pictures/{n}", f"trees/{n}", secure) for n in range(len(looks)))
    environment = Environment("r", "demo", PACKAGE, "0", "3.11", PhoneInfo("e"), "2026-01-01T00:00:00Z")
    return said_on(Screens(visits), environment, Recorded(trees=trees))


def test_each_text_of_a_page_once_with_what_can_be_touched() -> None:
    row = node(60, clickable=True, children=(node(60, "注销账户"),))
    found = said((node(0, "设置"), row), (node(0, "设置"), node(120, "版本 1.0")))
    assert set(found.text("set").splitlines()) == {"设置", "注销账户", "版本 1.0"}
    assert [words.text for words in found.entries(re.compile("注销"))] == ["注销账户"]
    assert list(found.entries(re.compile("版本"))) == []
    assert found.looked == 2


def test_a_box_is_kept_as_it_was_seen_first_with_the_words_in_its_row() -> None:
    box = node(0, kind="CheckBox", left=0, right=30, checkable=True, checked=True, clickable=True)
    ticked = (box, node(0, "我已阅读并同意", left=40))
    empty = (
        node(0, kind="CheckBox", left=0, right=30, checkable=True, clickable=True),
        node(0, "我已阅读并同意", left=40),
    )
    assert [(one.text.strip(), one.checked) for one in said(ticked, empty).boxes] == [("我已阅读并同意", True)]
    assert [one.checked for one in said(empty, ticked).boxes] == [False]


def test_a_box_that_was_ticked_and_scrolled_is_the_same_box() -> None:
    empty = (node(200, "我已阅读", kind="CheckBox", checkable=True, clickable=True),)
    ticked = (node(80, "我已阅读", kind="CheckBox", checkable=True, checked=True, clickable=True),)
    assert [one.checked for one in said(empty, ticked).boxes] == [False]


def test_a_switch_is_no_box() -> None:
    assert said((node(0, "推荐", kind="Switch", checkable=True, checked=True),)).boxes == ()


def test_a_window_that_refuses_pictures_has_none() -> None:
    found = said((node(0, "设置"),), secure=True)
    assert found.of("set")[0].picture == "" and found.of("other") == ()
