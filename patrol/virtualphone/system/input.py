"""Fingers and keys: where an event goes, and which keys the system keeps for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from patrol.virtualphone.system.accessibility import Pastes
from patrol.virtualphone.system.views import NAVIGATION_BAR_DP

if TYPE_CHECKING:
    from patrol.virtualphone.phone import VirtualPhone

KEYS = {
    name: code
    for code, name in enumerate(
        """UNKNOWN SOFT_LEFT SOFT_RIGHT HOME BACK CALL ENDCALL 0 1 2 3 4 5 6 7 8 9 STAR POUND DPAD_UP DPAD_DOWN
        DPAD_LEFT DPAD_RIGHT DPAD_CENTER VOLUME_UP VOLUME_DOWN POWER CAMERA CLEAR A B C D E F G H I J K L M N O P Q R S
        T U V W X Y Z COMMA PERIOD ALT_LEFT ALT_RIGHT SHIFT_LEFT SHIFT_RIGHT TAB SPACE SYM EXPLORER ENVELOPE ENTER DEL
        GRAVE MINUS EQUALS LEFT_BRACKET RIGHT_BRACKET BACKSLASH SEMICOLON APOSTROPHE SLASH AT NUM HEADSETHOOK FOCUS
        PLUS MENU NOTIFICATION SEARCH MEDIA_PLAY_PAUSE MEDIA_STOP MEDIA_NEXT MEDIA_PREVIOUS MEDIA_REWIND
        MEDIA_FAST_FORWARD MUTE PAGE_UP PAGE_DOWN""".split()
    )
}
"""Key names without KEYCODE_ → code (android.view.KeyEvent)."""
KEYS |= {"ESCAPE": 111, "FORWARD_DEL": 112, "MOVE_HOME": 122, "MOVE_END": 123, "VOLUME_MUTE": 164, "APP_SWITCH": 187}
KEYS |= {"SLEEP": 223, "WAKEUP": 224, "PASTE": 279, "COPY": 278, "CUT": 277, "ALL_APPS": 284, "SETTINGS": 176}

_HOME, _BACK, _POWER, _ENTER, _DEL, _SPACE = 3, 4, 26, 66, 67, 62
_VOLUME = {24, 25, 164}
_CHARACTERS = {KEYS[str(d)]: str(d) for d in range(10)} | {KEYS[chr(c)]: chr(c).lower() for c in range(65, 91)}
_CHARACTERS |= {
    _SPACE: " ",
    55: ",",
    56: ".",
    69: "-",
    70: "=",
    74: ";",
    75: "'",
    76: "/",
    77: "@",
    81: "+",
    17: "*",
    18: "#",
}
_SHIFT = 0x1


def key_code(name: str) -> int | None:
    """The code of `4`, `BACK` or `KEYCODE_BACK`; None when there is no such key."""
    if name.isdigit():
        return int(name)
    return KEYS.get(name.upper().removeprefix("KEYCODE_"))


class Input:
    """Events from adb, uiautomator2 and monkey alike."""

    def __init__(self, phone: VirtualPhone) -> None:
        self._phone = phone
        self.volume = 7

    # -- fingers ---------------------------------------------------------------------------------------------------

    def tap(self, x: int, y: int) -> None:
        phone = self._phone
        if not phone.screen_on:
            return
        if y >= phone.size[1] - phone.spec.dp(NAVIGATION_BAR_DP):
            self.key((_BACK, _HOME, KEYS["APP_SWITCH"])[min(2, max(0, 3 * x // phone.size[0]))])
        elif phone.shade.shown:
            phone.shade.tap(x, y)
        elif phone.windows.dialogs:
            phone.windows.dialogs[-1].tap(x, y)
        elif asking := phone.windows.permission_shown():
            asking.tap(x, y)
        else:
            phone.activities.front.app.tap(x, y)
        phone.changed()

    def long_press(self, x: int, y: int) -> None:
        if self._app_has_the_finger():
            self._phone.activities.front.app.long_press(x, y)
        else:
            self.tap(x, y)
        self._phone.changed()

    def swipe(self, x1: int, y1: int, x2: int, y2: int, duration_ms: float) -> None:
        """A swipe that hardly moves is a press: long from half a second on (ViewConfiguration)."""
        phone, slop = self._phone, self._phone.spec.dp(8)
        if not phone.screen_on:
            return
        if abs(x1 - x2) <= slop and abs(y1 - y2) <= slop:
            if duration_ms >= 500:
                self.long_press(x1, y1)
            else:
                self.tap(x1, y1)
            return
        if y1 <= phone.spec.dp(24) and y2 > y1 and not phone.shade.shown:
            phone.shade.open()
        elif phone.shade.shown:
            if y2 < y1:
                phone.shade.close()
        elif self._app_has_the_finger():
            phone.activities.front.app.swipe(x1, y1, x2, y2, duration_ms)
        phone.changed()

    def _app_has_the_finger(self) -> bool:
        phone = self._phone
        windows = phone.windows
        return phone.screen_on and not (phone.shade.shown or windows.dialogs or windows.permission_shown())

    # -- text and keys ---------------------------------------------------------------------------------------------

    def type_text(self, text: str, *, replace: bool) -> bool:
        if not self._app_has_the_finger():
            return False
        typed = self._phone.activities.front.app.type_text(text, replace=replace)
        self._phone.changed()
        return typed

    def key(self, code: int, meta: int = 0) -> bool:
        """Whether somebody took the key."""
        taken = self._system_key(code) or (self._phone.screen_on and self._app_key(code, meta))
        self._phone.changed()
        return taken

    def _system_key(self, code: int) -> bool:
        phone = self._phone
        if code == _POWER:
            phone.screen_on = not phone.screen_on
        elif code == KEYS["WAKEUP"]:
            phone.screen_on = True
        elif code == KEYS["SLEEP"]:
            phone.screen_on = False
        elif code in _VOLUME:
            self.volume = min(15, self.volume + 1) if code == 24 else max(0, self.volume - 1)
        elif not phone.screen_on:
            return False
        elif code == _HOME:
            phone.shade.close()
            phone.activities.home()
        elif code == KEYS["APP_SWITCH"]:
            phone.activities.open_recents()
        elif code == KEYS["NOTIFICATION"]:
            phone.shade.open()
        elif code == KEYS["SETTINGS"]:
            phone.open_settings()
        else:
            return False
        return True

    def _app_key(self, code: int, meta: int) -> bool:
        phone, app = self._phone, self._phone.activities.front.app
        if code == _BACK:
            return self._back()
        if not self._app_has_the_finger():
            return False
        if code == KEYS["PASTE"]:
            text = phone.clipboard() or ""
            return app.paste(text) if isinstance(app, Pastes) else app.type_text(text, replace=False)
        if app.key(code):
            return True
        letter = _CHARACTERS.get(code)
        if letter is None:
            return False
        return app.type_text(letter.upper() if meta & _SHIFT else letter, replace=False)

    def _back(self) -> bool:
        phone = self._phone
        if phone.shade.shown:
            phone.shade.close()
        elif phone.windows.dialogs:
            if phone.windows.dialogs[-1].kind != "anr":
                phone.windows.dialogs.pop()
        elif asking := phone.windows.permission_shown():
            asking.dismiss()
        elif not phone.activities.front.app.key(_BACK):
            phone.activities.back()
        return True
