"""Events of a virtual phone's JVM, and the calls of the app that they belong to."""

from __future__ import annotations

import msgspec
import pytest

from patrol.device.hooks.messages import Event
from patrol.device.hooks.virtual import Matcher, Ran, Start, as_on_a_phone, entry_of, read_line

BELOW = ("android.os.Looper.loop(Looper.java:20)", "android.app.ActivityThread.main(ActivityThread.java:16)")


def event(t: int, entry: str = "patrol.Call1", inner: tuple[str, ...] = ("com.sdk.A.b(A.java:3)",)) -> Event:
    return Event(1, t, 7, ("API-IMEI-002",), "x.Y.z", stack=(*inner, f"{entry}.run(Unknown Source)", *BELOW))


def ran(pid: int, began: float, ended: float, entry: str = "patrol.Call1") -> Ran:
    return Ran(jvm=1, pid=pid, entry=entry, asked=began - 900, began=began, ended=ended)


def test_lines_of_the_phone_are_read_and_others_refused() -> None:
    assert read_line(b'{"say":"start","jvm":1,"argv":["java"]}') == Start(1, ("java",))
    with pytest.raises(msgspec.ValidationError):
        read_line(b'{"say":"dance"}')


def test_what_the_vm_does_by_itself_belongs_to_no_call() -> None:
    assert entry_of(event(0).stack) == "patrol.Call1"
    assert entry_of(BELOW) == ""
    assert entry_of(event(0, inner=("java.base/jdk.internal.loader.Loader.find(L.java:1)",)).stack) == ""


def test_a_stack_is_told_as_a_phone_has_it() -> None:
    stack = ("java.base/java.io.File.exists(File.java:9)", *event(0).stack, "patrol.Orders.next(Orders.java:1)")
    assert as_on_a_phone(stack) == ("java.io.File.exists(File.java:9)", "com.sdk.A.b(A.java:3)", *BELOW)


def test_an_event_waits_for_the_word_about_its_call_and_takes_its_process() -> None:
    matcher = Matcher()
    matcher.add(event(1005))
    assert not list(matcher.matched())
    matcher.ran += [ran(41, 1000.2, 1004.9), ran(42, 2000, 2005)]
    assert [call.pid for _, call in matcher.matched()] == [41]
    assert not matcher.waiting


def test_the_next_processs_events_are_not_given_to_the_one_that_ended() -> None:
    matcher = Matcher()
    matcher.ran.append(ran(41, 1000, 1005))
    matcher.add(event(1100))
    assert not list(matcher.matched(until_ms=1050))
    matcher.ran.append(ran(42, 1099, 1101))
    assert [call.pid for _, call in matcher.matched()] == [42]


def test_an_event_that_fits_no_call_goes_to_the_one_before_once_all_are_known() -> None:
    matcher = Matcher()
    matcher.ran += [ran(41, 1000, 1005), ran(42, 3000, 3005)]
    matcher.add(event(1500))
    assert [call.pid for _, call in matcher.matched(until_ms=2000)] == [41]


def test_what_the_vm_did_is_counted_apart() -> None:
    matcher = Matcher()
    matcher.add(Event(1, 0, 7, (), "open", stack=BELOW))
    assert (matcher.own, matcher.waiting) == (1, [])
