"""How keys lie."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from patrol.model.screen import Node, Rect, Screen
from patrol.passwords.keys import Hand, Keyboard, drawn_order, keyboard_of, order_of
from tests.unit.passwords.phone import PACKAGE, bank


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


def test_where_the_input_method_is_not_told_its_window_tells(tmp_path: Path) -> None:
    phone = bank(tmp_path, "keyboard: system, max_length: 6")
    phone.launch(PACKAGE)
    phone.answers["dumpsys input_method"] = "nothing known\n"
    phone.answers["settings get secure default_input_method"] = "com.keys/.Ime\n"
    assert keyboard_of(phone, phone.screen()).kind == "drawn"
    phone.tap(*next(node for node in phone.screen().nodes() if node.text == "付款").bounds.centre)
    phone.tap(*next(node for node in phone.screen().nodes() if node.password).bounds.centre)
    assert keyboard_of(phone, phone.screen()) == Keyboard("system", "com.keys/.Ime")


def test_painted_keys_cannot_be_typed_on(tmp_path: Path) -> None:
    phone = bank(tmp_path)
    assert not Hand(phone, keys("1234567890"), Keyboard("drawn")).can
