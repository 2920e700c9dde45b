"""Simulated time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from patrol.virtualphone.app.simulated import SchedulerClock, SimulatedScheduler


@given(st.lists(st.floats(0, 1000), max_size=40))
def test_calls_happen_in_order_and_at_their_time(delays: list[float]) -> None:
    scheduler, seen = SimulatedScheduler(), []
    for delay in delays:
        scheduler.call_later(delay, lambda: seen.append(scheduler.now_ms()))
    scheduler.sleep_ms(2000)
    assert seen == sorted(delays)
    assert scheduler.now_ms() == 2000


def test_a_cancelled_call_does_not_happen_and_cancelling_twice_is_harmless() -> None:
    scheduler, seen = SimulatedScheduler(), list[int]()
    cancel = scheduler.call_later(10, lambda: seen.append(1))
    cancel()
    cancel()
    scheduler.sleep_ms(100)
    assert seen == [] and scheduler.waiting == 0


def test_cancelled_calls_do_not_pile_up() -> None:
    scheduler = SimulatedScheduler()
    for _ in range(10_000):
        scheduler.call_later(1e9, lambda: None)()
    assert len(scheduler._calls) < 200


def test_calls_may_make_calls() -> None:
    scheduler, seen = SimulatedScheduler(), list[float]()

    def again() -> None:
        seen.append(scheduler.now_ms())
        if len(seen) < 5:
            scheduler.call_later(10, again)

    scheduler.call_later(0, again)
    scheduler.sleep_ms(100)
    assert seen == [0, 10, 20, 30, 40]


def test_the_clock_is_the_schedulers() -> None:
    scheduler = SimulatedScheduler()
    clock = SchedulerClock(scheduler)
    clock.sleep_ms(12.6)
    assert clock.now_ms() == 12
