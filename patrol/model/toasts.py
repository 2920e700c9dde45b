"""The short messages that the system shows for an app; they are in no UI tree."""

from __future__ import annotations

from patrol.model.record import Record


class Toast(Record, frozen=True):
    """When it was read, up to a second after it came up; secrets masked."""

    at_ms: int
    text: str


class Toasts(Record, frozen=True):
    toasts: tuple[Toast, ...] = ()
    note: str = ""
    """Why toasts could not be read; "" when they could."""
