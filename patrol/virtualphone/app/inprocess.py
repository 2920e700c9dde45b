"""A driver that drives a model in this process, without adb: thousands of actions a second under simulated time."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext

from patrol.device.driver import LaunchReport, ShellResult
from patrol.errors import AppError, DeviceError
from patrol.model.artifacts import PhoneInfo
from patrol.model.screen import Rect, Screen
from patrol.virtualphone.app.inprocess_host import Answer, InProcessHost, offline
from patrol.virtualphone.app.model import AppModel
from patrol.virtualphone.app.modelapp import InstalledApp
from patrol.virtualphone.app.simulated import SchedulerClock

ACTION_MS = 60
"""Simulated time that an action takes on the phone's side."""
KEYS = {"back": 4, "enter": 66, "del": 67, "delete": 67, "space": 62}
_NO_SHELL = "the app is driven in-process: there is no phone with a shell behind it"


class InProcessDriver:
    """Implements patrol.device.driver.Driver for one app. `clock` is the simulated time that settling must use."""

    name = "in-process"

    def __init__(
        self,
        model: AppModel,
        *,
        seed: int = 0,
        size: tuple[int, int] = (1080, 2400),
        density_dpi: int = 420,
        refresh_hz: float = 60,
        answer: Answer = offline,
        secrets: dict[str, str] | None = None,
    ) -> None:
        installed = InstalledApp(model, secrets=secrets, seed=seed)
        self.host = InProcessHost(installed, size=size, density_dpi=density_dpi, refresh_hz=refresh_hz, answer=answer)
        self.clock = SchedulerClock(self.host.time)

    @property
    def page(self) -> str:
        """Id of the page on top: the truth that a crawl is held against; "" outside the app."""
        return self.host.app.page if self.host.app is not None and self.host.front else ""

    def info(self) -> PhoneInfo:
        width, height = self.host.size
        return PhoneInfo(
            serial="in-process",
            manufacturer="patrol",
            model="in-process",
            android="14",
            sdk=34,
            width=width,
            height=height,
            density_dpi=self.host.density_dpi,
            refresh_hz=self.host.refresh_hz,
            rooted=False,
            virtual=True,
            driver=self.name,
        )

    # Looking

    def screen(self) -> Screen:
        windows = self.host.windows()
        keyboard = next((window for window in windows if window.kind == "keyboard"), None)
        focused = next((window for window in reversed(windows) if window.focusable), None)
        width, height = self.host.size
        if focused is None:
            return Screen(at_ms=self.clock.now_ms(), width=width, height=height)
        return Screen(
            at_ms=self.clock.now_ms(),
            package=focused.package,
            activity=focused.activity,
            window="" if focused.kind in ("activity", "launcher") else focused.title,
            width=width,
            height=height,
            keyboard=keyboard is not None,
            keyboard_box=keyboard.root.bounds if keyboard else Rect(),
            roots=(focused.root,),
        )

    def screenshot(self) -> bytes:
        from patrol.virtualphone.app.drawing.screen import draw
        from patrol.virtualphone.app.names import clock_text

        clock = clock_text(self.host.scheduler.now_ms())
        return draw(self.host.windows(), self.host.size, self.host.density_dpi, clock)

    # Acting

    def _pass(self, duration_ms: float = ACTION_MS) -> None:
        self.host.time.sleep_ms(duration_ms)

    def tap(self, x: int, y: int) -> None:
        if not self.host.tapped_by_system(x, y) and self.host.app is not None:
            self.host.app.tap(x, y)
        self._pass()

    def long_press(self, x: int, y: int, duration_ms: int = 800) -> None:
        if self.host.app is not None and self.host.front:
            self.host.app.long_press(x, y)
        self._pass(duration_ms)

    def swipe(self, x1: int, y1: int, x2: int, y2: int, duration_ms: int = 300) -> None:
        if self.host.app is not None and self.host.front:
            self.host.app.swipe(x1, y1, x2, y2, duration_ms)
        self._pass(duration_ms)

    def type_text(self, text: str, *, clear: bool = True) -> None:
        """Raises DeviceError when no field has the focus."""
        app = self.host.app
        if app is None or not self.host.front or not app.type_text(text, replace=clear):
            raise DeviceError("no field has the focus", advice="Tap a field first.")
        self._pass()

    def press(self, key: str) -> None:
        if key == "home":
            self.host.home()
        elif self.host.app is not None and self.host.front and key in KEYS:
            self.host.app.key(KEYS[key])
        self._pass()

    # Apps

    def launch(self, component: str, *, stop_first: bool = False) -> LaunchReport:
        package, _, activity = component.partition("/")
        self._own(package)
        name = package + activity if activity.startswith(".") else activity
        return self._report(name, "", stop_first)

    def open_link(self, url: str, package: str = "") -> LaunchReport:
        if package:
            self._own(package)
        return self._report("", url, False)

    def _report(self, activity: str, link: str, stop_first: bool) -> LaunchReport:
        launched = self.host.launch(activity, link, stop_first=stop_first)
        if launched.error:
            return LaunchReport(status="error", raw=launched.error)
        component = f"{self.host.installed.model.package}/{launched.activity}"
        return LaunchReport("ok", launched.kind, component, launched.displayed_ms, launched.displayed_ms)

    def _own(self, package: str) -> None:
        if package != self.host.installed.model.package:
            raise AppError(f"{package} is not installed", advice="Only the model's app is there in-process.")

    def stop(self, package: str) -> None:
        self._own(package)
        self.host.stop()

    def clear_data(self, package: str) -> None:
        self._own(package)
        self.host.clear_data()

    def processes(self, package: str) -> dict[int, str]:
        app = self.host.app
        return {app.pid: app.package} if app is not None and app.package == package else {}

    # What only a phone has

    def shell(self, command: str, *, timeout_s: float = 20) -> ShellResult:
        raise DeviceError(_NO_SHELL)

    def stream(self, command: str) -> AbstractContextManager[Iterator[bytes]]:
        """Nothing: an empty stream, so that who follows the device log sees a silent one."""
        return nullcontext(itertools.chain[bytes]())

    def push(self, data: bytes, path: str, *, mode: int = 0o644) -> None:
        self.host.seen.files[path] = data

    def pull(self, path: str) -> bytes:
        if path not in self.host.seen.files:
            raise DeviceError(f"{path} is not there")
        return self.host.seen.files[path]

    def reverse(self, phone_port: int, host_port: int) -> int:
        raise DeviceError(_NO_SHELL)

    def remove_reverse(self, phone_port: int) -> None:
        raise DeviceError(_NO_SHELL)

    def install(self, apk: str) -> None:
        raise DeviceError(_NO_SHELL)

    def close(self) -> None:
        self.host.stop()
