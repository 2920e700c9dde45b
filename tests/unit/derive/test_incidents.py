"""Crashes, ANRs and violations as real phones log them."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from patrol.derive.incidents import MAX_LINES, READERS, IncidentKind, Incidents, incidents
from patrol.device.parse import logcat
from patrol.model.artifacts import AppInfo
from patrol.model.devicelog import DeviceLog, LogLine

CAPTURES = Path(__file__).resolve().parents[2] / "data" / "captures"


def read(name: str, encoding: str = "utf-8-sig") -> DeviceLog:
    parsed = logcat.parse((CAPTURES / name).read_text(encoding))
    return DeviceLog(tuple(LogLine(i, e.pid, e.tid, e.level, e.tag, e.message) for i, e in enumerate(parsed.entries)))


def found(log: DeviceLog, package: str = "") -> Incidents:
    return incidents(log, AppInfo(package) if package else None, None)


def test_a_java_crash_of_android_15_is_known_by_its_cause_and_the_topmost_frame_that_is_not_the_systems() -> None:
    all_of_them = found(read("crash/oppo_a15_java_fatal_bom.txt")).all
    assert [one.kind for one in all_of_them] == [IncidentKind.crash]
    expected = "android.content.ActivityNotFoundException at expo.modules.devlauncher.DevLauncherController"
    assert all_of_them[0].signature == f"{expected}.navigateToLauncher"
    assert all_of_them[0].lines[0] == "FATAL EXCEPTION: main"


def test_brief_and_threadtime_logs_of_one_crash_give_one_signature() -> None:
    names = ("crash/a4.4_qemu_java_crash_brief.txt", "crash/a4.4_qemu_java_crash_threadtime.txt")
    signatures = {one.signature for name in names for one in found(read(name)).all}
    assert len(signatures) == 1


def test_native_crashes_are_known_by_signal_library_and_function() -> None:
    groups = found(read("crash/oppo_a15_crash_buffer_excerpt_utf16.txt", "utf-16")).groups(IncidentKind.native_crash)
    assert next(iter(groups)) == "SIGBUS in libart.so (art::ComputeAndCheckTypeLookupTableData)"


def test_only_the_apps_own_incidents_count() -> None:
    log = read("crash/oppo_a15_java_fatal_bom.txt")
    assert len(found(log, "com.nareshkumarbalamurugan.YuvaUpdate").all) == 1
    assert found(log, "com.nareshkumarbalamurugan.Yuva").all == ()


def test_an_anr_is_known_by_activity_and_reason_without_its_numbers() -> None:
    log = read("anr-log/a4.4_qemu_anr_logcat_threadtime.txt")
    assert [one.signature for one in found(log).all] == ["ANR .app.HelloWorld: Input dispatching timed out"]


def test_strict_mode_and_davey_are_read() -> None:
    strict = found(read("strictmode/a14_diskread_flutter.txt")).groups(IncidentKind.strict_mode)
    assert next(iter(strict)).startswith("android.os.strictmode.DiskReadViolation at ")
    davey = found(read("logcat/davey_flags_1_brief_format_flutter.txt")).all
    assert (davey[0].kind, davey[0].summary) == (IncidentKind.davey, "Davey! 788 ms")


def test_lines_of_other_threads_in_between_do_not_break_a_stack() -> None:
    def line(tid: int, message: str) -> LogLine:
        return LogLine(1, 9, tid, "E", "AndroidRuntime", message)

    log = DeviceLog((line(1, "FATAL EXCEPTION: a"), line(2, "FATAL EXCEPTION: b"), line(1, "java.lang.Error: x"),
                     line(2, "java.io.IOException: y"), line(1, "\tat com.x.A.a(A.java:1)")))  # fmt: skip
    assert [one.signature for one in found(log).all] == ["java.lang.Error at com.x.A.a", "java.io.IOException"]


@given(st.lists(st.tuples(st.sampled_from(sorted(READERS)), st.text(max_size=40) | st.sampled_from(
    ["FATAL EXCEPTION: main", "ANR in a.b (a.b/.C)", "StrictMode policy violation: x.Y", "*** *** ***", "Caused by: ",
     "Davey! duration=ms", "Reason: ", "Process: ", ">>> <<<"])), max_size=80))  # fmt: skip
def test_no_log_breaks_it(lines: list[tuple[str, str]]) -> None:
    log = DeviceLog(tuple(LogLine(None, 1, 1, "E", tag, message) for tag, message in lines))
    assert all(len(one.lines) <= MAX_LINES for one in found(log).all)
