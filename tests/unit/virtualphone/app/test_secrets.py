"""What a typed password leaves behind in an app."""

from __future__ import annotations

from pathlib import Path

from patrol.virtualphone.app.inprocess import InProcessDriver
from patrol.virtualphone.system.accessibility import AccessibilityEvent
from tests.unit.virtualphone.app.builders import driver_of, home, tap, texts


def typed(driver: InProcessDriver, hint: str, text: str) -> str:
    tap(driver, hint)
    driver.type_text(text)
    return next(node.text for node in driver.screen().nodes() if node.class_name.endswith("EditText"))


def test_a_password_may_echo_its_last_character_for_a_moment(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{field: P, type: password, echo: last, var: name}"))
    assert typed(driver, "P", "ab7") == "••7"
    driver.clock.sleep_ms(1600)
    assert "•••" in texts(driver)


def test_a_clear_password_is_none_for_android(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{field: P, type: password, echo: clear, var: name}"))
    assert typed(driver, "P", "ab7") == "ab7"
    assert not any(node.password for node in driver.screen().nodes())


def test_events_tell_dots_of_a_password_and_the_labels_of_keys(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{field: P, type: password, keyboard: secure, var: name}"))
    assert driver.host.app is not None
    heard: list[AccessibilityEvent] = []
    stop = driver.host.app.listen(heard.append)
    tap(driver, "P")
    tap(driver, "7")
    stop()
    tap(driver, "8")
    assert [(event.kind, event.text) for event in heard] == [
        ("TYPE_VIEW_CLICKED", ""),
        ("TYPE_VIEW_CLICKED", "7"),
        ("TYPE_VIEW_TEXT_CHANGED", "•"),
    ]


def test_the_heap_holds_variables_as_they_are_and_what_a_careless_field_kept(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{field: P, type: password, keeps_in_memory: true, var: name}"))
    typed(driver, "P", "s3cret")
    assert driver.host.app is not None
    assert "s3cret" in driver.host.app.heap()
    driver.type_text("")
    assert "s3cret" in driver.host.app.heap()


def test_a_forgetful_field_leaves_nothing(tmp_path: Path) -> None:
    driver = driver_of(tmp_path, home("{field: P, type: password, var: name}"))
    typed(driver, "P", "s3cret")
    driver.type_text("")
    assert driver.host.app is not None
    assert "s3cret" not in driver.host.app.heap()


def test_a_long_press_offers_to_paste_only_where_the_field_allows_it(tmp_path: Path) -> None:
    for allowed, offered in (("true", True), ("false", False)):
        folder = tmp_path / allowed
        folder.mkdir()
        field = f"{{field: P, type: password, keyboard: secure, paste: {allowed}, var: name}}"
        driver = driver_of(folder, home(field))
        assert driver.host.app is not None
        driver.host.copy(driver.host.app, "4711")
        place = next(node for node in driver.screen().nodes() if node.password).bounds.centre
        driver.long_press(*place)
        assert ("粘贴" in texts(driver)) is offered
        if offered:
            tap(driver, "粘贴")
        assert driver.host.app.values["name"] == ("4711" if offered else "")


def test_a_shuffled_keypad_lies_differently_at_each_opening(tmp_path: Path) -> None:
    driver = driver_of(
        tmp_path,
        home(
            "{button: Open, on_tap: {open: pad}}",
            more="dialogs: {pad: {content: [{keypad: , var: name, shuffled: true}]}}",
        ),
    )
    orders = set()
    for _ in range(3):
        tap(driver, "Open")
        orders.add("".join(text for text in texts(driver) if text.isdigit()))
        driver.press("back")
    assert len(orders) == 3
