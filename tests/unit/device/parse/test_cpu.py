"""CPU time of processes and of the phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.device.parse.cpu import parse_cpuinfo, parse_process_stat, parse_system_stat
from patrol.device.parse.decode import decode

CAPTURES = Path(__file__).parents[3] / "data" / "captures"


def capture(name: str) -> str:
    return decode((CAPTURES / name).read_bytes())


@pytest.mark.parametrize(
    ("name", "window_ms", "closed_ms_ago", "total", "pid", "percent"),
    [
        ("a16_emulator_window_closed_3_minutes_ago.txt", 34848, 186792, None, 4321, 3.9),
        ("a4.4_qemu_cpuinfo.txt", 5318, 4701, 100, 1015, 29),
        ("a44_dumpsys_cpuinfo.txt", 5506, 1571, 96, 24263, 6),
        ("oppo_a15_cpuinfo_grep_utf16.txt", None, None, None, 25723, 0),
        ("oppo_a15_cpuinfo_grep_wrapped_utf16.txt", None, None, None, 25723, 11),
    ],
)
def test_every_cpuinfo(
    name: str, window_ms: int | None, closed_ms_ago: int | None, total: float | None, pid: int, percent: float
) -> None:
    info = parse_cpuinfo(capture(f"cpuinfo/{name}"))
    assert (info.window_ms, info.closed_ms_ago, info.total_percent) == (window_ms, closed_ms_ago, total)
    share = info.of(pid)
    assert share is not None
    assert share.percent == percent


@pytest.mark.parametrize("name", ["oppo_a15_cpuinfo_grep_utf16.txt", "oppo_a15_cpuinfo_grep_wrapped_utf16.txt"])
def test_rows_of_a_vendors_history_are_no_processes(name: str) -> None:
    assert len(parse_cpuinfo(capture(f"cpuinfo/{name}")).processes) == 1


def test_a_process_that_began_within_the_window_is_read_too() -> None:
    assert parse_cpuinfo(capture("cpuinfo/a4.4_qemu_cpuinfo.txt")).of(10792) is not None


def test_proc_pid_stat() -> None:
    time = parse_process_stat(capture("proc/a4.4_qemu_proc_pid_stat_idle_then_1s.txt").split("\n")[0])
    assert time is not None
    assert (time.pid, time.name, time.user_ticks, time.system_ticks, time.threads) == (
        10792,
        "um.android.apis",
        55,
        8,
        10,
    )


def test_a_process_name_may_hold_brackets_and_blanks() -> None:
    line = capture("proc/a4.4_qemu_proc_pid_stat_idle_then_1s.txt").split("\n")[0]
    time = parse_process_stat(line.replace("(um.android.apis)", "(a) b (c)"))
    assert time is not None
    assert (time.name, time.ticks) == ("a) b (c", 63)


def test_another_file_of_proc_is_no_stat() -> None:
    assert parse_process_stat(capture("proc/a4.4_qemu_proc_pid_status.txt")) is None


def test_the_phones_own_time() -> None:
    time = parse_system_stat(capture("proc/proc_stat_first_line.txt"))
    assert time is not None
    assert (time.total, round(100 * time.busy / time.total, 2)) == (963623, 1.87)


@given(st.text())
def test_never_raises(text: str) -> None:
    parse_cpuinfo(text)
    parse_system_stat("cpu " + text)
    parse_process_stat("1 (a) S " + text)
