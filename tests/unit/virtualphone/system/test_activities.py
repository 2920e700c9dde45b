"""Launching, leaving, coming back: what am says, what the log says, what is in front."""

from __future__ import annotations

import pytest

from tests.unit.virtualphone.system.desk import MAIN, PACKAGE, Desk

VERSIONS = ("9", "12", "15")


@pytest.mark.parametrize("android", VERSIONS)
def test_a_cold_start_shows_the_model_s_time_in_am_and_in_the_log(on_phone, android: str) -> None:
    async def test(desk: Desk) -> None:
        said = await desk.sh(f"am start -W -S -n {MAIN}")
        lines = said.out.splitlines()
        assert lines[:2] == [f"Stopping: {PACKAGE}", f"Starting: Intent {{ cmp={MAIN} }}"]
        fields = dict(line.split(": ", 1) for line in lines[2:-1])
        expected = {"Status": "ok", "Activity": MAIN, "TotalTime": "60"}
        expected |= {"ThisTime": "60"} if android == "9" else {"LaunchState": "COLD"}
        assert expected.items() <= fields.items()
        assert int(fields["WaitTime"]) >= 60
        assert lines[-1] == "Complete"
        log = (await desk.sh("logcat -d -s ActivityManager ActivityTaskManager")).out
        user = " for user 0" if android == "15" else ""
        tag = "ActivityManager" if android == "9" else "ActivityTaskManager"
        assert f"I {tag}: Displayed {MAIN}{user}: +60ms" in log
        assert f"START u0 {{flg=0x10000000 cmp={MAIN}}}" in log

    on_phone(test, android)


