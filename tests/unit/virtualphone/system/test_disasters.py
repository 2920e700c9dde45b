"""Native crashes and memory kills look as a phone of the version writes them."""

from __future__ import annotations

import pytest

from patrol.device.parse import logcat, tombstone
from tests.unit.virtualphone.system.desk import PACKAGE, Desk


@pytest.mark.parametrize("android", ["9", "14"])
def test_a_native_crash_leaves_a_tombstone_in_the_log(on_phone, android: str) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        pid = desk.process.pid
        desk.tap("native")
        log = logcat.parse((await desk.sh("logcat -d")).out).entries
        (found,) = tombstone.from_entries(log)
        assert (found.pid, found.process, found.signal_name) == (pid, PACKAGE, "SIGSEGV")
        assert found.frames[0].symbol == "pay::sign(char const*)" and found.frames[0].library.endswith("libpay.so")
        assert desk.phone.running.of_package(PACKAGE) is None

    on_phone(test, android)


@pytest.mark.parametrize(("android", "said"), [("10", "oom_adj 0 to free"), ("14", "oom_score_adj 0 to free")])
def test_the_low_memory_killer_says_whom_it_took(on_phone, android: str, said: str) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        desk.tap("oom")
        log = (await desk.sh("logcat -d")).out
        assert f"lowmemorykiller: Kill '{PACKAGE}'" in log and said in log
        assert f"Process {PACKAGE} (pid" in log

    on_phone(test, android)


def test_a_second_crash_within_a_minute_asks_until_the_app_is_stopped(on_phone) -> None:
    async def test(desk: Desk) -> None:
        for button in ("crash", "native"):
            await desk.start()
            desk.tap(button)
        assert desk.window.kind == "crash-dialog"
        await desk.sh(f"am force-stop {PACKAGE}")
        assert desk.window.kind == "launcher"

    on_phone(test, "14")


@pytest.mark.parametrize(("android", "tag"), [("12", "OpenGLRenderer"), ("14", "HWUI")])
def test_a_frame_that_stands_still_is_a_davey(on_phone, android: str, tag: str) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        desk.process.app._core.block(720)
        await desk.sh("sleep 0.8")
        (line,) = [line for line in (await desk.sh("logcat -d")).out.split("\n") if "Davey! duration=720ms" in line]
        assert f" I {tag}" in line and "IntendedVsync=" in line

    on_phone(test, android)
