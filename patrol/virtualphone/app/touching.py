"""Fingers and keys: finds the box under a touch and does what its widget means by it."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from patrol.virtualphone.app.core import Core
from patrol.virtualphone.app.layout.box import Box, Key, Touch
from patrol.virtualphone.app.layout.inputs import DIGITS, shuffled
from patrol.virtualphone.app.layout.view import ViewState, key_of
from patrol.virtualphone.app.model import Dialog, Effects, Widget
from patrol.virtualphone.app.navigation import Navigator
from patrol.virtualphone.app.running import Runner
from patrol.virtualphone.app.scope import plain
from patrol.virtualphone.app.secrets import Secrets
from patrol.virtualphone.app.showing import Showing
from patrol.virtualphone.app.templates import literal
from patrol.virtualphone.app.windows import DrawnWindow

ANSWER_MS = 100
"""A touch redraws for so long (ripple)."""

ALLOWED = {
    "phone": "0123456789",
    "number": "0123456789",
    "code": "0123456789",
    "amount": "0123456789.",
    "id_card": "0123456789Xx",
}
"""Field type → characters it takes; other types take any."""

BACK, ENTER, DELETE, SPACE, TAB = 4, 66, 67, 62, 61
DIGIT_KEYS = {7 + digit: str(digit) for digit in range(10)}
LETTER_KEYS = {29 + index: letter for index, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}


def box_at(root: Box, x: int, y: int, wanted: Callable[[Box], bool]) -> Box | None:
    """The topmost box there that is wanted; children cover their parents, later ones earlier ones."""
    if not root.seen.contains(x, y) and root.in_tree:
        return None
    for child in reversed(root.children):
        found = box_at(child, x, y, wanted)
        if found is not None:
            return found
    return root if wanted(root) and root.seen.contains(x, y) else None


class Touching:
    def __init__(self, core: Core, showing: Showing, navigator: Navigator, runner: Runner) -> None:
        self._core = core
        self._showing = showing
        self._navigator = navigator
        self._runner = runner
        self.secrets = Secrets(core)
        self._shuffle = random.Random(f"{core.model.package} {core.now}")
        self._meanings: dict[str, Callable[[Touch, int, Box], None]] = {
            "effects": lambda touch, x, box: self._effects(touch, touch.value),
            "focus": lambda touch, x, box: self._focus(touch),
            "toggle": lambda touch, x, box: self._assign(touch, lambda held: not held),
            "choose": lambda touch, x, box: self._assign(touch, lambda held: touch.value),
            "chip": lambda touch, x, box: self._assign(touch, lambda held: touch.value),
            "tab": lambda touch, x, box: self._tab(touch),
            "pick": lambda touch, x, box: self._pick(touch),
            "picked": lambda touch, x, box: self._picked(touch),
            "slide": self._slide,
            "key": lambda touch, x, box: self._key(touch),
            "ime": lambda touch, x, box: self._ime(touch),
            "navigate": lambda touch, x, box: self._navigate(touch),
            "back": lambda touch, x, box: self.back(),
            "sign": lambda touch, x, box: self._assign(touch, lambda held: True),
            "paste": lambda touch, x, box: self._offer(touch),
            "clip": lambda touch, x, box: self._clip(touch),
        }

    # Touches

    def tap(self, x: int, y: int) -> None:
        self._touch(x, y, "tap")

    def long_press(self, x: int, y: int) -> None:
        self._touch(x, y, "long_tap")

    def _touch(self, x: int, y: int, slot: str) -> None:
        window = self._window_at(x, y)
        if window is None or window.box is None:
            return
        box = box_at(window.box, x, y, lambda box: box.tap is not None or getattr(box, slot) is not None)
        if box is None or not box.enabled:
            return
        touch: Touch | None = getattr(box, slot)
        if touch is not None:
            self._core.animate(ANSWER_MS)
            self.secrets.touched(box)
            self._meanings[touch.kind](touch, x, box)

    def _window_at(self, x: int, y: int) -> DrawnWindow | None:
        """The window that gets a touch there; beside a dialog, the dialog decides and may close."""
        for window in reversed(self._showing.windows()):
            if window.root.bounds.contains(x, y):
                return window
            if window.kind in ("dialog", "popup"):
                if window.cancelable:
                    self._navigator.close_dialog()
                return None
        return None

    def _effects(self, touch: Touch, effects: Effects) -> None:
        self._runner.run(effects, touch.locals, self._core.top)

    def _view(self) -> ViewState:
        top = self._core.top
        return top.top_view if top is not None else ViewState()

    def _held(self, widget: Widget, key: Key) -> Any:
        variable = widget.get("var")
        return self._core.names.get(variable) if variable else self._view().values.get(key)

    def _hold(self, widget: Widget, key: Key, value: Any) -> None:
        variable = widget.get("var")
        if variable:
            self._core.names.set(variable, value)
        else:
            self._view().values[key] = value
        self._core.changed()

    def _assign(self, touch: Touch, change: Callable[[Any], Any]) -> None:
        widget = touch.widget
        if widget is None:
            return
        key = key_of(widget, touch.locals)
        self._hold(widget, key, change(self._held(widget, key)))
        self._effects(touch, widget.get("on_change", ()))

    def _tab(self, touch: Touch) -> None:
        self._assign(touch, lambda held: touch.value)
        if touch.widget is not None:
            self._core.animate(250)
            self._effects(touch, touch.widget.main[touch.value].get("on_select", ()))

    def _slide(self, touch: Touch, x: int, box: Box) -> None:
        low, high = touch.value
        share = (x - box.x) / max(1, box.w)
        self._assign(touch, lambda held: round(low + share * (high - low)))

    def _navigate(self, touch: Touch) -> None:
        if self._core.top is not None and self._core.top.page.id != touch.value:
            self._navigator.go(touch.value, "replace")

    def _pick(self, touch: Touch) -> None:
        """A list of the picker's entries as a menu over the page."""
        if touch.widget is not None:
            self._navigator.show_dialog(picker_dialog(touch.widget), touch.locals)

    def _picked(self, touch: Touch) -> None:
        self._navigator.close_dialog()
        self._assign(touch, lambda held: touch.value)

    # Fields and keyboards

    def _focus(self, touch: Touch) -> None:
        widget = touch.widget
        top = self._core.top
        if widget is None or top is None:
            return
        top.top_view.focus, top.view.keypad = touch, None
        if widget.get("keyboard") == "secure":
            top.view.keypad = touch
            top.view.shuffles[key_of(widget, touch.locals)] = self._order(widget)
        self._core.animate(200)
        self._core.changed()

    def _offer(self, touch: Touch) -> None:
        """A long press: the field gets the focus, and a password field offers what it allows with the clipboard."""
        self._focus(touch)
        widget, clip = touch.widget, self._core.host.clip(self._core.app)
        if widget is not None and widget.get("type") == "password":
            held = plain(self._held(widget, key_of(widget, touch.locals)))
            if dialog := clip_dialog(widget, paste=bool(clip), copy=bool(held)):
                self._navigator.show_dialog(dialog, touch.locals)

    def _clip(self, touch: Touch) -> None:
        """Paste or copy, chosen from that menu."""
        widget = touch.widget
        self._navigator.close_dialog()
        if widget is None:
            return
        field = Touch("focus", widget, touch.locals)
        self._focus(field)
        if touch.value == "paste":
            self.paste(self._core.host.clip(self._core.app))
        else:
            self._core.host.copy(self._core.app, plain(self._held(widget, key_of(widget, touch.locals))))

    def paste(self, text: str) -> bool:
        """Into the focused field, unless it refuses."""
        touch = self._showing.focused()
        if touch is None or touch.widget is None:
            return False
        if not touch.widget.get("paste", touch.widget.get("type") != "password"):
            return False
        return self._edit(lambda held: held + text)

    def _order(self, widget: Widget) -> str:
        return shuffled(self._shuffle) if widget.get("shuffled") else DIGITS

    def _key(self, touch: Touch) -> None:
        """A key of the app's own keyboard."""
        widget = touch.widget
        if widget is None:
            return
        key = key_of(widget, touch.locals)
        held = plain(self._held(widget, key))
        if touch.value == "done":
            self._hide()
            self._effects(touch, widget.get("on_submit", ()))
            return
        limit = int(widget.get("length") or widget.get("max_length") or 20)
        text = held[:-1] if touch.value == "delete" else (held + touch.value)[:limit]
        self._hold(widget, key, text)
        self.secrets.typed(self._view(), widget, held, text, key[1])
        self._effects(touch, widget.get("on_text", ()))
        if widget.kind == "keypad" and len(text) == limit and len(held) < limit:
            self._effects(touch, widget.get("on_full", ()))

    def _ime(self, touch: Touch) -> None:
        """A key of the system's keyboard."""
        if touch.value == "done":
            self.submit()
        elif touch.value == "delete":
            self._edit(lambda held: held[:-1])
        else:
            self._edit(lambda held: held + (" " if touch.value == "space" else touch.value))

    def type_text(self, text: str, *, replace: bool) -> bool:
        touch = self._showing.focused()
        if touch is None or touch.widget is None or touch.widget.get("keyboard", "system") == "secure":
            return False
        return self._edit(lambda held: text if replace else held + text)

    def _edit(self, change: Callable[[str], str]) -> bool:
        touch = self._showing.focused()
        if touch is None or touch.widget is None:
            return False
        widget = touch.widget
        key = key_of(widget, touch.locals)
        allowed = ALLOWED.get(str(widget.get("type", "text")))
        held = plain(self._held(widget, key))
        text = change(held)
        if allowed:
            text = "".join(letter for letter in text if letter in allowed)
        limit = int(widget.get("max_length") or 10_000)
        self._view().errors.pop(widget.id, None)
        self._core.animate(1)
        self._hold(widget, key, text[:limit])
        self.secrets.typed(self._view(), widget, held, text[:limit], key[1])
        self._effects(touch, widget.get("on_text", ()))
        return True

    def submit(self) -> bool:
        """Enter, or the keyboard's done key."""
        touch = self._showing.focused()
        if touch is None or touch.widget is None:
            return False
        self._hide()
        self._effects(touch, touch.widget.get("on_submit", ()))
        return True

    def _hide(self) -> None:
        top = self._core.top
        if top is not None:
            top.top_view.focus = top.view.keypad = None
            self._core.changed()

    # Keys

    def press(self, code: int) -> bool:
        if code == BACK:
            self.back()
            return True
        if code == ENTER:
            return self.submit()
        if code == DELETE:
            return self._edit(lambda held: held[:-1])
        letter = DIGIT_KEYS.get(code) or LETTER_KEYS.get(code) or {SPACE: " "}.get(code)
        return self.type_text(letter, replace=False) if letter else False

    def back(self) -> None:
        """What is on top goes first: keyboard, dialog, then the page (or what it does instead)."""
        top = self._core.top
        if top is None:
            return
        if self._showing.keyboard_kind or top.view.keypad is not None:
            self._hide()
        elif top.dialogs:
            if top.dialogs[-1].dialog.cancelable:
                self._navigator.close_dialog()
        elif top.page.on_back is not None:
            self._runner.run(top.page.on_back, {}, top)
        else:
            self._navigator.back()


def clip_dialog(widget: Widget, *, paste: bool, copy: bool) -> Dialog | None:
    """What a long press on a field offers; None where it offers nothing."""
    lines = tuple(
        Widget("entry", literal(zh, en), {"style": "body", "clips": (widget, what)}, (), widget.place)
        for what, zh, en, given in (("paste", "粘贴", "Paste", paste), ("copy", "复制", "Copy", copy))
        if given and widget.get(what)
    )
    return Dialog(f"clip {widget.id}", "popup", None, lines) if lines else None


def picker_dialog(widget: Widget) -> Dialog:
    """A picker's entries as a sheet; each line chooses."""
    lines = tuple(
        Widget("entry", text, {"style": "body", "picks": (widget, index, value)}, (), widget.place)
        for index, (text, value) in enumerate(widget.main)
    )
    return Dialog(f"picker {widget.id}", "sheet", widget.get("label"), lines)
