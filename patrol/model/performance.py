"""What a developer reads of a run: launches, pages, steps, requests, resources and what measuring cost, each number
with how often it was measured and how far it spread; and the same numbers of an earlier run."""

from __future__ import annotations

from patrol.model.record import Record, Text
from patrol.model.resources import MeasuringCost
from patrol.model.startup import StartKind
from patrol.model.waterfall import Bar


class Measured(Record, frozen=True):
    """A number made of repeated measurements; `value` is their median, None for unknown."""

    value: float | None = None
    samples: int = 0
    low: float | None = None
    """First quartile, with `high` the third."""
    high: float | None = None
    outliers: int = 0
    """Values more than 1.5 interquartile ranges outside the quartiles."""


class LaunchPage(Record, frozen=True):
    """A page that was seen after a launch."""

    name: str
    after_ms: float
    passing: bool = False
    """A splash, an advertisement: not what the user came for."""
    useful: bool = False
    """The first page that the user came for."""


class Launch(Record, frozen=True):
    """One launch with what each source says of it."""

    at_ms: int
    kind: StartKind
    times: dict[str, float] = {}
    """Source (displayed, am, stable, fully, useful) → milliseconds; a source that said nothing is left out."""
    proof: str = ""
    proved: bool = True
    """Whether the app was in the state that the launch should have started from; otherwise it counts for nothing."""
    outlier: tuple[str, ...] = ()
    """Sources by which it lies outside the others."""
    contradicted: bool = False
    """Two sources of this launch differ more than they may."""
    pages: tuple[LaunchPage, ...] = ()


class Starts(Record, frozen=True):
    """The launches of one kind."""

    kind: StartKind
    source: str
    """What the figure is made of; "" when no source said anything."""
    measures: dict[str, Measured] = {}
    """Source → its launches."""
    launches: tuple[Launch, ...] = ()
    undecided: Text | None = None
    """Why the figure says nothing: most launches' sources contradict each other."""


class FrameCount(Record, frozen=True):
    """The frames of one page or step. Two rules side by side: Android's deadline, and PerfDog's."""

    frames: int = 0
    judged: int = 0
    """Frames whose deadline is known."""
    late_percent: float | None = None
    """Of those; None when no deadline is known."""
    janks: int | None = None
    """By PerfDog's rule; None when nothing moved long enough for it."""
    big_janks: int = 0
    frozen: int = 0
    rate: float | None = None
    """Frames a second while something moved; None when nothing did."""
    rate_low: float | None = None
    """The rate that 95 % of the frames keep."""
    idle_percent: float | None = None
    """Share of the time in which no frame was made."""
    hz: tuple[float, ...] = ()
    """Refresh rates that the frames were made for, the commonest first; empty for unknown."""


class PagePerformance(Record, frozen=True):
    """One page in numbers; None is not measured."""

    page: str
    opening: Measured = Measured()
    """Milliseconds from the action that opens it until the screen has settled, seen from the host."""
    network_percent: float | None = None
    """Share of the opening in which a request was under way."""
    frames: FrameCount | None = None
    memory_mb: Measured = Measured()
    """PSS of the samples taken while it was shown, or right after."""
    requests: int = 0
    failed: int = 0
    bytes: int = 0


class StepPerformance(Record, frozen=True):
    """One step of a journey in numbers."""

    step: str
    """`sign_in/3`"""
    text: str
    page: str = ""
    took_ms: int = 0
    requests: int = 0
    failed: int = 0
    frames: FrameCount | None = None


class Falls(Record, frozen=True):
    """The requests of one stretch of time: a page's slowest opening, or a step."""

    from_ms: float
    """On the run's clock: the action, or the step's beginning."""
    to_ms: float
    bars: tuple[Bar, ...]
    page: str = ""
    """Set for a page's opening."""
    step: str = ""
    """Set for a step of a journey."""
    settled_ms: float | None = None
    """When the page had settled."""
    openings: int = 0
    """How many openings of the page there were; the slowest with requests is shown."""
    left_out: int = 0
    """Requests that are not shown."""


