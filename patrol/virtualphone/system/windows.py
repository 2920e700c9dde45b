"""The window manager: everything that is on the screen, from the bottom to the top, and who has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patrol.model.screen import Rect
from patrol.virtualphone.contracts import Window
from patrol.virtualphone.system.dialogs import ErrorDialog
from patrol.virtualphone.system.permissions import PermissionWindow

if TYPE_CHECKING:
    from patrol.virtualphone.phone import VirtualPhone


class WindowManager:
    """Windows of the app in front with its keyboard, permission windows, error dialogs, the shade; in this order."""

    def __init__(self, phone: VirtualPhone) -> None:
        self._phone = phone
        self.permission: PermissionWindow | None = None
        self._waiting: list[PermissionWindow] = []
        self.dialogs: list[ErrorDialog] = []

    # -- the system's own windows ----------------------------------------------------------------------------------

    def show_permission(self, window: PermissionWindow) -> None:
        """One at a time; a second request waits for the first."""
        if self.permission is None:
            self.permission = window
        else:
            self._waiting.append(window)
        self._phone.changed()

    def close_permission(self) -> None:
        self.permission = self._waiting.pop(0) if self._waiting else None

    def show_dialog(self, dialog: ErrorDialog) -> None:
        """A newer dialog about the same app takes the older one's place."""
        self.dialogs = [d for d in self.dialogs if d.package != dialog.package]
        self.dialogs.append(dialog)
        self._phone.changed()

    def close_dialog(self, dialog: ErrorDialog) -> None:
        if dialog in self.dialogs:
            self.dialogs.remove(dialog)

    def close_for(self, package: str) -> None:
        """The process has ended: its permission requests and its ANR dialog go with it."""
        self._waiting = [w for w in self._waiting if w.installed.package != package]
        if self.permission and self.permission.installed.package == package:
            self.close_permission()
        self.dialogs = [d for d in self.dialogs if d.package != package or d.kind != "anr"]

    def stopped(self, package: str) -> None:
        """The package was stopped by force: its crash dialog, which had kept the process until then, goes too (AOSP's
        cleanUpApplicationRecord clears all error dialogs)."""
        self.dialogs = [d for d in self.dialogs if d.package != package]

    # -- looking ---------------------------------------------------------------------------------------------------

    def permission_shown(self) -> PermissionWindow | None:
        """A permission window belongs to the app's task: another app in front hides it."""
        window = self.permission
        if window and self._phone.activities.front.package == window.installed.package:
            return window
        return None

    def all(self) -> list[Window]:
        """From the bottom to the top."""
        phone = self._phone
        found = list(phone.activities.front.app.windows())
        if asking := self.permission_shown():
            found.append(asking.window)
        found += [dialog.window for dialog in self.dialogs]
        if shade := phone.shade.window():
            found.append(shade)
        return found

    def focused(self) -> Window | None:
        """The topmost window that takes keys; None while the screen is off."""
        if not self._phone.screen_on:
            return None
        return next((w for w in reversed(self.all()) if w.focusable), None)

    @property
    def secure(self) -> bool:
        """Some window on the screen refuses to be photographed."""
        return any(window.secure for window in self.all())

    def frame_of(self, window: Window) -> Rect:
        return window.root.bounds
