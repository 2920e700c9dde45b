"""Airtest 1.4.3 with its plain-adb ways (ADBCAP, ADBTOUCH, ADBORI): the commands it sends, what it reads from them.

Its package is no dependency of ours; commands and patterns are those seen on the wire."""

from __future__ import annotations

import re
from pathlib import Path

import adbutils
import pytest
import uiautomator2

from tests.contract.clients.conftest import PACKAGE

APK = Path(uiautomator2.__file__).parent / "assets" / "app-uiautomator.apk"

pytestmark = [
    pytest.mark.timeout(120),
    # adbutils leaves the socket of framebuffer() to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def ask(device: adbutils.AdbDevice, command: str) -> str:
    return str(device.shell(command, timeout=20))


def test_display_is_understood(device: adbutils.AdbDevice) -> None:
    assert int(ask(device, "getprop ro.build.version.sdk")) >= 28
    assert int(ask(device, "getprop ro.sf.lcd_density")) >= 160
    width, height = map(int, re.findall(r"(\d+)x(\d+)", ask(device, "wm size"))[-1])
    assert 0 < width < height
    assert "SurfaceOrientation" in ask(device, "dumpsys input") or "orientation=" in ask(device, "dumpsys display")
    assert re.search(r"cur=\d+x\d+", ask(device, "dumpsys window displays"))
    assert ask(device, "dumpsys SurfaceFlinger").strip()


def test_touch_screen_is_found(device: adbutils.AdbDevice) -> None:
    text = ask(device, "getevent -p")
    assert re.search(r"0035.*max (\d+)", text) and re.search(r"0036.*max (\d+)", text)


def test_apps_are_started_seen_and_stopped(device: adbutils.AdbDevice) -> None:
    assert f"package:{PACKAGE}" in ask(device, "pm list packages").split()
    assert re.match(r"package:/data/app/.*\.apk", ask(device, f"pm path {PACKAGE}"))
    ask(device, f"monkey -p {PACKAGE} -c android.intent.category.LAUNCHER 1")
    top = re.findall(r"ACTIVITY (\S+)/(\S+) \S+ pid=(\d+)", ask(device, "dumpsys activity top"))
    assert top and top[-1][0] == PACKAGE
    assert "versionCode=1 " in ask(device, f"dumpsys package {PACKAGE}") + " "
    ask(device, f"am force-stop {PACKAGE}")
    assert f"{PACKAGE}/" not in ask(device, "dumpsys window windows | grep mCurrentFocus")


def test_fingers_keys_and_text(device: adbutils.AdbDevice) -> None:
    ask(device, f"am start -W -n {PACKAGE}/.MainActivity")
    ask(device, "uiautomator dump /sdcard/ui.xml")
    xml = ask(device, "cat /sdcard/ui.xml")
    bounds = re.search(r'text="点我"[^>]*bounds="\[(\d+),(\d+)\]\[(\d+),(\d+)\]"', xml)
    assert bounds, xml[:500]
    left, top, right, bottom = map(int, bounds.groups())
    ask(device, f"input tap {(left + right) // 2} {(top + bottom) // 2}")
    ask(device, "uiautomator dump /sdcard/ui.xml")
    assert "点了 1 次" in ask(device, "cat /sdcard/ui.xml")
    ask(device, "input touchscreen swipe 500 1500 500 800 200")
    ask(device, "input text hello")
    ask(device, "input keyevent HOME")
    assert f"{PACKAGE}/" not in ask(device, "dumpsys window windows | grep mCurrentFocus")


def test_pictures(device: adbutils.AdbDevice) -> None:
    png = device.shell("screencap -p", encoding=None)
    assert png.startswith(b"\x89PNG")
    assert device.screenshot().size == device.window_size()
    assert device.framebuffer().size == device.window_size()


def test_its_helper_is_installed(device: adbutils.AdbDevice) -> None:
    device.sync.push(str(APK), "/data/local/tmp/helper.apk.part")
    ask(device, "mv /data/local/tmp/helper.apk.part /data/local/tmp/helper.apk")
    assert "Success" in ask(device, "pm install -t -r /data/local/tmp/helper.apk")
    assert "Success" in ask(device, "pm uninstall com.github.uiautomator")
    ask(device, "rm /data/local/tmp/helper.apk")
    assert [f.path for f in device.sync.list("/data/local/tmp") if "helper" in f.path] == []
