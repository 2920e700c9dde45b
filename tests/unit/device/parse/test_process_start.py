"""Why a process began, in the words of each Android."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from patrol.device.parse import logcat
from patrol.device.parse.process_start import Started, asked, started

LOG = """
--------- beginning of events
10-26 15:05:27.753  1765  1866 I am_proc_start: [0,4660,10000,com.a,next-top-activity,{com.a/com.a.MainActivity}]
10-26 15:05:28.001  1765  1866 I am_proc_start: [0,5522,10169,com.b:push,broadcast,{com.b/com.push.BootReceiver}]
09-28 13:47:34.777   785  1975 I am_proc_start: [0,23134,10032,com.c,broadcast,com.c/org.c.PrecacheServiceLauncher]
11-21 21:51:35.711  2319  2636 I am_proc_start: \
[User=0,PID=10429,UID=10031,Process Name=com.d,Type=service,Component=com.d/.S]
--------- beginning of system
10-26 15:05:28.002  1765  1866 I ActivityManager: Start proc 5522:com.b:push/u0a169 for broadcast {com.b/com.push.Other}
08-27 17:57:09.784  1863  2867 I ActivityManager: Start proc 15521:com.android.keychain/1000 \
for service {com.android.keychain/com.android.keychain.KeyChainService}
08-27 17:57:09.785  1863  2867 I ActivityManager: Start proc 15522:com.e/u10a7 for content provider {com.e/.P}
11-21 21:51:35.711  2319  2637 I ActivityManager: Start proc com.f for broadcast com.f/.R: pid=77 uid=10031 \
gids={50031, 3003}
08-27 17:57:09.786  1863  2867 I ActivityManager: Start proc 15523:com.g/u0a8 for added application com.g
"""


def seen(text: str) -> tuple[Started, ...]:
    return started(logcat.parse(text).entries)


def test_each_process_is_told_once_with_reason_and_component() -> None:
    found = {one.pid: (one.process, one.reason, one.component, one.uid) for one in seen(LOG)}
    assert found == {
        4660: ("com.a", "next-top-activity", "com.a/com.a.MainActivity", 10000),
        5522: ("com.b:push", "broadcast", "com.b/com.push.BootReceiver", 10169),
        23134: ("com.c", "broadcast", "com.c/org.c.PrecacheServiceLauncher", 10032),
        10429: ("com.d", "service", "com.d/com.d.S", 10031),
        15521: ("com.android.keychain", "service", "com.android.keychain/com.android.keychain.KeyChainService", 1000),
        15522: ("com.e", "content provider", "com.e/com.e.P", 1_010_007),
        77: ("com.f", "broadcast", "com.f/com.f.R", 10031),
        15523: ("com.g", "added application", "", 10008),
    }
    assert next(one for one in seen(LOG) if one.pid == 5522).package == "com.b"
    line = next(one.line for one in seen(LOG) if one.pid == 5522)
    assert line.startswith("10-26 15:05:28.001 1765 1866 I am_proc_start: [0,5522,")


def test_who_asked_for_an_activity_is_told_by_uid() -> None:
    text = """
10-26 15:05:27.1  1  1 I ActivityTaskManager: START u0 {\
act=android.intent.action.VIEW flg=0x10000000 \
cmp=com.a/.Main} with LAUNCH_MULTIPLE from uid 10188 (BAL_ALLOW_PERMISSION) result code=0
10-26 15:05:27.2  1  1 I ActivityManager: START u0 {cmp=com.a/com.a.Other (has extras)} from uid 2000
10-26 15:05:27.3  1  1 W ActivityManager: Background start not allowed: service Intent { \
cmp=com.shop/.push.WakeService } to com.shop/.push.WakeService from pid=123 uid=10130 pkg=com.a startFg?=false
"""
    assert [(one.component, one.uid, one.refused) for one in asked(logcat.parse(text).entries)] == [
        ("com.a/com.a.Main", 10188, False),
        ("com.a/com.a.Other", 2000, False),
        ("com.shop/com.shop.push.WakeService", 10130, True),
    ]


@given(st.text(alphabet=" ,[]{}:/.aZ09\n=", max_size=300), st.sampled_from(["am_proc_start", "ActivityManager"]))
def test_nothing_damaged_is_raised_on(text: str, tag: str) -> None:
    line = text.replace("\n", " ")
    seen(f"10-26 15:05:27.753  1765  1866 I {tag}: {line}\n10-26 15:05:27.753  1  1 I {tag}: Start proc {line}\n")
    asked(logcat.parse(f"10-26 15:05:27.753  1765  1866 I {tag}: START u0 {{{line}}} from uid 1\n").entries)
