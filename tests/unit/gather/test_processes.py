"""CPU by process and thread, counted between two readings."""

from __future__ import annotations

from patrol.gather.processes import Processes, Threads
from tests.unit.gather.double import FakeDriver, context


def stat(pid: int, ticks: int, threads: int = 10, name: str = "com.harbour", began: int = 217633) -> str:
    return f"{pid} ({name}) S 1 1 1 0 -1 0 0 0 0 0 {ticks} 0 0 0 20 0 {threads} 0 {began} 890245120 10702"


def test_a_process_that_began_in_between_counts_from_its_beginning() -> None:
    answers = iter(
        [f"10.00 1\n{stat(1, 100)}", f"20.00 1\n{stat(1, 200)}\n{stat(2, 300, 5)}", f"30.00 1\n{stat(2, 400, 5)}"]
    )
    ctx, _, _ = context(FakeDriver({"cat": lambda: next(answers)}))
    processes = Processes()
    first, second, third = (
        processes.read(ctx, running) for running in ({1: "a"}, {1: "a", 2: "a:push"}, {2: "a:push"})
    )
    assert (first.percent, first.threads) == (None, 10)
    assert (second.percent, second.threads) == (40.0, 15)
    assert [(one.name, one.percent) for one in second.processes] == [("a", 10.0), ("a:push", 30.0)]
    assert (third.percent, third.threads) == (10.0, 5)


def test_a_new_process_with_an_old_number_owes_nothing_to_the_one_before() -> None:
    answers = iter([f"10.00 1\n{stat(1, 5000)}", f"20.00 1\n{stat(1, 100, began=300000)}"])
    ctx, _, _ = context(FakeDriver({"cat": lambda: next(answers)}))
    processes = Processes()
    processes.read(ctx, {1: "a"})
    assert processes.read(ctx, {1: "a"}).percent == 10.0


def test_two_readings_in_a_blink_are_too_coarse_for_a_share() -> None:
    answers = iter([f"10.00 1\n{stat(1, 100)}", f"10.10 1\n{stat(1, 101)}", f"11.00 1\n{stat(1, 150)}"])
    ctx, _, _ = context(FakeDriver({"cat": lambda: next(answers)}))
    processes = Processes()
    assert [processes.read(ctx, {1: "a"}).percent for _ in range(3)] == [None, None, 50.0]


def test_heaps_are_unknown_when_one_process_does_not_tell() -> None:
    status = "Name:\tx\nUid:\t10130\t10130\nRssAnon:\t  1000 kB\n"
    ctx, _, _ = context(FakeDriver({"cat": f"10.00 1\n{stat(1, 1)}\n{status}{stat(2, 1)}\nName:\ty\n"}))
    light = Processes().read(ctx, {1: "a", 2: "b"})
    assert (light.anonymous_kb, light.uid) == (None, 10130)


def test_the_busiest_threads_are_named() -> None:
    def text(now: int, main: int, ticker: int) -> str:
        return f"{now}.00 1\n=7\n{stat(11, ticker, name='MarketTicker')}\n{stat(7, main)}\n{stat(12, 5, name='Idle')}\n"

    answers = iter([text(10, 100, 100), text(20, 110, 400)])
    ctx, _, _ = context(FakeDriver({"cat": lambda: next(answers)}))
    threads = Threads()
    assert threads.read(ctx, {7: "com.harbour"}) == ()
    found = threads.read(ctx, {7: "com.harbour"})
    assert [(one.name, one.tid, one.percent) for one in found] == [("MarketTicker", 11, 30.0), ("com.harbour", 7, 1.0)]
