"""A phone made of paper: pages as data, enough of a Driver for crawl and journeys, without simulating Android."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from patrol.clock import SimulatedClock
from patrol.crawl.explorer import CrawlLimits
from patrol.device.driver import LaunchReport, ShellResult
from patrol.errors import DeviceError, DeviceLost
from patrol.journey.session import MemoryRecorder, Session
from patrol.journey.values import Values
from patrol.model.artifacts import PhoneInfo
from patrol.model.scenario import Scenario
from patrol.model.screen import Node, Rect, Screen

PACKAGE = "com.example.paper"
WIDTH, HEIGHT = 720, 1280


@dataclass
class Widget:
    """One widget of a paper page, drawn below the one before."""

    text: str = ""
    go: str = ""
    id: str = ""
    kind: str = "Button"
    description: str = ""
    hint: str = ""
    password: bool = False
    when: Callable[[PaperPhone], bool] | None = None
    enabled: Callable[[PaperPhone], bool] | None = None
    checked: Callable[[PaperPhone], bool] | None = None
    shows: Callable[[PaperPhone], str] | None = None
    """What it says instead of `text`: a picker, a message."""
    do: Callable[[PaperPhone], None] | None = None


@dataclass
class Paper:
    """One page, dialog or permission window."""

    title: str = ""
    widgets: list[Widget] = field(default_factory=list)
    activity: str = "MainActivity"
    rows: Callable[[PaperPhone], list[str]] | None = None
    row_goes: Callable[[int], str] | None = None
    dialog: bool = False
    package: str = PACKAGE
    after: tuple[float, str] | None = None
    """(milliseconds, page that follows by itself): a splash, a page that loads."""


@dataclass
class PaperPhone:
    """A Driver over paper pages."""

    pages: dict[str, Paper]
    clock: SimulatedClock = field(default_factory=SimulatedClock)
    first: str = "home"
    delay_ms: float = 0
    name: str = "paper"
    ascii_only: bool = False
    """As the shell driver: other scripts cannot be typed."""
    stack: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    focus: str = ""
    facts: set[str] = field(default_factory=set)
    done: list[str] = field(default_factory=list)
    lost_after: int = -1
    crashed: bool = False
    running: bool = False
    _due: tuple[float, list[str]] | None = None
    _opened_ms: float = 0

    # --- looking ------------------------------------------------------------------------------------------------------

    def screen(self) -> Screen:
        self._check()
        self._follow()
        if not self.stack:
            root = Node(
                class_name="android.widget.FrameLayout",
                package="com.android.launcher3",
                bounds=Rect(0, 0, WIDTH, HEIGHT),
            )
            return Screen(
                package="com.android.launcher3", activity="Launcher", width=WIDTH, height=HEIGHT, roots=(root,)
            )
        paper = self.pages[self.stack[-1]]
        nodes = tuple(node for node, _ in self._drawn(paper))
        bounds = Rect(60, 300, 660, 900) if paper.dialog else Rect(0, 0, WIDTH, HEIGHT)
        root = Node(class_name="android.widget.FrameLayout", package=paper.package, bounds=bounds, children=nodes)
        return Screen(package=paper.package, activity=paper.activity, width=WIDTH, height=HEIGHT, roots=(root,))

    def _drawn(self, paper: Paper) -> list[tuple[Node, Widget | None]]:
        left, top = (80, 320) if paper.dialog else (0, 0)
        found: list[tuple[Node, Widget | None]] = []
        if paper.title:
            bounds = Rect(left + 100, top + 10, left + 400, top + 90)
            found.append((Node("android.widget.TextView", f"{PACKAGE}:id/title", paper.title, bounds=bounds), None))
        y = top + 120
        for widget in paper.widgets:
            if widget.when is not None and not widget.when(self):
                continue
            found.append((self._node(widget, Rect(left, y, left + 500, y + 60)), widget))
            y += 70
        if paper.rows is not None:
            rows = paper.rows(self)
            children = tuple(
                Node(
                    "android.widget.TextView",
                    f"{PACKAGE}:id/row",
                    text,
                    clickable=True,
                    bounds=Rect(0, y + 60 * i, 700, y + 60 * i + 58),
                )
                for i, text in enumerate(rows)
            )
            bounds = Rect(0, y, 700, y + 60 * len(rows))
            found.append(
                (Node("android.widget.ListView", f"{PACKAGE}:id/list", bounds=bounds, children=children), None)
            )
        return found

    def _node(self, widget: Widget, bounds: Rect) -> Node:
        typed = self.texts.get(widget.id, "")
        said = widget.shows(self) if widget.shows is not None else widget.text
        text = said if widget.kind != "EditText" else ("•" * len(typed) if widget.password else typed)
        return Node(
            f"android.widget.{widget.kind}",
            f"{PACKAGE}:id/{widget.id}" if widget.id else "",
            text,
            widget.description,
            PACKAGE,
            bounds,
            widget.hint,
            clickable=widget.kind != "TextView",
            enabled=widget.enabled is None or widget.enabled(self),
            checkable=widget.checked is not None,
            checked=widget.checked is not None and widget.checked(self),
            focused=bool(widget.id) and self.focus == widget.id,
            password=widget.password,
        )

    def screenshot(self) -> bytes:
        self._check()
        return b"\x89PNG not really"

    # --- touching -----------------------------------------------------------------------------------------------------

    def tap(self, x: int, y: int) -> None:
        self._check()
        self._follow()
        paper = self.pages[self.stack[-1]] if self.stack else Paper()
        for node, widget in self._drawn(paper):
            if not node.bounds.contains(x, y):
                continue
            if widget is None:
                for index, row in enumerate(node.children):
                    if row.bounds.contains(x, y) and paper.row_goes is not None:
                        self.done.append(f"row {index}")
                        self.go(paper.row_goes(index))
                return
            self.done.append(f"tap {widget.text or widget.id or widget.description}")
            if widget.enabled is not None and not widget.enabled(self):
                return
            if widget.kind == "EditText":
                self.focus = widget.id
            if widget.do is not None:
                widget.do(self)
            if widget.go:
                self.go(widget.go)
            return

    def go(self, page: str) -> None:
        stack = list(self.stack)
        if stack and self.pages[stack[-1]].dialog:
            stack.pop()
        if page != "close":
            stack.append(page)
        if page == "exit":
            stack = []
        if page == "crash":
            self.crash()
            return
        if self.delay_ms:
            self._due = (self.clock.now_ms() + self.delay_ms, stack)
        else:
            self._open(stack)

    def _open(self, stack: list[str]) -> None:
        self.stack, self.focus, self._opened_ms = stack, "", self.clock.now_ms()

    def _follow(self) -> None:
        if self._due is not None and self.clock.now_ms() >= self._due[0]:
            self._open(self._due[1])
            self._due = None
        if self.stack and (after := self.pages[self.stack[-1]].after):
            if self.clock.now_ms() >= self._opened_ms + after[0]:
                if after[1] == "crash":
                    self.crash()
                else:
                    self._open([*self.stack[:-1], after[1]])

    def crash(self) -> None:
        self.crashed, self.running, self.stack = True, False, []

    def long_press(self, x: int, y: int, duration_ms: int = 800) -> None:
        self._check()
        self.done.append("long press")

    def swipe(self, x1: int, y1: int, x2: int, y2: int, duration_ms: int = 300) -> None:
        self._check()
        self.done.append("swipe")

    def type_text(self, text: str, *, clear: bool = True) -> None:
        self._check()
        if self.ascii_only and not text.isascii():
            raise DeviceError("paper types ASCII only.", advice="Write it yourself.")
        self.done.append(f"type {text}")
        if self.focus:
            self.texts[self.focus] = text if clear else self.texts.get(self.focus, "") + text

    def press(self, key: str) -> None:
        self._check()
        self.done.append(key)
        if key == "home":
            self.stack = []
        elif key == "back" and self.stack:
            self._open(self.stack[:-1])

    # --- the app ------------------------------------------------------------------------------------------------------

    def launch(self, component: str, *, stop_first: bool = False) -> LaunchReport:
        self._check()
        self.done.append("launch")
        self.running = True
        if stop_first or not self.stack:
            self._open([self.first])
        return LaunchReport()

    def open_link(self, url: str, package: str = "") -> LaunchReport:
        self._check()
        page = url.partition("://")[2]
        if page in self.pages:
            self._open([page])
        return LaunchReport()

    def stop(self, package: str) -> None:
        self.running, self.stack = False, []

    def clear_data(self, package: str) -> None:
        self.stop(package)
        self.facts.clear()
        self.texts.clear()

    def processes(self, package: str) -> dict[int, str]:
        return {100: package} if self.running else {}

    def _check(self) -> None:
        if self.lost_after >= 0 and len(self.done) >= self.lost_after:
            raise DeviceLost("paper phone is gone.")

    def info(self) -> PhoneInfo:
        return PhoneInfo(serial="paper")

    def shell(self, command: str, *, timeout_s: float = 20) -> ShellResult:
        return ShellResult("", 0)


def session_of(phone: PaperPhone, scenario: Scenario | None = None, **environ: str) -> Session:
    """A session over a paper phone that keeps everything in memory."""
    return Session(
        driver=phone,  # type: ignore[arg-type]
        clock=phone.clock,
        scenario=scenario or Scenario(PACKAGE, name="paper"),
        recorder=MemoryRecorder(),
        values=Values(environ),
        pictures=True,
    )


LIMITS = CrawlLimits(actions=300, minutes=60)
