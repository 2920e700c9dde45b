"""What the rest of patrol may ask of a phone: protocols only, so that crawl and journeys run on anything that answers.

Coordinates are pixels of the screen in its present rotation, times milliseconds. Every method raises DeviceLost when
the phone is gone and DeviceError when it is there and cannot do what is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from patrol.clock import Clock
from patrol.device.hooks.messages import Raw
from patrol.model.artifacts import PhoneInfo
from patrol.model.calls import HookedCall, HookedProcess, HookGap
from patrol.model.network import NetworkProfile, Probe, ProxyCost
from patrol.model.screen import Node, Screen
from patrol.model.traffic import Flow, Uninspected


@dataclass(frozen=True, slots=True)
class ShellResult:
    """What a shell command on the phone printed (stdout and stderr as text) and its exit code."""

    output: str
    exit_code: int
    errors: str = ""


@dataclass(frozen=True, slots=True)
class LaunchReport:
    """What `am start -W` said; None and "" where it said nothing."""

    status: str = ""
    state: str = ""
    """COLD, WARM, HOT, UNKNOWN (0) … as printed."""
    activity: str = ""
    total_ms: float | None = None
    wait_ms: float | None = None
    raw: str = ""


class Driver(Protocol):
    """A phone's screen, fingers and shell."""

    name: str
    """`uiautomator2`, `shell` …"""
    clock: Clock
    """Tells when a screen was seen; a run sets its own, so that `Screen.at_ms` counts from the run's begin."""

    def info(self) -> PhoneInfo:
        """The phone as it describes itself; read once, then remembered."""

    def screen(self) -> Screen:
        """One look: the UI tree of the focused window and its component. An empty tree is an answer, not an error."""

    def screenshot(self) -> bytes:
        """The picture as PNG; a secure window gives a black picture, as on a real phone."""

    def tap(self, x: int, y: int) -> None: ...

    def long_press(self, x: int, y: int, duration_ms: int = 800) -> None: ...

    def swipe(self, x1: int, y1: int, x2: int, y2: int, duration_ms: int = 300) -> None: ...

    def type_text(self, text: str, *, clear: bool = True) -> None:
        """Into the focused field, any Unicode; `clear` empties it first."""

    def press(self, key: str) -> None:
        """A key by its Android name in lower case: back, home, enter, menu, power, del, app_switch …"""

    def launch(self, component: str, *, stop_first: bool = False) -> LaunchReport:
        """Start `package/activity`, or a package's launcher activity, and wait for `am` to report."""

    def stop(self, package: str) -> None: ...

    def clear_data(self, package: str) -> None: ...

    def open_link(self, url: str, package: str = "") -> LaunchReport: ...

    def processes(self, package: str) -> dict[int, str]:
        """Process id → name of the running processes of `package`."""

    def shell(self, command: str, *, timeout_s: float = 20) -> ShellResult: ...

    def stream(self, command: str) -> AbstractContextManager[Iterator[bytes]]:
        """What a command that does not end (logcat) prints, as it comes: each piece is one or more whole lines, without
        the last line end. Leaving the context stops the command."""

    def push(self, data: bytes, path: str, *, mode: int = 0o644) -> None: ...

    def pull(self, path: str) -> bytes: ...

    def reverse(self, phone_port: int, host_port: int) -> int:
        """Make 127.0.0.1:`phone_port` (0: the phone chooses) on the phone reach the host; the port on the phone."""

    def remove_reverse(self, phone_port: int) -> None: ...

    def install(self, apk: str) -> None: ...

    def close(self) -> None:
        """Leave nothing of ours running on the phone."""


@runtime_checkable
class HasClipboard(Protocol):
    """A driver that reaches the phone's clipboard."""

    def clipboard(self) -> str | None:
        """What it holds; None when the phone does not tell."""

    def set_clipboard(self, text: str) -> None: ...


