"""input: fingers, keys, text."""

from __future__ import annotations

from patrol.virtualphone.system.packagefile import HELPERS
from patrol.virtualphone.system.plainapp import PlainProgram
from tests.unit.virtualphone.system.desk import PACKAGE, Desk, Said


def typed(desk: Desk) -> str:
    return next(n.text for n in desk.window.root.walk() if n.resource_id.endswith("/name"))


def test_text_goes_into_the_focused_field(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        desk.tap("name")
        assert await desk.sh("input text hello%sworld") == Said("", "", 0)
        assert typed(desk) == "hello world"
        await desk.sh("input keyevent DEL; input keyevent KEYCODE_A; input keyevent 8")
        assert typed(desk) == "hello worla1"

    on_phone(test)


def test_letters_without_a_key_end_in_an_exception_as_on_a_phone(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        desk.tap("name")
        said = await desk.sh("input text 你好")
        assert "java.lang.NullPointerException: Attempt to get length of null array" in said.err
        assert said.code == 255

    on_phone(test)


def test_adb_s_keyboard_takes_any_text(on_phone) -> None:

    async def test(desk: Desk) -> None:
        await desk.start()
        desk.phone.install(PlainProgram(desk.phone.spec, HELPERS[0][1], 1000))
        keyboard = "com.github.uiautomator/.AdbKeyboard"
        assert "now enabled" in (await desk.sh(f"ime enable {keyboard}")).out
        assert "selected for user #0" in (await desk.sh(f"ime set {keyboard}")).out
        desk.tap("name")
        said = await desk.sh("am broadcast -a ADB_KEYBOARD_INPUT_TEXT --es text 5L2g5aW9")
        assert said.out.splitlines()[-1] == 'Broadcast completed: result=-1, data="success"'
        assert typed(desk) == "你好"
        await desk.sh("am broadcast -a ADB_KEYBOARD_CLEAR_TEXT")
        assert typed(desk) in ("", "名字")

    on_phone(test)


def test_keys_of_the_system(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        await desk.sh("input keyevent POWER")
        assert desk.phone.focused_window() is None
        await desk.sh("input keyevent WAKEUP; input keyevent NOTIFICATION")
        assert desk.title == "NotificationShade"
        await desk.sh("input keyevent BACK")
        assert PACKAGE in desk.title
        assert (await desk.sh("input keyevent NONSENSE")).code == 255

    on_phone(test)


def test_a_swipe_from_the_top_opens_the_shade_and_a_notification_its_link(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        desk.tap("notify")
        await desk.sh("input swipe 500 5 500 900 50")
        assert "新消息" in desk.texts()
        desk.tap("expandableNotificationRow")
        await desk.sh("sleep 0.1")
        assert "item 7" in desk.texts()

    on_phone(test, "12")


def test_a_wrong_call_is_refused(on_phone) -> None:
    async def test(desk: Desk) -> None:
        assert (await desk.sh("input tap 1")).err == "Error: Invalid arguments for command: tap\n"
        assert (await desk.sh("input fly 1 2")).err == "Error: Unknown command: fly\n"
        assert "Usage: input" in (await desk.sh("input")).out

    on_phone(test)
