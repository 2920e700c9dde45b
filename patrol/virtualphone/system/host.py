"""What an app may ask of this phone: the contracts.Host of one process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from patrol.virtualphone.contracts import App, HttpAnswer, HttpRequest, Scheduler
from patrol.virtualphone.shell.files import SHARED
from patrol.virtualphone.system.identity import identifier
from patrol.virtualphone.system.intent import VIEW, Intent
from patrol.virtualphone.system.manifest import Installed
from patrol.virtualphone.system.permissions import PermissionWindow, pages_to_ask

if TYPE_CHECKING:
    from patrol.virtualphone.phone import VirtualPhone


@dataclass(frozen=True, slots=True)
class PrivacyCall:
    """A sensitive call an app made; the phone remembers them so that tests can hold reports against the truth."""

    uptime_ms: float
    package: str
    api: str
    arguments: tuple[str, ...]
    chain: tuple[str, ...]


class AppHost:
    """The phone as one process sees it."""

    def __init__(self, phone: VirtualPhone, installed: Installed, pid: int) -> None:
        self.scheduler: Scheduler = phone.scheduler
        self._phone = phone
        self._installed = installed
        self._pid = pid

    @property
    def size(self) -> tuple[int, int]:
        return self._phone.size

    @property
    def density_dpi(self) -> int:
        return self._phone.density_dpi

    @property
    def refresh_hz(self) -> float:
        return self._phone.refresh_hz

    def log(self, app: App, level: str, tag: str, message: str) -> None:
        if tag == "HWUI" and self._phone.spec.sdk < 34:
            tag = "OpenGLRenderer"  # renamed with Android 14
        self._phone.log.write(level, tag, message, pid=self._pid, uid=self._installed.uid)

    def send(self, app: App, request: HttpRequest, done: Callable[[HttpAnswer], None]) -> None:
        self._phone.network.send(self._pid, self._installed, request, done)

    def ask_permission(self, app: App, permissions: tuple[str, ...], done: Callable[[bool], None]) -> None:
        phone, installed = self._phone, self._installed

        def answered() -> None:
            phone.windows.close_permission()
            done(all(phone.packages.holds(installed, p) for p in permissions))
            phone.changed()

        pages = pages_to_ask(phone.spec, installed, permissions)
        if not pages:
            phone.later(0, answered)
            return
        window = PermissionWindow(phone.spec, installed, pages, answered, phone.changed)
        phone.keyboard.hide()
        target = Intent(
            action="android.content.pm.action.REQUEST_PERMISSIONS",
            package=window.package,
            component=(window.package, window.activity),
            extras={"": ""},
        )
        phone.log_start(target, installed.uid)
        phone.windows.show_permission(window)

    def granted(self, app: App, permission: str) -> bool:
        return self._phone.packages.holds(self._installed, permission)

    def identifier(self, app: App, name: str) -> str:
        return identifier(self._phone, name)

    def open_link(self, app: App, url: str) -> None:
        if url.startswith("android-app://"):
            intent = Intent(package=url.removeprefix("android-app://").split("/")[0])
        else:
            intent = Intent(action=VIEW, data=url)
        outcome = self._phone.activities.start(intent, uid=self._installed.uid)
        if outcome.result in ("no-class", "unresolved"):
            self.log(
                app, "W", "System.err", f"android.content.ActivityNotFoundException: No Activity found for {intent}"
            )

    def start_service(self, app: App, component: str) -> None:
        self._phone.activities.waking.start_service(self._installed, self._pid, component)

    def toast(self, app: App, text: str) -> None:
        self._phone.show_toast(text, 2000)

    def notify(self, app: App, title: str, text: str, link: str) -> None:
        if self._phone.spec.sdk >= 33 and not self.granted(app, "android.permission.POST_NOTIFICATIONS"):
            if "android.permission.POST_NOTIFICATIONS" in self._installed.manifest.permissions:
                return
        self._phone.shade.post(self._installed.package, title, text, link)

    def copy(self, app: App, text: str) -> None:
        self._phone.set_clipboard(text)

    def clip(self, app: App) -> str:
        return self._phone.clipboard() or ""

    def write_file(self, app: App, path: str, data: bytes) -> None:
        """Relative to /data/user/0/PACKAGE; absolute paths on shared storage as `/sdcard/…`."""
        place = path if path.startswith("/") else f"/data/user/0/{self._installed.package}/{path}"
        place = place.replace("/sdcard/", f"{SHARED}/", 1) if place.startswith("/sdcard/") else place
        files = self._phone.files
        files.mkdir(place.rpartition("/")[0], parents=True)
        files.write(place, data, 0o660)
        if place.startswith("/data/"):
            files.chown(place, self._installed.uid, self._installed.uid)

    def privacy_call(self, app: App, api: str, arguments: tuple[str, ...], chain: tuple[str, ...]) -> None:
        call = PrivacyCall(self.scheduler.now_ms(), self._installed.package, api, arguments, chain)
        self._phone.privacy_calls.append(call)
        self._phone.running.jvms.called(call.package, self._pid, api, arguments, chain)

    def crash(self, app: App, exception: str, message: str, stack: tuple[str, ...]) -> None:
        self._phone.troubles.crash(self._pid, exception, message, stack)

    def native_crash(self, app: App, signal: str, stack: tuple[str, ...], cause: str) -> None:
        self._phone.troubles.disasters.native_crash(self._pid, signal, stack, cause)

    def out_of_memory(self, app: App) -> None:
        self._phone.troubles.disasters.out_of_memory(self._pid)

    def not_responding(self, app: App, reason: str, duration_ms: float, stack: tuple[str, ...] = ()) -> None:
        self._phone.troubles.not_responding(self._pid, reason, stack)

    def changed(self, app: App) -> None:
        self._phone.changed()

    def finished(self, app: App) -> None:
        self._phone.activities.finished(app)
