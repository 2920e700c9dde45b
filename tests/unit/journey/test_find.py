from __future__ import annotations

from patrol.journey.arguments import element
from patrol.journey.find import find, find_all, find_field, has_text, label_of, texts_on
from patrol.model.locator import Locator
from patrol.model.screen import Node, Rect, Screen


def node(text: str = "", *, at: tuple[int, int] = (0, 0), kind: str = "TextView", **more: object) -> Node:
    left, top = at
    return Node(f"android.widget.{kind}", text=text, bounds=Rect(left, top, left + 200, top + 50), **more)  # type: ignore[arg-type]


def screen(*nodes: Node) -> Screen:
    return Screen(
        width=720,
        height=1280,
        roots=(Node("android.widget.FrameLayout", bounds=Rect(0, 0, 720, 1280), children=nodes),),
    )


def test_a_name_is_a_text_before_a_description_before_an_id() -> None:
    by_id = node(resource_id="a:id/转账", at=(0, 100))
    by_description = node(description="转账", at=(0, 200))
    by_text = node("转账", at=(0, 300))
    assert find_all(screen(by_id, by_description, by_text), Locator(text="转账")) == [by_text]
    assert find_all(screen(by_id, by_description), Locator(text="转账")) == [by_description]
    assert find_all(screen(by_id), Locator(text="转账")) == [by_id]


def test_what_can_be_touched_comes_first_then_the_topmost() -> None:
    heading, low, high = (
        node("购买", at=(0, 10)),
        node("购买", at=(0, 900), clickable=True),
        node("购买", at=(0, 300), clickable=True),
    )
    shown = screen(heading, low, high)
    assert find_all(shown, Locator(text="购买")) == [high, low, heading]
    assert find_all(shown, Locator(text="购买", index=1)) == [low, heading]


def test_the_text_must_be_whole_unless_a_part_is_asked_for() -> None:
    shown = screen(node("转账记录"))
    assert find(shown, element("转账")) is None
    assert find(shown, element({"contains": "转账"})) is not None


def test_an_element_is_found_by_its_neighbour() -> None:
    first, second = node("删除", at=(0, 100)), node("删除", at=(0, 300))
    shown = screen(node("甲", at=(0, 40)), first, node("乙", at=(0, 240)), second)
    assert find(shown, element({"text": "删除", "below": "乙"})) is second
    assert find(shown, element({"text": "删除", "above": "乙"})) is first


def test_an_xpath_is_understood_and_a_wrong_one_finds_nothing() -> None:
    wanted = node("确定", kind="Button", clickable=True)
    shown = screen(node("确定"), wanted)
    assert find(shown, element("//android.widget.Button[@text='确定']")) is wanted
    assert find(shown, element("//android.widget.Button[")) is None


def test_what_cannot_be_seen_is_not_there() -> None:
    assert not has_text(screen(node("幽灵", visible=False)), "幽灵")
    assert not has_text(screen(Node("x", text="幽灵", bounds=Rect(5, 5, 5, 5))), "幽灵")


def test_a_field_is_named_by_hint_id_or_the_label_before_it() -> None:
    amount = node(at=(220, 100), kind="EditText", hint="请输入金额", resource_id="a:id/amount")
    below = node(at=(0, 260), kind="EditText")
    shown = screen(node("金额", at=(0, 100)), amount, node("附言", at=(0, 200)), below)
    assert find_field(shown, Locator(text="请输入金额")) is amount
    assert find_field(shown, Locator(text="amount")) is amount
    assert find_field(shown, Locator(text="金额")) is amount
    assert find_field(shown, Locator(text="附言")) is below
    assert label_of(shown, below) == "附言"


def test_what_is_read_from_a_screen_has_no_repeats_and_long_texts_are_cut() -> None:
    assert texts_on(screen(node("甲"), node("甲"), node("长" * 50))) == ["甲", "长" * 29 + "…"]
