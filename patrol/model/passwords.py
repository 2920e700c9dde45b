"""How password fields are protected: which were met, and what came of each thing that patrol tried on them.

Nothing here holds what was typed: test characters are patrol's own, real passwords are never written.
"""

from __future__ import annotations

from enum import StrEnum

from patrol.model.record import Record
from patrol.model.screen import Rect


class Recognised(StrEnum):
    """Why patrol takes a field for one that holds a password."""

    attribute = "attribute"
    """The UI tree marks it as a password."""
    declared = "declared"
    """app.yaml names it."""
    words = "words"
    """Its id, label or hint says so, though the tree does not mark it."""
    keypad = "keypad"
    """Keys without a field, on a screen that speaks of a password."""


class PasswordField(Record, frozen=True):
    """A field, or a keypad, that a password goes into; told once for each way it was met."""

    at_ms: int
    page: str
    name: str
    """Resource id without its package, else label; stable across builds."""
    label: str = ""
    recognised: Recognised = Recognised.attribute
    by: str = ""
    """Who met it: `journey/transfer`, `link`, `tree` (seen only, nothing could be tried)."""
    bounds: Rect = Rect()
    picture: str = ""
    tree: str = ""


class ProbeKind(StrEnum):
    """What is tried on a field."""

    keyboard = "keyboard"
    """Whose keyboard opens."""
    shuffle = "shuffle"
    """Whether its keys lie elsewhere at the next opening."""
    screenshot = "screenshot"
    """Whether the windows of field and keyboard refuse to be photographed."""
    tree = "tree"
    """Whether what is typed can be read in the UI tree."""
    events = "events"
    """Whether accessibility events tell what is typed."""
    echo = "echo"
    """Whether the last character stays readable for a moment."""
    paste = "paste"
    copy = "copy"
    autofill = "autofill"
    overlay = "overlay"
    """Whether the window keeps other apps' windows off."""
    memory = "memory"
    """Whether the password is still in the app's memory when its page was left."""
    lockout = "lockout"
    """Whether the app stops asking after wrong passwords."""


class Outcome(StrEnum):
    """What came of a probe."""

    protected = "protected"
    exposed = "exposed"
    untried = "untried"
    """It could not be tried, or did not tell; `reason` says why."""


class PasswordProbe(Record, frozen=True):
    """One thing that was tried on one field."""

    at_ms: int
    ended_ms: int
    page: str
    field: str
    """PasswordField.name."""
    kind: ProbeKind
    outcome: Outcome
    reason: str = ""
    """A stable word for what was seen, of patrol.derive.password_words: `system-keyboard`, `pasted`, `no-heap` …"""
    facts: dict[str, str] = {}
    """Figures and names behind it: `{"method": "com.x/.Ime", "orders": "1234567890 1234567890"}`."""
    before: str = ""
    """Path of the picture before it was tried; "" where none was taken."""
    after: str = ""
    tree: str = ""
    by: str = ""


class Passwords(Record, frozen=True):
    """The password fields of a run and what was tried on them."""

    fields: tuple[PasswordField, ...] = ()
    probes: tuple[PasswordProbe, ...] = ()
    note: str = ""
    """Why nothing could be tried at all."""
