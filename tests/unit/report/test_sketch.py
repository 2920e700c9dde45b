"""Schematics of screens."""

from __future__ import annotations

from patrol.model.screen import Node, Rect, Screen
from patrol.report.sketch import MOST_SHAPES, sketch


def drawn(*nodes: Node) -> list[tuple[str, str]]:
    return [(s.kind, s.text) for s in sketch(Screen(width=1080, height=2400, roots=nodes), 270).shapes]


def test_each_kind_of_widget_has_its_shape() -> None:
    box = Rect(0, 0, 500, 100)
    found = drawn(
        Node("android.widget.EditText", hint="请输入手机号", bounds=box),
        Node("android.widget.Button", text="登录", bounds=box),
        Node("android.widget.ImageView", description="头像", bounds=box),
        Node("android.widget.TextView", text="欢迎", bounds=box),
        Node("android.widget.FrameLayout", bounds=box),
    )
    assert found == [("field", "请输入手机号"), ("button", "登录"), ("image", "头像"), ("text", "欢迎")]


def test_a_password_stays_as_the_tree_has_it() -> None:
    secret = Node("android.widget.EditText", text="••••••", password=True, bounds=Rect(0, 0, 500, 100))
    assert drawn(secret) == [("field", "••••••")]


def test_what_cannot_be_seen_is_not_drawn() -> None:
    assert drawn(Node("a.Button", text="x", visible=False, bounds=Rect(0, 0, 9, 9)), Node("a.Button", text="y")) == []


def test_shapes_are_scaled_with_the_screen() -> None:
    shape = sketch(Screen(width=1080, height=2400, roots=(Node("a.Button", bounds=Rect(540, 1200, 1080, 1320)),)), 270)
    assert (shape.width, shape.height) == (270, 600)
    one = shape.shapes[0]
    assert (one.x, one.y, one.width, one.height) == (135, 300, 135, 30)


def test_an_endless_screen_is_cut() -> None:
    rows = tuple(Node("a.TextView", text=str(n), bounds=Rect(0, n, 100, n + 9)) for n in range(5000))
    assert len(drawn(*rows)) == MOST_SHAPES
