"""The user's consent as a state machine, and what patrol itself did about it."""

from __future__ import annotations

from enum import StrEnum

from patrol.model.record import Record
from patrol.model.screen import Rect


class ConsentPhase(StrEnum):
    """Under which consent something happened; the phases of the fact catalogue (`consent_phases`)."""

    before_notice = "PH-1"
    """First start, before the privacy window."""
    asked = "PH-2"
    """The window is shown, nothing agreed yet."""
    refused = "PH-3"
    """After refusing; limited mode among it."""
    foreground = "PH-4"
    """Agreed, in use."""
    idle = "PH-5"
    """Agreed, in front, nobody touches it."""
    background = "PH-6"
    """Agreed, behind the launcher or another app."""
    permission_refused = "PH-7"
    """Agreed, after a permission was refused that the function under way wants."""
    withdrawn = "PH-8"
    """After consent was withdrawn or the account deleted."""
    unknown = "unknown"
    """Nobody saw: before the first look, or in a run that recorded no screens."""

    @property
    def agreed(self) -> bool:
        """Whether the user's consent covers it."""
        return self in {self.foreground, self.idle, self.background, self.permission_refused}


MARKS = {
    "given": ConsentPhase.foreground,
    "refused": ConsentPhase.refused,
    "withdrawn": ConsentPhase.withdrawn,
}
"""What the mark `consent:` of a journey's step says the app is in from then on."""


class ConsentEvent(Record, frozen=True):
    """Consent changed, or what is known of it: from `at_ms` on the app is in `phase`."""

    at_ms: int
    phase: ConsentPhase
    by: str = ""
    """Who brought it about: `crawl/12`, `journey/3`, `trial refuse`, `fresh install`."""
    page: str = ""
    picture: str = ""
    tree: str = ""
    note: str = ""


class MomentKind(StrEnum):
    """What was seen or done in a trial."""

    fresh = "fresh"
    """The app's data were cleared: nothing was ever agreed."""
    launched = "launched"
    touched = "touched"
    """Something of the screen; `subject` is what it says."""
    window = "window"
    """The consent window stands; `bounds` of its buttons are in `buttons`."""
    no_window = "no window"
    """The app was started afresh, and no window that asks came up."""
    agreed = "agreed"
    refused = "refused"
    """The button that refuses was touched."""
    asked_to_stay = "asked to stay"
    """After refusing, the app asks once more before it goes on."""
    limited = "limited"
    """The app goes on without consent: the screen shows what still works."""
    asked_again = "asked again"
    """The consent window stands again after it was refused."""
    quit = "quit"
    """The app closed itself."""
    idle = "idle"
    """Left alone in front; `until_ms` is the end."""
    background = "background"
    """Left alone behind the launcher; `until_ms` is the end."""
    permission = "permission"
    """The system asks for `permission`."""
    permission_refused = "permission refused"
    permission_allowed = "permission allowed"
    after_refusal = "after refusal"
    """What the app shows once a permission was refused."""
    purpose = "purpose"
    """The app tells what a permission is for before the system asks."""
    withdraw_entry = "withdraw entry"
    """The entry that withdraws consent was found."""
    withdrawn = "withdrawn"
    """Its last question was confirmed."""
    after_withdrawal = "after withdrawal"
    """What the app shows then, or when it is started again."""
    switched = "switched"
    """A switch was touched; `value` is its state then (on, off)."""
    switch_later = "switch later"
    """The same switch after the app was started again."""
    page = "page"
    """A page that a trial came to see: policy, list of SDKs, deletion, complaint; `subject` says which."""
    dead = "dead"
    """An entry that leads nowhere; `subject` says which."""


class Button(Record, frozen=True):
    """Something in a consent window that can be chosen."""

    role: str
    """agree, refuse, policy, box (a checkbox that stands for agreeing)."""
    text: str
    bounds: Rect
    checked: bool = False
    filled: bool | None = None
    """Whether it is drawn as a filled button; None when nothing tells."""


class Moment(Record, frozen=True):
    """One thing that was seen or done in a trial."""

    at_ms: int
    kind: MomentKind
    trial: str
    page: str = ""
    """Key of the page shown."""
    picture: str = ""
    tree: str = ""
    until_ms: int | None = None
    subject: str = ""
    """What it is about: a permission's name, a switch's or an entry's words, policy …"""
    value: str = ""
    texts: tuple[str, ...] = ()
    """What the screen says, shortened: so that a check can tell without the tree."""
    buttons: tuple[Button, ...] = ()
    together: int = 0
    """Of a permission window: how many came before it without a touch by the user in between."""
    note: str = ""


class TrialOutcome(StrEnum):
    done = "done"
    not_found = "not found"
    """What it needs is not there: no window, no entry."""
    broken = "broken"
    """The phone or patrol could not do it."""
    stopped = "stopped"


class Trial(Record, frozen=True):
    """One way through the state machine, from a fresh install."""

    name: str
    """wait, refuse, accept, permissions, withdraw, rights."""
    started_ms: int
    ended_ms: int
    outcome: TrialOutcome
    message: str = ""
    advice: str = ""


class ConsentTrials(Record, frozen=True):
    """What patrol did about consent, and what it saw."""

    events: tuple[ConsentEvent, ...] = ()
    trials: tuple[Trial, ...] = ()
    moments: tuple[Moment, ...] = ()
    agree: tuple[str, ...] = ()
    """Words of the buttons, as app.yaml gives them or as usual."""
    refuse: tuple[str, ...] = ()
