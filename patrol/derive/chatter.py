"""How much the app writes into the device log by itself, by tag and level."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from patrol.derive.processes import Lifetimes
from patrol.derive.timeline import Timeline
from patrol.model.artifacts import AppInfo
from patrol.model.devicelog import DeviceLog, LogLine
from patrol.model.resources import Resources

VERBOSE = ("V", "D")
PLATFORM = frozenset(
    """AndroidRuntime StrictMode DEBUG libc HWUI OpenGLRenderer Choreographer Zygote art dalvikvm ActivityThread
    ViewRootImpl InputMethodManager Surface BufferQueueProducer BLASTBufferQueue Gralloc EGL_emulation OpenXR chromium
    WebViewFactory nativeloader CompatChangeReporter ProfileInstaller GraphicsEnvironment LoadedApk ApplicationLoaders
    System.err System.out TrafficStats NetworkSecurityConfig InsetsController WindowOnBackDispatcher DecorView
    eglCodecCommon HostConnection vulkan Adreno mali AssistStructure ImeTracker skia Parcel Process""".split()
)
"""Tags under which Android itself writes from within an app's process: not the app's own words."""


@dataclass(frozen=True, slots=True)
class Chatter:
    """Lines of the app's own tags."""

    minutes: float
    """From the first to the last line of the app, or the run's length where that is longer."""
    levels: dict[str, int] = field(default_factory=dict)
    tags: dict[str, int] = field(default_factory=dict)
    """Tag → lines at V and D, most first."""
    examples: dict[str, tuple[LogLine, ...]] = field(default_factory=dict)
    """Tag → its first lines at V and D, at most five."""

    @property
    def verbose(self) -> int:
        return sum(self.levels.get(level, 0) for level in VERBOSE)

    @property
    def per_minute(self) -> float:
        """Lines at V and D."""
        return round(self.verbose / self.minutes, 1) if self.minutes else 0.0


def chatter(
    log: DeviceLog, app: AppInfo, lifetimes: Lifetimes, timeline: Timeline, resources: Resources | None
) -> Chatter:
    pids = {one.pid for one in lifetimes.all}
    for sample in resources.samples if resources else ():
        pids.update(one.pid for one in sample.processes)
    levels: Counter[str] = Counter()
    tags: Counter[str] = Counter()
    examples: dict[str, tuple[LogLine, ...]] = {}
    times = []
    for line in log.lines:
        if line.pid not in pids or is_platform(line.tag):
            continue
        if line.at_ms is not None:
            times.append(line.at_ms)
        levels[line.level] += 1
        if line.level in VERBOSE:
            tags[line.tag] += 1
            if tags[line.tag] <= 5:
                examples[line.tag] = (*examples.get(line.tag, ()), line)
    span = max(timeline.end_ms, max(times, default=0) - min(times, default=0))
    return Chatter(span / 60_000, dict(levels), dict(tags.most_common()), examples)


def is_platform(tag: str) -> bool:
    return tag in PLATFORM or tag.startswith(("cr_", "chromium", "Hwc", "Oplus", "Miui", "SamsungTheme"))
