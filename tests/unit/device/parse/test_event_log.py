"""The event log in both of its forms."""

from __future__ import annotations

from patrol.device.parse.event_log import LaunchTime, ProcessEvent, launch_times, processes
from patrol.device.parse.logcat import parse

PLAIN = """\
11-21 21:51:35.711  2319  2636 I am_proc_start: [0,10429,10031,com.harbour,activity,com.harbour/.Main]
11-21 21:51:37.171  2319  2370 I am_activity_launch_time: [0,556104104,com.harbour/.Main,1485,1485]
11-21 21:53:13.421  2319  2332 I am_crash: [11079,0,com.harbour,15220294,java.lang.Error,a, b and c,Main.java,1632]
11-21 21:54:15.041  2319  2349 I am_anr  : [0,11245,com.harbour,15220294,Input dispatching timed out (a, b)]
"""
DESCRIPTIVE = """\
11-21 21:51:35.711  2319  2636 I am_proc_start: [User=0,PID=10429,UID=10031,Process Name=com.harbour,Type=activity,\
Component=com.harbour/.Main]
11-21 21:51:37.171  2319  2370 I wm_activity_launch_time: [User=0,Token=5,Component Name=com.harbour/.Main,time=1485ms]
"""
LAUNCH = LaunchTime("com.harbour/.Main", 1485, "11-21 21:51:37.171")


def test_what_happened_to_processes() -> None:
    start, crash, anr = processes(parse(PLAIN).entries)
    assert start == ProcessEvent("start", 10429, "com.harbour", "11-21 21:51:35.711", "activity,com.harbour/.Main")
    assert (crash.what, crash.pid, crash.detail) == ("crash", 11079, "java.lang.Error: a, b and c")
    assert (anr.what, anr.pid, anr.detail) == ("anr", 11245, "Input dispatching timed out (a, b)")


def test_launch_times() -> None:
    assert launch_times(parse(PLAIN).entries) == (LAUNCH,)


def test_values_with_names() -> None:
    entries = parse(DESCRIPTIVE).entries
    assert [(one.what, one.pid, one.process) for one in processes(entries)] == [("start", 10429, "com.harbour")]
    assert launch_times(entries) == (LAUNCH,)
