"""The driver for phones on which nothing else runs."""

from collections.abc import Iterator

import pytest

from patrol.clock import SimulatedClock
from patrol.device.adb.device import AdbDevice
from patrol.device.shell_driver import ShellDriver, text_arguments
from patrol.errors import AppError, DeviceError
from tests.unit.device.fake_adb import FakePhone
from tests.unit.device.parse.captured import captured

KITKAT = {
    "getprop ro.build.version.sdk": "19\r\n",
    "getprop": captured("getprop/a4.4_qemu_getprop.txt"),
    "wm size": "Physical size: 800x600\r\n",
    "wm density": "Physical density: 160\r\n",
    "dumpsys display": captured("misc/a4.4_qemu_dumpsys_display.txt"),
    "dumpsys window windows": captured("window/a4.4_qemu_dumpsys_window_windows.txt"),
    "id": "uid=2000(shell)\r\n",
    "ps": captured("ps/a4.4_qemu_ps.txt"),
}


@pytest.fixture
def driver(device: AdbDevice, phone: FakePhone) -> Iterator[ShellDriver]:
    phone.features = ""
    phone.answers = dict(KITKAT)
    found = ShellDriver(device, SimulatedClock())
    yield found
    found.close()


def commands(phone: FakePhone) -> list[str]:
    return [a.removeprefix("shell:").partition("\n")[0] for a in phone.asked if a.startswith("shell:input")]


def test_a_look_on_android_4_4(driver: ShellDriver, phone: FakePhone) -> None:
    class Answers(dict[str, str]):
        def get(self, command: str, default: object = None) -> str | None:  # type: ignore[override]
            return (
                captured("ui/a4.4_qemu_contacts_stock.xml") if "uiautomator dump" in command else super().get(command)
            )

    phone.answers = Answers(phone.answers)
    screen = driver.screen()
    assert (screen.package, screen.activity) == ("io.appium.android.apis", "io.appium.android.apis.view.List1")
    assert (screen.width, screen.height, screen.keyboard, screen.truncated) == (800, 600, False, False)
    assert sum(1 for _ in screen.nodes()) == 21


def test_a_dump_that_fails_is_an_empty_screen(driver: ShellDriver) -> None:
    screen = driver.screen()
    assert screen.empty
    assert screen.truncated


def test_the_phone_describes_itself(driver: ShellDriver) -> None:
    info = driver.info()
    assert (info.android, info.sdk, info.abi, info.density_dpi) == ("4.4.2", 19, "x86", 160)
    assert info.refresh_hz == 83.42701
    assert (info.rooted, info.virtual, info.driver) == (False, False, "shell")


def test_touches(driver: ShellDriver, phone: FakePhone) -> None:
    phone.answers |= dict.fromkeys(
        ["input tap 1 2", "input swipe 1 2 1 2 800", "input swipe 1 2 3 4 300", "input keyevent 4"], ""
    )
    driver.tap(1, 2)
    driver.long_press(1, 2)
    driver.swipe(1, 2, 3, 4)
    driver.press("back")
    assert commands(phone) == [
        "input tap 1 2",
        "input swipe 1 2 1 2 800",
        "input swipe 1 2 3 4 300",
        "input keyevent 4",
    ]


def test_text_is_ascii_only_and_said_so(driver: ShellDriver, phone: FakePhone) -> None:
    phone.answers["input text 'it'\"'\"'s%s5%'"] = ""
    driver.type_text("it's 5%", clear=False)
    with pytest.raises(DeviceError, match="types ASCII characters only"):
        driver.type_text("港湾")


def test_a_per_cent_sign_before_an_s() -> None:
    assert text_arguments("5%s and 100%sure x") == ["5%", "s%sand%s100%", "sure%sx"]
    assert text_arguments("") == []


def test_a_phone_that_refuses_touches_says_which_switch(driver: ShellDriver, phone: FakePhone) -> None:
    phone.answers["input tap 1 2"] = (
        "java.lang.SecurityException: Injecting to another application requires INJECT_EVENTS"
    )
    with pytest.raises(DeviceError, match="USB debugging"):
        driver.tap(1, 2)


def test_processes(driver: ShellDriver) -> None:
    assert driver.processes("io.appium.android.apis") == {10792: "io.appium.android.apis"}


def test_launch_finds_the_launcher_activity_by_itself(driver: ShellDriver, phone: FakePhone) -> None:
    package = "io.appium.android.apis"
    start = "am start -W -a android.intent.action.MAIN -c android.intent.category.LAUNCHER -n"
    phone.answers[f"dumpsys package {package}"] = captured("package/a4.4_qemu_dumpsys_package_apidemos.txt")
    phone.answers[f"{start} {package}/{package}.ApiDemos"] = captured("am-start/a4.4_qemu_cold.txt")
    report = driver.launch(package)
    assert (report.status, report.total_ms) == ("ok", 1485)


def test_launch_of_what_is_not_installed(driver: ShellDriver, phone: FakePhone) -> None:
    start = "am start -W -a android.intent.action.MAIN -c android.intent.category.LAUNCHER -n com.example.nosuch/.Main"
    phone.answers[start] = captured("am-start/a4.4_qemu_error_package_does_not_exist.txt")
    with pytest.raises(AppError, match=r"cannot be started on PHONE1: .*does not exist\. Is the app installed"):
        driver.launch("com.example.nosuch/.Main")


def test_a_link_that_nobody_opens(driver: ShellDriver, phone: FakePhone) -> None:
    phone.answers["am start -W -a android.intent.action.VIEW -d patrol://nobody"] = captured(
        "am-start/a4.4_qemu_error_unable_to_resolve_deeplink.txt"
    )
    with pytest.raises(AppError, match="No app on the phone opens such links"):
        driver.open_link("patrol://nobody")


def test_unknown_keys(driver: ShellDriver) -> None:
    with pytest.raises(DeviceError, match=r"unknown key “bakc”; did you mean “back”\?"):
        driver.press("bakc")


def test_a_screenshot_that_is_none(driver: ShellDriver, phone: FakePhone) -> None:
    phone.answers["screencap -p"] = "Error: Out of memory"
    with pytest.raises(DeviceError, match="gives no screenshot: Error: Out of memory"):
        driver.screenshot()


def test_cleared_data(driver: ShellDriver, phone: FakePhone) -> None:
    phone.answers |= {"pm clear a": "Success\n", "pm clear b": "Failed\n"}
    driver.clear_data("a")
    with pytest.raises(AppError, match="the data of b cannot be cleared: Failed"):
        driver.clear_data("b")
