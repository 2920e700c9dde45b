"""Swipes: what scrolls, how far, and lists that load more rows near their end."""

from __future__ import annotations

from collections.abc import Callable

from patrol.virtualphone.app.core import Core
from patrol.virtualphone.app.layout.box import Box, Touch
from patrol.virtualphone.app.open_page import OpenPage
from patrol.virtualphone.app.running import Runner
from patrol.virtualphone.app.showing import Showing
from patrol.virtualphone.app.touching import box_at
from patrol.virtualphone.app.windows import DrawnWindow

FLING_MS = 120
"""A fast swipe goes on for so long at its own speed."""
SLOW_SWIPE_MS = 600
"""From here on a swipe drags and does not fling."""
SETTLE_MS = 400
"""A fling is drawn for so long after the finger has left."""
TOUCH_SLOP_DP = 8
"""Shorter ways are taps (ViewConfiguration)."""
MORE_MS = 400


class Scrolling:
    def __init__(self, core: Core, showing: Showing, runner: Runner, tap: Callable[[int, int], None]) -> None:
        self._core = core
        self._showing = showing
        self._runner = runner
        self._tap = tap
        self._loading: set[object] = set()

    def swipe(self, x1: int, y1: int, x2: int, y2: int, duration_ms: float) -> None:
        if max(abs(x2 - x1), abs(y2 - y1)) < TOUCH_SLOP_DP * self._core.host.density_dpi / 160:
            self._tap(x1, y1)
            return
        window = self._window_at(x1, y1)
        if window is None or window.box is None:
            return
        listener = box_at(window.box, x1, y1, lambda box: box.swipe is not None and box.enabled)
        if listener is not None and listener.swipe is not None and self._swiped(listener.swipe, x2 - x1, y2 - y1):
            return
        if abs(y2 - y1) >= abs(x2 - x1):
            self._scroll(window.box, x1, y1, y1 - y2, duration_ms)

    def _window_at(self, x: int, y: int) -> DrawnWindow | None:
        windows = [window for window in self._showing.windows() if window.focusable]
        return windows[-1] if windows and windows[-1].root.bounds.contains(x, y) else None

    def _swiped(self, touch: Touch, across: int, down: int) -> bool:
        """True when the widget means something by a swipe in that direction."""
        if touch.kind == "sign":
            if touch.widget is not None and touch.widget.get("var"):
                self._core.names.set(touch.widget.get("var"), True)
            elif touch.widget is not None and self._core.top is not None:
                self._core.top.top_view.values[id(touch.widget), touch.locals.get("i")] = True
            self._core.animate(SETTLE_MS)
            self._core.changed()
            return True
        sides = ("right" if across > 0 else "left") if abs(across) > abs(down) else ("down" if down > 0 else "up")
        effects = touch.value.get(sides)
        if effects:
            self._runner.run(effects, touch.locals, self._core.top)
        return bool(effects)

    def _scroll(self, root: Box, x: int, y: int, distance: int, duration_ms: float) -> None:
        box = box_at(root, x, y, lambda box: bool(box.scrolls) and box.scroll_range > 0)
        top = self._core.top
        if box is None or top is None:
            return
        if duration_ms < SLOW_SWIPE_MS:
            distance += round(distance / max(duration_ms, 50) * FLING_MS)
        offsets = top.top_view.offsets
        before = min(offsets.get(box.scrolls, 0), box.scroll_range)
        after = max(0, min(box.scroll_range, before + distance))
        offsets[box.scrolls] = after
        self._core.animate(duration_ms + SETTLE_MS if after != before else duration_ms)
        if after != before:
            self._core.changed()
        if distance > 0:
            self._load_more(box, box.scroll_range - after)

    def _load_more(self, scroller: Box, left: int) -> None:
        """A list in it loads its next rows when less than a screen is left."""
        top = self._core.top
        if left > scroller.h or top is None:
            return
        for box in scroller.walk():
            if box.rows is not None and box.extra[3] and box.extra[0] not in self._loading:
                self._load_batch(box, top)

    def _load_batch(self, box: Box, top: OpenPage) -> None:
        key, loaded, batch, _, widget = box.extra
        view = top.top_view
        self._loading.add(key)

        def arrive() -> None:
            self._loading.discard(key)
            view.loaded[key] = loaded + batch
            if top.alive:
                self._core.changed()

        self._core.later(float(widget.get("more_ms", MORE_MS)), arrive)
        self._runner.run(widget.get("on_more", ()), {}, top)
