"""Stacks with causes, as Throwable prints them."""

from __future__ import annotations

from patrol.device.parse.java_crash import Throwable, from_entries, stack
from patrol.device.parse.logcat import parse

LINES = """\
java.lang.RuntimeException: Unable to start
a second line of the message
\tat android.app.A.b(A.java:1)
\tSuppressed: java.io.IOException: closed
\t\tat java.io.C.close(C.java:2)
Caused by: java.lang.NullPointerException
\tat com.harbour.Pay.onClick(Pay.java:3)
\t... 12 more
""".splitlines()


def test_a_chain_of_causes() -> None:
    assert stack(LINES) == (
        Throwable(
            "java.lang.RuntimeException",
            "Unable to start\na second line of the message",
            ("android.app.A.b(A.java:1)",),
        ),
        Throwable("java.lang.NullPointerException", "", ("com.harbour.Pay.onClick(Pay.java:3)",)),
    )


def test_two_threads_that_crash_at_once_are_told_apart() -> None:
    def line(tid: int, message: str) -> str:
        return f"11-21 21:53:13.401  11 {tid:5d} E AndroidRuntime: {message}"

    log = "\n".join(
        [
            line(11, "FATAL EXCEPTION: main"),
            line(12, "FATAL EXCEPTION: pool-1"),
            line(11, "Process: com.harbour, PID: 11"),
            line(12, "Process: com.harbour, PID: 11"),
            line(11, "java.lang.Error: one"),
            line(12, "java.lang.Error: two"),
        ]
    )
    found = from_entries(parse(log).entries)
    assert [(one.thread, one.pid, one.root and one.root.message) for one in found] == [
        ("main", 11, "one"),
        ("pool-1", 11, "two"),
    ]
