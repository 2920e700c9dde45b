"""SoloX 2.9.3: the commands it sends for CPU, memory, battery, network and frames, and what it picks from the answers.

Its package is no dependency of ours; commands and patterns are those seen on the wire."""

from __future__ import annotations

import re

import adbutils
import pytest

from tests.contract.clients.conftest import PACKAGE

pytestmark = pytest.mark.timeout(120)


def ask(device: adbutils.AdbDevice, command: str) -> str:
    return str(device.shell(command, timeout=20))


@pytest.fixture
def pid(device: adbutils.AdbDevice) -> int:
    """SoloX greps `ps -ef` on the host and takes the second column."""
    ask(device, f"am start -W -n {PACKAGE}/.MainActivity")
    (line,) = [line for line in ask(device, "ps -ef").splitlines() if line.split()[-1] == PACKAGE]
    return int(line.split()[1])


def test_cpu(device: adbutils.AdbDevice, pid: int) -> None:
    fields = ask(device, f"cat /proc/{pid}/stat").split()
    assert fields[0] == str(pid) and sum(map(int, fields[13:17])) > 0
    first, *rest = [line for line in ask(device, "cat /proc/stat").splitlines() if line.startswith("cpu")]
    assert len(first.split()) >= 8 and len(rest) >= 1
    assert re.fullmatch(r"\d+(-\d+)?", ask(device, "cat /sys/devices/system/cpu/online").strip())


def test_thermal(device: adbutils.AdbDevice) -> None:
    zones = [n for n in ask(device, "ls /sys/class/thermal").split() if n.startswith("thermal_zone")]
    assert zones and ask(device, f"cat /sys/class/thermal/{zones[0]}/temp").strip().isdigit()
    assert ask(device, f"cat /sys/class/thermal/{zones[0]}/type").strip()


def test_memory(device: adbutils.AdbDevice, pid: int) -> None:
    text = ask(device, f"dumpsys meminfo {pid}")
    total = re.search(r"TOTAL\s*(\d+)", text) or re.search(r"TOTAL PSS:\s*(\d+)", text)
    assert total and int(total.group(1)) > 1000
    for row in ("Java Heap:", "Native Heap:", "Graphics:", "Code:"):
        assert re.search(rf"{re.escape(row)}\s+\d+", text), row


def test_battery(device: adbutils.AdbDevice) -> None:
    text = ask(device, "dumpsys battery")
    assert re.search(r"level: \d+", text) and re.search(r"temperature: \d+", text)
    ask(device, "dumpsys battery set status 1")
    assert "status: 1" in ask(device, "dumpsys battery")
    ask(device, "dumpsys battery reset")
    assert "status: 1" not in ask(device, "dumpsys battery")


def test_network(device: adbutils.AdbDevice, pid: int) -> None:
    (line,) = [n for n in ask(device, f"cat /proc/{pid}/net/dev").splitlines() if "wlan0" in n]
    counters = line.split(":")[1].split()
    assert int(counters[0]) >= 0 and int(counters[8]) >= 0
    assert "inet " in ask(device, "ip addr show wlan0")
    ask(device, "svc wifi disable")
    ask(device, "svc wifi enable")


def test_frames(device: adbutils.AdbDevice, pid: int) -> None:
    focus = ask(device, "dumpsys window windows")
    assert re.search(rf"mCurrentFocus=Window\{{\w+ u0 {PACKAGE}/", focus) or "mCurrentFocus" in ask(
        device, "dumpsys window"
    )
    layers = [n for n in ask(device, "dumpsys SurfaceFlinger --list").splitlines() if PACKAGE in n]
    assert layers
    layer = re.sub(r"^RequestedLayerState\{(\S+).*", r"\1", layers[-1])
    period, *stamps = ask(device, f"dumpsys SurfaceFlinger --latency '{layer}'").split("\n")
    assert int(period) > 1_000_000
    assert all(len(line.split()) == 3 for line in stamps if line.strip())
    framestats = ask(device, f"dumpsys gfxinfo {PACKAGE} framestats")
    assert "---PROFILEDATA---" in framestats and "IntendedVsync" in framestats


def test_screen_and_version(device: adbutils.AdbDevice) -> None:
    assert int(ask(device, "getprop ro.build.version.sdk")) >= 28
    assert re.search(r"Physical size: \d+x\d+", ask(device, "wm size"))
