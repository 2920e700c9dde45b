"""Memory and processor time of a running app, as its model says."""

from __future__ import annotations

from patrol.virtualphone.app.core import Core

USER_SHARE = 0.75
"""Of processor time; the rest is the kernel's."""
START_CPU_SHARE = 0.8
"""Of the start-up time, one core is busy for so much."""


class Usage:
    def __init__(self, core: Core) -> None:
        self._core = core
        self._idle_ms = 0.0
        self._since_ms = core.now
        self._share = 0.0

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
        self._idle_ms += (now - self._since_ms) * self._share
        self._since_ms = now
        top = self._core.top
        own = top.page.idle_cpu if top is not None and self._core.foreground else None
        self._share = own if own is not None else self._core.model.resources.idle_cpu

    def cpu_ticks(self) -> tuple[int, int]:
        """(user, system) hundredths of a second used so far."""
        self.settle()
        total = (self._idle_ms + self._core.used_cpu_ms + self._core.frames.worked_ms(self._core.now)) / 10
        return int(total * USER_SHARE), int(total * (1 - USER_SHARE))
