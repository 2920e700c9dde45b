"""Time that passes only when somebody says so: a Scheduler and a Clock for apps driven in-process."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from itertools import count


class SimulatedScheduler:
    """Implements contracts.Scheduler, and patrol.clock.Clock by `sleep_ms`. Starts at zero."""

    def __init__(self) -> None:
        self._now_ms = 0.0
        self._order = count()
        self._calls: list[tuple[float, int, Callable[[], None]]] = []
        self._cancelled: set[int] = set()

    def now_ms(self) -> float:
        return self._now_ms

    def call_later(self, delay_ms: float, action: Callable[[], None]) -> Callable[[], None]:
        number = next(self._order)
        heapq.heappush(self._calls, (self._now_ms + max(0.0, delay_ms), number, action))
        waiting = [number]

        def cancel() -> None:
            if waiting:
                self._cancelled.add(waiting.pop())
                self._tidy()

        return cancel

    def restart(self) -> float:
        now, self._now_ms = self._now_ms, 0.0
        self._calls = [(at - now, number, action) for at, number, action in self._calls]
        return now

    def _tidy(self) -> None:
        """Cancelled calls far in the future must not pile up."""
        if len(self._cancelled) > 64 and len(self._cancelled) * 2 > len(self._calls):
            self._calls = [call for call in self._calls if call[1] not in self._cancelled]
            heapq.heapify(self._calls)
            self._cancelled.clear()

    def sleep_ms(self, duration_ms: float) -> None:
        """Let time pass; what is due is called in order, each at its own time."""
        until = self._now_ms + max(0.0, duration_ms)
        while self._calls and self._calls[0][0] <= until:
            at, number, action = heapq.heappop(self._calls)
            if number in self._cancelled:
                self._cancelled.discard(number)
                continue
            self._now_ms = max(self._now_ms, at)
            action()
        self._now_ms = until

    @property
    def waiting(self) -> int:
        """Calls that are still to come."""
        return len(self._calls) - len(self._cancelled)


class SchedulerClock:
    """The scheduler's time as a patrol.clock.Clock."""

    def __init__(self, scheduler: SimulatedScheduler) -> None:
        self._scheduler = scheduler

    def now_ms(self) -> int:
        return int(self._scheduler.now_ms())

    def sleep_ms(self, duration_ms: float) -> None:
        self._scheduler.sleep_ms(duration_ms)
