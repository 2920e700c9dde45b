"""What uiautomator2's server and the dumps need of a phone. All plain calls on the phone's event loop."""

from __future__ import annotations

from typing import Protocol

from patrol.virtualphone.adb.faults import Faults
from patrol.virtualphone.contracts import PortHandler, Window


class UiaPhone(Protocol):
    faults: Faults
    ports: dict[int, PortHandler]

    @property
    def sdk(self) -> int: ...

    @property
    def size(self) -> tuple[int, int]:
        """Pixels in the present rotation."""

    @property
    def density_dpi(self) -> int: ...

    @property
    def product(self) -> str: ...

    @property
    def rotation(self) -> int:
        """0 natural, 1 left, 2 upside down, 3 right."""

    def rotate(self, rotation: int | None) -> None:
        """Freeze at this rotation; None gives it back to the sensor."""

    @property
    def screen_on(self) -> bool: ...

    def wake(self) -> None: ...

    def sleep(self) -> None: ...

    def focused_window(self) -> Window | None:
        """The window that uiautomator dumps. While it is unchanged, `window.root` must be the same object: dumps are
        cached by it."""

    def screenshot(self) -> bytes:
        """PNG; black where a window is secure."""

    def tap(self, x: int, y: int) -> None: ...

    def long_press(self, x: int, y: int, duration_ms: float) -> None: ...

    def swipe(self, x1: int, y1: int, x2: int, y2: int, duration_ms: float) -> None: ...

    def key(self, code: int, meta: int = 0) -> bool:
        """An Android key code, as a hardware key: system keys are obeyed."""

    def type_text(self, text: str, *, replace: bool) -> bool:
        """Into the field with the focus; False when there is none."""

    def open_notifications(self) -> bool: ...

    def open_quick_settings(self) -> bool: ...

    def last_toast(self) -> str | None:
        """The text of the toast that was shown last, until cleared."""

    def clear_toast(self) -> None: ...

    def show_toast(self, text: str, duration_ms: float) -> None: ...

    def clipboard(self) -> str | None: ...

    def set_clipboard(self, text: str) -> None: ...
