"""Fingers: gestures take the time on the glass that they take on a phone."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from patrol.virtualphone.uia.phone import UiaPhone

STEP_MS = 5
"""One step of a uiautomator gesture (MOTION_EVENT_INJECTION_DELAY_MILLIS)."""
LONG_PRESS_MS = 500
"""ViewConfiguration's long-press timeout."""
_SLOP = 24
"""Pixels a finger may move and still tap (8 dp at 480 dpi)."""

Point = tuple[float, float]


async def tap(phone: UiaPhone, x: float, y: float, duration_ms: float = 0) -> bool:
    """A tap, or a long press when it lasts."""
    if not _inside(phone, x, y):
        return False
    if duration_ms >= LONG_PRESS_MS:
        await asyncio.sleep(duration_ms / 1000)
        phone.long_press(int(x), int(y), duration_ms)
    else:
        if duration_ms:
            await asyncio.sleep(duration_ms / 1000)
        phone.tap(int(x), int(y))
    return True


async def swipe(phone: UiaPhone, points: Sequence[Point], steps: int) -> bool:
    """Through all points, `steps` steps from each to the next."""
    duration = max(1, steps) * STEP_MS
    for (x1, y1), (x2, y2) in itertools.pairwise(points):
        await asyncio.sleep(duration / 1000)
        phone.swipe(int(x1), int(y1), int(x2), int(y2), duration)
    return len(points) > 1


def _inside(phone: UiaPhone, x: float, y: float) -> bool:
    width, height = phone.size
    return 0 <= x < width and 0 <= y < height


@dataclass(slots=True)
class Finger:
    """injectInputEvent: down, moves and up of one finger become a tap, a long press or a swipe."""

    phone: UiaPhone
    _path: list[Point] = field(default_factory=list)
    _down_at: float = 0

    def event(self, action: int, x: float, y: float) -> bool:
        """0 down, 1 up, 2 move. False for an up or a move without a down."""
        now = asyncio.get_running_loop().time()
        if action == 0:
            self._path, self._down_at = [(x, y)], now
            return _inside(self.phone, x, y)
        if not self._path:
            return False
        self._path.append((x, y))
        if action == 1:
            self._lift((now - self._down_at) * 1000)
        return True

    def _lift(self, duration_ms: float) -> None:
        path, self._path = self._path, []
        (x1, y1), (x2, y2) = path[0], path[-1]
        if all(abs(x - x1) <= _SLOP and abs(y - y1) <= _SLOP for x, y in path):
            if duration_ms >= LONG_PRESS_MS:
                self.phone.long_press(int(x1), int(y1), duration_ms)
            else:
                self.phone.tap(int(x1), int(y1))
        else:
            self.phone.swipe(int(x1), int(y1), int(x2), int(y2), duration_ms)
