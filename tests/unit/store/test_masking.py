"""Secrets are taken out of texts and pictures, and nothing else is touched."""

from __future__ import annotations

import io

from PIL import Image

from patrol.model.record import to_json
from patrol.model.screen import Node, Rect, Screen
from patrol.store.masking import Mask, masked, painted_over, shown


def hiding(secret: str) -> Mask:
    return lambda text: text.replace(secret, "${SECRET}")


def screen(text: str) -> Screen:
    field = Node("EditText", text=text, bounds=Rect(10, 20, 60, 40))
    return Screen(at_ms=1080, width=1080, roots=(Node("Frame", bounds=Rect(0, 0, 1080, 1080), children=(field,)),))


def test_a_short_secret_does_not_spoil_numbers() -> None:
    mask = hiding("1080")
    clean = masked(screen("PIN 1080"), mask)
    assert [node.text for node in clean.nodes()] == ["", "PIN ${SECRET}"]
    assert clean.width == clean.at_ms == clean.roots[0].bounds.right == 1080


def test_a_secret_that_json_writes_differently_is_found() -> None:
    secret = 'a"b\\c'
    clean = masked(screen(f"密码 {secret}"), hiding(secret))
    assert list(clean.nodes())[1].text == "密码 ${SECRET}"
    assert b'a\\"b' not in to_json(clean)


def test_a_record_without_secrets_is_the_same_record() -> None:
    plain = screen("余额")
    assert masked(plain, hiding("258036")) is plain


def test_a_picture_is_painted_over_where_the_secret_stands() -> None:
    look = screen("258036")
    places = shown(look, hiding("258036"))
    assert places == (Rect(10, 20, 60, 40),)
    png = io.BytesIO()
    Image.new("RGB", (100, 100), "white").save(png, "PNG")
    with Image.open(io.BytesIO(painted_over(png.getvalue(), places))) as picture:
        assert picture.getpixel((30, 30)) != (255, 255, 255)
        assert picture.getpixel((5, 5)) == picture.getpixel((60, 40)) == (255, 255, 255)


def test_the_black_picture_of_a_secure_window_stays_black() -> None:
    png = io.BytesIO()
    Image.new("RGB", (100, 100)).save(png, "PNG")
    assert painted_over(png.getvalue(), (Rect(10, 20, 60, 40),)) == png.getvalue()


def test_a_broken_picture_is_not_kept() -> None:
    assert painted_over(b"no picture", (Rect(0, 0, 1, 1),)) == b""
