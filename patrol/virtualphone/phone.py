"""One virtual phone: everything that makes it up, put together."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from patrol.virtualphone.adb.faults import Faults
from patrol.virtualphone.adb.phone import Names
from patrol.virtualphone.contracts import PortHandler, Scheduler, Window
from patrol.virtualphone.shell.command import Process, Reader, Writer
from patrol.virtualphone.shell.files import FileSystem
from patrol.virtualphone.system import picture, refresh
from patrol.virtualphone.system.activities import ActivityManager
from patrol.virtualphone.system.battery import Battery
from patrol.virtualphone.system.cpu import CpuMeter, command_cost_ms
from patrol.virtualphone.system.host import PrivacyCall
from patrol.virtualphone.system.input import Input
from patrol.virtualphone.system.intent import VIEW, Intent
from patrol.virtualphone.system.keyboard import Keyboard
from patrol.virtualphone.system.lines import start
from patrol.virtualphone.system.logbuffer import LogBuffer
from patrol.virtualphone.system.manifest import HostPorts, Installed, Program
from patrol.virtualphone.system.network import Network
from patrol.virtualphone.system.packages import PackageManager
from patrol.virtualphone.system.power import Power
from patrol.virtualphone.system.processes import LAUNCHER, SYSTEM_SERVER, ProcessTable
from patrol.virtualphone.system.props import build_properties
from patrol.virtualphone.system.settings import Settings
from patrol.virtualphone.system.shade import Shade
from patrol.virtualphone.system.spec import PRESETS, PhoneSpec
from patrol.virtualphone.system.storage import prepare_storage
from patrol.virtualphone.system.sysapps import Launcher
from patrol.virtualphone.system.troubles import Troubles
from patrol.virtualphone.system.windows import WindowManager

if TYPE_CHECKING:
    from PIL.Image import Image

    from patrol.virtualphone.system.commands.words import Words

__all__ = ["PRESETS", "PhoneSpec", "VirtualPhone"]


class VirtualPhone:
    """A phone of this make. All calls on one thread; `scheduler` tells its uptime, `epoch_ms` the host's wall clock at
    uptime 0. It answers the protocols ShellPhone, AdbPhone and UiaPhone."""

    def __init__(self, spec: PhoneSpec, scheduler: Scheduler, *, epoch_ms: float = 1_764_000_000_000) -> None:
        self.spec = spec
        self.scheduler = scheduler
        self.epoch_ms = epoch_ms + spec.clock_offset_ms
        self.serial = spec.serial
        self.names = Names(spec.product, spec.model.replace(" ", "_"), spec.device)
        self.faults = Faults()
        self.ports: dict[int, PortHandler] = {}
        self.sockets: dict[str, PortHandler] = {}
        self.screen_on = True
        self.size_override: tuple[int, int] | None = None
        self.density_override: int | None = None
        self._rotation = 0
        self._is_root = False
        self._toast: tuple[str, float] | None = None
        self._last_toast: str | None = None
        self._clipboard: str | None = None
        self.finger: tuple[int, int] | None = None  # Where `input motionevent DOWN` left it.
        self.latency_cleared_ms: dict[int, float] = {}
        """Process → uptime of the last `dumpsys SurfaceFlinger --latency-clear`."""
        self.sessions: dict[int, tuple[dict[str, bytes], Words]] = {}
        """Install sessions that are open: the parts written so far, and their options."""
        self.version = 0
        """Grows whenever something on the screen may have changed."""
        self.privacy_calls: list[PrivacyCall] = []
        self.backend_starter: Callable[[Program], Awaitable[None]] | None = None
        self._parts()

    def _parts(self) -> None:
        spec = self.spec
        self.properties = build_properties(spec)
        self.settings = Settings(spec)
        self.files = FileSystem(lambda: self.wall_ms() / 1000)
        self.files.fill_when(lambda: self.faults.disk_full)
        self.log = LogBuffer(lambda: (self.wall_ms(), self.uptime_ms()))
        self.packages = PackageManager(spec, self.wall_ms)
        self.running = ProcessTable()
        self.launcher = Launcher(spec, LAUNCHER, self._launcher_icons)
        self.launcher.open = self._open_from_launcher
        self.shade = Shade(spec, self.wall_ms, self._open_notification)
        self.windows = WindowManager(self)
        self.activities = ActivityManager(self, self.launcher)
        self.keyboard = Keyboard(self.settings, self._brought_keyboards, lambda: self.activities.front.app)
        self.settings.on_change.append(self._setting_changed)
        self.input = Input(self)
        self.cpu = CpuMeter(self)
        self.battery = Battery()
        self.network = Network(self)
        self.troubles = Troubles(self)
        self.power = Power(self)
        prepare_storage(self)

    def uptime_ms(self) -> float:
        return self.scheduler.now_ms()

    def wall_ms(self) -> float:
        return self.epoch_ms + self.scheduler.now_ms()

    @property
    def timezone(self) -> tzinfo:
        return ZoneInfo(self.properties["persist.sys.timezone"])

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.wall_ms() / 1000, self.timezone)

    def stamp(self, wall_ms: float) -> str:
        """`2026-03-14 09:41:07.123`, as dumps print moments."""
        return f"{datetime.fromtimestamp(wall_ms / 1000, self.timezone):%Y-%m-%d %H:%M:%S.%f}"[:-3]

    def later(self, delay_ms: float, action: Callable[[], None]) -> Callable[[], None]:
        return self.scheduler.call_later(delay_ms, action)

    def log_system(self, level: str, tag: str, message: str) -> None:
        """A line of system_server."""
        self.log.write(level, tag, message, pid=SYSTEM_SERVER, tid=SYSTEM_SERVER + 27, buffer="system")

    def log_event(self, tag: str, message: str, pid: int = SYSTEM_SERVER) -> None:
        self.log.write("I", tag, message, pid=pid, tid=pid, buffer="events")

    def log_start(self, intent: Intent, uid: int) -> None:
        self.log_system("I", *start(self.sdk, intent, uid, again=False))

    # -- apps ------------------------------------------------------------------------------------------------------

    def install(self, program: Program, *, installer: str = "", grant_all: bool = False) -> Installed:
        """Install or update an app; a running process of it ends, as on a phone."""
        self.troubles.force_stop(program.manifest.package, "installPackageLI")
        installed = self.packages.install(program, installer=installer, grant_all=grant_all)
        home = f"/data/user/0/{installed.package}"
        self.files.mkdir(home, 0o700, parents=True)
        self.files.chown(home, installed.uid, installed.uid)
        self.files.mkdir(installed.code_path, parents=True)
        self.files.write(f"{installed.code_path}/base.apk", program.package_file)
        self.launcher.redraw()
        self.changed()
        return installed

    def uninstall(self, package: str) -> bool:
        self.troubles.force_stop(package, "deletePackageX")
        if not self.packages.uninstall(package):
            return False
        if self.files.is_dir(home := f"/data/user/0/{package}"):
            self.files.remove(home, recursive=True)
        self.shade.remove_of(package)
        self.launcher.redraw()
        self.changed()
        return True

    def clear_data(self, installed: Installed) -> None:
        """`pm clear`: the next start is a first start."""
        self.troubles.force_stop(installed.package, "clear data")
        self.packages.clear(installed)
        self.shade.remove_of(installed.package)
        home = f"/data/user/0/{installed.package}"
        if self.files.is_dir(home):
            self.files.remove(home, recursive=True)
            self.files.mkdir(home, 0o700, parents=True)
            self.files.chown(home, installed.uid, installed.uid)

    async def serve_program(self, program: Program) -> None:
        """Before an app is installed from an APK: start its servers, where somebody set `backend_starter`."""
        if self.backend_starter is not None:
            await self.backend_starter(program)

    def serve_hosts(self, hosts: Mapping[str, HostPorts], authority_pem: bytes) -> None:
        """Where the apps' servers are on the machine that runs this phone, and who signed their certificates; told to
        clients in the properties `ro.patrol.hosts` (JSON: host → {"http": port, "https": port}) and `ro.patrol.ca`
        (a path on the phone)."""
        self.network.hosts.update(hosts)
        table = {name: {"http": at.http, "https": at.https} for name, at in sorted(self.network.hosts.items())}
        self.properties["ro.patrol.hosts"] = json.dumps(table)
        if authority_pem:
            self.network.trust.backend_pem = authority_pem
            self.properties["ro.patrol.ca"] = self.network.trust.add_system(authority_pem)

    def label_of(self, package: str) -> str:
        installed = self.packages.get(package)
        if installed is None:
            return package
        return (
            installed.manifest.label if self.spec.chinese else installed.manifest.label_en or installed.manifest.label
        )

    def _launcher_icons(self) -> list[tuple[str, str]]:
        found = [(p.package, self.label_of(p.package)) for p in self.packages if p.manifest.launcher]
        settings = "设置" if self.spec.chinese else "Settings"
        return [(name, settings if name == "com.android.settings" else label) for name, label in found]

    def _open_from_launcher(self, package: str) -> None:
        installed = self.packages.get(package)
        if installed and (home := installed.manifest.launcher):
            flags = 0x10200000
            intent = Intent("android.intent.action.MAIN", categories=("android.intent.category.LAUNCHER",), flags=flags)
            self.activities.start(intent.at(package, home.name), uid=10092)

    def open_settings(self) -> None:
        self.activities.start(Intent(action="android.settings.SETTINGS"), uid=1000)

    def _open_notification(self, package: str, link: str) -> None:
        if link:
            self.activities.start(Intent(action=VIEW, data=link, package=package), uid=1000)
        else:
            self._open_from_launcher(package)

    def _brought_keyboards(self) -> list[str]:
        names = {"com.github.uiautomator": ".AdbKeyboard", "io.appium.settings": ".AppiumIME"}
        return [f"{package}/{name}" for package, name in names.items() if self.packages.get(package)]

    def _setting_changed(self, table: str, name: str, value: str | None) -> None:
        if name in (refresh.PEAK, refresh.LEAST):
            for process in self.running.apps():
                refresh.tell(process.app)
        if name == "default_input_method":
            for process in self.running.apps():
                self.keyboard.tell(process.app)
            self.changed()

    def load_model(self, build_file: Path) -> Program:
        """The app of a model's build file, as `adb install` finds it in an APK. Raises ConfigError."""
        from patrol.virtualphone.app.load import load_app
        from patrol.virtualphone.app.program import ModelProgram

        return ModelProgram(load_app(build_file))

    def changed(self) -> None:
        """Something on the screen may have changed."""
        self.version += 1

    # -- what the shell needs (ShellPhone) -------------------------------------------------------------------------

    @property
    def sdk(self) -> int:
        return self.spec.sdk

    @property
    def root(self) -> bool:
        return self._is_root

    def become_root(self, wanted: bool) -> bool:
        if wanted and not self.spec.rooted:
            return False
        self._is_root = wanted
        return True

    def set_property(self, name: str, value: str) -> bool:
        """False for ro.* properties, which are written once."""
        if name.startswith("ro.") and name in self.properties:
            return False
        self.properties[name] = value
        return True

    def processes(self) -> Sequence[Process]:
        return tuple(self.running.listing(self.uptime_ms()))

    def kill(self, pid: int, signal: int) -> bool:
        if signal == 0:
            return any(p.pid == pid for p in self.processes())
        if signal == 3 and self.running.by_pid(pid):
            return True
        return self.troubles.kill(pid)

    def debuggable(self) -> tuple[int, ...]:
        apps = self.running.apps()
        return tuple(p.pid for p in apps if p.installed and (self.spec.rooted or p.installed.manifest.debuggable))

    async def run_shell(self, line: str, stdin: Reader, out: Writer, err: Writer) -> int:
        from patrol.virtualphone.system.commands.registry import run_line

        try:
            return await run_line(self, line, stdin, out, err)
        finally:
            self.running.shell_ms += command_cost_ms(line)

    # -- the screen ------------------------------------------------------------------------------------------------

    @property
    def size(self) -> tuple[int, int]:
        width, height = self.size_override or (self.spec.width, self.spec.height)
        return (height, width) if self._rotation % 2 else (width, height)

    @property
    def density_dpi(self) -> int:
        return self.density_override or self.spec.density_dpi

    @property
    def refresh_hz(self) -> float:
        """What the display does now: the settings may change it at any time."""
        return refresh.chosen(self.spec, self.settings)

    @property
    def frame_ns(self) -> int:
        """One period of the display."""
        return round(1e9 / self.refresh_hz)

    @property
    def product(self) -> str:
        return self.spec.product

    @property
    def rotation(self) -> int:
        return self._rotation

    def rotate(self, rotation: int | None) -> None:
        """Apps of a model are portrait: the display stays upright, only the setting is kept."""
        self.settings.put("system", "accelerometer_rotation", "1" if rotation is None else "0")
        if rotation is not None:
            self.settings.put("system", "user_rotation", str(rotation))

    def wake(self) -> None:
        self.screen_on = True

    def sleep(self) -> None:
        self.screen_on = False

    def focused_window(self) -> Window | None:
        return self.windows.focused()

    def screenshot(self) -> bytes:
        return picture.png(self.image())

    def pixels(self) -> tuple[int, int, bytes]:
        image = self.image()
        return image.width, image.height, image.convert("RGBA").tobytes()

    def image(self) -> Image:
        if not self.screen_on or self.windows.secure:
            return picture.blank(self.size)
        own = list(self.activities.front.app.windows())
        system = [window for window in self.windows.all() if window not in own]
        return picture.screen(own, system, self.spec, f"{self.now():%H:%M}", self.current_toast())

    # -- what uiautomator2 and input do ----------------------------------------------------------------------------

    def tap(self, x: int, y: int) -> None:
        self.input.tap(x, y)

    def long_press(self, x: int, y: int, duration_ms: float) -> None:
        if duration_ms >= 500:
            self.input.long_press(x, y)
        else:
            self.input.tap(x, y)

    def swipe(self, x1: int, y1: int, x2: int, y2: int, duration_ms: float) -> None:
        self.input.swipe(x1, y1, x2, y2, duration_ms)

    def key(self, code: int, meta: int = 0) -> bool:
        return self.input.key(code, meta)

    def focus_field(self, x: int, y: int) -> None:
        self.activities.front.app.tap(x, y)
        self.changed()

    def type_text(self, text: str, *, replace: bool) -> bool:
        return self.input.type_text(text, replace=replace)

    def open_notifications(self) -> bool:
        self.shade.open()
        self.changed()
        return True

    def open_quick_settings(self) -> bool:
        self.shade.open(quick_settings=True)
        self.changed()
        return True

    def show_toast(self, text: str, duration_ms: float) -> None:
        self._toast, self._last_toast = (text, self.uptime_ms() + duration_ms), text

    def current_toast(self) -> str:
        """The toast that is on the screen at this moment."""
        return self._toast[0] if self._toast and self.uptime_ms() < self._toast[1] else ""

    def last_toast(self) -> str | None:
        return self._last_toast

    def clear_toast(self) -> None:
        self._last_toast = None

    def clipboard(self) -> str | None:
        return self._clipboard

    def set_clipboard(self, text: str) -> None:
        self._clipboard = text

    # Last in the class: its name hides the decorator.
    def property(self, name: str) -> str:
        return self.properties.get(name, "")
