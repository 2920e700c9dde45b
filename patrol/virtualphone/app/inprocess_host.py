"""A phone reduced to what one app needs: time that is simulated, permissions, a log, toasts, and no adb."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from patrol.model.screen import Node, Rect
from patrol.virtualphone.app.links import page_for
from patrol.virtualphone.app.modelapp import InstalledApp, ModelApp
from patrol.virtualphone.app.simulated import SimulatedScheduler
from patrol.virtualphone.contracts import App, HttpAnswer, HttpRequest, Launched, Scheduler, Window

CONTROLLER = "com.android.permissioncontroller"
KEPT = 2000
"""Records of each kind kept: a crawl of 100,000 actions must not fill the memory."""
Answer = Callable[[HttpRequest], tuple[HttpAnswer, float]]
"""What a server says to a request, and after how many milliseconds."""


def offline(_: HttpRequest) -> tuple[HttpAnswer, float]:
    return HttpAnswer(error="java.net.UnknownHostException: no network"), 20


@dataclass(slots=True)
class Seen:
    """What the app did beside showing pages; the last 2000 of each."""

    log: deque[tuple[float, str, str, str]] = field(default_factory=lambda: deque(maxlen=KEPT))
    """(uptime ms, level, tag, message)."""
    calls: deque[tuple[str, tuple[str, ...], tuple[str, ...]]] = field(default_factory=lambda: deque(maxlen=KEPT))
    """(api, arguments, chain) of privacy calls."""
    requests: deque[HttpRequest] = field(default_factory=lambda: deque(maxlen=KEPT))
    toasts: deque[str] = field(default_factory=lambda: deque(maxlen=KEPT))
    notifications: deque[tuple[str, str, str]] = field(default_factory=lambda: deque(maxlen=KEPT))
    crashes: deque[tuple[str, str, tuple[str, ...]]] = field(default_factory=lambda: deque(maxlen=KEPT))
    stalls: deque[tuple[str, float]] = field(default_factory=lambda: deque(maxlen=KEPT))
    """(reason, ms) of ANRs."""
    files: dict[str, bytes] = field(default_factory=dict)
    left_for: deque[str] = field(default_factory=lambda: deque(maxlen=KEPT))
    """Links that lead out of the app."""
    clipboard: str = ""


@dataclass(slots=True)
class _Question:
    permissions: tuple[str, ...]
    done: Callable[[bool], None]


class InProcessHost:
    """Implements contracts.Host for one installed app."""

    def __init__(
        self,
        installed: InstalledApp,
        *,
        size: tuple[int, int] = (1080, 2400),
        density_dpi: int = 420,
        refresh_hz: float = 60,
        answer: Answer = offline,
    ) -> None:
        self.time = SimulatedScheduler()
        self.scheduler: Scheduler = self.time
        self.installed = installed
        self.seen = Seen()
        self.app: ModelApp | None = None
        self.front = False
        """The app, and not the launcher, is on the screen."""
        self._size, self._density, self._refresh = size, density_dpi, refresh_hz
        self._answer = answer
        self._granted: set[str] = set()
        self._questions: list[_Question] = []
        self._next_pid = 9000

    @property
    def size(self) -> tuple[int, int]:
        return self._size

    @property
    def density_dpi(self) -> int:
        return self._density

    @property
    def refresh_hz(self) -> float:
        return self._refresh

    # What is on the screen

    def launch(self, activity: str = "", link: str = "", *, stop_first: bool = False) -> Launched:
        if stop_first:
            self.stop()
        cold = self.app is None
        if self.app is None:
            self._next_pid += 1
            self.app = self.installed.start(self, self._next_pid)
        launched = self.app.launch(activity, link, cold)
        if not launched.error:
            self.front = True
            self.time.sleep_ms(launched.displayed_ms)
        return launched

    def stop(self) -> None:
        if self.app is not None:
            self.app.end()
        self.app, self.front = None, False
        self._questions.clear()

    def home(self) -> None:
        self.front = False
        if self.app is not None:
            self.app.to_background()

    def clear_data(self) -> None:
        self.stop()
        self.installed.clear_data()
        self._granted.clear()
        self.seen.files.clear()

    def windows(self) -> tuple[Window, ...]:
        """Of the app, or of the launcher; a permission window last."""
        if self.app is None or not self.front:
            return (self._launcher(),)
        if self._questions:
            return (*self.app.windows(), self._permission_window(self._questions[0]))
        return self.app.windows()

    def tapped_by_system(self, x: int, y: int) -> bool:
        """True when the tap was on the launcher or on a permission window."""
        window = self.windows()[-1] if self.windows() else None
        if window is None or window.kind not in ("launcher", "permission"):
            return False
        for node in window.root.walk():
            if node.clickable and node.bounds.contains(x, y):
                self._chosen(window, node)
        return True

    def _chosen(self, window: Window, node: Node) -> None:
        if window.kind == "launcher":
            self.launch()
            return
        question = self._questions.pop(0)
        granted = node.resource_id.endswith("allow_button")
        if granted:
            self._granted.update(question.permissions)
        question.done(granted)

    def _launcher(self) -> Window:
        width, height = self._size
        icon = Node(
            class_name="android.widget.TextView",
            text=self.installed.model.name_zh,
            package="com.android.launcher3",
            bounds=Rect(60, 300, 300, 560),
            clickable=True,
            focusable=True,
        )
        root = Node(
            class_name="android.widget.FrameLayout",
            package="com.android.launcher3",
            bounds=Rect(0, 0, width, height),
            children=(icon,),
        )
        activity = "com.android.launcher3.Launcher"
        return Window("com.android.launcher3", activity, "launcher", f"com.android.launcher3/{activity}", root)

    def _permission_window(self, question: _Question) -> Window:
        width, height = self._size
        top, bottom = height // 2 - 300, height // 2 + 300
        names = "、".join(permission.rpartition(".")[2] for permission in question.permissions)
        asked = Node(
            class_name="android.widget.TextView",
            resource_id=f"{CONTROLLER}:id/permission_message",
            text=f"允许“{self.installed.model.name_zh}”使用 {names} 吗？",
            package=CONTROLLER,
            bounds=Rect(100, top + 20, width - 100, top + 220),
        )
        buttons = tuple(
            Node(
                class_name="android.widget.Button",
                resource_id=f"{CONTROLLER}:id/permission_{name}_button",
                text=text,
                package=CONTROLLER,
                index=index + 1,
                bounds=Rect(100, top + 240 + index * 150, width - 100, top + 370 + index * 150),
                clickable=True,
                focusable=True,
            )
            for index, (name, text) in enumerate((("allow", "允许"), ("deny", "不允许")))
        )
        bounds = Rect(60, top, width - 60, bottom)
        root = Node(
            class_name="android.widget.FrameLayout", package=CONTROLLER, bounds=bounds, children=(asked, *buttons)
        )
        activity = "com.android.permissioncontroller.permission.ui.GrantPermissionsActivity"
        return Window(CONTROLLER, activity, "permission", f"{CONTROLLER}/{activity}", root)

    # contracts.Host

    def log(self, app: App, level: str, tag: str, message: str) -> None:
        self.seen.log.append((self.scheduler.now_ms(), level, tag, message))

    def send(self, app: App, request: HttpRequest, done: Callable[[HttpAnswer], None]) -> None:
        self.seen.requests.append(request)
        answer, delay_ms = self._answer(request)
        if delay_ms > request.timeout_ms:
            answer, delay_ms = HttpAnswer(error="java.net.SocketTimeoutException: timeout"), request.timeout_ms
        self.scheduler.call_later(delay_ms, lambda: done(answer))

    def ask_permission(self, app: App, permissions: tuple[str, ...], done: Callable[[bool], None]) -> None:
        if all(permission in self._granted for permission in permissions):
            done(True)
        else:
            self._questions.append(_Question(permissions, done))

    def granted(self, app: App, permission: str) -> bool:
        return permission in self._granted

    def identifier(self, app: App, name: str) -> str:
        return "0"  # no phone is here; a place and a number are read as numbers

    def open_link(self, app: App, url: str) -> None:
        if page_for(self.installed.model, url) is not None and self.app is not None:
            self.app.launch("", url, False)
        else:
            self.seen.left_for.append(url)

    def start_service(self, app: App, component: str) -> None:
        """Nothing of it can be seen: no other app is here."""

    def toast(self, app: App, text: str) -> None:
        self.seen.toasts.append(text)

    def notify(self, app: App, title: str, text: str, link: str) -> None:
        self.seen.notifications.append((title, text, link))

    def copy(self, app: App, text: str) -> None:
        self.seen.clipboard = text

    def clip(self, app: App) -> str:
        return self.seen.clipboard

    def write_file(self, app: App, path: str, data: bytes) -> None:
        self.seen.files[path] = data

    def privacy_call(self, app: App, api: str, arguments: tuple[str, ...], chain: tuple[str, ...]) -> None:
        self.seen.calls.append((api, arguments, chain))

    def crash(self, app: App, exception: str, message: str, stack: tuple[str, ...]) -> None:
        self.seen.crashes.append((exception, message, stack))
        self.stop()

    def native_crash(self, app: App, signal: str, stack: tuple[str, ...], cause: str) -> None:
        self.seen.crashes.append((signal, cause, stack))
        self.stop()

    def out_of_memory(self, app: App) -> None:
        self.stop()

    def not_responding(self, app: App, reason: str, duration_ms: float, stack: tuple[str, ...] = ()) -> None:
        self.seen.stalls.append((reason, duration_ms))

    def changed(self, app: App) -> None:
        """Nobody has to be told: whoever looks asks for the windows."""

    def finished(self, app: App) -> None:
        self.front = False


def values_of(host: InProcessHost) -> Mapping[str, object]:
    """The app's variables; empty while it does not run."""
    return host.app.values if host.app is not None else {}
