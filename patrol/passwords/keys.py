"""The keyboard that a field opens: whose it is, how its keys lie, and typing on it."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass

from patrol.device.driver import Driver
from patrol.device.parse.focus import keyboard_shown
from patrol.device.parse.window_flags import window_flags
from patrol.journey.keyboard import FEWEST_KEYS, keys_of
from patrol.model.screen import Node, Rect, Screen

DELETES = ("删除", "退格", "Delete", "delete", "DEL", "Del", "⌫", "←", "backspace", "Backspace")
DIGITS = "1234567890"
_METHOD = re.compile(r"\bmCurMethodId=(\S{1,200})")
TEST = "73"
"""What patrol types to see where it turns up: two different digits, too few for any password."""


@dataclass(frozen=True, slots=True)
class Keyboard:
    """What opened for a field."""

    kind: str
    """`app`: keys in the app's own tree; `drawn`: none of them and no input method, so keys that the app paints;
    `system`: an input method."""
    method: str = ""
    """The input method that is chosen."""
    order: str = ""
    """The digits as they lie, row by row; "" where the tree does not tell."""


def keyboard_of(driver: Driver, screen: Screen) -> Keyboard:
    """The keyboard that is open now."""
    said = driver.shell("dumpsys input_method").output
    method = _METHOD.search(said)
    name = method[1] if method else driver.shell("settings get secure default_input_method").output.strip()
    shown = keyboard_shown(said)
    if shown is None:  # some makers leave the line out: the method's window tells as well
        shown = any(w.keyboard for w in window_flags(driver.shell("dumpsys window windows").output))
    if shown:
        return Keyboard("system", name)
    keys = keys_of(screen)
    if len(keys) >= FEWEST_KEYS:
        return Keyboard("app", name, order_of(screen))
    return Keyboard("drawn", name)


def order_of(screen: Screen) -> str:
    """The digits in reading order; "" unless all ten keys are there."""
    keys = {label: node.bounds for label, node in keys_of(screen).items() if label in DIGITS}
    if len(keys) < len(DIGITS):
        return ""
    height = max(1, min(box.height for box in keys.values()))
    return "".join(sorted(keys, key=lambda label: (round(keys[label].top / height), keys[label].left)))


def drawn_order(png: bytes, field: Rect) -> str:
    """A digest of the lower half of a picture, where painted keys lie; "" for a black picture and for none."""
    from PIL import Image  # loads slowly; only painted keys need it

    try:
        with Image.open(io.BytesIO(png)) as picture:
            top = max(picture.height // 2, field.bottom)
            lower = picture.convert("L").crop((0, min(top, picture.height - 1), picture.width, picture.height))
            small = lower.resize((96, 96))
    except (OSError, ValueError):
        return ""
    brightest = small.getextrema()[1]
    if not isinstance(brightest, int | float) or brightest < 8:
        return ""
    return hashlib.sha256(bytes(level >> 5 for level in small.tobytes())).hexdigest()[:16]


class Hand:
    """Types single characters by whichever keyboard is open; by the shell alone while nobody may look."""

    def __init__(self, driver: Driver, screen: Screen, keyboard: Keyboard) -> None:
        self._driver = driver
        self._keys = keys_of(screen) if keyboard.kind == "app" else {}
        self._delete = next((n for n in screen.nodes() if n.clickable and n.label in DELETES), None)
        self._own = keyboard.kind == "app"
        self.system = keyboard.kind == "system"

    @property
    def can(self) -> bool:
        """Whether it has the keys for test characters and one to take them back. Painted keys it cannot find."""
        return self.system or (self._own and self._delete is not None and all(c in self._keys for c in TEST))

    def type(self, character: str, *, blind: bool = False) -> None:
        if self._own:
            self._tap(self._keys[character], blind)
        else:
            self._driver.shell(f"input text {character}")

    def delete(self, count: int = 1, *, blind: bool = False) -> None:
        for _ in range(count):
            if self._delete is not None and self._own:
                self._tap(self._delete, blind)
            else:
                self._driver.shell("input keyevent 67")

    def _tap(self, node: Node, blind: bool) -> None:
        x, y = node.bounds.centre
        if blind:
            self._driver.shell(f"input tap {x} {y}")
        else:
            self._driver.tap(x, y)
