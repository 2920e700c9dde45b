"""Host wall clock times → the run's time, also when somebody sets the clock while the run goes on.

mitmproxy and Frida stamp what they see with the wall clock, from processes of their own; the run counts on the
monotonic clock. A jump (NTP's first answer, a laptop that wakes, a person) moves what is stamped after it, not what was
before.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from patrol.clock import Clock

JUMP_MS = 500
"""Less than this is drift, or the time between two readings."""


class WallTime:
    """`zero_ms`: wall clock when `clock` stood at 0. Thread-safe."""

    def __init__(self, zero_ms: float, clock: Clock, wall_ms: Callable[[], float]) -> None:
        self._zeros = [zero_ms]
        self._clock = clock
        self._wall_ms = wall_ms
        self._looking = threading.Lock()

    def at_ms(self, epoch_ms: float) -> int:
        """By the clock as it is now; a time that would lie before the run or after this moment was stamped by the
        clock as it was before."""
        now = self._clock.now_ms()
        with self._looking:
            zero = self._wall_ms() - now
            if abs(zero - self._zeros[-1]) > JUMP_MS:
                self._zeros.append(zero)
            zeros = self._zeros[::-1]
        placed = [epoch_ms - zero for zero in zeros]
        return round(next((at for at in placed if -JUMP_MS <= at <= now + JUMP_MS), placed[0]))
