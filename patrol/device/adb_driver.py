"""What every adb-driven driver does alike: all but the look at the screen and the touch."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from patrol.clock import Clock
from patrol.device.adb.device import AdbDevice
from patrol.device.describe import describe_phone
from patrol.device.driver import LaunchReport, ShellResult
from patrol.device.focus import FocusReader
from patrol.device.parse import launch as launches
from patrol.device.parse.focus import Focus
from patrol.device.parse.hierarchy import Hierarchy
from patrol.device.parse.package import launcher_activity
from patrol.device.parse.phone import of_package, processes
from patrol.errors import AppError, DeviceError
from patrol.model.artifacts import PhoneInfo
from patrol.model.screen import Rect, Screen

PNG = b"\x89PNG\r\n\x1a\n"


class AdbDriver:
    """Shell, apps, files and ports of a phone behind adb."""

    name = ""

    def __init__(self, device: AdbDevice, clock: Clock, *, note: str = "") -> None:
        self.device = device
        self.clock = clock
        self.note = note
        """Why this driver and not the preferred one."""
        self._info: PhoneInfo | None = None
        self._focus = FocusReader(device)
        self._launchers: dict[str, str] = {}

    def info(self) -> PhoneInfo:
        """The phone as it describes itself; read once, then remembered."""
        if self._info is None:
            self._info = describe_phone(self.device, driver=self.name, note=self.note)
        return self._info

    def _screen(self, at_ms: int, tree: Hierarchy, focus: Focus) -> Screen:
        """Tree and focus as one look."""
        info = self.info()
        turned = tree.rotation in (1, 3)
        keyboard = self._focus.keyboard(tree.roots)
        return Screen(
            at_ms=at_ms,
            package=focus.package,
            activity=focus.activity,
            window=focus.window,
            width=info.height if turned else info.width,
            height=info.width if turned else info.height,
            rotation=tree.rotation,
            keyboard=keyboard,
            keyboard_box=self._focus.keyboard_box(tree.roots) if keyboard else Rect(),
            roots=tree.roots,
            truncated=tree.truncated,
        )

    def screenshot(self) -> bytes:
        """The picture as PNG; a secure window gives a black picture, as on a real phone."""
        data = self.device.exec_out("screencap -p")
        start = data.find(PNG)  # some phones warn about several displays first
        if start < 0:
            said = data[:200].decode(errors="replace").strip()
            raise DeviceError(
                f"phone {self.device.serial} gives no screenshot: {said or 'it answered nothing'}.",
                advice="Is the screen on and unlocked?",
            )
        return data[start:]

    def launch(self, component: str, *, stop_first: bool = False) -> LaunchReport:
        """Start `package/activity`, or a package's launcher activity, and wait for `am` to report. Raises AppError."""
        target = component if "/" in component else self._launcher(component)
        stop = "-S " if stop_first else ""
        where = f"-n {shlex.quote(target)}" if "/" in target else shlex.quote(target)
        said = self._am(f"am start -W {stop}-a android.intent.action.MAIN -c android.intent.category.LAUNCHER {where}")
        return self._report(said, component)

    def open_link(self, url: str, package: str = "") -> LaunchReport:
        """Open a deep link. Raises AppError when no app takes it."""
        to = f" {shlex.quote(package)}" if package else ""
        said = self._am(f"am start -W -a android.intent.action.VIEW -d {shlex.quote(url)}{to}")
        return self._report(said, url)

    def _am(self, command: str) -> str:
        result = self.device.shell(command, timeout_s=60)
        return f"{result.output}\n{result.errors}"

    def _report(self, said: str, what: str) -> LaunchReport:
        report = launches.launch(said)
        if not report.status and (error := launches.launch_error(said)):
            advice = "Is the app installed, and is the activity's name right?"
            if "ermission" in error:
                advice = "The activity is not exported: start the app's launcher activity instead."
            elif "unable to resolve" in error:
                advice = "No app on the phone opens such links: is the app installed?"
            raise AppError(f"{what} cannot be started on {self.device.serial}: {error}", advice=advice)
        return report

    def _launcher(self, package: str) -> str:
        """`package/activity` that the launcher starts; the package itself when the phone does not tell which."""
        if package not in self._launchers:
            self._launchers[package] = self._find_launcher(package)
        return self._launchers[package]

    def _find_launcher(self, package: str) -> str:
        name = shlex.quote(package)
        if self.device.sdk >= 24:
            intent = "-a android.intent.action.MAIN -c android.intent.category.LAUNCHER"
            said = self.device.shell(f"cmd package resolve-activity --brief {intent} {name}").output.split()
            if said and said[-1].startswith(f"{package}/"):
                return said[-1]
        return launcher_activity(self.device.shell(f"dumpsys package {name}").output, package) or package

    def stop(self, package: str) -> None:
        self.device.shell(f"am force-stop {shlex.quote(package)}")

    def clear_data(self, package: str) -> None:
        """Raises AppError when the package manager does not say Success."""
        result = self.device.shell(f"pm clear {shlex.quote(package)}", timeout_s=60)
        if "Success" not in result.output:
            said = (result.output + result.errors).strip() or "no answer"
            raise AppError(f"the data of {package} cannot be cleared: {said}.", advice="Is the app installed?")

    def processes(self, package: str) -> dict[int, str]:
        """Process id → name of the running processes of `package`."""
        command = "ps -A" if self.device.sdk >= 26 else "ps"
        return of_package(processes(self.device.shell(command).output), package)

    def shell(self, command: str, *, timeout_s: float = 20) -> ShellResult:
        return self.device.shell(command, timeout_s=timeout_s)

    def stream(self, command: str) -> AbstractContextManager[Iterator[bytes]]:
        return self.device.stream(command)

    def accessibility_events(self) -> AbstractContextManager[Iterator[bytes]]:
        """Lines of `uiautomator events`, each an accessibility event."""
        return self.device.stream("uiautomator events")

    def push(self, data: bytes, path: str, *, mode: int = 0o644) -> None:
        self.device.push(data, path, mode=mode)

    def pull(self, path: str) -> bytes:
        return self.device.pull(path)

    def reverse(self, phone_port: int, host_port: int) -> int:
        return self.device.reverse(phone_port, host_port)

    def remove_reverse(self, phone_port: int) -> None:
        self.device.remove_reverse(phone_port)

    def install(self, apk: str) -> None:
        """Install or update an APK of this computer. Raises AppError with the package manager's code."""
        from patrol.device.install import install

        install(self.device, Path(apk))

    def close(self) -> None:
        """Leave nothing of ours running on the phone."""
        self._focus.close()
