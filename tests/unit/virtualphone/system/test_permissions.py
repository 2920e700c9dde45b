"""Permission windows of each Android version, and what an answer does."""

from __future__ import annotations

import pytest

from tests.unit.virtualphone.system.desk import PACKAGE, Desk

CAMERA = "android.permission.CAMERA"


@pytest.mark.parametrize(
    ("android", "package", "buttons"),
    [
        ("9", "com.android.packageinstaller", {"permission_allow_button": "允许", "permission_deny_button": "拒绝"}),
        (
            "10",
            "com.android.permissioncontroller",
            {"permission_allow_button": "允许", "permission_deny_button": "拒绝"},
        ),
        (
            "12",
            "com.android.permissioncontroller",
            {
                "permission_allow_foreground_only_button": "仅在使用该应用时允许",
                "permission_allow_one_time_button": "仅限这一次",
                "permission_deny_button": "不允许",
            },
        ),
    ],
)
def test_the_window_is_that_of_the_android_version(
    on_phone, android: str, package: str, buttons: dict[str, str]
) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        desk.tap("camera")
        window = desk.window
        assert window.package == package
        assert window.activity.endswith("GrantPermissionsActivity")
        shown = {n.resource_id: n.text for n in window.root.walk() if n.class_name.endswith("Button")}
        assert shown == {f"{package}:id/{name}": text for name, text in buttons.items()}
        assert "要允许“小应用”拍摄照片和录制视频吗？" in desk.texts()
        desk.tap(next(iter(b for b in buttons if "allow" in b)))
        assert PACKAGE in desk.title
        assert desk.phone.current_toast() == "yes!"

    on_phone(test, android)


def test_english_phones_ask_in_english(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        desk.tap("camera")
        assert desk.texts() == [
            "Allow Small to take pictures and record video?",
            "While using the app",
            "Only this time",
            "Don’t allow",
        ]

    on_phone(test, "14", locale="en-US")


def test_two_refusals_are_final_from_android_11_on(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        desk.tap("camera")
        desk.tap("permission_deny_button")
        assert desk.phone.current_toast() == "no!"
        desk.tap("camera")
        desk.tap("permission_deny_and_dont_ask_again_button")
        desk.tap("camera")
        await desk.sh("sleep 0.01")
        assert PACKAGE in desk.title
        dump = (await desk.sh(f"dumpsys package {PACKAGE}")).out
        assert f"{CAMERA}: granted=false, flags=[ USER_SET USER_FIXED ]" in dump

    on_phone(test)


def test_back_refuses_without_an_answer(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        desk.tap("camera")
        await desk.sh("input keyevent BACK")
        assert desk.phone.current_toast() == "no!"
        desk.tap("camera")
        assert "permission_deny_button" in str(desk.window.root)

    on_phone(test)


def test_pm_grants_and_revokes(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        assert await desk.sh(f"pm grant {PACKAGE} {CAMERA}") == type(await desk.sh(":"))("", "", 0)
        desk.tap("camera")
        await desk.sh("sleep 0.01")
        assert desk.phone.current_toast() == "yes!"
        await desk.sh(f"pm revoke {PACKAGE} {CAMERA}")
        assert desk.phone.running.of_package(PACKAGE) is None
        said = await desk.sh(f"pm grant {PACKAGE} android.permission.SEND_SMS")
        assert "has not requested permission android.permission.SEND_SMS" in said.err and said.code == 255
        said = await desk.sh(f"pm grant {PACKAGE} android.permission.INTERNET")
        assert "is not a changeable permission type" in said.err

    on_phone(test)
