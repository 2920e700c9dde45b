from __future__ import annotations

from patrol.crawl.candidates import leaves, read_actions
from patrol.model.graph import ActionKind
from patrol.model.locator import Locator
from patrol.model.scenario import Scenario
from patrol.model.screen import Node, Rect, Screen


def button(text: str, top: int, *, id: str = "", enabled: bool = True, kind: str = "Button") -> Node:
    rid = f"a.b:id/{id}" if id else ""
    bounds = Rect(0, top, 400, top + 60)
    return Node(f"android.widget.{kind}", rid, text, bounds=bounds, clickable=True, enabled=enabled)


def screen(*nodes: Node) -> Screen:
    root = Node("android.widget.FrameLayout", bounds=Rect(0, 0, 720, 1280), children=nodes)
    return Screen(package="a.b", activity="Main", width=720, height=1280, roots=(root,))


def keys(shown: Screen, **scenario: object) -> list[str]:
    return list(read_actions(shown, Scenario("a.b", **scenario)).candidates)  # type: ignore[arg-type]


def test_a_widget_is_named_by_its_text_then_its_id_then_its_place() -> None:
    icon = Node("android.widget.ImageView", "a.b:id/scan", bounds=Rect(0, 0, 50, 50), clickable=True)
    bare = Node("android.view.View", bounds=Rect(0, 60, 50, 90), clickable=True)
    assert keys(screen(button("转账", 100), icon, bare)) == ["tap “转账”", "tap scan", "tap View @0/2"]


def test_two_widgets_of_one_text_are_told_apart() -> None:
    assert len(keys(screen(button("购买", 100, id="a"), button("购买", 200, id="b")))) == 2


def test_an_xpath_of_the_deny_list_is_kept_to() -> None:
    shown = screen(button("注销", 100, id="danger"), button("返回", 200))
    denied = read_actions(shown, Scenario("a.b", deny=(Locator(xpath="//*[@resource-id='a.b:id/danger']"),)))
    assert list(denied.candidates) == ["tap “返回”"] and denied.denied == ["注销"]


def test_entries_of_a_menu_are_apart_and_rows_of_content_are_one_template() -> None:
    def grid(*texts: str) -> Screen:
        cells = tuple(
            Node(
                "android.widget.LinearLayout",
                bounds=Rect(0, 100 * n, 200, 100 * n + 90),
                clickable=True,
                children=tuple(
                    Node("android.widget.TextView", text=part, bounds=Rect(0, 100 * n, 9, 100 * n + 9))
                    for part in text.split("|")
                ),
            )
            for n, text in enumerate(texts, start=1)
        )
        return screen(Node("android.widget.GridView", "a.b:id/grid", bounds=Rect(0, 100, 720, 900), children=cells))

    def templates(shown: Screen) -> set[str]:
        return {c.template for c in read_actions(shown, Scenario("a.b")).candidates.values()}

    assert len(templates(grid("转账", "理财", "保险", "贷款"))) == 4
    assert len(templates(grid("产品一|3.15%", "产品二|2.40%", "产品三|4.00%"))) == 1


def test_a_keypad_is_one_thing_to_type_on() -> None:
    pad = [button(key, 100 + 60 * n, kind="TextView") for n, key in enumerate("0123456789")]
    found = read_actions(screen(*pad, button("完成", 900)), Scenario("a.b", data={"交易密码|PIN": "${PIN}"}))
    kinds = [candidate.action.kind for candidate in found.candidates.values()]
    assert kinds == [ActionKind.type, ActionKind.tap]
    assert next(iter(found.candidates.values())).action.value == "${PIN}"


def test_a_button_that_waits_for_the_form_to_be_filled_is_a_candidate() -> None:
    field = Node("android.widget.EditText", "a.b:id/amount", hint="金额", bounds=Rect(0, 100, 400, 160))
    assert "tap “下一步”" in keys(screen(field, button("下一步", 300, enabled=False)))
    assert keys(screen(button("下一步", 300, enabled=False))) == []


def test_the_first_choice_of_each_open_question_belongs_to_the_form() -> None:
    def question(top: int, chosen: bool) -> Node:
        choices = tuple(
            Node(
                "android.widget.RadioButton",
                text=t,
                bounds=Rect(0, top, 9, top + 9),
                clickable=True,
                checked=chosen and t == "是",
            )
            for t in ("是", "否")
        )
        return Node("android.widget.RadioGroup", bounds=Rect(0, top, 400, top + 90), children=choices)

    found = read_actions(screen(question(100, True), question(300, False)), Scenario("a.b"))
    assert [(box.text, box.bounds.top) for box in found.boxes] == [("是", 300)]


def test_what_closes_a_part_of_its_page_is_tried_after_what_it_would_take_away() -> None:
    def icon(label: str, top: int, id: str) -> Node:
        bounds = Rect(600, top, 640, top + 40)
        return Node("android.widget.ImageView", f"a.b:id/{id}", description=label, bounds=bounds, clickable=True)

    for label in ("关闭广告", "Close the advertisement", "Hide this card"):
        found = read_actions(
            screen(icon("领红包", 900, "ad"), icon(label, 880, "ad_close")), Scenario("a.b")
        ).candidates
        gift, close = found.values()
        assert close.chance < 0.2 * gift.chance
        assert not leaves(Locator(description=label))
