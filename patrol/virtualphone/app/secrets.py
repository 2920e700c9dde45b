"""What a typed password leaves behind in an app: the last character for a moment, texts on the heap, accessibility
events, and what a long press offers to do with it."""

from __future__ import annotations

import string
from collections.abc import Callable

from patrol.virtualphone.app.core import Core
from patrol.virtualphone.app.layout.box import Box
from patrol.virtualphone.app.layout.view import ECHO_MS, ViewState, key_of
from patrol.virtualphone.app.model import Widget
from patrol.virtualphone.app.scope import plain
from patrol.virtualphone.system.accessibility import AccessibilityEvent

MOST_KEPT = 400
"""Texts on the heap that nobody refers to any more go when the collector comes."""
LETTERS = string.ascii_letters + string.digits


class Secrets:
    """Of one running app."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._kept: list[str] = []
        self._listeners: list[Callable[[AccessibilityEvent], None]] = []

    def typed(self, view: ViewState, widget: Widget, before: str, after: str, locals_key: object = None) -> None:
        """A field's text has changed; `locals_key` is the row it stands in."""
        core = self._core
        secret = widget.kind == "keypad" or widget.get("type") == "password"
        if widget.get("echo") == "last" and len(after) > len(before):
            view.typed_ms[key_of(widget, {"i": locals_key})] = core.now
            core.later(ECHO_MS, core.changed)
        if widget.get("keeps_in_memory") and after:
            self._kept = [*self._kept, after][-MOST_KEPT:]
        if widget.kind == "field":
            hidden = secret and widget.get("echo") != "clear"
            mask = (lambda text: "•" * len(text)) if hidden else (lambda text: text)
            changed = AccessibilityEvent(
                "TYPE_VIEW_TEXT_CHANGED",
                core.model.package,
                "android.widget.EditText",
                mask(after),
                password=hidden,
                before=mask(before),
                added=max(0, len(after) - len(before)),
                removed=max(0, len(before) - len(after)),
            )
            self._tell(changed)

    def touched(self, box: Box) -> None:
        """A view that is in the tree was tapped: accessibility services hear of it with its text."""
        if box.in_tree and self._listeners:
            said = "" if box.password else box.text
            package, spoken = self._core.model.package, box.description
            self._tell(AccessibilityEvent("TYPE_VIEW_CLICKED", package, box.class_name, said, description=spoken))

    def _tell(self, event: AccessibilityEvent) -> None:
        for listener in tuple(self._listeners):
            listener(event)

    def listen(self, listener: Callable[[AccessibilityEvent], None]) -> Callable[[], None]:
        """Hear of each event; the returned function ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def heap(self) -> tuple[str, ...]:
        """The texts that the process holds: its variables as they are, and what fields with `keeps_in_memory` left."""
        model, names = self._core.model, self._core.names
        held = (plain(names.get(name)) for name in (*model.variables, *model.stored))
        return tuple(text for text in (*held, *self._kept) if text)
