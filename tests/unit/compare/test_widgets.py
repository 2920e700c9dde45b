"""What of a screen lasts: the widgets by which looks are compared."""

from __future__ import annotations

from patrol.compare.widgets import Seen, read
from patrol.model.screen import Node, Rect, Screen

APP = "com.example"


def node(kind: str, id: str = "", text: str = "", *children: Node, **more: object) -> Node:
    whole: dict[str, object] = {"bounds": Rect(0, 0, 100, 100), "package": APP, **more}
    name = kind if "." in kind else f"android.widget.{kind}"
    return Node(name, f"{APP}:id/{id}" if id else "", text, children=children, **whole)  # type: ignore[arg-type]


def seen(*children: Node, unsteady: frozenset[int] = frozenset()) -> Seen:
    root = node("FrameLayout", "", "", *children, bounds=Rect(0, 0, 1080, 2400))
    return read(Screen(package=APP, width=1080, height=2400, roots=(root,)), unsteady)


def told(look: Seen) -> list[tuple[str, str, str, str]]:
    return [(widget.kind, widget.id, widget.says, widget.does) for widget in look.widgets]


def test_numbers_are_left_out_and_a_number_alone_stays_as_a_sign() -> None:
    look = seen(node("TextView", "tv", "余额 1,234.56 元"), node("TextView", "n", "88"))
    assert told(look) == [("TextView", "tv", "余额 元", ""), ("TextView", "n", "#", "")]
    assert look.raw == ["余额 1,234.56 元", "88"]


def test_an_entry_is_called_by_what_stands_in_it() -> None:
    look = seen(
        node("LinearLayout", "row", "", node("ImageView", "iv"), node("TextView", "tv", "转账"), clickable=True)
    )
    assert told(look)[0] == ("LinearLayout", "row", "转账", "tap")
    assert [widget.inside for widget in look.widgets] == [-1, 0, 0]


def test_a_field_says_its_hint_never_what_was_typed() -> None:
    look = seen(node("EditText", "et", "13900139000", hint="手机号"), node("EditText", "pin", "••••", password=True))
    assert told(look) == [("EditText", "et", "手机号", "type"), ("EditText", "pin", "", "type")]


def test_rows_of_a_list_are_what_every_row_has_and_say_nothing() -> None:
    rows = [
        node("LinearLayout", "item", "", node("TextView", "name", f"稳健{i}号"), *extra, clickable=True)
        for i, extra in enumerate(([], [node("ImageView", "hot")], []))
    ]
    look = seen(node("androidx.recyclerview.widget.RecyclerView", "rv", "", *rows, scrollable=True))
    assert told(look) == [
        ("RecyclerView", "rv", "", ""),
        ("LinearLayout", "item", "", "tap"),
        ("TextView", "name", "", ""),
    ]
    assert {"item", "name", "hot", "稳健号"} <= look.rows


def test_rows_with_ids_of_their_own_are_things_of_their_own() -> None:
    rows = [
        node("LinearLayout", f"floor_{name}", "", node("TextView", "", name), clickable=True) for name in ("a", "b")
    ]
    look = seen(node("androidx.recyclerview.widget.RecyclerView", "rv", "", *rows, scrollable=True))
    assert [widget.says for widget in look.widgets if widget.does] == ["a", "b"]
    assert all(widget.scrolls for widget in look.widgets[1:]) and not look.rows


def test_bars_of_the_system_and_empty_space_are_left_out() -> None:
    clock = node("TextView", "clock", "12:30", package="com.android.systemui")
    assert told(seen(clock, node("View"), node("FrameLayout", "", "", node("TextView", "t", "甲")))) == [
        ("TextView", "t", "甲", "")
    ]


def test_a_wheel_tells_that_the_page_still_loads() -> None:
    look = seen(node("ProgressBar"), node("TextView", "t", "甲"))
    assert look.loading and told(look) == [("TextView", "t", "甲", "")]


def test_a_background_that_can_be_touched_is_no_action() -> None:
    page = node("LinearLayout", "page", "", node("TextView", "t", "甲"), bounds=Rect(0, 0, 1080, 2400), clickable=True)
    assert [widget.does for widget in seen(page).widgets] == [""]


def test_nodes_that_said_something_else_are_told_by_their_words() -> None:
    assert seen(node("TextView", "news", "今日头条 3"), unsteady=frozenset({1})).unsteady == {"今日头条"}
