import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.device.parse.focus import Focus, component, keyboard_shown, resumed_activity, window_focus
from tests.unit.device.parse.captured import all_of, captured

APIS = "io.appium.android.apis"
LIST1 = Focus(APIS, f"{APIS}.view.List1")
TERMUX = Focus("com.termux", "com.termux.app.TermuxActivity")
WINDOWS = {
    "a4.4_qemu_anr_dialog_focus": Focus(APIS, f"{APIS}.app.HelloWorld", f"Application Not Responding: {APIS}"),
    "a4.4_qemu_crash_dialog_focus": Focus(
        "com.android.launcher3", "com.android.launcher3.Launcher", f"Application Error: {APIS}"
    ),
    "a4.4_qemu_dumpsys_window": LIST1,
    "a4.4_qemu_dumpsys_window_policy": LIST1,
    "a4.4_qemu_dumpsys_window_windows": LIST1,
    "a4.4_qemu_grep_focus_lines": LIST1,
    "a9_mms_focus": Focus("com.android.mms", "com.android.mms.ui.ConversationList"),
    "a9_statusbar_focus_with_focusedapp": Focus(
        "longbin.helloworld", "longbin.helloworld.HelloWorldActivity", "StatusBar"
    ),
    "xiaomi_pad6_activity_containers_excerpt": TERMUX,
}
ACTIVITIES = {
    "a4.4_qemu_after_crash_dialog_open": None,
    "a4.4_qemu_dumpsys_activity_processes": None,
    "xiaomi_pad6_dumpsys_activity": TERMUX,
    "a4.4_qemu_dumpsys_activity_activities": LIST1,
    "a4.4_qemu_dumpsys_activity_recents": None,
    "a4.4_qemu_dumpsys_activity_top": LIST1,
    "a7_samsung_console_wrapped": Focus("me.piebridge.brevent", "me.piebridge.brevent.ui.BreventActivity"),
    "a9_dumpsys_activity_top_lineage": Focus("com.android.launcher3", "com.android.launcher3.lineage.LineageLauncher"),
    "resumed_activity_variants": Focus("com.huawei.health", "com.huawei.health.MainActivity"),
    "xiaomi_pad6_activities_excerpt": TERMUX,
}


@pytest.mark.parametrize("name", all_of("window"))
def test_captured_windows(name: str) -> None:
    assert window_focus(captured(name)) == WINDOWS[name.removeprefix("window/").removesuffix(".txt")]


@pytest.mark.parametrize("name", all_of("activity"))
def test_captured_activities(name: str) -> None:
    assert resumed_activity(captured(name)) == ACTIVITIES[name.removeprefix("activity/").removesuffix(".txt")]


def test_the_brace_may_close_before_the_task() -> None:
    newer = captured("activity/resumed_activity_variants.txt").splitlines()[1]
    assert resumed_activity(newer) == Focus("com.smile.gifmaker", "com.yxcorp.gifshow.HomeActivity")


def test_the_first_display_with_a_focus_counts() -> None:
    text = "  mCurrentFocus=null\n  mFocusedApp=null\n  mCurrentFocus=Window{1 u0 a.b/a.b.C}\n"
    assert window_focus(text) == Focus("a.b", "a.b.C")


def test_popups_lose_their_volatile_name() -> None:
    text = "  mCurrentFocus=Window{1 u0 PopupWindow:7a9f}\n  mFocusedApp=ActivityRecord{2 u0 a.b/.C t1}\n"
    assert window_focus(text) == Focus("a.b", "a.b.C", "PopupWindow")


def test_while_windows_change_the_focused_app_is_known() -> None:
    text = "  mCurrentFocus=null\n  mFocusedApp=ActivityRecord{2 u0 a.b/.C t1}\n"
    assert window_focus(text) == Focus("a.b", "a.b.C")


def test_nothing_is_not_guessed() -> None:
    assert window_focus("mCurrentFocus=null") is None
    assert window_focus("") is None
    assert resumed_activity("ACTIVITY MANAGER ACTIVITIES\n (nothing)") is None
    assert component("StatusBar") == ("", "")


@pytest.mark.parametrize(
    ("text", "shown"),
    [("  mShowRequested=true mInputShown=true\n", True), ("mInputShown=false", False), ("", None)],
)
def test_keyboard(text: str, shown: bool | None) -> None:
    assert keyboard_shown(text) is shown


@given(st.text())
def test_never_raises(text: str) -> None:
    window_focus(text)
    resumed_activity(text)


@given(st.sampled_from(all_of("window")), st.integers(0, 20_000), st.integers(0, 20_000))
def test_a_torn_dump_names_no_activity_that_is_not_in_it(name: str, start: int, end: int) -> None:
    text = captured(name)[start:end]
    focus = window_focus(text)
    assert focus is None or focus.activity.rpartition(".")[2] in text
