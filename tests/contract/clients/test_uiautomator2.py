"""uiautomator2 3.7.1, unchanged, over everything it offers, on three Androids."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import adbutils
import pytest
import uiautomator2 as u2

from tests.contract.clients.conftest import PACKAGE

pytestmark = [pytest.mark.timeout(180), pytest.mark.filterwarnings("ignore")]


def ident(name: str) -> str:
    return f"{PACKAGE}:id/{name}"


@pytest.fixture(scope="module")
def d(device: adbutils.AdbDevice) -> Iterator[u2.Device]:
    found = u2.connect(device)
    yield found
    found.stop_uiautomator()


@pytest.fixture(autouse=True)
def home(d: u2.Device) -> None:
    d.app_start(PACKAGE, ".MainActivity", stop=True, wait=True)
    assert d(resourceId=ident("tap_me")).wait(timeout=10)


def test_the_phone_is_described(d: u2.Device) -> None:
    assert d.info["currentPackageName"] == PACKAGE and d.info["screenOn"]
    assert d.device_info["sdk"] == d.info["sdkInt"]
    assert d.window_size() == (d.info["displayWidth"], d.info["displayHeight"])
    assert d.serial and d.wlan_ip is not None


def test_hierarchy_and_xpath(d: u2.Device) -> None:
    assert ident("tap_me") in d.dump_hierarchy()
    assert "<node" in d.dump_hierarchy(compressed=True, pretty=True, max_depth=20)
    d.xpath("//*[@text='点我']").click()
    assert d.xpath("//*[@text='点了 1 次']").wait(timeout=5)
    assert d.xpath("@" + ident("tap_me")).exists and not d.xpath("没有").exists
    assert d.xpath("点我").get().bounds and d.xpath("//android.widget.Button").all()


def test_taps(d: u2.Device) -> None:
    x, y = d(text="点我").center()
    d.click(x, y)
    d.click(x / d.window_size()[0], y / d.window_size()[1])
    d.double_click(x, y)
    d(text="点我").click(offset=(0.5, 0.5))
    d(text="点我").click_exists(timeout=1)
    assert d(text="点了 6 次").wait(timeout=5)
    d(text="长按").long_click()
    assert d(text="点了 100 次").wait(timeout=5)
    d.long_click(*d(text="长按").center())
    d.touch.down(x, y).up(x, y)
    assert d(text="点了 101 次").wait(timeout=5)
    assert not d(text="没有").click_exists(timeout=0.1)
    assert d(text="对话框").click_gone(maxretry=1, interval=0.1) in (True, False)


def test_selectors(d: u2.Device) -> None:
    assert d(textContains="点", clickable=True).count >= 1
    assert d(className="android.widget.Button")[0].info["className"] == "android.widget.Button"
    assert len(d(className="android.widget.Button")) == d(className="android.widget.Button").count
    assert [b.info["enabled"] for b in d(className="android.widget.Button")]
    assert d(textMatches="点.*").exists and d(resourceIdMatches=".*tap_me").exists(timeout=1)
    assert d(resourceId="android:id/content").child(text="点我").exists
    assert d(text="点我").sibling(text="长按").exists
    assert d(text="点我").down(text="长按") is not None and d(text="点我").left() is None
    assert d(text="长按").up(text="点我").info["text"] == "点我" and d(text="点我").right() is None
    content = d(resourceId="android:id/content")
    assert content.child_by_text("点我", className="android.widget.Button").info["text"] == "点我"
    assert content.child_by_instance(0, className="android.widget.Button").exists
    assert d(text="点我").bounds()[2] > 0 and d(text="点我").screenshot().size[0] > 0
    with pytest.raises(u2.exceptions.UiObjectNotFoundError):
        _ = d(text="没有").info
    with pytest.raises(u2.exceptions.UiObjectNotFoundError):
        d(text="没有").click(timeout=0.2)


def test_waiting(d: u2.Device) -> None:
    assert not d(text="没有").wait(timeout=0.3)
    assert d(text="没有").wait_gone(timeout=0.3)
    d(text="对话框").click()
    assert d(text="确定吗").wait(timeout=5)
    d(text="确定").click()
    assert d(text="确定吗").wait_gone(timeout=5)


def test_text(d: u2.Device) -> None:
    field = d(className="android.widget.EditText")
    field.set_text("张三")
    assert field.get_text() == "张三"
    field.clear_text()
    assert field.get_text() in ("", "姓名")
    field.click()
    d.send_keys("李四", clear=True)
    assert field.get_text() == "李四"
    d.clear_text()
    d.send_keys("x")
    d.send_action("done")
    d.hide_keyboard()
    assert d.is_input_ime_installed() and d.current_ime()
    d.set_input_ime(False)


def test_scrolling(d: u2.Device) -> None:
    d(text="详情").click()
    rows = d(scrollable=True)
    assert rows.wait(timeout=5)
    assert rows.scroll.to(text="第 35 行") and d(text="第 35 行").exists
    assert rows.scroll.vert.backward() and rows.scroll.forward(steps=20)
    assert rows.fling.forward() and rows.fling.vert.backward()
    assert rows.fling.toBeginning(max_swipes=50) and d(text="第 1 行").exists
    assert rows.scroll.toEnd(max_swipes=2) and rows.scroll.toBeginning(steps=10)
    before = d.dump_hierarchy()
    d.swipe_ext("up", scale=0.6)
    d.swipe(0.5, 0.8, 0.5, 0.3, duration=0.05)
    d.swipe(0.5, 0.8, 0.5, 0.3, steps=5)
    d.swipe_points([(0.5, 0.8), (0.5, 0.5), (0.5, 0.3)], 0.05)
    d.drag(0.5, 0.8, 0.5, 0.5, 0.1)
    rows.swipe("up", steps=5)
    assert d.dump_hierarchy() != before


def test_two_fingers_and_dragging(d: u2.Device) -> None:
    button = d(text="点我")
    assert button.gesture((0.1, 0.1), (0.2, 0.2), (0.3, 0.3), (0.4, 0.4), steps=5)
    assert button.pinch_in(percent=50, steps=5) and button.pinch_out(percent=50, steps=5)
    assert button.drag_to(0.5, 0.9, duration=0.1) and button.drag_to(text="长按", duration=0.1)


def test_keys_and_screen(d: u2.Device) -> None:
    d(text="详情").click()
    assert d(scrollable=True).wait(timeout=5)
    d.press("back")
    assert d(text="点我").wait(timeout=5)
    d.press(24)
    d.press(0x07, 0x02)
    d.keyevent("KEYCODE_VOLUME_UP")
    d.long_press("volume_down")
    d.screen_off()
    assert not d.info["screenOn"]
    d.screen_on()
    d.unlock()
    assert d.info["screenOn"]
    d.press("home")
    assert d.app_current()["package"] != PACKAGE


def test_notifications_and_rotation(d: u2.Device) -> None:
    assert d.open_notification()
    d.press("back")
    assert d.open_quick_settings()
    d.press("back")
    d.press("back")
    assert d.orientation == "natural"
    d.set_orientation("left")
    d.freeze_rotation()
    d.freeze_rotation(False)
    d.set_orientation("natural")
    assert d.orientation == "natural"


def test_toast_and_clipboard(d: u2.Device) -> None:
    d.toast.reset()
    d.toast.show("你好", 1)
    assert d.toast.get_message(2, 1, "none") == "你好"
    d.set_clipboard("剪贴", "label")
    assert d.clipboard == "剪贴"
    d.clipboard = "again"
    assert d.clipboard == "again"
    d.clear_traversed_text()
    assert d.last_traversed_text in ("", None)


def test_pictures(d: u2.Device, tmp_path: Path) -> None:
    assert d.screenshot().size == d.window_size()
    d.screenshot(str(tmp_path / "shot.png"))
    assert (tmp_path / "shot.png").stat().st_size > 1000


def test_apps(d: u2.Device) -> None:
    assert d.app_current()["package"] == PACKAGE
    info = d.app_info(PACKAGE)
    assert (info["versionName"], info["versionCode"]) == ("1.0", 1)
    assert PACKAGE in d.app_list("-3") and PACKAGE in d.app_list_running()
    assert d.app_wait(PACKAGE, front=True, timeout=5) and d.app_wait(PACKAGE, timeout=5)
    assert d.wait_activity(f"{PACKAGE}.MainActivity", timeout=5)
    d.app_auto_grant_permissions(PACKAGE)
    with d.session(PACKAGE) as session:
        assert session(text="点我").wait(timeout=5)
    d.app_stop(PACKAGE)
    assert PACKAGE not in d.app_list_running()
    d.app_clear(PACKAGE)
    d.app_start(PACKAGE, use_monkey=True)
    assert d(text="点我").wait(timeout=5)
    d.app_stop_all(excludes=["com.github.uiautomator"])
    d.open_url("contract://detail")
    assert d(scrollable=True).wait(timeout=5)


def test_files_and_shell(d: u2.Device, tmp_path: Path) -> None:
    source = tmp_path / "x"
    source.write_bytes(b"\0\r\n" * 1000)
    d.push(str(source), "/sdcard/x")
    d.pull("/sdcard/x", str(tmp_path / "y"))
    assert (tmp_path / "y").read_bytes() == source.read_bytes()
    assert d.shell("echo hi; sh -c 'exit 3'") == ("hi\n", 3)
    assert d.shell(["echo", "a b", "*"]).output == "a b *\n"


def test_watchers(d: u2.Device) -> None:
    d(text="对话框").click()
    assert d(text="确定吗").wait(timeout=5)
    d.watcher("ok").when("确定").click()
    d.watcher.run()
    assert d(text="确定吗").wait_gone(timeout=5)
    d.watcher.remove()


def test_the_server_dies_and_comes_back(d: u2.Device) -> None:
    d.stop_uiautomator()
    assert d(text="点我").wait(timeout=20)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        d.reset_uiautomator()
    assert d.info["currentPackageName"] == PACKAGE
