"""The main thread of an ANR, from where the phone keeps it."""

from __future__ import annotations

from patrol.gather.anr_traces import DROPBOX, read
from patrol.gather.log_time import LogTime, PhoneCalendar
from tests.unit.gather.double import FakeDriver, context

TRACE = """----- pid 77 at 2023-11-14 22:13:25.064728684+0000 -----
Cmd line: com.harbour

"main" prio=5 tid=1 Blocked
  | sysTid=77 nice=-10
  at com.harbour.Store.load(Store.java:31)
  - waiting to lock <0x0d3a2f0a> (a java.lang.Object) held by thread 5
  at android.os.Looper.loop(Looper.java:288)

"Sync" prio=5 tid=5 Sleeping
  at java.lang.Thread.sleep(Native method)

----- end 77 -----
"""
BAR = "=" * 40
HEAD = f"Drop box contents: 1 entries\n\n{BAR}\n2023 data_app_anr (text, 9 bytes)\nProcess: com.harbour\n"
REPORT = f"{HEAD}\n{TRACE}"
TIME = LogTime(PhoneCalendar(2023, 11, 1_700_000_000, 0))


def test_the_drop_box_is_asked_where_the_folder_is_closed() -> None:
    ctx, _, _ = context(FakeDriver({DROPBOX: REPORT}))
    (trace,), why = read(ctx, TIME)
    assert (trace.pid, trace.at_ms, trace.waiting_for, trace.source, why) == (77, 5000, "Sync", DROPBOX, "")
    assert trace.main[:3] == (
        '"main" Blocked',
        "com.harbour.Store.load(Store.java:31)",
        "- waiting to lock java.lang.Object",
    )


def test_the_folder_is_read_where_it_is_open() -> None:
    ctx, _, _ = context(FakeDriver({"ls -t /data/anr": "traces.txt\n", "cat /data/anr/traces.txt": TRACE}))
    (trace,), _ = read(ctx, TIME)
    assert trace.source == "/data/anr"


def test_nothing_to_be_had_is_said() -> None:
    ctx, _, _ = context(FakeDriver({DROPBOX: REPORT.replace("com.harbour", "com.other")}))
    found, why = read(ctx, TIME)
    assert not found and "closed" in why
