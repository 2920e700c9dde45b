"""What a run records, before anyone judges it. One record type for each artifact; gatherers write them, derived facts
and checks read them. Times are `at_ms`, milliseconds since the run began, unless a field's name says otherwise."""

from __future__ import annotations

from enum import StrEnum

from patrol.model.depth import FieldTrial, PageInDepth
from patrol.model.graph import Action, Page, PageGraph, State, WallStatus
from patrol.model.journey import JourneyTrace
from patrol.model.record import Record
from patrol.model.unsteady import Unsteady


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

    @property
    def kind(self) -> str:
        """What two phones must share for their numbers to be laid side by side."""
        return f"{self.manufacturer} {self.model}, Android {self.android}".strip()


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


class Component(Record, frozen=True):
    """An entry of the app's manifest, as its APK has it."""

    kind: str
    """activity (aliases among them), service, receiver, provider."""
    name: str
    """Full class name."""
    exported: bool | None = None
    """Whether other apps may start it; None when a resource decides."""
    permission: str = ""
    """What they must hold to do so; of a provider only when it guards reading and writing."""
    enabled: bool = True
    launcher: bool = False
    """The launcher's entry."""
    links: bool = False
    """Answers links of browsers and messages."""
    filters: int = 0
    """Intent filters."""
    actions: tuple[str, ...] = ()
    """That its intent filters name; runs of older patrols have none."""


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
    launcher: str = ""
    """Activity that the launcher shows; "" for none, and in runs of older patrols."""
    disabled: tuple[str, ...] = ()
    """Components that are switched off on this phone."""
    deep_links: tuple[str, ...] = ()
    permissions: tuple[str, ...] = ()
    granted: tuple[str, ...] = ()
    signature: str = ""
    components: tuple[Component, ...] = ()
    """All of the manifest; empty when the phone did not give it out."""
    components_note: str = ""
    """Why `components` is empty."""


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
    unsteady: tuple[Unsteady, ...] = ()
    """Where kept trees say what other looks at the same state did not say."""


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


ENDED = (StopReason.complete, StopReason.stagnation)
"""Ends of a crawl after which a page that was not found is not where the crawl can get: nothing was left to try, or
deep links, exported activities and 120 actions more brought nothing new."""


LEAST_ACTIONS_A_PAGE = 3


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
    in_depth: tuple[PageInDepth, ...] = ()
    """Pages that are new or changed against the baseline, in the order in which they were found; empty without one."""
    field_trials: tuple[FieldTrial, ...] = ()
    """Boundary values in the forms of these pages."""

    @property
    def looked_over(self) -> bool:
        """Whether what the crawl did not see can be said not to be there: it came to its end, or its own limit left
        it three actions for each page. (A crawl of nine pages ended by itself after 3.3 a page; that of the demo's 77
        has seen them all after 5.0.) One that was broken off, or had a few actions only, proves no absence."""
        if self.stop in ENDED:
            return True
        enough = len(self.steps) >= LEAST_ACTIONS_A_PAGE * max(1, len(self.graph.pages))
        return enough and self.stop in {StopReason.actions, StopReason.minutes}

    @property
    def signed_in(self) -> bool:
        """Whether what lies behind the sign-in was seen too: the app showed none, or the crawl got past one. What only
        a signed-in user is offered (closing the account, settings of privacy) is not missing where nobody got in."""
        walls = [page.wall_status for page in self.graph.pages if page.wall == "sign-in"]
        return not walls or WallStatus.passed in walls


class Journeys(Record, frozen=True):
    """The journeys that were played, in order."""

    traces: tuple[JourneyTrace, ...] = ()
    planned: tuple[str, ...] = ()


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
