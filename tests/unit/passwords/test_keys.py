"""How keys lie."""

from __future__ import annotations

import io

from PIL import Image

from patrol.model.screen import Node, Rect, Screen
from patrol.passwords.keys import drawn_order, order_of


def keys(order: str) -> Screen:
    boxes = [Rect(i % 3 * 100, 200 + i // 3 * 50 + i % 2, i % 3 * 100 + 90, 240 + i // 3 * 50) for i in range(12)]
    children = tuple(Node("V", text=k, bounds=b, clickable=True) for k, b in zip(order, boxes, strict=False))
    return Screen(roots=(Node("V", children=children),))


def test_digits_are_read_row_by_row_though_keys_are_a_pixel_off() -> None:
    assert order_of(keys("4710582936")) == "4710582936"


def test_without_all_ten_digits_there_is_no_order() -> None:
    assert order_of(keys("12345")) == ""


def picture(colour: str, spot: int | None = None) -> bytes:
    image = Image.new("RGB", (300, 600), colour)
    if spot is not None:
        image.paste("black", (spot, 450, spot + 60, 520))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def test_painted_keys_are_compared_by_their_picture() -> None:
    field = Rect(0, 100, 300, 140)
    assert drawn_order(picture("white", 10), field) == drawn_order(picture("white", 10), field) != ""
    assert drawn_order(picture("white", 10), field) != drawn_order(picture("white", 200), field)


def test_a_black_picture_tells_nothing() -> None:
    assert drawn_order(picture("black"), Rect()) == "" and drawn_order(b"no picture", Rect()) == ""
