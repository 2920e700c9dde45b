"""Screens as pictures."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from patrol.virtualphone.app.drawing.screen import paint
from patrol.virtualphone.app.inprocess import InProcessDriver
from patrol.virtualphone.app.layout.type import text_width
from patrol.virtualphone.app.read_widgets import KINDS
from tests.unit.virtualphone.app.builders import driver_of, home, tap

ONE_OF_EACH = {
    "text": "{text: 港湾 Abc, style: notice}",
    "grid": "{grid: 3, content: [{entry: a, icon: card, badge: 1, on_tap: back}, {button: b, style: chip}]}",
    "image": "{image: product, seed: '{count}'}",
    "icon": "{icon: bell, badge: 3}",
    "radio": "{radio: [a, b]}",
    "picker": "{picker: [a, b]}",
    "card": "{card: [{text: x}], outline: none}",
    "list": "{list: 3, row: [{text: r}]}",
    "tabs": "{tabs: [{tab: a, content: [{text: t}]}, {tab: b}]}",
    "banner": "{banner: [{text: a, summary: s, image: gift}, b]}",
    "ticker": "{ticker: [a]}",
    "chips": "{chips: [a, b]}",
    "steps": "{steps: [a, b], at: '1'}",
    "web": "{web: [{heading: h}]}",
    "web_image": "{web_image: photo}",
    "web_list": "{web_list: [{paragraph: p}]}",
    "bubble": "{bubble: hi, from: me, time: '09:00', card: {title: t, text: x}}",
    "progress": "{progress: wheel}",
    "chart": "{chart: [1, 5, 2], kind_of: pie}",
    "slider": "{slider: 30}",
    "divider": "{divider: 2}",
    "space": "{space: 2}",
    "column": "{column: [{text: x}]}",
    "row": "{row: [{text: x}, {button: y}]}",
}


def picture(driver: InProcessDriver) -> Image.Image:
    return Image.open(io.BytesIO(driver.screenshot()))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_kind_can_be_drawn(tmp_path: Path, kind: str) -> None:
    widget = ONE_OF_EACH.get(kind, f"{{{kind}: x}}").replace(", outline: none", "")
    plain = paint(driver_of(tmp_path, home("{space: 1}")).host.windows(), (1080, 2400), 420)
    (tmp_path / "two").mkdir()
    drawn = paint(driver_of(tmp_path / "two", home(widget, more="load_ms: 0")).host.windows(), (1080, 2400), 420)
    assert drawn.size == (1080, 2400)
    assert (drawn.tobytes() == plain.tobytes()) == (kind == "space")


def test_a_secure_window_gives_a_black_picture(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{text: x}", more="secure: true"))
    assert picture(driver).convert("RGB").getcolors() == [(1080 * 2400, (0, 0, 0))]


def test_a_dialog_darkens_what_is_behind_it(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{button: do, on_tap: {open: d}}", more="dialogs: {d: {title: T}}"))
    before = picture(driver).convert("RGB").getpixel((20, 1500))
    tap(driver, "do")
    after = picture(driver).convert("RGB").getpixel((20, 1500))
    assert isinstance(before, tuple) and isinstance(after, tuple)
    assert sum(after) < sum(before) * 0.7


def test_letters_without_a_glyph_do_no_harm(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{text: '\U0001f600 ﷽ नमस्ते \u200b 𠀀'}", "{button: '\u202e'}"))
    assert picture(driver).size == (1080, 2400)


def test_texts_are_drawn_as_wide_as_they_were_measured() -> None:
    from patrol.virtualphone.app.drawing.canvas import font

    for size in (26, 39, 47, 63):
        for text in ("港湾银行 Harbour Bank", "¥12,840.50", "2026-01-18 - 2027-01-17"):
            assert abs(font(size, False).getlength(text) - text_width(text, size, False)) <= 3


def test_the_same_screen_gives_the_same_picture(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{image: photo}", "{qr: code}", "{text: '{random(4)}'}"))
    assert driver.screenshot() == driver.screenshot()


def test_a_screen_has_colour_and_text(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{button: 转账}", "{banner: [理财]}"))
    colours = picture(driver).convert("RGB").resize((270, 600)).getcolors(100_000)
    assert colours is not None and len(colours) > 20
