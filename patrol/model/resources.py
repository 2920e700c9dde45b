"""Memory, CPU, threads, files, traffic and battery over a run, what measuring itself costs, and when the app was left
alone."""

from __future__ import annotations

from patrol.model.record import Record


class ProcessUse(Record, frozen=True):
    """One process of the app over the time since the last sample."""

    pid: int
    name: str
    """The whole process name, such as `com.bank:push`."""
    percent: float | None = None
    """Of one core; None for the first sample of all."""
    started_ticks: int | None = None
    """When the kernel started it (field 22 of /proc/PID/stat): tells a new process that got an old number."""


class ThreadUse(Record, frozen=True):
    """One thread of the app over the time since threads were last read."""

    process: str
    tid: int
    name: str
    """The last 15 letters, as the kernel keeps it."""
    percent: float
    """Of one core."""


class WakeLock(Record, frozen=True):
    """A wake lock that the app held at the moment of the sample."""

    kind: str
    """PARTIAL_WAKE_LOCK, SCREEN_BRIGHT_WAKE_LOCK …"""
    tag: str
    held_ms: int | None = None
    """How long it has been held already."""


class ResourceSample(Record, frozen=True):
    """The app's processes together at one moment; None is unknown or not asked at that moment, never zero."""

    at_ms: int
    pss_kb: int | None = None
    java_kb: int | None = None
    native_kb: int | None = None
    graphics_kb: int | None = None
    cpu_percent: float | None = None
    """Share of one core over the time since the last sample; 200 is two cores busy."""
    threads: int | None = None
    battery_percent: int | None = None
    temperature_c: float | None = None
    """Of the battery."""
    anonymous_kb: int | None = None
    """Private memory that is backed by no file (RssAnon of /proc/PID/status): the heaps; cheap, hence read often."""
    handles: int | None = None
    """Open file descriptors."""
    written_kb: int | None = None
    """Written to storage since the processes began (or, `sources` tells, since the phone started)."""
    received_bytes: int | None = None
    """By the app's uid over all interfaces but loopback, since the phone counts."""
    sent_bytes: int | None = None
    wake_locks: tuple[WakeLock, ...] | None = None
    activities: int | None = None
    """Activities that are alive, destroyed and leaked ones among them (dumpsys meminfo, Objects)."""
    processes: tuple[ProcessUse, ...] = ()
    busiest: tuple[ThreadUse, ...] = ()
    """The threads that used most CPU since threads were last read, at most eight."""
    until_ms: int | None = None
    """When the cheap part of the reading (CPU, threads, heaps, files) was done; it began at `at_ms`."""
    page_shown: bool = False
    """Taken because a page had just been shown: what a visit left behind is told by such samples."""


class InstalledSize(Record, frozen=True):
    """What the app takes on the phone's storage, in bytes; None is unknown."""

    code_bytes: int | None = None
    data_bytes: int | None = None
    cache_bytes: int | None = None


class Resources(Record, frozen=True):
    samples: tuple[ResourceSample, ...] = ()
    note: str = ""
    ended_early: str = ""
    """Why nothing was sampled any more before the run ended; "" when it was sampled to the end."""
    installed: InstalledSize = InstalledSize()
    """At the end of the run."""
    sources: dict[str, str] = {}
    """Field of a sample, or of `installed` → where its value comes from on this phone."""
    unknown: dict[str, str] = {}
    """Field of a sample, or of `installed` → why this phone does not tell it."""


class ReadingCost(Record, frozen=True):
    """What one kind of reading took, seen from this computer: the way there and back included."""

    gatherer: str
    reading: str
    """Such as `dumpsys meminfo`."""
    count: int
    median_ms: float
    worst_ms: float
    total_ms: float


class MeasuringCost(Record, frozen=True):
    """What patrol itself cost the phone while the run went on."""

    readings: tuple[ReadingCost, ...] = ()
    span_ms: int = 0
    """From the first reading to the last."""
    shell_cpu_ms: int | None = None
    """Processor time of adbd and of every shell command that it ran, by the phone's own counters."""
    driver_cpu_ms: int | None = None
    """Processor time of the helper that looks at the screen and touches it; it is there without gatherers too."""
    log_cpu_ms: int | None = None
    """Of logd, which serves the log to the app too: an upper bound."""
    source: str = ""
    unknown: str = ""
    """Why the phone does not tell the processor time."""

    @property
    def cpu_percent(self) -> float | None:
        """Of one core, over the whole span: adbd with its commands."""
        if self.shell_cpu_ms is None or self.span_ms <= 0:
            return None
        return round(100 * self.shell_cpu_ms / self.span_ms, 2)


class QuietSpan(Record, frozen=True):
    """Nobody touched the phone from `started_ms` to `ended_ms`; the readings at both ends are samples of Resources."""

    started_ms: int
    ended_ms: int
    background: bool = False
    """Home was pressed before; otherwise a page of the app was in front."""
    page: str = ""
    """Key of the page in front at its begin, for a span in the foreground."""


class Quiet(Record, frozen=True):
    """When the app was left alone, to see what it does then."""

    spans: tuple[QuietSpan, ...] = ()
    note: str = ""
    """Why there is no span, or fewer than planned."""
