"""What every driver can do, on three Androids. The app is tests/data/apps/contract."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image

from patrol.clock import RunClock, wait_until
from patrol.device.driver import Driver, HasClipboard, HearsEvents, SeesAllWindows
from patrol.errors import AppError, DeviceError
from patrol.model.screen import Node, Screen
from patrol.virtualphone.app.inprocess import InProcessDriver
from tests.contract.drivers.fleet import PHONES

PACKAGE = "com.example.contract"
PATIENCE_MS = 10_000
on_phones = pytest.mark.parametrize("driver", PHONES, indirect=True)


def until(driver: Driver, holds: Callable[[], object]) -> bool:
    """Whether it comes to hold, in the driver's own time: a model in-process lives in simulated time."""
    clock = driver.clock if isinstance(driver, InProcessDriver) else RunClock()
    return bool(wait_until(holds, clock=clock, timeout_ms=PATIENCE_MS))


def find(screen: Screen, name: str) -> Node | None:
    return next((n for n in screen.nodes() if name in (n.text, n.resource_id.rpartition("/")[2])), None)


def seen(driver: Driver, name: str) -> Node:
    """The element of that text or id, once it is there."""
    found: list[Node] = []

    def look() -> bool:
        node = find(driver.screen(), name)
        found.extend([node] if node else [])
        return bool(found)

    assert until(driver, look), f"{name} is not there: {[n.text for n in driver.screen().nodes() if n.text]}"
    return found[-1]


def tap(driver: Driver, name: str) -> None:
    driver.tap(*seen(driver, name).bounds.centre)


@pytest.fixture
def app(driver: Driver) -> Driver:
    """At the app's first page, freshly started."""
    driver.launch(PACKAGE, stop_first=True)
    seen(driver, "tap_me")
    return driver


@on_phones
def test_the_phone_describes_itself(driver: Driver) -> None:
    info = driver.info()
    assert info.android in {"9", "12", "15"}
    assert info.sdk in {28, 31, 35}
    assert (info.abi, info.virtual, info.rooted) == ("arm64-v8a", True, False)
    assert info.width >= 1080 and info.height >= 1920 and info.density_dpi >= 320
    assert info.refresh_hz in {60.0, 90.0, 120.0}
    assert info.driver == driver.name


def test_one_look(app: Driver) -> None:
    screen = app.screen()
    assert (screen.package, screen.activity, screen.window) == (PACKAGE, f"{PACKAGE}.MainActivity", "")
    assert (screen.width, screen.height) == (app.info().width, app.info().height)
    assert not screen.truncated
    button = find(screen, "tap_me")
    assert button and button.clickable and button.text == "点我"
    assert len(screen.roots) == 1


def test_tap_and_long_press(app: Driver) -> None:
    tap(app, "tap_me")
    seen(app, "点了 1 次")
    app.long_press(*seen(app, "press_me").bounds.centre)
    seen(app, "点了 100 次")


def test_text(app: Driver) -> None:
    tap(app, "name")
    app.type_text("Li Lei 100%")
    assert seen(app, "name").text == "Li Lei 100%"
    app.type_text("Han")
    assert seen(app, "name").text == "Han"
    app.type_text(" Mei", clear=False)
    assert seen(app, "name").text == "Han Mei"


@on_phones
def test_text_in_any_script(app: Driver) -> None:
    tap(app, "name")
    if app.name == "shell":
        with pytest.raises(DeviceError, match="ASCII"):
            app.type_text("李雷")
        return
    before = app.shell("settings get secure default_input_method").output
    app.type_text("李雷 😀 “ü”")
    assert seen(app, "name").text == "李雷 😀 “ü”"
    assert app.shell("settings get secure default_input_method").output == before


def test_the_keyboard_is_noticed(app: Driver) -> None:
    assert not app.screen().keyboard
    tap(app, "name")
    assert until(app, lambda: app.screen().keyboard)
    screen = app.screen()
    box = screen.keyboard_box
    assert box.width == screen.width and screen.height // 3 < box.top < box.bottom <= screen.height


def test_back_and_home(app: Driver) -> None:
    tap(app, "detail")
    seen(app, "第 1 行")
    assert app.screen().activity == f"{PACKAGE}.DetailActivity"
    app.press("back")
    seen(app, "tap_me")
    app.press("home")
    assert until(app, lambda: app.screen().package != PACKAGE)


