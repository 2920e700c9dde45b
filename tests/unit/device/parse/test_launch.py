import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.device.parse.launch import launch, launch_error, launches
from tests.unit.device.parse.captured import all_of, captured

HELLO = "io.appium.android.apis/.app.HelloWorld"
EXPECTED = {
    # file: (status, state, activity, total, wait)
    "a4.4_qemu_already_top_single_top": ("ok", "", HELLO, None, None),
    "a4.4_qemu_as_shell_uid": ("ok", "", "io.appium.android.apis/.app.SendResult", 1209, None),
    "a4.4_qemu_cold": ("ok", "", HELLO, 1485, None),
    "a4.4_qemu_cold_three_runs_in_one_output": ("ok", "", HELLO, 1427, None),
    "a4.4_qemu_cold_with_S_flag_stopping": ("ok", "", "io.appium.android.apis/.view.List1", 2159, None),
    "a4.4_qemu_error_class_does_not_exist": ("", "", "", None, None),
    "a4.4_qemu_error_package_does_not_exist": ("", "", "", None, None),
    "a4.4_qemu_error_unable_to_resolve_deeplink": ("", "", "", None, None),
    "a4.4_qemu_running_root_relaunched_task_to_front": ("ok", "", HELLO, None, None),
    "a4.4_qemu_task_brought_to_front_after_home": ("ok", "", "com.android.launcher3/.Launcher", None, None),
    "a4.4_qemu_warm_after_back": ("ok", "", HELLO, 919, None),
    "a4.4_qemu_warm_other_activity": ("ok", "", "io.appium.android.apis/.app.RedirectEnter", 798, None),
    "cold_with_stopping_line": ("ok", "COLD", "com.example.performancetuning/.MainActivity", 3619, 3621),
    "error_type3_class_does_not_exist": ("", "", "", None, None),
    "ok_unknown_zero_no_totaltime": (
        "ok",
        "UNKNOWN (0)",
        "com.wrait.flutter/com.wrait.flutter.MainActivity",
        None,
        3026,
    ),
    "old_thistime_equal_wrapped_intent": ("ok", "", "com.taobao.auction/.ui.activity.XActivity", 110, 117),
    "permission_denial_huawei_two_copies": ("", "", "", None, None),
    "timeout_brought_to_front_unknown": (
        "timeout",
        "UNKNOWN (-1)",
        "com.wrait.flutter/com.wrait.flutter.MainActivity",
        None,
        10034,
    ),
    "timeout_then_displayed_31s": (
        "timeout",
        "UNKNOWN (-1)",
        "com.android.settings/.homepage.SettingsHomepageActivity",
        None,
        12447,
    ),
    "timeout_unknown_minus1_no_totaltime": (
        "timeout",
        "UNKNOWN (-1)",
        "com.anonymous.myapp/.MainActivity",
        None,
        11639,
    ),
    "warm_deeplink": ("ok", "WARM", "com.mstg.deeplinkdemo/.WebViewActivity", 210, 217),
}
ERRORS = {
    "a4.4_qemu_error_class_does_not_exist": "does not exist.",
    "a4.4_qemu_error_package_does_not_exist": "com.example.nosuch.Main} does not exist.",
    "a4.4_qemu_error_unable_to_resolve_deeplink": "unable to resolve Intent",
    "error_type3_class_does_not_exist": "does not exist.",
    "permission_denial_huawei_two_copies": "Permission Denial",
}


@pytest.mark.parametrize("name", all_of("am-start"))
def test_captured_launches(name: str) -> None:
    report = launch(captured(name))
    key = name.removeprefix("am-start/").removesuffix(".txt")
    assert (report.status, report.state, report.activity, report.total_ms, report.wait_ms) == EXPECTED[key]
    error = launch_error(captured(name))
    assert ERRORS[key] in error if key in ERRORS else error == ""


def test_three_launches_in_one_output() -> None:
    found = launches(captured("am-start/a4.4_qemu_cold_three_runs_in_one_output.txt"))
    assert [report.total_ms for report in found] == [1325, 1217, 1427]


def test_a_hot_start_has_a_time_though_no_activity_was_started() -> None:
    text = (
        "Warning: Activity not started, its current task has been brought to the front\nStatus: ok\nLaunchState: HOT\n"
    )
    assert launch(f"Starting: Intent {{ }}\n{text}TotalTime: 45\nWaitTime: 51\nComplete\n").total_ms == 45


@given(st.text())
def test_never_raises(text: str) -> None:
    launch(text)
    launch_error(text)


@given(st.sampled_from(all_of("am-start")), st.data())
def test_a_torn_output_says_nothing_wrong(name: str, data: st.DataObject) -> None:
    text = captured(name)
    cut = data.draw(st.integers(0, len(text)))
    report = launch(text[:cut])
    whole = {r.activity for r in launches(text)} | {""}
    assert any(activity.startswith(report.activity) for activity in whole)
