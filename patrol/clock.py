"""The one place that reads the time and the one place that waits.

Everything recorded carries `at_ms`: host-monotonic milliseconds since the run began. Code that waits takes a Clock,
so that simulated apps run at full speed under a SimulatedClock and tests never sleep.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Clock(Protocol):
    """Milliseconds since the run began, and a way to let them pass."""

    def now_ms(self) -> int: ...

    def sleep_ms(self, duration_ms: float) -> None: ...


class RunClock:
    """The host's monotonic clock, counted from now, or as if the run had begun `offset_ms` ago (a resumed run)."""

    def __init__(self, *, offset_ms: int = 0) -> None:
        self._origin_ns = time.monotonic_ns() - offset_ms * 1_000_000

    def now_ms(self) -> int:
        return (time.monotonic_ns() - self._origin_ns) // 1_000_000

    def sleep_ms(self, duration_ms: float) -> None:
        time.sleep(max(0.0, duration_ms) / 1000)  # noqa: TID251


class SimulatedClock:
    """Time that passes only when somebody waits or says so."""

    def __init__(self) -> None:
        self._now_ms = 0.0

    def now_ms(self) -> int:
        return int(self._now_ms)

    def sleep_ms(self, duration_ms: float) -> None:
        self._now_ms += max(0.0, duration_ms)


def wait_until(
    look: Callable[[], T],
    *,
    clock: Clock,
    timeout_ms: float,
    poll_ms: float = 100,
) -> T | None:
    """First truthy value of `look()`, or None when `timeout_ms` has passed; looks at least once."""
    deadline = clock.now_ms() + timeout_ms
    while True:
        if value := look():
            return value
        if clock.now_ms() >= deadline:
            return None
        clock.sleep_ms(poll_ms)
