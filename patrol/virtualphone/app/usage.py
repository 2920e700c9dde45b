"""Memory, processor time, threads and files of a running app, as its model says."""

from __future__ import annotations

from patrol.virtualphone.app.core import Core
from patrol.virtualphone.contracts import Held, ThreadTime

USER_SHARE = 0.75
"""Of processor time; the rest is the kernel's."""
START_CPU_SHARE = 0.8
"""Of the start-up time, one core is busy for so much."""
RENDER_SHARE = 0.6
"""Of what frames cost, so much is done by the render thread."""
RUNTIME_THREADS = (
    "Signal Catcher",
    "perfetto_hprof_",
    "ADB-JDWP Connec",
    "Jit thread pool",
    "HeapTaskDaemon",
    "ReferenceQueueD",
    "FinalizerDaemon",
    "FinalizerWatchd",
    "Profile Saver",
    "RenderThread",
    "hwuiTask0",
    "hwuiTask1",
)
"""What each Android process has beside its main thread."""


class Usage:
    def __init__(self, core: Core) -> None:
        self._core = core
        self._idle_ms: dict[str, float] = {}
        """Name of a thread, "" for the main one → what it used while nothing happened."""
        self._since_ms = core.now
        self._share = 0.0
        self._thread = ""

    def memory_kb(self) -> dict[str, int]:
        """java, native, graphics, code, stack, system, total (PSS)."""
        base = self._core.model.resources
        found = {
            "java": base.java_kb + self._core.kept_kb + sum(one.page.memory_kb for one in self._core.pages),
            "native": base.native_kb,
            "graphics": base.graphics_kb if self._core.foreground else base.graphics_kb // 4,
            "code": base.code_kb,
            "stack": base.stack_kb,
            "system": base.system_kb,
        }
        return {**found, "total": sum(found.values())}

    def settle(self) -> None:
        """Count the idle time so far at the share that held; call it before the page or the state changes."""
        now = self._core.now
        used = (now - self._since_ms) * self._share
        self._idle_ms[self._thread] = self._idle_ms.get(self._thread, 0.0) + used
        self._since_ms = now
        top = self._core.top
        page = top.page if top is not None and self._core.foreground else None
        if page is not None and page.idle_cpu is not None:
            self._share, self._thread = page.idle_cpu, page.busy_thread
        else:
            self._share, self._thread = self._core.model.resources.idle_cpu, ""

    def cpu_ticks(self) -> tuple[int, int]:
        """(user, system) hundredths of a second used so far."""
        self.settle()
        total = (sum(self._idle_ms.values()) + self._core.used_cpu_ms + self._drawn_ms()) / 10
        return int(total * USER_SHARE), int(total * (1 - USER_SHARE))

    def _drawn_ms(self) -> float:
        """What the frames of the window and of a surface of the app's own have cost."""
        core = self._core
        return core.frames.worked_ms(core.now) + core.surface.worked_ms(core.now)

    def held(self) -> Held:
        """Threads that pages name, the runtime's, those left running, and nameless ones up to the model's number; what
        is not charged to another thread is the main one's, so that all add up to the process."""
        user, system = self.cpu_ticks()
        core = self._core
        charged = {name: ms / 10 for name, ms in self._idle_ms.items() if name}
        charged["RenderThread"] = self._drawn_ms() * RENDER_SHARE / 10
        others = [
            ThreadTime(name, int(ticks * USER_SHARE), int(ticks * (1 - USER_SHARE))) for name, ticks in charged.items()
        ]
        quiet = [name for name in (*RUNTIME_THREADS, *core.kept_threads) if name not in charged]
        missing = core.model.resources.threads - 1 - len(others) - len(RUNTIME_THREADS) + 1
        quiet += [f"pool-{i // 4 + 1}-thread-{i % 4 + 1}" for i in range(max(0, missing))]
        own = ThreadTime(
            core.model.package, user - sum(t.user_ticks for t in others), system - sum(t.system_ticks for t in others)
        )
        return Held(
            threads=(own, *others, *(ThreadTime(name) for name in quiet)),
            handles=core.model.resources.handles + core.kept_handles + 3 * len(core.pages),
            written_bytes=core.written_bytes,
            wake_locks=tuple(core.wake_locks.values()),
        )
