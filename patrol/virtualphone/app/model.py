"""An app as its model files describe it, checked and compiled. Everything here is immutable; what changes while the
app runs lives in the behaviour modules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from patrol.errors import Place
from patrol.virtualphone.app.expressions import Expression
from patrol.virtualphone.app.templates import Text
from patrol.virtualphone.package.plan import PackagePlan


@dataclass(frozen=True, slots=True)
class Effect:
    """One effect: its kind, what its key holds, and its options, all compiled."""

    kind: str
    main: Any
    options: Mapping[str, Any]
    place: Place
    when: Expression | None = None


Effects = tuple[Effect, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Widget:
    """One widget of a page. `main` is what its kind key holds; `children` are nested widgets, wherever written."""

    kind: str
    main: Any
    attributes: Mapping[str, Any]
    children: tuple[Widget, ...]
    place: Place

    def get(self, name: str, default: Any = None) -> Any:
        return self.attributes.get(name, default)

    @property
    def id(self) -> str:
        return str(self.attributes.get("id", ""))


@dataclass(frozen=True, slots=True)
class Toolbar:
    title: Text | None = None
    back: bool | None = None
    """None: unless the page is the bottom of the stack."""
    style: str = "plain"
    actions: tuple[Widget, ...] = ()


@dataclass(frozen=True, slots=True)
class Timer:
    """Runs `effects` once after, or every `ms` milliseconds; `during` is foreground, background or always."""

    ms: float
    repeats: bool
    effects: Effects
    during: str = "foreground"


@dataclass(frozen=True, slots=True, eq=False)
class Dialog:
    id: str
    kind: str = "dialog"
    title: Text | None = None
    content: tuple[Widget, ...] = ()
    buttons: tuple[Widget, ...] = ()
    cancelable: bool = True
    on_open: Effects = ()
    width: float = 0
    secure: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One page; see docs/app-model.md for each attribute."""

    id: str
    activity: str
    place: Place
    title: Text | None = None
    module: str = ""
    toolbar: Toolbar | None = Toolbar()
    links: tuple[Link, ...] = ()
    content: tuple[Widget, ...] = ()
    top: tuple[Widget, ...] = ()
    bottom: tuple[Widget, ...] = ()
    floating: tuple[Widget, ...] = ()
    navigation: str = ""
    dialogs: Mapping[str, Dialog] = field(default_factory=dict)
    scroll: bool = True
    secure: bool = False
    hides_overlays: bool = False
    background: str = ""
    first_load_ms: float = 0
    load_ms: float = 0
    frame_ms: float = 6
    jank: float = 0
    slow_frame_ms: float | None = None
    surface: bool = False
    """It draws on a surface of its own, as games, video players and Flutter do."""
    memory_kb: int = 2048
    leak_kb: int = 0
    leak_threads: int = 0
    leak_handles: int = 0
    idle_cpu: float | None = None
    busy_thread: str = ""
    """Name of the thread that uses `idle_cpu`; the main thread when empty."""
    keyboard_mode: str = "resize"
    elder: str = "follows"
    weak: bool = False
    on_open: Effects = ()
    on_loaded: Effects = ()
    on_resume: Effects = ()
    on_leave: Effects = ()
    on_back: Effects | None = None
    """None: Back does what it does everywhere; no effects at all: it does nothing."""
    timers: tuple[Timer, ...] = ()
    lively: bool = False
    """Some text on it names the clock, so that it changes by itself each second."""
    pulses: tuple[float, ...] = ()
    """Periods (ms) of its banners and tickers."""


@dataclass(frozen=True, slots=True)
class Link:
    """A deep link pattern; `parts` alternate between literal text and the name of a variable."""

    pattern: str
    parts: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return self.parts[1::2]


@dataclass(frozen=True, slots=True)
class Activity:
    """`name` is the full class name."""

    name: str
    launcher: bool = False
    exported: bool = False
    page: str = ""
    permission: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Component:
    kind: str
    name: str
    exported: bool = False
    permission: str = ""
    actions: tuple[str, ...] = ()
    """Of its intent filter."""
    again_ms: float = 0
    """So long after the process was ended in the background the system starts it again for this component; 0: not."""


@dataclass(frozen=True, slots=True)
class StartTimes:
    """Milliseconds; `spread` is the standard deviation as a share."""

    cold_ms: float = 800
    warm_ms: float = 300
    hot_ms: float = 120
    fully_drawn_ms: float | None = None
    spread: float = 0.05


@dataclass(frozen=True, slots=True)
class Resources:
    """Figures of the process with no page open."""

    java_kb: int = 24_000
    native_kb: int = 42_000
    graphics_kb: int = 36_000
    code_kb: int = 48_000
    stack_kb: int = 2_400
    system_kb: int = 9_600
    idle_cpu: float = 0.01
    threads: int = 48
    handles: int = 120


@dataclass(frozen=True, slots=True)
class Theme:
    primary: str = "#2F6BFF"
    accent: str = "#FF8A00"
    background: str = "#F4F5F7"
    surface: str = "#FFFFFF"
    ink: str = "#1C2026"
    dark: bool = False
    corner: float = 12


@dataclass(frozen=True, slots=True)
class Tab:
    """One entry of a bottom navigation."""

    text: Text
    icon: str
    go: str
    badge: Text | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """One case of `open`: the page, and when."""

    page: str
    when: Expression | None = None


@dataclass(frozen=True, slots=True, eq=False)
class AppModel:
    """A build of an app."""

    package: str
    name_zh: str
    name_en: str
    file: Path
    pages: Mapping[str, Page]
    activities: tuple[Activity, ...]
    start_pages: tuple[Start, ...]
    version_name: str = "1.0"
    version_code: int = 1
    min_sdk: int = 23
    target_sdk: int = 34
    permissions: tuple[str, ...] = ()
    components: tuple[Component, ...] = ()
    debuggable: bool = False
    allow_backup: bool = False
    cleartext: bool = False
    trusts_user_certificates: bool = False
    """Its network security configuration lists the user's certificates, so that a proxy can look inside."""
    theme: Theme = Theme()
    start: StartTimes = StartTimes()
    resources: Resources = Resources()
    stored: Mapping[str, Any] = field(default_factory=dict)
    variables: Mapping[str, Any] = field(default_factory=dict)
    secrets: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """Name → ("digits" | "letters", how many)."""
    data: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, Text] = field(default_factory=dict)
    navigation: Mapping[str, tuple[Tab, ...]] = field(default_factory=dict)
    dialogs: Mapping[str, Dialog] = field(default_factory=dict)
    effects: Mapping[str, Effects] = field(default_factory=dict)
    on_start: Effects = ()
    on_background: Effects = ()
    on_foreground: Effects = ()
    timers: tuple[Timer, ...] = ()
    backend: Path | None = None
    neighbours: tuple[Path, ...] = ()
    """Build files of other apps that are on the phone, too."""
    apk: PackagePlan = field(default_factory=PackagePlan)

    @property
    def launcher_activity(self) -> str:
        return next((a.name for a in self.activities if a.launcher), self.activities[0].name)

    def activity(self, name: str) -> Activity | None:
        """By full class name."""
        return next((a for a in self.activities if a.name == name), None)

    @property
    def links(self) -> tuple[tuple[Link, Page], ...]:
        """Every deep link with its page, in the order of the files."""
        return tuple((link, page) for page in self.pages.values() for link in page.links)