@runtime_checkable
class SeesAllWindows(Protocol):
    """A driver that sees windows beside the focused one: menus over a selection, the keyboard."""

    def all_windows(self) -> tuple[Node, ...]:
        """Roots of all windows on the screen."""


@runtime_checkable
class HearsEvents(Protocol):
    """A driver that can listen to accessibility events."""

    def accessibility_events(self) -> AbstractContextManager[Iterator[bytes]]:
        """Lines of `uiautomator events`. While it lasts nothing else may look at the screen: touch by `input` alone."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an exchange as it went over the wire, nothing masked. Never to be kept."""

    kind: str
    """url, header, cookie, body, answer, socket."""
    data: bytes
    encoding: str = ""
    """Content-Encoding as the message says, right or wrong."""
    whole: int = 0
    """True length; more than `data` when it was cut."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request with what came back, to be searched and thrown away."""

    flow: str
    """The id of the Flow that is recorded of it."""
    host: str
    encrypted: bool
    parts: tuple[Part, ...]


class TrafficSource(Protocol):
    """Requests as they happen, from a proxy."""

    def start(self, driver: Driver) -> str:
        """Point the phone at the proxy; how it is reached. Raises GatherError with what to do."""

    def mask(self, secrets: tuple[str, ...]) -> None:
        """Secrets that the run is about to use: they must not appear in requests reported from here on."""

    def observe(self, observer: Callable[[float, Exchange], None]) -> None:
        """Before the start: have each exchange shown to `observer` (host epoch seconds of the request), unmasked, to be
        searched and thrown away. It is called on the proxy's own thread, must be quick and must not raise."""

    def flows(self) -> Iterator[tuple[float, Flow | Uninspected | Probe]]:
        """(host epoch seconds of the request, record) as the proxy reports them; ends after stop()."""

    def network(self, profile: NetworkProfile) -> None:
        """Play this network from now on (one without a name and figures: the network as it is); returns when it is in
        force. Raises DeviceError."""

    def probe(self, on: bool) -> None:
        """While on, the app is shown a certificate that nobody vouches for, and nothing is passed on."""

    @property
    def trusted(self) -> bool | None:
        """Whether apps that trust the phone's system store trust the proxy; None before the start."""

    @property
    def cost(self) -> ProxyCost | None:
        """What the proxy adds to a request; None when it was not measured."""

    def stop(self) -> None:
        """Put the phone's proxy back and end the proxy."""


class HookSource(Protocol):
    """Sensitive calls of an app as they happen, from hooks in its processes."""

    def start(self, driver: Driver, package: str) -> str:
        """From now on each process of the package is hooked from its first line on, however it is started; how
        (spawn-gating, spawn, attach, gadget, virtual). Raises GatherError with what to do."""

    def observe(self, observer: Callable[[float, HookedCall, tuple[Raw, ...]], None]) -> None:
        """Before the start: have each call that carries bytes shown to `observer` (host epoch seconds, the call, what
        went in and came out, unmasked), to be searched and thrown away. It is called on the hooks' own thread, must be
        quick and must not raise. What it gets is never recorded."""

    def records(self) -> Iterator[tuple[float, HookedCall | HookedProcess | HookGap]]:
        """(host epoch seconds, record) as the hooks report them; ends after stop(). Times inside a record (`ended_ms`,
        `to_ms`) count from that moment. Raises GatherError when the hooks are gone for good."""

    @property
    def versions(self) -> tuple[str, str]:
        """Frida's version on this computer and on the phone; "" when it is not known."""

    @property
    def watched(self) -> int:
        """Entries of the catalogue that are watched."""

    def stop(self) -> None:
        """Take the hooks out, leave the app running, and put the phone back as it was. Safe to call twice."""


@dataclass(frozen=True, slots=True)
class Phone:
    """A leased phone: the driver and what else it offers."""

    driver: Driver
    traffic: TrafficSource | None = None
    hooks: HookSource | None = None
