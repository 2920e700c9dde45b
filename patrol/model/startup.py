"""The launches of a run, each with all its sources."""

from __future__ import annotations

from enum import StrEnum

from patrol.model.record import Record


class StartKind(StrEnum):
    cold = "cold"
    warm = "warm"
    hot = "hot"


class StartUp(Record, frozen=True):
    """One measured launch. Each figure names its source; None when that source said nothing."""

    at_ms: int
    kind: StartKind
    activity: str = ""
    am_total_ms: float | None = None
    """TotalTime of `am start -W`."""
    am_wait_ms: float | None = None
    displayed_ms: float | None = None
    """`Displayed` line of the device log: time to initial display."""
    fully_drawn_ms: float | None = None
    stable_ms: float | None = None
    """From the launch command to the first of two equal screens, seen from the host."""
    status: str = ""
    proof: str = ""
    """How the state before the launch was established, e.g. `process gone`."""


class StartUps(Record, frozen=True):
    launches: tuple[StartUp, ...] = ()
