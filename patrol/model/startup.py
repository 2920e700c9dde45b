"""The launches of a run, each with all its sources."""

from __future__ import annotations

from enum import StrEnum

from patrol.model.record import Record


class StartKind(StrEnum):
    cold = "cold"
    warm = "warm"
    hot = "hot"


class StartRole(StrEnum):
    """What app.yaml says of a declared page that shows up after a launch."""

    unsaid = ""
    passing = "passing"
    """A splash, an advertisement: not what the user came for."""
    useful = "useful"


class LaunchScreen(Record, frozen=True):
    """One page that was seen after a launch, in the order in which they came; nothing was touched meanwhile."""

    after_ms: float
    """From the launch command to the look that first showed it."""
    settled_ms: float | None = None
    """From the launch command to the first of two equal looks at it; None when it went on changing."""
    activity: str = ""
    page: str = ""
    """Id of the declared page (pages.yaml) that it is; "" for none."""
    role: StartRole = StartRole.unsaid
    skip: str = ""
    """What on it offers to be skipped (跳过 3, Skip ad); "" for nothing."""
    left: bool = False
    """Another page took its place although nobody touched anything."""
    known: bool = False
    """An earlier launch of this run saw it stay."""


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
    proved: bool | None = None
    """Whether it was: process gone (cold), alive before and after (warm, hot), and `am` names the same state where it
    names one. None in runs recorded before this was told."""
    am_state: str = ""
    """LaunchState of `am start -W` (Android 10 and up): COLD, WARM, HOT, UNKNOWN (0) …"""
    pid_before: int | None = None
    pid_after: int | None = None
    screens: tuple[LaunchScreen, ...] = ()
    looks: int = 0
    """How often the screen was looked at, and with `looking_ms` what that took: the cost of the figures seen from
    outside."""
    looking_ms: float = 0


class StartUps(Record, frozen=True):
    launches: tuple[StartUp, ...] = ()