class Curve(Record, frozen=True):
    """A quantity over the run."""

    id: str
    name: Text
    unit: str
    source: str
    points: tuple[tuple[int, float], ...]
    """(at_ms, value)"""
    group: str = ""
    """Curves of one group share a chart: memory, cpu …"""


class Band(Record, frozen=True):
    """From `from_ms` to `to_ms` this page was shown."""

    from_ms: int
    to_ms: int
    page: str


class IncidentGroup(Record, frozen=True):
    """Incidents of the device log with one signature, and where the first one happened."""

    kind: str
    """crash, native_crash, anr, strict_mode …"""
    signature: str
    summary: str
    count: int
    at_ms: int | None = None
    page: str = ""
    step: str = ""
    action: Text | None = None
    """The last action before it, and"""
    after_ms: int | None = None
    """how long before."""
    lines: tuple[str, ...] = ()
    main_thread: tuple[str, ...] = ()
    """Of an ANR: where the main thread stood."""


class Cost(Record, frozen=True):
    """What measuring itself cost."""

    phone: MeasuringCost | None = None
    proxy_added_ms: float | None = None
    """Median that the proxy adds to a small request."""
    proxy_requests: int = 0
    frame_readings: int = 0
    frame_reading_ms: float | None = None
    looks: int = 0
    """Looks at the screen during measured launches, and"""
    looking_ms: float = 0
    """what they took."""


class Performance(Record, frozen=True):
    """Everything that the performance section shows beyond the figures of the result."""

    refresh_hz: float | None = None
    rates: tuple[tuple[int, float], ...] = ()
    """(at_ms, Hz) of each change of the refresh rate that was seen."""
    frame_sources: tuple[str, ...] = ()
    frames_lost: int = 0
    starts: tuple[Starts, ...] = ()
    pages: tuple[PagePerformance, ...] = ()
    steps: tuple[StepPerformance, ...] = ()
    falls: tuple[Falls, ...] = ()
    falls_left_out: int = 0
    """Openings and steps with requests whose waterfall is not here, to keep the report small."""
    curves: tuple[Curve, ...] = ()
    bands: tuple[Band, ...] = ()
    incidents: tuple[IncidentGroup, ...] = ()
    cost: Cost = Cost()


class Snapshot(Record, frozen=True):
    """The numbers of an earlier run of the same app, kept in the run that is compared with it."""

    run_id: str
    started_at: str = ""
    package: str = ""
    version: str = ""
    version_code: int = 0
    phone: str = ""
    """Maker, model and Android version."""
    measures: dict[str, Measured] = {}
    """`figure:start.cold`, `page:home:opening` … → its number."""
    complete: bool = True
    """The run ended by itself."""


class Change(Record, frozen=True):
    """One number then and now. Whether it is a regression is not said here: that takes more runs."""

    id: str
    """As in Snapshot.measures."""
    name: Text
    unit: str
    then: Measured
    now: Measured
    page: str = ""
    beyond: bool | None = None
    """Whether the medians differ by more than the middle half of either run is wide; None when a run measured too
    seldom to know its spread."""

    @property
    def by(self) -> float | None:
        """Now minus then."""
        if self.then.value is None or self.now.value is None:
            return None
        return self.now.value - self.then.value

    @property
    def percent(self) -> float | None:
        return None if self.by is None or not self.then.value else 100 * self.by / abs(self.then.value)


class Comparison(Record, frozen=True):
    """This run beside an earlier one."""

    run: Snapshot
    """Without its measures."""
    same_build: bool
    same_phone: bool
    changes: tuple[Change, ...] = ()
    only_then: tuple[str, ...] = ()
    """Pages that were measured then and not now."""
    only_now: tuple[str, ...] = ()