def test_swipe_scrolls(app: Driver) -> None:
    tap(app, "detail")
    seen(app, "第 1 行")
    width, height = app.info().width, app.info().height
    app.swipe(width // 2, height * 3 // 4, width // 2, height // 4)
    assert until(app, lambda: not find(app.screen(), "第 1 行"))


def test_a_dialog_is_the_focused_window(app: Driver) -> None:
    tap(app, "ask")
    seen(app, "确定吗")
    assert find(app.screen(), "tap_me") is None
    assert app.screen().package == PACKAGE
    tap(app, "ok")
    seen(app, "tap_me")


@on_phones
def test_deep_link(app: Driver) -> None:
    report = app.open_link("contract://detail", PACKAGE)
    assert report.status == "ok"
    seen(app, "第 1 行")
    with pytest.raises(AppError, match="No app on the phone opens such links"):
        app.open_link("nosuch://x")


@on_phones
def test_launch_reports_what_am_said(driver: Driver) -> None:
    report = driver.launch(f"{PACKAGE}/.MainActivity", stop_first=True)
    assert report.status == "ok"
    assert report.activity == f"{PACKAGE}/.MainActivity"
    assert report.total_ms is not None and report.total_ms > 0
    if driver.info().sdk >= 29:
        assert report.state == "COLD"
    with pytest.raises(AppError):
        driver.launch("com.example.nosuch/.Main")


def test_processes_and_stop(app: Driver) -> None:
    assert set(app.processes(PACKAGE).values()) == {PACKAGE}
    app.stop(PACKAGE)
    assert app.processes(PACKAGE) == {}


def test_screenshot(app: Driver) -> None:
    picture = Image.open(io.BytesIO(app.screenshot()))
    assert picture.format == "PNG"
    assert picture.size == (app.info().width, app.info().height)
    assert len(picture.convert("L").getcolors(256) or []) > 1


def test_a_secure_window_gives_a_black_picture(app: Driver) -> None:
    tap(app, "secret")
    seen(app, "不可截屏")
    picture = Image.open(io.BytesIO(app.screenshot())).convert("L")
    assert picture.getpixel((picture.width // 2, picture.height // 2)) == 0


@on_phones
def test_shell_push_pull(driver: Driver) -> None:
    data = bytes(range(256)) * 4096
    driver.push(data, "/data/local/tmp/contract.bin", mode=0o600)
    assert driver.pull("/data/local/tmp/contract.bin") == data
    assert driver.shell("rm /data/local/tmp/contract.bin").exit_code == 0
    assert driver.shell("ls /data/local/tmp/contract.bin").exit_code != 0
    with pytest.raises(DeviceError, match="No such file"):
        driver.pull("/data/local/tmp/contract.bin")


@on_phones
def test_logcat_streams_until_it_is_left(app: Driver) -> None:
    with app.stream("logcat -v threadtime") as lines:
        assert next(line for line in lines if line)
    assert app.shell("echo still there").output == "still there\n"


@on_phones
def test_accessibility_events_are_heard_and_the_screen_is_seen_again(app: Driver) -> None:
    x, y = seen(app, "tap_me").bounds.centre
    assert isinstance(app, HearsEvents)
    with app.accessibility_events() as lines:
        app.clock.sleep_ms(500)
        app.shell(f"input tap {x} {y}")
        assert b"EventType: TYPE_VIEW_CLICKED" in next(line for line in lines if line)
    seen(app, "点了 1 次")


@on_phones
def test_uiautomator2_reaches_the_clipboard_and_sees_all_windows(app: Driver) -> None:
    if app.name == "shell":
        assert not isinstance(app, HasClipboard | SeesAllWindows)
        return
    assert isinstance(app, HasClipboard) and isinstance(app, SeesAllWindows)
    app.set_clipboard("4711")
    assert app.clipboard() == "4711"
    assert app.all_windows()


@on_phones
def test_reverse(driver: Driver) -> None:
    port = driver.reverse(0, 9)
    assert port > 0
    driver.remove_reverse(port)
    driver.remove_reverse(port)


@on_phones
def test_clear_data(app: Driver) -> None:
    app.clear_data(PACKAGE)
    assert app.processes(PACKAGE) == {}
    with pytest.raises(AppError):
        app.clear_data("com.example.nosuch")
