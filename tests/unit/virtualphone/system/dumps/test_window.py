"""dumpsys window: the lines clients look for."""

from __future__ import annotations

import pytest

from patrol.device.parse import focus
from tests.unit.virtualphone.system.desk import PACKAGE, Desk


@pytest.mark.parametrize(
    ("android", "focused_app"),
    [
        ("9", "mFocusedApp=AppWindowToken{"),
        ("12", "mFocusedApp=ActivityRecord{"),
        ("15", "mFocusedApp=ActivityRecord{"),
    ],
)
def test_focus_is_told_as_that_android_tells_it(on_phone, android: str, focused_app: str) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        for what in ("window", "window windows", "window displays"):
            text = (await desk.sh(f"dumpsys {what}")).out
            assert f" u0 {PACKAGE}/{PACKAGE}.MainActivity}}" in text
            assert focused_app in text
            seen = focus.window_focus(text)
            assert seen is not None and (seen.package, seen.activity) == (PACKAGE, f"{PACKAGE}.MainActivity")

    on_phone(test, android)


def test_secure_windows_and_the_keyboard_are_told(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        assert "mInputShown=false" in (await desk.sh("dumpsys input_method")).out
        desk.tap("name")
        said = (await desk.sh("dumpsys input_method")).out
        assert "mInputShown=true" in said and "mIsInputViewShown=true" in said
        assert "InputMethod}:" in (await desk.sh("dumpsys window windows")).out
        await desk.sh("input keyevent BACK")
        assert "mInputShown=false" in (await desk.sh("dumpsys input_method")).out
        desk.tap("second")
        await desk.sh("sleep 0.3")
        assert "SECURE" in (await desk.sh("dumpsys window windows")).out

    on_phone(test)


def test_policy_tells_whether_the_phone_is_locked_or_dark(on_phone) -> None:
    async def test(desk: Desk) -> None:
        assert "mShowingLockscreen=false" in (await desk.sh("dumpsys window policy")).out
        await desk.sh("input keyevent POWER")
        assert "screenState=SCREEN_STATE_OFF" in (await desk.sh("dumpsys window policy")).out
        assert "mWakefulness=Asleep" in (await desk.sh("dumpsys power")).out
        assert "mCurrentFocus=null" in (await desk.sh("dumpsys window")).out

    on_phone(test)
