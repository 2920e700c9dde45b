"""A phone's uptime on an event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

BOOTED_BEFORE_MS = 3_600_000
"""A phone that is served has been on for an hour: uptimes look as on a desk, and no counter starts at zero."""


class LoopScheduler:
    """contracts.Scheduler on a running loop: real time, as a phone's."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._zero = loop.time() - BOOTED_BEFORE_MS / 1000

    def now_ms(self) -> float:
        return (self._loop.time() - self._zero) * 1000

    def call_later(self, delay_ms: float, action: Callable[[], None]) -> Callable[[], None]:
        return self._loop.call_later(max(0.0, delay_ms) / 1000, action).cancel

    def restart(self) -> float:
        now = self.now_ms()
        self._zero = self._loop.time()
        return now
