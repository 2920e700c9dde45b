"""The default driver on a scripted phone; the contract suite drives it on a virtual one."""

from collections.abc import Iterator

import pytest

from patrol.clock import SimulatedClock
from patrol.device.adb.device import AdbDevice
from patrol.device.uiautomator2_driver import UiAutomator2Driver
from patrol.model.screen import Rect
from tests.unit.device.fake_adb import FakePhone
from tests.unit.device.fake_u2 import FakeU2
from tests.unit.device.parse.captured import captured

FIELD = (
    '<hierarchy rotation="1"><node class="android.widget.FrameLayout" focused="true" bounds="[0,0][800,600]">'
    '<node class="android.widget.EditText" focused="true" text="x"/></node></hierarchy>'
)


@pytest.fixture
def u2(phone: FakePhone) -> FakeU2:
    phone.answers |= {
        "wm size": "Physical size: 600x800\n",
        "dumpsys window displays": captured("window/xiaomi_pad6_activity_containers_excerpt.txt"),
        "dumpsys input_method": "  mInputShown=true\n",
    }
    return FakeU2(phone, running=True)


@pytest.fixture
def driver(device: AdbDevice, u2: FakeU2) -> Iterator[UiAutomator2Driver]:
    found = UiAutomator2Driver(device, SimulatedClock())
    found.start()
    yield found
    found.close()


def test_one_look_is_one_dump_and_one_question_for_the_focus(
    driver: UiAutomator2Driver, u2: FakeU2, phone: FakePhone
) -> None:
    driver.screen()
    u2.calls.clear()
    phone.asked.clear()
    screen = driver.screen()
    assert (screen.package, screen.activity) == ("com.termux", "com.termux.app.TermuxActivity")
    assert screen.empty
    assert u2.calls == [("dumpWindowHierarchy", [False, 50, True])]
    assert phone.asked == ["exec:dumpsys window displays"]


def test_where_dumps_are_quick_an_unchanged_tree_needs_no_new_question(
    driver: UiAutomator2Driver, u2: FakeU2, phone: FakePhone
) -> None:
    u2.answers["dumpWindowHierarchy"] = '<hierarchy rotation="0"><node text="a"/></hierarchy>'
    for _ in range(3):
        driver.screen()
    phone.asked.clear()
    assert driver.screen().package == "com.termux"
    assert phone.asked == []
    u2.answers["dumpWindowHierarchy"] = '<hierarchy rotation="0"><node text="b"/></hierarchy>'
    driver.screen()
    assert phone.asked == ["exec:dumpsys window displays"]


def test_on_a_slow_phone_the_focus_is_asked_beside_every_dump(
    driver: UiAutomator2Driver, u2: FakeU2, phone: FakePhone
) -> None:
    def slow(*_: object) -> str:
        driver.clock.sleep_ms(100)
        return '<hierarchy rotation="0"><node text="a"/></hierarchy>'

    u2.answers["dumpWindowHierarchy"] = slow
    driver.screen()
    phone.asked.clear()
    driver.screen()
    driver.screen()
    assert phone.asked == ["exec:dumpsys window displays"] * 2


def test_a_turned_screen_with_a_focused_field(driver: UiAutomator2Driver, u2: FakeU2, phone: FakePhone) -> None:
    phone.answers["dumpsys window displays"] += "\nInsetsSource id=3 type=ime frame=[0,400][800,600] visible=true\n"
    u2.answers["dumpWindowHierarchy"] = FIELD
    screen = driver.screen()
    assert (screen.rotation, screen.width, screen.height, screen.keyboard) == (1, 800, 600, True)
    assert screen.keyboard_box == Rect(0, 400, 800, 600)


def test_an_unchanged_tree_is_not_read_again(driver: UiAutomator2Driver, u2: FakeU2) -> None:
    u2.answers["dumpWindowHierarchy"] = FIELD
    assert driver.screen().roots[0] is driver.screen().roots[0]


@pytest.mark.parametrize("answer", [None, "", "ERROR", 7, "<hierarchy><node te"])
def test_a_malformed_tree_is_an_empty_screen(driver: UiAutomator2Driver, u2: FakeU2, answer: object) -> None:
    u2.answers["dumpWindowHierarchy"] = answer
    screen = driver.screen()
    assert screen.empty
    assert screen.truncated


def test_touches_and_keys(driver: UiAutomator2Driver, u2: FakeU2) -> None:
    driver.tap(1, 2)
    driver.long_press(1, 2)
    driver.swipe(1, 2, 3, 4, 500)
    driver.press("back")
    assert u2.calls == [
        ("click", [1, 2]),
        ("click", [1, 2, 800]),
        ("swipe", [1, 2, 3, 4, 100]),
        ("pressKeyCode", [4]),
    ]


def test_on_android_9_the_focus_stands_elsewhere(driver: UiAutomator2Driver, phone: FakePhone, u2: FakeU2) -> None:
    phone.answers["getprop ro.build.version.sdk"] = "28\n"
    phone.answers["dumpsys window windows"] = captured("window/a9_mms_focus.txt")
    assert driver.screen().activity == "com.android.mms.ui.ConversationList"


def test_when_the_window_manager_does_not_tell_the_activity_manager_does(
    driver: UiAutomator2Driver, phone: FakePhone
) -> None:
    phone.answers["dumpsys window displays"] = "nothing\n"
    phone.answers["dumpsys activity activities"] = captured("activity/xiaomi_pad6_activities_excerpt.txt")
    assert driver.screen().activity == "com.termux.app.TermuxActivity"


def test_closing_leaves_a_server_of_others_alone(driver: UiAutomator2Driver, u2: FakeU2) -> None:
    driver.close()
    assert u2.running


def test_a_page_seen_often_tells_its_focus_itself(driver: UiAutomator2Driver, u2: FakeU2, phone: FakePhone) -> None:
    rows = [f'<node text="{label}"/>' for label in "abcdefg"]
    pages = [
        f'<hierarchy rotation="0"><node bounds="[0,0][600,800]">{"".join(rows[:count])}</node></hierarchy>'
        for count in (6, 7)
    ]
    for page in pages * 3:
        u2.answers["dumpWindowHierarchy"] = page
        driver.tap(1, 2)
        assert driver.screen().package == "com.termux"
    assert phone.asked.count("exec:dumpsys window displays") == 4
