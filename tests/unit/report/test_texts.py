"""What a page says."""

from __future__ import annotations

from patrol.model.recorded import Recorded
from patrol.model.screen import Node, Screen
from patrol.report import texts


def screen(*nodes: Node) -> Screen:
    return Screen(roots=(Node(children=nodes),))


def told(*screens: Screen) -> list[str]:
    files = Recorded(trees={str(n): one for n, one in enumerate(screens)})
    return texts.texts(files, [*(str(n) for n in range(len(screens))), "lost"]).split("\n")


def test_texts_descriptions_and_hints_of_all_states_are_told_once() -> None:
    first = screen(Node(text="转账"), Node(description="Back"), Node(hint="金额"))
    assert told(first, screen(Node(text="转账"), Node(text="确认 \n 转账"))) == ["转账", "Back", "金额", "确认 转账"]


def test_what_is_typed_as_a_password_is_not_searched() -> None:
    assert told(screen(Node(text="••••", hint="密码", password=True))) == ["密码"]


def test_a_page_full_of_text_is_cut() -> None:
    long = told(screen(*(Node(text=f"第{n}条 " + "文" * 500) for n in range(400))))
    assert all(len(text) <= texts.LONGEST for text in long)
    assert sum(map(len, long)) < texts.MOST + texts.LONGEST
