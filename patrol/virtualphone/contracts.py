"""The seams inside the virtual phone.

    adb/ uia/ shell/   speak to clients            (bytes in, bytes out, asyncio)
    system/            what Android would do       (activities, packages, windows, input, dumpsys …)
    app/               what the app's authors did  (model, layout, drawing, behaviour; plain synchronous code)

Everything of one phone runs on one event loop, so there are no locks. An app never waits: what takes time is called
later by the Scheduler, which is the event loop's under adb and a simulated one when a crawl benchmark drives the model
in-process.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from patrol.model.screen import Node


class Scheduler(Protocol):
    """The phone's uptime, and calls that happen later."""

    def now_ms(self) -> float:
        """Milliseconds since the phone was switched on; the zero of frame times and of logcat's monotonic clock."""

    def call_later(self, delay_ms: float, action: Callable[[], None]) -> Callable[[], None]:
        """Have `action` called; the returned function cancels it."""

    def restart(self) -> float:
        """The phone boots: uptime begins anew at 0, calls that are due later stay so. The uptime until now."""


@dataclass(frozen=True, slots=True)
class Window:
    """One window as the window manager knows it. The focused one is what uiautomator dumps."""

    package: str
    activity: str
    """Full class name; of the activity below for dialogs."""
    kind: str
    """activity, dialog, popup, permission, keyboard, crash-dialog, launcher."""
    title: str
    """`package/activity` for an activity's own window, as `dumpsys window` prints it."""
    root: Node
    secure: bool = False
    focusable: bool = True
    hides_overlays: bool = False
    """Windows of other apps are not drawn over it (Window.setHideOverlayWindows)."""


@dataclass(frozen=True, slots=True)
class Launched:
    """What became of a launch; the phone prints it as `am start -W` and as `Displayed` log lines."""

    activity: str
    kind: str
    """COLD, WARM, HOT, or UNKNOWN (0) when the activity was on top already."""
    displayed_ms: float
    fully_drawn_ms: float | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """One drawn frame of an app's window, nanoseconds of uptime."""

    window: str
    intended_ns: int
    completed_ns: int
    deadline_ns: int
    vsync_id: int = 0
    """By which framestats and FrameTimeline name the same frame."""

    @property
    def period_ns(self) -> int:
        """The refresh period that it was made for."""
        return self.deadline_ns - self.intended_ns


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """A request that an app makes; it is really sent, through the phone's proxy where one is set."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    verify: bool = True
    """The app checks the server's certificate against the phone's store; False is a defect that apps have."""
    pins: tuple[str, ...] = ()
    """SHA-256 of accepted public keys, base64; a proxy's certificate does not match."""
    timeout_ms: float = 15_000
    protocol: str = ""
    """"" for HTTP/1.1; h2, grpc (over HTTP/2), websocket."""
    messages: tuple[bytes, ...] = ()
    """What is said over a WebSocket, or the messages of a gRPC call."""
    hears: int = 0
    """Messages that are waited for before a WebSocket is closed."""


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    error: str = ""
    """Set when nothing came back: what an app's log would say."""


@dataclass(frozen=True, slots=True)
class HeldLock:
    """A wake lock that an app holds."""

    kind: str
    tag: str
    since_ms: float
    """Uptime at which it was taken."""


@dataclass(frozen=True, slots=True)
class ThreadTime:
    """One thread of a process and the hundredths of a second that it used so far."""

    name: str
    """The kernel keeps 15 letters of it."""
    user_ticks: int = 0
    system_ticks: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """What a process holds at this moment beside memory."""

    threads: tuple[ThreadTime, ...]
    """The main thread first; their ticks add up to the process's."""
    handles: int
    """Open file descriptors."""
    written_bytes: int = 0
    """Written to storage since the process began."""
    wake_locks: tuple[HeldLock, ...] = ()