def test_fully_drawn_follows_displayed(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.sh(f"am start -W -n {MAIN}; sleep 0.06")
        assert f"Fully drawn {MAIN}: +90ms" in (await desk.sh("logcat -d")).out

    on_phone(test)


def test_home_and_back_again_is_a_hot_start_of_the_same_process(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        pid = desk.process.pid
        await desk.sh("input keyevent HOME")
        assert "launcher3" in desk.title
        said = await desk.sh(f"am start -W -n {MAIN}")
        assert "LaunchState: HOT" in said.out and "TotalTime: 20" in said.out
        assert "brought to the front" in said.err
        assert desk.process.pid == pid

    on_phone(test)


@pytest.mark.parametrize(("android", "total"), [("9", True), ("12", True), ("14", False)])
def test_starting_what_is_on_top_already_starts_nothing(on_phone, android: str, total: bool) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        said = await desk.sh(f"am start -W -n {MAIN}")
        assert "Warning: Activity not started" in said.err
        assert ("TotalTime: 0" in said.out) is total
        assert ("LaunchState: UNKNOWN (0)" in said.out) is (android != "9")

    on_phone(test, android)


def test_back_from_the_first_page_goes_home_and_the_process_stays(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        await desk.sh("input keyevent 4")
        assert "launcher3" in desk.title
        assert desk.phone.running.of_package(PACKAGE)

    on_phone(test)


@pytest.mark.parametrize("android", VERSIONS)
def test_what_cannot_be_started_is_refused_in_am_s_words(on_phone, android: str) -> None:
    async def test(desk: Desk) -> None:
        said = await desk.sh(f"am start -n {PACKAGE}/.Nothing")
        assert f"Error type 3\nError: Activity class {{{PACKAGE}/{PACKAGE}.Nothing}} does not exist." in said.err
        said = await desk.sh("am start -a android.intent.action.VIEW -d patrol://nobody")
        assert said.err == (
            "Error: Activity not started, unable to resolve Intent "
            "{ act=android.intent.action.VIEW dat=patrol://nobody flg=0x10000000 }\n"
        )
        said = await desk.sh(f"am start -n {PACKAGE}/.SecondActivity")
        assert said.code == 255
        assert "Security exception: Permission Denial: starting Intent" in said.err
        assert "not exported from uid 10130" in said.err

    on_phone(test, android)


def test_a_deep_link_opens_its_page(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        said = await desk.sh("am start -W -a android.intent.action.VIEW -d small://item/42")
        assert f"Activity: {PACKAGE}/.ItemActivity" in said.out
        assert "item 42" in desk.texts()

    on_phone(test)


def test_force_stop_keeps_data_and_pm_clear_does_not(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start(agreed=False)
        desk.tap("agree")
        await desk.sh(f"am force-stop {PACKAGE}")
        assert desk.phone.running.of_package(PACKAGE) is None
        await desk.start(agreed=False)
        assert "crash" in desk.texts()
        assert (await desk.sh(f"pm clear {PACKAGE}")).out == "Success\n"
        await desk.start(agreed=False)
        assert "同意" in desk.texts()

    on_phone(test)


def test_a_crash_is_logged_ends_the_process_and_the_second_one_shows_a_dialog(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        pid = desk.process.pid
        desk.tap("crash")
        assert desk.phone.running.of_package(PACKAGE) is None
        assert "launcher3" in desk.title
        crash = (await desk.sh("logcat -d -b crash -v brief")).out.splitlines()
        assert crash[1].endswith("FATAL EXCEPTION: main")
        assert crash[2].endswith(f"Process: {PACKAGE}, PID: {pid}")
        assert crash[3].endswith("java.lang.IllegalStateException: boom")
        assert crash[4].endswith("\tat com.example.small.Main.run(Main.java:12)")
        events = (await desk.sh("logcat -d -b events")).out
        assert f"am_crash: [{pid},0,{PACKAGE}" in events and "Main.java,12]" in events
        await desk.start()
        desk.tap("crash")
        assert desk.title == f"Application Error: {PACKAGE}"
        assert desk.texts() == ["小应用屡次停止运行", "应用信息", "关闭应用"]
        desk.tap("aerr_close")
        assert "launcher3" in desk.title

    on_phone(test)


def test_a_crash_before_the_first_frame_is_told_by_am(on_phone) -> None:
    async def test(desk: Desk) -> None:
        launch = desk.sh(f"am start -W -n {MAIN}")
        desk.phone.later(30, lambda: desk.phone.running.of_package(PACKAGE) and _crash(desk))
        said = await launch
        assert "LaunchState: UNKNOWN (-1)" in said.out
        assert "TotalTime" not in said.out

    def _crash(desk: Desk) -> None:
        desk.phone.troubles.crash(desk.process.pid, "java.lang.Error", "", ())

    on_phone(test)


def test_an_anr_is_logged_and_asks_whether_to_wait(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        pid = desk.process.pid
        desk.phone.troubles.not_responding(pid, "")
        assert desk.title == f"Application Not Responding: {PACKAGE}"
        assert desk.texts()[0] == "小应用没有响应"
        log = (await desk.sh("logcat -d -s ActivityManager:E")).out
        assert f"ANR in {PACKAGE} ({MAIN})" in log and "Input dispatching timed out" in log
        desk.tap("aerr_wait")
        assert PACKAGE in desk.title and desk.phone.running.by_pid(pid)
        desk.phone.troubles.not_responding(pid, "")
        desk.tap("aerr_close")
        assert desk.phone.running.by_pid(pid) is None

    on_phone(test)


def test_a_link_to_another_app_leaves_this_one(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        desk.tap("dial")
        assert desk.title.startswith("com.android.dialer/")
        assert "95588" in desk.texts()
        await desk.sh("input keyevent BACK")
        assert PACKAGE in (await desk.sh("dumpsys window | grep mCurrentFocus")).out or "launcher" in desk.title

    on_phone(test)


def test_recent_apps_lead_back(on_phone) -> None:
    async def test(desk: Desk) -> None:
        await desk.start()
        await desk.sh("input keyevent HOME; input keyevent KEYCODE_APP_SWITCH")
        desk.tap("task")
        assert desk.title == f"{PACKAGE}/{PACKAGE}.MainActivity"

    on_phone(test)


def test_share_sheet_and_camera_are_apps_of_the_phone(on_phone) -> None:
    async def test(desk: Desk) -> None:
        for action, shown in (
            ("android.intent.action.SEND -t text/plain", "android/com.android.internal.app.ChooserActivity"),
            ("android.media.action.IMAGE_CAPTURE", "com.android.camera2/com.android.camera.CaptureActivity"),
        ):
            await desk.start()
            assert (await desk.sh(f"am start -W -a {action}")).code == 0
            assert shown in (await desk.sh("dumpsys window | grep mCurrentFocus")).out

    on_phone(test)
