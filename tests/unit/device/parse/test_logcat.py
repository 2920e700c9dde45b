"""Every layout of logcat, whole logs of phones, and damaged ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patrol.device.parse.decode import decode
from patrol.device.parse.logcat import Entry, Log, parse, scan

CAPTURES = Path(__file__).parents[3] / "data" / "captures"


def log(name: str) -> Log:
    return parse(decode((CAPTURES / name).read_bytes()))


@pytest.mark.parametrize(
    ("layout", "entries", "unparsed"),
    [
        ("brief", 4, 0),
        ("bugreport", 14, 13),
        ("long", 5, 0),
        ("mixed", 7, 0),
        ("process", 4, 0),
        ("raw", 0, 4),
        ("studio", 6, 0),
        ("studio-legacy", 4, 0),
        ("tag", 4, 0),
        ("thread", 4, 0),
        ("threadtime", 10, 0),
        ("threadtime-epoch", 3, 0),
        ("threadtime-monotonic", 3, 0),
        ("threadtime-uid", 4, 0),
        ("threadtime-year-usec", 4, 0),
        ("threadtime-zone", 3, 0),
        ("time", 4, 0),
        ("time-year", 3, 0),
    ],
)
def test_every_layout(layout: str, entries: int, unparsed: int) -> None:
    read = log(f"logcat-layouts-synthetic/{layout}.log")
    assert (len(read.entries), read.unparsed) == (entries, unparsed)
    for entry in read.entries[:2]:
        assert entry.message.startswith(("hello world", "Start proc", "something"))
        assert entry.tag in {"MyTag", "ActivityManager"} or layout == "thread"
        assert entry.pid == 1234 or layout == "tag"


@pytest.mark.parametrize(
    ("name", "entries", "unparsed", "fatal"),
    [
        ("logcat/a4.4_qemu_launch_cold_threadtime.txt", 55, 0, 0),
        ("logcat/a4.4_qemu_launch_cold_events.txt", 15, 0, 0),
        ("logcat/davey_flags_1_brief_format_flutter.txt", 1, 0, 0),
        ("logcat/displayed_31s_after_launch_timeout_and_fully_drawn.txt", 0, 4, 0),
        ("logcat/displayed_repeated_launches_pixel5_net7.txt", 8, 0, 0),
        ("logcat/displayed_six_apps_activitymanager.txt", 5, 0, 0),
        ("logcat/oppo_a15_launch_and_crash_threadtime.txt", 278, 0, 1),
        ("logcat/oppo_a15_logcat_time_format.txt", 280, 0, 1),
        ("logcat/qqmusic_droidbot_logcat_2.txt", 310, 0, 0),
        ("logcat/qqmusic_launches_excerpt.txt", 212, 0, 0),
        ("crash/a4.4_qemu_java_crash_threadtime.txt", 147, 0, 1),
        ("crash/a4.4_qemu_java_crash_brief.txt", 147, 0, 1),
        ("crash/a4.4_qemu_java_crash_events.txt", 24, 0, 0),
        ("crash/oppo_a15_java_fatal_bom.txt", 37, 0, 1),
        ("crash/oppo_a15_crash_buffer_excerpt_utf16.txt", 59, 0, 0),
        ("anr-log/a4.4_qemu_anr_logcat_threadtime.txt", 179, 0, 0),
        ("strictmode/a14_diskread_flutter.txt", 7, 0, 0),
    ],
)
def test_logs_of_phones(name: str, entries: int, unparsed: int, fatal: int) -> None:
    read = log(name)
    assert (len(read.entries), read.unparsed) == (entries, unparsed)
    assert sum(entry.message.startswith("FATAL EXCEPTION") for entry in read.entries) == fatal


def test_a_tag_may_hold_colons_and_a_message_may_be_empty() -> None:
    text = "01-02 03:04:05.678  1  2 D a:b:c   : d: e\n01-02 03:04:05.678  1  2 E Empty   : \n"
    assert [(entry.tag, entry.message) for entry in parse(text).entries] == [("a:b:c", "d: e"), ("Empty", "")]


def test_bytes_that_are_no_utf8_do_not_stop_the_reader() -> None:
    (row,) = scan(b"01-02 03:04:05.678  1  2 D tag : \xff\xfe\x00\r\n")
    assert (row[1], row[4]) == ("1", "tag : \ufffd\ufffd\x00")


@given(st.text())
def test_never_raises_and_counts_each_line_once(text: str) -> None:
    read = parse(text)
    assert len(read.entries) + read.unparsed <= len(text.split("\n"))


WORD = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=30)


@given(
    st.integers(0, 99_999),
    st.integers(0, 99_999),
    st.sampled_from("VDIWEF"),
    WORD,
    st.text(st.characters(exclude_characters="\n\r", codec="utf-8"), max_size=50),
)
def test_what_logd_writes_is_read_back(pid: int, tid: int, level: str, tag: str, message: str) -> None:
    line = f"11-23 10:57:09.548 {pid:5d} {tid:5d} {level} {tag:<8}: {message}\n"
    assert parse(line).entries == [Entry("11-23 10:57:09.548", pid, tid, level, tag, message)]


@pytest.mark.parametrize("piece", ["(", "D/", "[ 01-02 ", "a:", " : ", "1 ", "\\"])
def test_a_line_of_a_million_characters_is_read_in_one_go(piece: str) -> None:
    parse(piece * (1_000_000 // len(piece)))
