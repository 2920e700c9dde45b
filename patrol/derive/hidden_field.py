"""Whether the soft keyboard lies over the field that is being typed into."""

from __future__ import annotations

from dataclasses import dataclass

from patrol.model.screen import Node, Rect, Screen

FIELDS = ("EditText", "AutoCompleteTextView", "SearchAutoComplete")


@dataclass(frozen=True, slots=True)
class Covered:
    """A focused field and how much of it the keyboard hides."""

    field: Node
    keyboard: Rect
    share: float
    """0 to 1."""


def covered_field(screen: Screen) -> Covered | None:
    """The field with the focus, while a keyboard is shown whose place is known; None without either."""
    box = screen.keyboard_box
    if not screen.keyboard or box.height <= 0:
        return None
    field = next((n for n in screen.nodes() if n.focused and n.class_name.endswith(FIELDS)), None)
    if field is None or field.bounds.height <= 0 or field.bounds.right <= box.left or field.bounds.left >= box.right:
        return None
    hidden = min(field.bounds.bottom, box.bottom) - max(field.bounds.top, box.top)
    return Covered(field, box, max(0.0, hidden / field.bounds.height))
