"""The user's consent as a state machine, and what patrol itself did about it."""

from __future__ import annotations

from enum import StrEnum

from patrol.model.record import Record


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
