"""Android's key codes (android.view.KeyEvent), by their names in lower case."""

from __future__ import annotations

from patrol.errors import DeviceError
from patrol.yamlplaces import unknown

KEY_CODES = {
    "home": 3,
    "back": 4,
    "call": 5,
    "end_call": 6,
    "dpad_up": 19,
    "dpad_down": 20,
    "dpad_left": 21,
    "dpad_right": 22,
    "dpad_center": 23,
    "volume_up": 24,
    "volume_down": 25,
    "power": 26,
    "camera": 27,
    "tab": 61,
    "space": 62,
    "enter": 66,
    "del": 67,
    "menu": 82,
    "notification": 83,
    "search": 84,
    "page_up": 92,
    "page_down": 93,
    "escape": 111,
    "forward_del": 112,
    "move_home": 122,
    "move_end": 123,
    "volume_mute": 164,
    "app_switch": 187,
    "sleep": 223,
    "wakeup": 224,
    "cut": 277,
    "copy": 278,
    "paste": 279,
}


def key_code(name: str) -> int:
    """The code of a key. Raises DeviceError for a name that Android does not know."""
    plain = name.lower().removeprefix("keycode_")
    if plain.isdecimal():
        return int(plain)
    if plain not in KEY_CODES:
        raise DeviceError(unknown("key", name, KEY_CODES) + ".")
    return KEY_CODES[plain]
