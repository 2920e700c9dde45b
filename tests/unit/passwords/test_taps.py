"""A driver that remembers taps."""

from __future__ import annotations

from pathlib import Path

from patrol.device.driver import HasClipboard
from patrol.passwords.taps import Remembering, Tapped, plain
from tests.unit.passwords.phone import bank


def test_the_last_tap_is_kept_with_what_was_shown(tmp_path: Path) -> None:
    driver = Remembering(bank(tmp_path), lambda: "home")
    driver.driver.tap(3, 4)
    driver.driver.tap(5, 6)
    assert driver.last == Tapped(5, 6, "home")


def test_what_the_driver_can_do_beside_is_asked_of_the_driver_itself(tmp_path: Path) -> None:
    phone = bank(tmp_path)
    assert plain(Remembering(phone, str).driver) is phone and isinstance(plain(phone), HasClipboard)
