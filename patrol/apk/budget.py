"""What a scan may cost: bytes unpacked, time spent, items kept. Hostile files run into it and are told."""

from __future__ import annotations

from dataclasses import dataclass, field

from patrol.clock import Clock, RunClock

MIB = 1 << 20


class TooMuch(Exception):
    """The budget is used up; its text says of what."""


@dataclass(slots=True)
class Budget:
    """One scan's limits. The largest apps of stores have about 2 GB unpacked, 300,000 entries and 60 files of code."""

    seconds: float = 120
    unpacked: int = 3072 * MIB
    """All entries together that are read."""
    entry: int = 256 * MIB
    """One entry. The largest classes.dex is some 12 MB, a resources.arsc 60 MB, a library 150 MB."""
    entries: int = 300_000
    findings: int = 5000
    """Kept of each kind: call sites, addresses, secrets."""
    clock: Clock = field(default_factory=RunClock)

    def spend(self, size: int) -> None:
        """Takes `size` bytes. Raises TooMuch."""
        self.unpacked -= size
        if self.unpacked < 0:
            raise TooMuch("unpacked bytes")
        self.tick()

    def tick(self) -> None:
        """Raises TooMuch when time is up."""
        if self.clock.now_ms() > self.seconds * 1000:
            raise TooMuch(f"{self.seconds:g} seconds")
