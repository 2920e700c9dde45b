"""Switching off and on again: `adb reboot`, `reboot`, `svc power reboot`."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from patrol.virtualphone.system.cpu import CpuMeter
from patrol.virtualphone.system.logbuffer import BUFFERS

if TYPE_CHECKING:
    from patrol.virtualphone.phone import VirtualPhone

BOOT_MS = 3000
"""How long a phone is away; real ones take 30 to 80 s, and nobody learns anything from the wait."""
GOODBYE_MS = 100
"""What asked for the reboot still gets its answer."""


class Power:
    """Whether the phone is up, since when, and as which boot."""

    def __init__(self, phone: VirtualPhone) -> None:
        self._phone = phone
        self.boots = 1
        self.away_ms: float = BOOT_MS

    @property
    def boot_id(self) -> str:
        """As /proc/sys/kernel/random/boot_id has it: another one after each start of the kernel."""
        return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{self._phone.serial} {self._phone.spec.model} {self.boots}"))

    def reboot(self) -> None:
        """Go away in a moment and come back after `away_ms`: no app runs, uptime and the log begin anew, what is
        stored stays."""
        self._phone.later(GOODBYE_MS, self._down)

    def _down(self) -> None:
        phone = self._phone
        if phone.faults.booting:
            return
        for process in phone.running.apps():
            phone.troubles.end(process, f"Killing {process.pid}:{process.package} (adj 0): shutdown")
        phone.running.others.clear()
        phone.faults.tell(booting=True)
        phone.later(self.away_ms, self.up)

    def up(self) -> None:
        """The phone has booted, if it was away."""
        phone = self._phone
        if not phone.faults.booting:
            return
        self.boots += 1
        phone.epoch_ms += phone.scheduler.restart()
        phone.log.clear(BUFFERS)
        phone.cpu = CpuMeter(phone)
        phone.latency_cleared_ms.clear()
        phone.sessions.clear()
        phone.become_root(False)
        phone.log_event("boot_progress_start", "0")
        phone.log_system("I", "ActivityManager", "System now ready")
        phone.changed()
        phone.faults.tell(booting=False)
        phone.activities.waking.booted()
