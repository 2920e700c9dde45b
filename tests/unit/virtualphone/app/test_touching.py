"""Fingers, fields and keyboards."""

from __future__ import annotations

from pathlib import Path

import pytest

from patrol.errors import DeviceError
from patrol.virtualphone.app.inprocess import InProcessDriver
from tests.unit.virtualphone.app.builders import driver_of, home, tap, texts


def value(driver: InProcessDriver, name: str) -> object:
    assert driver.host.app is not None
    return driver.host.app.values[name]


def test_typing_needs_a_focused_field_and_goes_into_it(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{field: Name, var: name}"))
    with pytest.raises(DeviceError, match="no field has the focus"):
        driver.type_text("Ada")
    tap(driver, "Name")
    assert driver.screen().keyboard
    driver.type_text("Ada")
    driver.type_text(" L", clear=False)
    assert value(driver, "name") == "Ada L"
    assert "Ada L" in texts(driver)


@pytest.mark.parametrize(
    ("kind", "typed", "held"),
    [
        ("phone", "138-0000 x1", "13800001"),
        ("amount", "¥12.50", "12.50"),
        ("text", "你好 A", "你好 A"),
        ("id_card", "11010119900307123X", "11010119900307123X"),
    ],
)
def test_fields_take_what_fits_their_type(tmp_path: Path, kind: str, typed: str, held: str) -> None:
    driver = driver_of(tmp_path, home(f"{{field: F, type: {kind}, var: name}}"))
    tap(driver, "F")
    driver.type_text(typed)
    assert value(driver, "name") == held


def test_a_password_is_shown_as_dots_and_marked(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{field: P, type: password, var: name}"))
    tap(driver, "P")
    driver.type_text("secret")
    field = next(node for node in driver.screen().nodes() if node.password)
    assert field.text == "••••••"


def test_back_puts_the_keyboard_away_first(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{field: F, var: name}"))
    tap(driver, "F")
    driver.press("back")
    assert not driver.screen().keyboard
    assert driver.page == "home"


def test_the_keyboard_has_a_window_and_keys_of_its_own(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{field: F, type: number, var: name, on_submit: {toast: sent}}"))
    tap(driver, "F")
    keyboard = driver.host.windows()[-1]
    assert (keyboard.kind, keyboard.focusable) == ("keyboard", False)
    keys = {node.description: node.bounds.centre for node in keyboard.root.walk()}
    for name in ("4", "2", "7", "delete", "done"):
        driver.tap(*keys[name])
    assert value(driver, "name") == "42"
    assert list(driver.host.seen.toasts) == ["sent"]
    assert not driver.screen().keyboard


@pytest.mark.parametrize(("mode", "higher"), [("resize", True), ("nothing", False)])
def test_the_page_makes_room_for_the_keyboard_unless_it_does_not(tmp_path: Path, mode: str, higher: bool) -> None:
    more = f"keyboard_mode: {mode}\nbottom: [{{button: send}}]"
    driver = driver_of(tmp_path, home("{field: F, var: name}", more=more))
    before = next(node for node in driver.screen().nodes() if node.text == "send").bounds.bottom
    tap(driver, "F")
    after = next(node for node in driver.screen().nodes() if node.text == "send").bounds.bottom
    assert (after < before) == higher


def test_a_secure_field_brings_the_apps_own_shuffled_keyboard(tmp_path: Path) -> None:
    field = "{field: P, type: password, keyboard: secure, shuffled: true, max_length: 6, var: name}"
    driver = driver_of(tmp_path, home(field))
    tap(driver, "P")
    assert not driver.screen().keyboard
    with pytest.raises(DeviceError):
        driver.type_text("123")
    digits = [text for text in texts(driver) if text.isdigit()]
    assert sorted(digits) == sorted("1234567890") and digits != list("1234567890")
    for digit in "4711":
        tap(driver, digit)
    tap(driver, "删除")
    assert value(driver, "name") == "471"
    tap(driver, "完成")
    assert not [text for text in texts(driver) if text.isdigit()]


def test_hidden_keys_are_not_in_the_tree_and_still_answer(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{field: P, type: password, keyboard: secure, keys: hidden, var: name}"))
    tap(driver, "P")
    assert not [text for text in texts(driver) if text.isdigit()]
    pad = next(node for node in driver.screen().nodes() if node.resource_id.endswith("secure_keyboard")).bounds
    driver.tap(pad.left + pad.width // 6, pad.top + pad.height // 8)
    assert value(driver, "name") == "1"


def test_a_keypad_in_the_page_says_when_it_is_full(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{keypad: , length: 3, var: name, on_full: {toast: full}}"))
    for digit in "1234":
        tap(driver, digit)
    assert value(driver, "name") == "123"
    assert list(driver.host.seen.toasts) == ["full"]


def test_switches_checkboxes_radios_and_chips_hold_their_value(tmp_path: Path) -> None:
    widgets = (
        "{switch: S, var: on, on_change: {toast: changed}}",
        "{checkbox: C}",
        "{radio: [{text: A, value: a}, {text: B, value: b}], var: name}",
        "{chips: [X, Y], var: count}",
    )
    driver = driver_of(tmp_path, home(*widgets))
    for text in ("S", "C", "B", "Y"):
        tap(driver, text)
    states = {node.text: (node.checked, node.selected) for node in driver.screen().nodes() if node.text}
    assert states["S"][0] and states["C"][0] and states["B"][0] and states["Y"][1]
    assert (value(driver, "on"), value(driver, "name"), value(driver, "count")) == (True, "b", 1)
    assert list(driver.host.seen.toasts) == ["changed"]


def test_a_picker_opens_its_entries_and_shows_the_chosen_one(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{picker: [Red, Green], label: Colour, var: count}"))
    tap(driver, "Red")
    tap(driver, "Green")
    assert value(driver, "count") == 1
    assert "Green" in texts(driver) and "Red" not in texts(driver)


def test_tabs_show_one_content_at_a_time(tmp_path: Path) -> None:
    tabs = (
        "{tabs: [{tab: One, content: [{text: first}]}, {tab: Two, content: [{text: second}], on_select: {toast: t}}]}"
    )
    driver = driver_of(tmp_path, home(tabs))
    tap(driver, "Two")
    assert "second" in texts(driver) and "first" not in texts(driver)
    assert list(driver.host.seen.toasts) == ["t"]


def test_rows_know_their_number_and_item_in_what_they_do(tmp_path: Path) -> None:
    rows = "{list: 3, from: rows, row: [{button: '{item.name}', on_tap: {set: {name: '{i}-{n}-{item.name}'}}}]}"
    driver = driver_of(tmp_path, home(rows))
    tap(driver, "two")
    assert value(driver, "name") == "1-2-two"


def test_long_press_and_swipe_have_their_own_effects(tmp_path: Path) -> None:
    widget = (
        "{card: [{text: words}], on_tap: {toast: tap}, on_long_tap: {toast: long}, on_swipe: {left: {toast: left}}}"
    )
    driver = driver_of(tmp_path, home(widget))
    x, y = next(node for node in driver.screen().nodes() if node.long_clickable).bounds.centre
    driver.long_press(x, y)
    driver.swipe(x + 200, y, x - 200, y)
    driver.tap(x, y)
    assert list(driver.host.seen.toasts) == ["long", "left", "tap"]


def test_a_signature_is_written_by_a_swipe(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{signature: sign here, var: on}"))
    x, y = next(node for node in driver.screen().nodes() if node.description == "sign here").bounds.centre
    driver.swipe(x - 100, y, x + 100, y + 40)
    assert value(driver, "on") is True


def test_bottom_navigation_swaps_pages_without_growing_the_stack(tmp_path: Path) -> None:
    extra = "navigation: {main: [{text: Home, icon: home, go: home}, {text: Mine, icon: user, go: mine}]}"
    pages = "home: {activity: .Main, navigation: main}\nmine: {activity: .Main, navigation: main}\n"
    driver = driver_of(tmp_path, pages, extra)
    tap(driver, "Mine")
    tap(driver, "Home")
    tap(driver, "Mine")
    assert driver.host.app is not None
    assert driver.host.app.page_stack == ("mine",)


def test_no_effects_on_back_keep_the_page_in_front(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{text: x}", more="on_back: []"))
    page = driver.page
    driver.press("back")
    assert driver.page == page != ""


def test_on_back_replaces_what_back_does(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{text: x}", more="on_back: {toast: stay}"))
    driver.press("back")
    assert (driver.page, list(driver.host.seen.toasts)) == ("home", ["stay"])
