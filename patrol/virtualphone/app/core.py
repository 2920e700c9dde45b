"""What all parts of a running app share: its model, its phone, its open pages, its main thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from patrol.virtualphone.app.frames import FrameCost, FrameLog
from patrol.virtualphone.app.model import AppModel, Page
from patrol.virtualphone.app.names import Names
from patrol.virtualphone.app.open_page import OpenPage
from patrol.virtualphone.app.scope import Scope
from patrol.virtualphone.contracts import App, HeldLock, Host

ANR_MS = 5000
"""Android's input dispatching timeout."""
DAVEY_MS = 700
"""HWUI complains of frames from here on; Android vitals calls them frozen."""
SKIPPED_FRAMES_LOGGED = 30
"""Choreographer speaks of skipped frames from here on."""


class Core:
    """State of one process, and the few operations that every part needs."""

    def __init__(self, model: AppModel, host: Host, names: Names, app: App) -> None:
        self.model = model
        self.host = host
        self.names = names
        self.app = app
        self.frames = FrameLog(host.refresh_hz)
        self.surface = FrameLog(host.refresh_hz)
        """The same of the surface that a page fills by itself; the toolkit knows nothing of these frames."""
        self.pages: list[OpenPage] = []
        self.visited: set[str] = set()
        self.alive = True
        self.foreground = False
        self.version = 0
        """Grows with each change that can be seen."""
        self.shown_from_ms = 0.0
        """Until then the starting window is shown."""
        self.kept_kb = 0
        """Java heap that pages and effects have left behind."""
        self.used_cpu_ms = 0.0
        self.kept_threads: list[str] = []
        """Names of threads that pages and effects have left running."""
        self.kept_handles = 0
        self.written_bytes = 0
        self.rows: dict[str, list[tuple[str, dict[str, str]]]] = {}
        """Path of a database → (table, row) that were written into it."""
        self.wake_locks: dict[str, HeldLock] = {}
        self._nonce = 0
        self._busy_until = 0.0

    @property
    def now(self) -> float:
        return self.host.scheduler.now_ms()

    @property
    def top(self) -> OpenPage | None:
        return self.pages[-1] if self.pages else None

    def next_nonce(self) -> int:
        self._nonce += 1
        return self._nonce

    def scope(self, locals_: Mapping[str, Any] | None = None, nonce: int | None = None) -> Scope:
        number = nonce if nonce is not None else (self.top.nonce if self.top else 0)
        return Scope(self.names, locals_ or {}, number, self._granted, self._complain, self._identifier)

    def _granted(self, permission: str) -> bool:
        return self.host.granted(self.app, permission)

    def _identifier(self, name: str) -> str:
        return self.host.identifier(self.app, name)

    def _complain(self, message: str) -> None:
        self.log("W", "model", message)

    def log(self, level: str, tag: str, message: str) -> None:
        self.host.log(self.app, level, tag, message)

    def changed(self) -> None:
        """Something that can be seen has changed."""
        self.version += 1
        if self.foreground and self.alive:
            self.host.changed(self.app)

    def later(self, delay_ms: float, action: Callable[[], None]) -> Callable[[], None]:
        """As Scheduler.call_later, unless the process has ended by then."""

        def guarded() -> None:
            if self.alive:
                action()

        return self.host.scheduler.call_later(delay_ms, guarded)

    def every(self, period_ms: float, action: Callable[[], None]) -> Callable[[], None]:
        """Again and again until cancelled."""
        cancel: list[Callable[[], None]] = []

        def again() -> None:
            cancel[0] = self.later(period_ms, again)
            action()

        cancel.append(self.later(period_ms, again))
        return lambda: cancel[0]()

    # The main thread

    @property
    def busy_ms(self) -> float:
        """How long the main thread will not answer from now on."""
        return max(0.0, max(self._busy_until, self.shown_from_ms) - self.now)

    def block(self, duration_ms: float) -> None:
        """The main thread draws nothing and answers nothing for so long, after what keeps it busy already."""
        start = max(self.now, self._busy_until)
        self._busy_until = start + duration_ms
        self.frames.draw(self.window_title(), start, duration_ms)
        if duration_ms >= DAVEY_MS:
            self.later(start + duration_ms - self.now, lambda: self.log("I", "HWUI", davey(start, duration_ms)))
        skipped = int(duration_ms * self.host.refresh_hz / 1000)
        if skipped >= SKIPPED_FRAMES_LOGGED:
            words = "The application may be doing too much work on its main thread."
            self.later(
                start + duration_ms - self.now,
                lambda: self.log("I", "Choreographer", f"Skipped {skipped} frames!  {words}"),
            )

    def when_free(self, action: Callable[[], None]) -> None:
        """Handle input: at once, or when the main thread is free again; an ANR when that takes too long."""
        wait = self.busy_ms
        if wait <= 0:
            action()
            return
        if wait > ANR_MS and self.now >= self.shown_from_ms:
            reason = f"Input dispatching timed out ({self.window_title()} is not responding. Waited {ANR_MS}ms)"
            self.later(ANR_MS, lambda: self.host.not_responding(self.app, reason, wait - ANR_MS))
        self.later(wait, action)

    def keep(self, page: Page) -> None:
        """A page is closed: what it leaks stays until the process ends."""
        self.kept_kb += page.leak_kb
        self.kept_handles += page.leak_handles
        first, name = len(self.kept_threads) + 1, page.busy_thread or "pool"
        self.kept_threads += [f"{name}-{first + i}" for i in range(page.leak_threads)]

    # Drawing

    def window_title(self) -> str:
        activity = self.top.page.activity if self.top else self.model.launcher_activity
        return f"{self.model.package}/{activity}"

    def animate(self, duration_ms: float) -> None:
        """Frames of the page on top, at its cost, from now or from when the window is there."""
        if self.foreground and self.top is not None:
            start = max(self.now, self.shown_from_ms)
            log = self.surface if self.top.page.surface else self.frames
            log.animate(self.window_title(), start, duration_ms, frame_cost(self.top.page))

    def forget_frames(self) -> None:
        """The window is gone: what it would have drawn is not drawn."""
        for log in (self.frames, self.surface):
            log.forget_future(self.now)


def davey(start_ms: float, duration_ms: float) -> str:
    """HWUI's line on a frame that took too long; the times are of the monotonic clock."""
    began, done = round(start_ms * 1e6), round((start_ms + duration_ms) * 1e6)
    stages = ("HandleInputStart", "AnimationStart", "PerformTraversalsStart", "DrawStart", "SyncQueued", "SyncStart")
    told = "".join(f" {stage}={done - 4_000_000 + i * 300_000}," for i, stage in enumerate(stages))
    rest = f" IssueDrawCommandsStart={done - 2_000_000}, SwapBuffers={done - 900_000}, FrameCompleted={done},"
    return (
        f"Davey! duration={duration_ms:.0f}ms; Flags=0, IntendedVsync={began}, Vsync={began}, "
        f"OldestInputEvent=9223372036854775807, NewestInputEvent=0,{told}{rest}"
    )


def frame_cost(page: Page) -> FrameCost:
    return FrameCost(page.frame_ms, page.jank, page.slow_frame_ms)
