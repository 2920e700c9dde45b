"""A running app made of a model: what the phone asks of an app, carried out by the parts beside this module."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any

from patrol.virtualphone.app.core import Core
from patrol.virtualphone.app.frames import FrameTotals
from patrol.virtualphone.app.links import follow
from patrol.virtualphone.app.model import Activity, AppModel, Timer
from patrol.virtualphone.app.names import Names, clock_text, made_secrets
from patrol.virtualphone.app.navigation import Navigator
from patrol.virtualphone.app.running import Runner
from patrol.virtualphone.app.scrolling import Scrolling
from patrol.virtualphone.app.showing import Showing
from patrol.virtualphone.app.touching import Touching
from patrol.virtualphone.app.usage import START_CPU_SHARE, Usage
from patrol.virtualphone.app.windows import DrawnWindow
from patrol.virtualphone.contracts import Frame, Held, Host, Launched
from patrol.virtualphone.system.accessibility import AccessibilityEvent

if TYPE_CHECKING:
    from PIL import Image

ON_TOP_ALREADY = "UNKNOWN (0)"


class InstalledApp:
    """An app on a phone: what it has stored outlives its processes. `secrets` are given, or made from `seed`."""

    def __init__(self, model: AppModel, *, secrets: Mapping[str, str] | None = None, seed: int = 0) -> None:
        self.model = model
        self.secrets = made_secrets(model, secrets or {}, seed)
        self.seed = seed
        self.starts = 0
        self.stored: dict[str, Any] = {}

    def clear_data(self) -> None:
        """As after installing it."""
        self.stored.clear()

    def start(self, host: Host, pid: int, stored: MutableMapping[str, Any] | None = None) -> ModelApp:
        """A new process; `launch` opens its first page. `stored`: where it keeps what outlives it, when the phone
        keeps that itself."""
        self.starts += 1
        kept = self.stored if stored is None else stored
        for name, value in self.model.stored.items():
            kept.setdefault(name, copy.deepcopy(value))
        return ModelApp(self, host, pid, kept)


class ModelApp:
    """Implements contracts.App."""

    def __init__(self, installed: InstalledApp, host: Host, pid: int, stored: MutableMapping[str, Any]) -> None:
        self.model = installed.model
        self.package = self.model.package
        self.pid = pid
        names = Names(self.model, stored, installed.secrets, host.scheduler.now_ms)
        self._core = Core(self.model, host, names, self)
        self._chance = random.Random(installed.seed * 1_000_003 + installed.starts)
        self._runner = Runner(self._core)
        self._navigator = Navigator(self._core, self._runner.run)
        self._showing = Showing(self._core)
        self._runner.navigator, self._runner.scroll_to = self._navigator, self._showing.scroll_to
        self._touching = Touching(self._core, self._showing, self._navigator, self._runner)
        self._scrolling = Scrolling(self._core, self._showing, self._runner, self._touching.tap)
        self._usage = Usage(self._core)
        self._started = False
        self._timers: list[Callable[[], None]] = []

    # Starting and stopping

    def launch(self, activity: str, link: str, cold: bool) -> Launched:
        """Open an activity (full class name, "" for the launcher's) or a deep link.

        `error` is set when there is no such activity, or no page answers to the link."""
        known = self._activity(activity)
        page = follow(self.model, link, self._core.names) if link else None
        if known is None:
            return Launched(activity, "", 0, error=f"Activity class {{{self.package}/{activity}}} does not exist.")
        if link and page is None:
            return Launched("", "", 0, error=f"unable to resolve Intent {{ dat={link} }}")
        kind, displayed = self._start_time(cold, known, page)
        self._usage.settle()
        self._begin(displayed, first=not self._started)
        if page is not None:
            self._navigator.go(page)
        elif not self._core.pages:
            self._navigator.go(self._first_page(known))
        elif not known.launcher:
            self._navigator.go(known.page, "top")
        else:
            self._resume()
        top = self._core.top
        drawn = self._varied(self.model.start.fully_drawn_ms) if kind == "COLD" else None
        return Launched(top.page.activity if top else known.name, kind, displayed, drawn)

    def begin_behind(self) -> None:
        """What the app does at its start is done without a page; the next launch is warm."""
        self._started = True
        self._runner.run(self.model.on_start, {}, None)
        self._restart_timers()

    def _activity(self, name: str) -> Activity | None:
        return self.model.activity(name or self.model.launcher_activity)

    def _first_page(self, activity: Activity) -> str:
        if not activity.launcher and activity.page:
            return activity.page
        scope = self._core.scope()
        return next(s.page for s in self.model.start_pages if s.when is None or s.when.holds(scope))

    def _start_time(self, cold: bool, activity: Activity, page: str | None) -> tuple[str, float]:
        start, top = self.model.start, self._core.top
        if cold or not self._started:
            return "COLD", self._varied(start.cold_ms) or 0
        if top is None:
            return "WARM", self._varied(start.warm_ms) or 0
        if self._core.foreground and page is None and top.page.activity == activity.name:
            return ON_TOP_ALREADY, 0
        return "HOT", self._varied(start.hot_ms) or 0

    def _varied(self, ms: float | None) -> float | None:
        """Within three standard deviations of the model's figure, the same for the same seed and start."""
        if ms is None:
            return None
        spread = self.model.start.spread
        factor = max(1 - 3 * spread, min(1 + 3 * spread, self._chance.gauss(1, spread))) if spread else 1
        return round(ms * max(0.2, factor), 1)

    def _begin(self, displayed_ms: float, *, first: bool) -> None:
        core = self._core
        was_foreground = core.foreground
        core.foreground, self._started = True, True
        core.shown_from_ms = core.now + displayed_ms
        core.used_cpu_ms += displayed_ms * START_CPU_SHARE
        core.version += 1
        core.later(displayed_ms, core.changed)
        if first:
            self._runner.run(self.model.on_start, {}, None)
        elif not was_foreground:
            self._runner.run(self.model.on_foreground, {}, None)
        self._restart_timers()

    def _resume(self) -> None:
        top = self._core.top
        if top is not None:
            self._core.animate(100)
            self._navigator.start_timers(top)
            self._core.changed()
            self._runner.run(top.page.on_resume, {}, top)

    def to_background(self) -> None:
        if not self._core.foreground:
            return
        self._usage.settle()
        self._core.foreground = False
        self._core.forget_frames()
        if self._core.top is not None:
            self._core.top.stop_timers()
        self._runner.run(self.model.on_background, {}, None)
        self._restart_timers()

    def to_foreground(self) -> None:
        if self._core.foreground or not self._core.alive:
            return
        self._usage.settle()
        self._core.foreground = True
        self._runner.run(self.model.on_foreground, {}, None)
        self._restart_timers()
        self._resume()

    def end(self) -> None:
        """The process is killed: nothing of it runs on."""
        self._core.alive = self._core.foreground = False
        for opened in self._core.pages:
            opened.alive = False
            opened.stop_timers()
        for cancel in self._timers:
            cancel()
        self._core.pages.clear()

    def _restart_timers(self) -> None:
        """Those of the app, which depend on whether it is in the foreground."""
        for cancel in self._timers:
            cancel()
        place = "foreground" if self._core.foreground else "background"
        self._timers = [self._timed(t) for t in self.model.timers if t.during in (place, "always")]

    def _timed(self, timer: Timer) -> Callable[[], None]:
        start = self._core.every if timer.repeats else self._core.later
        return start(timer.ms, lambda: self._runner.run(timer.effects, {}, None))

    # What is shown

    def windows(self) -> tuple[DrawnWindow, ...]:
        return self._showing.windows()

    def picture(self) -> Image.Image:
        """The whole screen as the app would have it, status bar included, without the system's windows."""
        from patrol.virtualphone.app.drawing.screen import paint

        host = self._core.host
        return paint(self.windows(), host.size, host.density_dpi, clock_text(self._core.now))

    @property
    def keyboard_package(self) -> str:
        """The input method whose window is shown for focused fields; "" for one without a window."""
        return self._showing.keyboard_package

    @keyboard_package.setter
    def keyboard_package(self, package: str) -> None:
        self._showing.keyboard_package = package

    @property
    def keyboard_shown(self) -> bool:
        return bool(self._showing.keyboard_kind)

    @property
    def page(self) -> str:
        """Id of the page on top: the truth that a crawl is held against."""
        return self._core.top.page.id if self._core.top else ""

    @property
    def page_stack(self) -> tuple[str, ...]:
        return tuple(opened.page.id for opened in self._core.pages)

    @property
    def values(self) -> Mapping[str, Any]:
        """Its variables and what else expressions see."""
        return self._core.names

    # Fingers and keys

    def tap(self, x: int, y: int) -> None:
        self._core.when_free(lambda: self._touching.tap(x, y))

    def long_press(self, x: int, y: int) -> None:
        self._core.when_free(lambda: self._touching.long_press(x, y))

    def swipe(self, x1: int, y1: int, x2: int, y2: int, duration_ms: float) -> None:
        self._core.when_free(lambda: self._scrolling.swipe(x1, y1, x2, y2, duration_ms))

    def type_text(self, text: str, *, replace: bool) -> bool:
        return self._touching.type_text(text, replace=replace)

    def paste(self, text: str) -> bool:
        return self._touching.paste(text)

    def listen(self, listener: Callable[[AccessibilityEvent], None]) -> Callable[[], None]:
        """Hear of each accessibility event; the returned function ends it."""
        return self._touching.secrets.listen(listener)

    def heap(self) -> tuple[str, ...]:
        """The texts that this process holds."""
        return self._touching.secrets.heap()

    @property
    def autofill_field(self) -> int:
        """Number of the focused field's view; 0 when it is not offered to the autofill service. Fields with a keyboard
        of the app's own are not, unless they say so."""
        touch = self._showing.focused()
        widget = touch.widget if touch is not None else None
        if widget is None or not widget.get("autofill", widget.get("keyboard", "system") == "system"):
            return 0
        return 1 + sum(map(ord, widget.id)) % 4096

    def key(self, code: int) -> bool:
        """True when the app takes the key, be it later because its main thread is busy."""
        if code == 4:
            self._core.when_free(self._touching.back)
            return bool(self._core.pages)
        return self._touching.press(code)

    # Figures

    def frames(self) -> tuple[Frame, ...]:
        """The last 1200 frames completed so far, oldest first; `frame_totals` counts all."""
        return self._core.frames.until(self._core.now)

    def stopped_windows(self) -> tuple[str, ...]:
        package = self._core.model.package
        return tuple(f"{package}/{opened.page.activity}" for opened in self._core.pages[:-1])

    def surfaces(self) -> tuple[str, ...]:
        """The window of the page on top, when that draws on a surface of its own."""
        top = self._core.top
        return (self._core.window_title(),) if top is not None and top.page.surface else ()

    def surface_frames(self) -> tuple[Frame, ...]:
        return self._core.surface.until(self._core.now)

    def refresh_changed(self) -> None:
        for log in (self._core.frames, self._core.surface):
            log.refresh(self._core.host.refresh_hz, self._core.now)

    def frame_totals(self) -> FrameTotals:
        return self._core.frames.totals(self._core.now)

    def reset_frames(self) -> None:
        self._core.frames.reset(self._core.now)

    def held(self) -> Held:
        return self._usage.held()

    def memory_kb(self) -> Mapping[str, int]:
        return self._usage.memory_kb()

    def cpu_ticks(self) -> tuple[int, int]:
        return self._usage.cpu_ticks()
