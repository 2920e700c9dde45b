"""Text into the focused field, whatever script it is in.

In this order, until one works: set the field's text through accessibility (fast, any Unicode, no keyboard involved);
paste it; type it through the ADB keyboard where that is installed. The keyboard that was chosen is always put back.
"""

from __future__ import annotations

import base64
import re
from typing import Any

from patrol.device.adb.device import AdbDevice
from patrol.device.settings_journal import SettingsJournal, keyboard_chosen
from patrol.device.uiautomator import RpcError, UiAutomatorServer
from patrol.errors import DeviceError

TEXT_FIELD = r".*(EditText|AutoCompleteTextView|SearchAutoComplete)$"
_CLASS_MATCHES, _FOCUSED = 0x20, 0x20000
_CHILDREN: dict[str, Any] = {"childOrSibling": [], "childOrSiblingSelector": []}
FIELD: dict[str, Any] = {
    "mask": _CLASS_MATCHES | _FOCUSED,
    "classNameMatches": TEXT_FIELD,
    "focused": True,
    **_CHILDREN,
}
"""The focused text field. By class too: Flutter marks the host view as focused beside the field."""
ANY_FOCUSED: dict[str, Any] = {"mask": _FOCUSED, "focused": True, **_CHILDREN}
"""Whatever has the focus: drawn editors (WebView, games) have no text field's class."""
ADB_KEYBOARD = "com.github.uiautomator/.AdbKeyboard"


class TextEntry:
    """Types on one phone."""

    def __init__(self, device: AdbDevice, server: UiAutomatorServer, journal: SettingsJournal | None = None) -> None:
        self._device = device
        self._server = server
        self._journal = journal

    def enter(self, text: str, *, clear: bool) -> None:
        """Raises DeviceError when no field has the focus or none of the ways works."""
        selector = self._focused()
        if clear and self._set(selector, text):
            return
        if clear:
            self._try("clearTextField", selector)
        if self._paste(text) or self._through_keyboard(text):
            return
        raise DeviceError(
            f"the focused field on {self._device.serial} takes no text.",
            advice="Some fields accept only their own keys: tap those instead.",
        )

    def _focused(self) -> dict[str, Any]:
        for selector in (FIELD, ANY_FOCUSED):
            if self._server.call("exist", selector):
                return selector
        raise DeviceError(
            f"no field has the focus on {self._device.serial}.", advice="Tap the field before typing into it."
        )

    def _set(self, selector: dict[str, Any], text: str) -> bool:
        return bool(self._try("setText", selector, text))

    def _paste(self, text: str) -> bool:
        """Through the clipboard, which newer Androids let only some apps read: the server reads it back to know."""
        self._try("setClipboard", "patrol", text)
        return self._try("getClipboard") == text and bool(self._try("pasteClipboard"))

    def _try(self, method: str, *params: Any) -> Any:
        try:
            return self._server.call(method, *params)
        except RpcError:
            return None

    def _through_keyboard(self, text: str) -> bool:
        installed = self._device.shell("ime list -s -a").output.split()
        if ADB_KEYBOARD not in installed:
            return False
        encoded = base64.b64encode(text.encode()).decode()
        with keyboard_chosen(self._device.shell, self._journal, ADB_KEYBOARD):
            said = self._device.shell(f"am broadcast -a ADB_KEYBOARD_INPUT_TEXT --es text {encoded}").output
        return bool(re.search(r"result=-1\b", said))
