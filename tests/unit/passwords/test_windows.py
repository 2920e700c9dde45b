"""What windows say while a password field has the focus."""

from __future__ import annotations

from patrol.device.parse.window_flags import WindowFlags
from patrol.model.passwords import Outcome
from patrol.passwords.keys import Keyboard
from patrol.passwords.windows import overlays_kept_off, pictures_refused

PAGE = WindowFlags("com.bank/com.bank.Pay", "com.bank", False, True, False, True)
OPEN = WindowFlags("com.bank/com.bank.Pay", "com.bank", False, False, False, True)
KEYS = WindowFlags("PopupWindow:1", "com.bank", False, False, False, False)
IME = WindowFlags("InputMethod", "com.keys", True, False, False, False)


def refused(*windows: WindowFlags, keyboard: str = "app", black: bool | None = True) -> tuple[Outcome, str]:
    came = pictures_refused(windows, "com.bank", Keyboard(keyboard), black)
    return came.outcome, came.reason


def test_a_secure_window_protects_its_field() -> None:
    assert refused(PAGE) == (Outcome.protected, "secure")
    assert refused(OPEN, black=False) == (Outcome.exposed, "window-open")


def test_a_keyboard_in_a_window_of_its_own_must_be_secure_too() -> None:
    assert refused(KEYS, PAGE) == (Outcome.exposed, "keyboard-window-open")


def test_an_input_method_s_window_is_no_fault_of_the_app() -> None:
    assert refused(IME, PAGE, keyboard="system") == (Outcome.protected, "secure")


def test_where_flags_are_not_told_the_picture_decides() -> None:
    assert refused(black=True) == (Outcome.protected, "black")
    assert refused(black=False) == (Outcome.exposed, "window-open")
    assert refused(black=None) == (Outcome.untried, "flags-not-told")


def test_overlays_are_kept_off_by_the_flag_alone() -> None:
    hiding = WindowFlags("com.bank/com.bank.Pay", "com.bank", False, True, True, True)
    assert overlays_kept_off((hiding,), "com.bank", 33, True).outcome is Outcome.protected
    assert overlays_kept_off((PAGE,), "com.bank", 33, False).reason == "no-flag"
    assert overlays_kept_off((PAGE,), "com.bank", 29, False).reason == "android-too-old"
