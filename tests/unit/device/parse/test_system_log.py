"""Messages of the system, as each Android version words them."""

from __future__ import annotations

import pytest

from patrol.device.parse.logcat import Entry
from patrol.device.parse.system_log import FatalSignal, MemoryKill, davey, fatal_signal, memory_kill, watchdog


def said(tag: str, message: str) -> Entry:
    return Entry("", 600, 601, "I", tag, message)


@pytest.mark.parametrize(
    ("tag", "message", "kill"),
    [
        (
            "lowmemorykiller",
            "Kill 'com.harbour:push' (1234), uid 10123, oom_score_adj 905 to free 51234kB rss, 10kB swap; reason: low",
            MemoryKill("com.harbour:push", 1234, 905, 51234, 10123, "low"),
        ),
        (
            "lmkd",
            "Kill 'com.harbour' (1234), uid 10123, oom_adj 0 to free 51234kB",
            MemoryKill("com.harbour", 1234, 0, 51234, 10123),
        ),
        (
            "lowmemorykiller",
            "Killing 'com.harbour' (1234), adj 906, to free 4kB on behalf of 'kswapd0' (52) because",
            MemoryKill("com.harbour", 1234, 906, 4),
        ),
        ("lowmemorykiller", "device has enough memory 2750096Kib, and freeMemory 562916Kib, disable killing", None),
        ("ActivityManager", "Killing 1234:com.harbour/u0a1 (adj 906): empty #17", None),
    ],
)
def test_memory_kills(tag: str, message: str, kill: MemoryKill | None) -> None:
    assert memory_kill(said(tag, message)) == kill


@pytest.mark.parametrize("mark", ["*** WATCHDOG KILLING SYSTEM PROCESS: ", "!@*** WATCHDOG KILLING SYSTEM PROCESS: "])
def test_the_watchdog_of_aosp_and_of_samsung(mark: str) -> None:
    assert watchdog(said("Watchdog", f"{mark}Blocked in handler on main thread (main)")) == (
        "Blocked in handler on main thread (main)"
    )
    assert watchdog(said("Watchdog", "*** GOODBYE!")) is None


def test_fatal_signals() -> None:
    new = "Fatal signal 11 (SIGSEGV), code 1 (SEGV_MAPERR), fault addr 0x0 in tid 7 (RenderThread), pid 5 (com.harbour)"
    old = "Fatal signal 6 (SIGABRT) at 0x00002853 (code=-6), thread 7 (harbour)"
    assert fatal_signal(said("libc", new)) == FatalSignal(
        11, "SIGSEGV", "SEGV_MAPERR", "0x0", 7, "RenderThread", 5, "com.harbour"
    )
    assert fatal_signal(said("libc", old)) == FatalSignal(6, "SIGABRT", "", "0x00002853", 7, "harbour", 600)


def test_a_frame_of_over_700_ms() -> None:
    read = davey("Davey! duration=788ms; Flags=1, IntendedVsync=5, OldestInputEvent=9223372036854775807, ")
    assert read is not None
    assert (read.duration_ms, read.times["IntendedVsync"]) == (788, 5)
    assert davey("Skipped 40 frames!") is None
