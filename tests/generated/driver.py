"""Drives a generated app: a phone in memory, with simulated time, that knows what a crawl has truly reached."""

from __future__ import annotations

import itertools
import random
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext

from patrol.clock import Clock, SimulatedClock
from patrol.device.driver import LaunchReport, ShellResult
from patrol.errors import AppError, DeviceError
from patrol.model.artifacts import PhoneInfo
from patrol.model.screen import Node, Rect, Screen
from tests.generated.app import MAIN, GeneratedApp
from tests.generated.drawing import HEIGHT, PACKAGES, WIDTH, Drawn, Look, draw, note
from tests.generated.running import Running
from tests.generated.tally import Tally

ACTION_MS = 60
"""Simulated time that an action takes on the phone's side."""
KEPT = 2000
"""Drawn pages that are remembered."""
_NO_SHELL = "the generated app is driven in memory: there is no phone with a shell behind it"
_PNG = bytes.fromhex("89504e470d0a1a0a")


class GeneratedDriver(Tally):
    """patrol.device.driver.Driver over one generated app. Package docstring: what it can tell beside the screen."""

    name = "generated"

    def __init__(self, app: GeneratedApp, seed: int = 0) -> None:
        super().__init__(app)
        time = SimulatedClock()
        self.clock: Clock = time
        self._draw = random.Random(f"{app.variant}/{app.seed}/{seed}")
        self.running = Running(app, self._draw, time)
        self._drawings: OrderedDict[tuple[str, Look], Drawn] = OrderedDict()
        self._shown: tuple[object, Screen] | None = None

    @property
    def page(self) -> str:
        """Id of the page in front; "" outside the app."""
        self._follow()
        return self.running.page

    # --- looking ------------------------------------------------------------------------------------------------------

    def screen(self) -> Screen:
        self._follow()
        run = self.running
        key = (run.top, run.look(), run.serial())
        if self._shown is None or self._shown[0] != key:
            self._shown = key, self._drawn_screen()
        return self._shown[1]

    def _drawn_screen(self) -> Screen:
        run = self.running
        if not run.top:
            return _outside(run.elsewhere)
        page = self.app.pages[run.top]
        drawn = self._drawing()
        if page.over:
            window = {"crash": f"Application Error: {self.app.package}"}.get(page.over, page.over)
            system = PACKAGES.get(page.over)
            activity = {"permission": "com.android.permissioncontroller.permission.ui.GrantPermissionsActivity"}
            name = activity.get(page.over, "" if system else self.app.pages[run.page].activity)
            return Screen(
                package=system or self.app.package, activity=name, window=window, width=WIDTH, height=HEIGHT,
                roots=drawn.nodes,
            )  # fmt: skip
        nodes = drawn.nodes
        if page.volatile and not run.look().loading:
            nodes = (nodes[0], note(page, run.serial()), *nodes[1:])
        root = Node(
            "android.widget.FrameLayout", "android:id/content", package=self.app.package,
            bounds=Rect(0, 0, WIDTH, HEIGHT), children=nodes,
        )  # fmt: skip
        return Screen(package=self.app.package, activity=page.activity, width=WIDTH, height=HEIGHT, roots=(root,))

    def _drawing(self) -> Drawn:
        key = (self.running.top, self.running.look())
        drawn = self._drawings.get(key)
        if drawn is None:
            drawn = self._drawings[key] = draw(self.app, self.app.pages[key[0]], key[1])
            if len(self._drawings) > KEPT:
                self._drawings.popitem(last=False)
        return drawn

    def screenshot(self) -> bytes:
        """A signature and nothing else: nobody looks at a generated app."""
        return _PNG

    # --- touching -----------------------------------------------------------------------------------------------------

    def tap(self, x: int, y: int) -> None:
        self._act()
        run = self.running
        if run.top:
            lost = self.app.settings.flake and self._draw.random() < self.app.settings.flake
            hit = next((hit for hit in self._drawing().hits if hit[0].contains(x, y)), None)
            if hit is not None and not lost:
                if hit[2] >= 0:
                    self.touched_list(run.top, hit[2])
                run.tap(hit[1], hit[2])
        self._pass()

    def long_press(self, x: int, y: int, duration_ms: int = 800) -> None:
        self._act()
        self._pass(duration_ms)

    def swipe(self, x1: int, y1: int, x2: int, y2: int, duration_ms: int = 300) -> None:
        self._act()
        run = self.running
        if run.top and (box := self._drawing().list_bounds) and box.contains(x1, y1):
            self.touched_list(run.top)
            run.scroll((y1 - y2) // 100, shown=max(1, box.height // 120))
        self._pass(duration_ms)

    def type_text(self, text: str, *, clear: bool = True) -> None:
        """Raises DeviceError when no field has the focus."""
        self._act()
        if not self.running.type(text, clear):
            raise DeviceError("no field has the focus", advice="Tap a field first.")
        self._pass()

    def press(self, key: str) -> None:
        self._act(leaves=True)
        if key == "back":
            self.running.back()
        elif key == "home":
            self.running.home()
        self._pass()

    # --- the app ------------------------------------------------------------------------------------------------------

    def launch(self, component: str, *, stop_first: bool = False) -> LaunchReport:
        self._own(component.partition("/")[0])
        self._act(leaves=True)
        cold = self.running.launch(stop_first)
        self._pass(400)
        return LaunchReport("ok", "COLD" if cold else "HOT", f"{self.app.package}/{MAIN}", 400, 420)

    def open_link(self, url: str, package: str = "") -> LaunchReport:
        """Generated apps have no links."""
        self._act()
        self._pass()
        return LaunchReport(status="error", raw="Error: Activity not started, unable to resolve Intent")

    def stop(self, package: str) -> None:
        self._own(package)
        self.running.stop()

    def clear_data(self, package: str) -> None:
        self._own(package)
        self.running.forget()

    def processes(self, package: str) -> dict[int, str]:
        return {4711: package} if package == self.app.package and self.running.alive else {}

    def _own(self, package: str) -> None:
        if package != self.app.package:
            raise AppError(f"{package} is not installed", advice="Only the generated app is there.")

    # --- time and tally -----------------------------------------------------------------------------------------------

    def _act(self, *, leaves: bool = False) -> None:
        self._follow()
        self.acted(self.running, leaves=leaves)

    def _pass(self, duration_ms: float = ACTION_MS) -> None:
        self.clock.sleep_ms(duration_ms)
        self._follow()

    def _follow(self) -> None:
        self.running.follow()
        self.arrived(self.running)

    # --- what only a phone has ----------------------------------------------------------------------------------------

    def info(self) -> PhoneInfo:
        return PhoneInfo(serial="generated", width=WIDTH, height=HEIGHT, density_dpi=420, refresh_hz=60.0, virtual=True)

    def shell(self, command: str, *, timeout_s: float = 20) -> ShellResult:
        raise DeviceError(_NO_SHELL)

    def stream(self, command: str) -> AbstractContextManager[Iterator[bytes]]:
        """Nothing: an empty device log."""
        return nullcontext(itertools.chain[bytes]())

    def push(self, data: bytes, path: str, *, mode: int = 0o644) -> None:
        raise DeviceError(_NO_SHELL)

    def pull(self, path: str) -> bytes:
        raise DeviceError(_NO_SHELL)

    def reverse(self, phone_port: int, host_port: int) -> int:
        raise DeviceError(_NO_SHELL)

    def remove_reverse(self, phone_port: int) -> None:
        raise DeviceError(_NO_SHELL)

    def install(self, apk: str) -> None:
        raise DeviceError(_NO_SHELL)

    def close(self) -> None:
        self.running.stop()


def _outside(package: str) -> Screen:
    """The launcher or a browser."""
    root = Node("android.widget.FrameLayout", package=package, bounds=Rect(0, 0, WIDTH, HEIGHT))
    activity = (
        "com.android.launcher3.Launcher"
        if "launcher" in package
        else "org.chromium.chrome.browser.ChromeTabbedActivity"
    )
    return Screen(package=package, activity=activity, width=WIDTH, height=HEIGHT, roots=(root,))
