"""What a run records, before anyone judges it. One record type for each artifact; gatherers write them, derived facts
and checks read them. Times are `at_ms`, milliseconds since the run began, unless a field's name says otherwise."""

from __future__ import annotations

from enum import StrEnum

from patrol.model.graph import Action, Page, PageGraph, State
from patrol.model.journey import JourneyTrace
from patrol.model.record import Record


class PhoneInfo(Record, frozen=True):
    """The phone as it describes itself; unknown is empty or None, never a guess."""

    serial: str
    manufacturer: str = ""
    model: str = ""
    android: str = ""
    sdk: int = 0
    abi: str = ""
    width: int = 0
    height: int = 0
    density_dpi: int = 0
    refresh_hz: float | None = None
    rooted: bool | None = None
    virtual: bool = False
    """A virtual phone of patrol's own: its figures show the method, not a real device."""
    driver: str = ""
    driver_note: str = ""
    """Why this driver, when the preferred one could not start."""


class Environment(Record, frozen=True):
    """Under which conditions the run was made."""

    run_id: str
    app: str
    """The app folder or package as the user named it."""
    package: str
    patrol: str
    python: str
    phone: PhoneInfo
    started_at: str
    """UTC, ISO 8601."""
    phone_clock_offset_ms: int | None = None
    """Phone wall clock minus host wall clock, measured once."""
    started_epoch_ms: int = 0
    """Host wall clock at at_ms 0; with the offset it turns log times into at_ms."""
    seed: int = 0
    options: dict[str, str | int | float | bool | None] = {}
    name: str = ""
    """The app's name as its scenario gives it, with `name_en` in English."""
    name_en: str = ""
    tools: dict[str, str] = {}
    """Versions of adb, mitmproxy, uiautomator2 …"""


class AppInfo(Record, frozen=True):
    """The app's own declarations, from the package manager."""

    package: str
    version_name: str = ""
    version_code: int = 0
    label: str = ""
    target_sdk: int = 0
    min_sdk: int = 0
    debuggable: bool | None = None
    allow_backup: bool | None = None
    cleartext: bool | None = None
    """usesCleartextTraffic; None when the package manager does not tell."""
    uid: int | None = None
    installer: str = ""
    first_installed: str = ""
    installed_bytes: int | None = None
    activities: tuple[str, ...] = ()
    """Full class names, aliases among them."""
    activities_complete: bool = False
    """Whether these are all of the manifest; else only those with an intent filter."""
    exported: tuple[str, ...] = ()
    """Activities that other apps may start: those with an intent filter and without a permission."""
    disabled: tuple[str, ...] = ()
    """Components that are switched off on this phone."""
    deep_links: tuple[str, ...] = ()
    permissions: tuple[str, ...] = ()
    granted: tuple[str, ...] = ()
    signature: str = ""


class Visit(Record, frozen=True):
    """From `at_ms` on the phone showed this page and state, until the next visit."""

    at_ms: int
    page: str
    state: str
    picture: str = ""
    tree: str = ""
    """Path of the compressed UI tree inside the run folder."""
    secure: bool = False
    """The window refuses screenshots (FLAG_SECURE)."""


class Screens(Record, frozen=True):
    """Which page was shown when; pages that are new carry picture and tree."""

    visits: tuple[Visit, ...] = ()


class CrawlStep(Record, frozen=True):
    """One action of the crawl. Journaled before it is sent; `ended_ms` and `target` are filled when it was observed."""

    index: int
    at_ms: int
    source: str
    action: Action
    ended_ms: int | None = None
    target: str = ""
    note: str = ""
    """What came of it when that was not simply a page: left the app, crashed, no effect, lost."""


class StopReason(StrEnum):
    complete = "complete"
    """Nothing untried is left that can be reached."""
    actions = "actions"
    minutes = "minutes"
    stagnation = "stagnation"
    crash_loop = "crash_loop"
    interrupted = "interrupted"
    device_lost = "device_lost"
    error = "error"


class Found(Record, frozen=True):
    """A page or state on its first sight; with the steps, enough to build the graph of a run that was cut short."""

    page: Page
    state: State


class Crawl(Record, frozen=True):
    """How the app was explored and why that ended."""

    graph: PageGraph = PageGraph()
    steps: tuple[CrawlStep, ...] = ()
    found: tuple[Found, ...] = ()
    stop: StopReason | None = None
    """None: the run was cut short before the crawl could say."""
    stop_note: str = ""
    skipped: tuple[tuple[str, str], ...] = ()
    """(what, why): widgets left alone by the deny list, rows over the budget."""


