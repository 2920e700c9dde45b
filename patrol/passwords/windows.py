"""What the window manager and the autofill service say while a password field has the focus."""

from __future__ import annotations

import re

from patrol.device.driver import Driver
from patrol.device.parse.autofill import offered_to_autofill
from patrol.device.parse.window_flags import WindowFlags, window_flags
from patrol.passwords.keys import Keyboard
from patrol.passwords.notes import Came, exposed, protected, untried

OLDEST_AUTOFILL = 26
OLDEST_HIDING = 31
"""Android levels that brought the autofill framework and Window.setHideOverlayWindows."""


def windows_of(driver: Driver) -> tuple[WindowFlags, ...]:
    return window_flags(driver.shell("dumpsys window windows").output)


def pictures_refused(windows: tuple[WindowFlags, ...], package: str, keyboard: Keyboard, black: bool | None) -> Came:
    """Whether field and keyboard refuse to be photographed; by flags, and by a picture that came out black or not."""
    own = next((w for w in windows if w.package == package and not w.keyboard and w.focusable), None)
    keys = _keyboard_window(windows, package, own, keyboard)
    facts = {"field": _word(own.secure if own else None), "picture": _black(black)}
    if keys is not None:
        facts["keyboard"] = _word(keys.secure)
    if own is None or own.secure is None:
        if black is None:
            return untried("flags-not-told", **facts)
        return protected("black", **facts) if black else exposed("window-open", **facts)
    if not own.secure:
        return exposed("window-open", **facts)
    if keys is not None and keys.secure is False and keyboard.kind != "system":
        return exposed("keyboard-window-open", **facts)
    return protected("secure", **facts)


def _keyboard_window(
    windows: tuple[WindowFlags, ...], package: str, own: WindowFlags | None, keyboard: Keyboard
) -> WindowFlags | None:
    """The window that holds the keys when it is not the field's own: the input method's, or one of the app's that takes
    no focus."""
    if keyboard.kind == "system":
        return next((w for w in windows if w.keyboard), None)
    return next((w for w in windows if w is not own and w.package == package and not w.focusable), None)


def _word(secure: bool | None) -> str:
    return "unknown" if secure is None else "secure" if secure else "open"


def _black(black: bool | None) -> str:
    return "none" if black is None else "black" if black else "shown"


def overlays_kept_off(windows: tuple[WindowFlags, ...], package: str, sdk: int, asks: bool) -> Came:
    """Whether the window hides other apps' windows over it. `asks`: the manifest asks for the permission to do so.
    filterTouchesWhenObscured cannot be seen from outside: without the flag nothing is proved."""
    own = next((w for w in windows if w.package == package and not w.keyboard and w.focusable), None)
    if own is not None and own.hides_overlays:
        return protected("hides-overlays")
    if sdk and sdk < OLDEST_HIDING:
        return untried("android-too-old", sdk=str(sdk))
    return untried("no-flag", permission="asked" if asks else "not asked")


def kept_from_autofill(driver: Driver, package: str, sdk: int) -> Came:
    """Whether the focused field is offered to the autofill service of the phone."""
    if sdk and sdk < OLDEST_AUTOFILL:
        return untried("android-too-old", sdk=str(sdk))
    service = driver.shell("settings get secure autofill_service").output.strip()
    if not service or service in ("null", "credential-service-placeholder"):
        return untried("no-autofill-service")
    uid = re.search(r"\buserId=(\d+)", driver.shell(f"dumpsys package {package} | grep userId=").output)
    said = driver.shell("dumpsys autofill").output
    if not said.strip() or "Can't find service" in said:
        return untried("no-autofill-service")
    offered = offered_to_autofill(said, package, int(uid[1]) if uid else None)
    return exposed("offered", service=service) if offered else protected("not-offered", service=service)