class Host(Protocol):
    """What an app may ask of its phone (implemented by system/)."""

    scheduler: Scheduler

    @property
    def size(self) -> tuple[int, int]: ...

    @property
    def density_dpi(self) -> int: ...

    @property
    def refresh_hz(self) -> float: ...

    def log(self, app: App, level: str, tag: str, message: str) -> None: ...

    def send(self, app: App, request: HttpRequest, done: Callable[[HttpAnswer], None]) -> None: ...

    def ask_permission(self, app: App, permissions: tuple[str, ...], done: Callable[[bool], None]) -> None:
        """Shows the system's window unless all are granted already."""

    def granted(self, app: App, permission: str) -> bool: ...

    def identifier(self, app: App, name: str) -> str:
        """A number by which this phone is known (imei, android_id, mac …), or its place; "" for an unknown name."""

    def open_link(self, app: App, url: str) -> None: ...

    def start_service(self, app: App, component: str) -> None:
        """`component`: `package/full.Class`, of this app or of another one on the phone."""

    def toast(self, app: App, text: str) -> None: ...

    def notify(self, app: App, title: str, text: str, link: str) -> None: ...

    def copy(self, app: App, text: str) -> None: ...

    def clip(self, app: App) -> str:
        """What the clipboard holds, as an app in front may read it."""

    def write_file(self, app: App, path: str, data: bytes) -> None:
        """`path` relative to the app's data folder, or absolute on shared storage."""

    def privacy_call(self, app: App, api: str, arguments: tuple[str, ...], chain: tuple[str, ...]) -> None:
        """A sensitive call through this chain of classes; recorded, and played in the app's JVM where there is one."""

    def crash(self, app: App, exception: str, message: str, stack: tuple[str, ...]) -> None:
        """Writes FATAL EXCEPTION, shows the crash dialog as this Android version does, and ends the process."""

    def native_crash(self, app: App, signal: str, stack: tuple[str, ...], cause: str) -> None:
        """Writes the tombstone to the log and ends the process; `stack` as `libpay.so (function+offset)`."""

    def out_of_memory(self, app: App) -> None:
        """The low memory killer takes the process, in front or not."""

    def not_responding(self, app: App, reason: str, duration_ms: float, stack: tuple[str, ...] = ()) -> None:
        """`stack`: where the main thread stands, topmost first, without what Android puts below each frame."""

    def changed(self, app: App) -> None:
        """The app's windows have changed."""

    def finished(self, app: App) -> None:
        """The app's last activity is gone: what was below comes forward. The process stays, as on Android."""


class App(Protocol):
    """What the phone may ask of an app (implemented by app/). One instance is one process."""

    package: str
    pid: int

    def launch(self, activity: str, link: str, cold: bool) -> Launched:
        """Open an activity (full class name, "" for the launcher's) or a deep link."""

    def begin_behind(self) -> None:
        """The process was started for a service, a receiver or a provider: it runs, and shows nothing."""

    def windows(self) -> tuple[Window, ...]:
        """From the bottom to the top."""

    def tap(self, x: int, y: int) -> None: ...

    def long_press(self, x: int, y: int) -> None: ...

    def swipe(self, x1: int, y1: int, x2: int, y2: int, duration_ms: float) -> None: ...

    def type_text(self, text: str, *, replace: bool) -> bool:
        """Into the focused field; False when none has the focus."""

    def key(self, code: int) -> bool:
        """An Android key code; False when the app leaves it to the system."""

    def to_background(self) -> None: ...

    def to_foreground(self) -> None: ...

    def end(self) -> None:
        """The process is killed: nothing of it runs on."""

    def frames(self) -> tuple[Frame, ...]:
        """All frames since the process began, or since the last reset, oldest first (the phone keeps the last 120)."""

    def memory_kb(self) -> Mapping[str, int]:
        """java, native, graphics, code, stack, system, total (PSS)."""

    def cpu_ticks(self) -> tuple[int, int]:
        """(user, system) hundredths of a second used so far."""

    def held(self) -> Held:
        """Its threads, file descriptors, written bytes and wake locks."""


class Stream(Protocol):
    """A stream inside one adb connection, or its other end."""

    async def read(self, limit: int = 65536) -> bytes:
        """b"" at the end."""

    async def write(self, data: bytes) -> None: ...

    async def close(self) -> None: ...


PortHandler = Callable[[Stream], Awaitable[None]]
"""Serves one connection to a port on the phone, such as uiautomator2's 9008."""