class Journeys(Record, frozen=True):
    """The journeys that were played, in order."""

    traces: tuple[JourneyTrace, ...] = ()
    planned: tuple[str, ...] = ()


class Body(Record, frozen=True):
    """A request's or response's body: its true size, and the text as far as it was kept and masked."""

    size: int = 0
    content_type: str = ""
    encoding: str = ""
    text: str = ""
    cut: bool = False


class Timing(Record, frozen=True):
    """Milliseconds of each stage; None when the stage did not happen (kept-alive connection) or was not seen."""

    dns: float | None = None
    connect: float | None = None
    tls: float | None = None
    first_byte: float | None = None
    total: float | None = None


class Flow(Record, frozen=True):
    """One request with what came back. `error` is set when nothing did."""

    id: str
    at_ms: int
    method: str
    scheme: str
    host: str
    port: int
    path: str
    """Path and query, secrets masked."""
    http: str = ""
    request_headers: tuple[tuple[str, str], ...] = ()
    request: Body = Body()
    status: int | None = None
    response_headers: tuple[tuple[str, str], ...] = ()
    response: Body = Body()
    timing: Timing = Timing()
    error: str = ""
    tls: str = ""
    """TLS version between app and proxy; "" for cleartext."""
    connection: str = ""

    @property
    def url(self) -> str:
        default = {"http": 80, "https": 443}.get(self.scheme)
        port = "" if self.port == default else f":{self.port}"
        return f"{self.scheme}://{self.host}{port}{self.path}"


class Uninspected(Record, frozen=True):
    """A connection that could not be opened up: pinned, client certificate, not HTTP."""

    at_ms: int
    host: str
    port: int
    reason: str


class Traffic(Record, frozen=True):
    flows: tuple[Flow, ...] = ()
    uninspected: tuple[Uninspected, ...] = ()
    proxy: str = ""
    """How the phone reached the proxy: adb-reverse, host-address."""
    ended_early: str = ""
    """Why requests were no longer seen before the run ended."""


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


class FrameBatch(Record, frozen=True):
    """New frames seen by one reading of `dumpsys gfxinfo PACKAGE framestats`.

    `rows` holds (intended vsync, frame completed, deadline) in nanoseconds of the phone's uptime clock; deadline 0
    when the phone does not tell. `lost` counts frames that fell out of the ring buffer between two readings.
    `uptime_ms` is that clock as the phone told it at `at_ms`, or the moment after that it took to ask; None when it
    was not told, and then `at_ms` is when the reading was done."""

    at_ms: int
    window: str
    source: str
    rows: tuple[tuple[int, int, int], ...] = ()
    lost: int = 0
    refresh_hz: float | None = None
    uptime_ms: int | None = None


class Frames(Record, frozen=True):
    batches: tuple[FrameBatch, ...] = ()
    refresh_hz: float | None = None
    note: str = ""
    ended_early: str = ""
    """Why nothing was read any more before the run ended; "" when it was read to the end."""


class ResourceSample(Record, frozen=True):
    """Memory and CPU of the app's processes at one moment; None is unknown, not zero."""

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


class Resources(Record, frozen=True):
    samples: tuple[ResourceSample, ...] = ()
    note: str = ""
    ended_early: str = ""
    """Why nothing was sampled any more before the run ended; "" when it was sampled to the end."""


class LogLine(Record, frozen=True):
    """One line of the device log. `at_ms` is None when the line's time could not be read."""

    at_ms: int | None
    pid: int
    tid: int
    level: str
    """V D I W E F."""
    tag: str
    message: str


class DeviceLog(Record, frozen=True):
    """The app's lines and what the system said of the app; `dropped` counts lines left out by the size limit."""

    lines: tuple[LogLine, ...] = ()
    dropped: int = 0
    unparsed: int = 0
    ended_early: str = ""
    """Why lines were no longer read before the run ended."""


class GatherFailure(Record, frozen=True):
    """A gatherer that could not record: its artifact is missing, and checks that need it say so."""

    gatherer: str
    artifact: str
    message: str
    advice: str = ""
    at_ms: int = 0


class Interruption(Record, frozen=True):
    """Why the run ended early; its presence forbids a pass."""

    at_ms: int
    reason: str
