"""What a gatherer is: it records one artifact while the phone is in use, and interprets nothing.

Gatherers are started in the order of patrol.gather.GATHERERS and stopped in reverse. What grows while the run goes on
(requests, frames, samples, log lines) is appended to the sink at once, so that a killed run keeps it; `artifact()`
returns the rest (see patrol.model.streams).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from patrol.clock import Clock
from patrol.device.driver import Driver, Phone
from patrol.gather.meter import Meter
from patrol.gather.wall_time import WallTime
from patrol.model.artifacts import Environment
from patrol.model.record import Record
from patrol.model.scenario import LAUNCHES, Scenario

A = TypeVar("A", bound=Record, covariant=True)


class Sink(Protocol):
    """Where streamed records go: the run folder, or memory in tests. Called from several threads."""

    def append(self, name: str, record: Record) -> None:
        """Add `record` to the stream `name`, one of patrol.model.streams.STREAMS. Raises DiskFull."""


class MemorySink:
    """Streams held in memory, by name."""

    def __init__(self) -> None:
        self.streams: dict[str, list[Record]] = {}

    def append(self, name: str, record: Record) -> None:
        self.streams.setdefault(name, []).append(record)


@dataclass(frozen=True, slots=True)
class GatherOptions:
    """What a user may change about gathering; periods in milliseconds."""

    launches: int = LAUNCHES
    """Measured launches of each kind (cold, warm, hot)."""
    component: str = ""
    """`package/activity` to launch; "" takes the launcher's activity."""
    frames_every_ms: int = 1000
    """120 frames fit into the phone's ring buffer: one second at 120 Hz."""
    cpu_every_ms: int = 2000
    memory_every_ms: int = 15_000
    """dumpsys meminfo stops the app for tens of milliseconds, so it is asked rarely."""
    battery_every_ms: int = 60_000
    log_bytes: int = 64 * 1024 * 1024
    """Messages kept of the device log; lines over it are counted as dropped."""


def _say_nothing(_message: str) -> None: ...


@dataclass(frozen=True, slots=True)
class GatherContext:
    """One run, as gatherers see it."""

    phone: Phone
    package: str
    clock: Clock
    sink: Sink
    environment: Environment
    options: GatherOptions = field(default_factory=GatherOptions)
    notice: Callable[[str], None] = _say_nothing
    """Tells the user something he should know now; safe to call from any thread."""
    epoch_zero_ms: int | None = None
    """Host wall clock when `clock` stood at 0; None takes the environment's. A resumed run has its own."""
    scenario: Scenario | None = None
    """The app as its folder describes it; None for one that has none."""
    page_shown: threading.Event = field(default_factory=threading.Event)
    """Set when crawl or journey have told of another page; whoever waits for it clears it."""
    meter: Meter = field(default_factory=Meter)
    """What readings took; the gathering session gives each gatherer a driver that counts."""
    recorded: frozenset[str] = frozenset()
    """Artifacts of which an earlier attempt has recorded something: nothing new in this one is no failure."""
    wall: WallTime | None = None
    """The host's wall clock during the run; None: it is taken to run as the run's own."""
    stopped: Callable[[], bool] = lambda: False
    """True when the run is to end: what takes long stops after the measurement in hand."""

    @property
    def driver(self) -> Driver:
        return self.phone.driver

    def at_ms(self, host_epoch_ms: float) -> int:
        """The run's time of a host wall clock time."""
        return round(host_epoch_ms - self._zero_ms) if self.wall is None else self.wall.at_ms(host_epoch_ms)

    @property
    def _zero_ms(self) -> int:
        return self.environment.started_epoch_ms if self.epoch_zero_ms is None else self.epoch_zero_ms

    def phone_at_ms(self, phone_epoch_ms: float) -> int:
        """The run's time of a phone wall clock time."""
        # Not through `wall`: the offset was measured at the start, and the phone's clock does not follow the host's.
        return round(phone_epoch_ms - (self.environment.phone_clock_offset_ms or 0) - self._zero_ms)


class Gatherer(Protocol[A]):
    """Records one artifact. Any exception becomes a GatherFailure, and the run goes on without the artifact."""

    @property
    def name(self) -> str:
        """By which the gatherer is left out: `--without traffic`."""

    @property
    def artifact_name(self) -> str:
        """A name of patrol.model.recorded.ARTIFACTS."""

    def start(self, ctx: GatherContext) -> None:
        """Begin recording. Raises GatherError with advice when it cannot."""

    def stop(self, ctx: GatherContext) -> None:
        """End recording within a second and put back what was changed on the phone."""

    def artifact(self, ctx: GatherContext) -> A:
        """What was recorded, without the streamed fields. Raises GatherError when nothing could be recorded."""
