"""Input methods: which are there, which is chosen, and whether its window is up. The window itself comes with the app
that has the focused field (its layout depends on it)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from patrol.virtualphone.contracts import App
from patrol.virtualphone.system.settings import LATIN_IME, Settings

ADB_KEYBOARD = "com.github.uiautomator/.AdbKeyboard"
APPIUM_IME = "io.appium.settings/.AppiumIME"
_WITHOUT_WINDOW = {ADB_KEYBOARD, APPIUM_IME}
_BACK = 4


@runtime_checkable
class TakesKeyboard(Protocol):
    """An app whose windows leave room for the keyboard of this package ("" for one without a window)."""

    keyboard_package: str


class Keyboard:
    """`front` gives the app in front."""

    def __init__(self, settings: Settings, brought: Callable[[], list[str]], front: Callable[[], App]) -> None:
        self._settings = settings
        self._brought = brought
        self._front = front

    @property
    def method(self) -> str:
        return self._settings.get("secure", "default_input_method") or LATIN_IME

    @property
    def package(self) -> str:
        """Of the chosen method, "" when it has no window."""
        return "" if self.method in _WITHOUT_WINDOW else self.method.partition("/")[0]

    def methods(self) -> list[str]:
        """All installed input methods."""
        return [LATIN_IME, *self._brought()]

    def enabled(self) -> list[str]:
        return [m for m in (self._settings.get("secure", "enabled_input_methods") or "").split(":") if m]

    @property
    def shown(self) -> bool:
        """The chosen method's window is on the screen."""
        return bool(self.package) and any(
            w.kind == "keyboard" and w.package == self.package for w in self._front().windows()
        )

    def hide(self) -> None:
        """As Back does, which the app takes first for its keyboard."""
        if self.shown:
            self._front().key(_BACK)

    def tell(self, app: App) -> None:
        """Let an app know which keyboard will open."""
        if isinstance(app, TakesKeyboard):
            app.keyboard_package = self.package
