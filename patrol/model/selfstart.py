"""What patrol saw of an app that starts itself: watches in which nobody launched it, and the processes that began."""

from __future__ import annotations

from enum import StrEnum

from patrol.model.record import Record, Text


class Occasion(StrEnum):
    """After what nobody launched the app, and patrol watched."""

    ended = "ended"
    """Its process was ended in the background, as the system does when it wants the memory."""
    rebooted = "rebooted"
    """The phone was restarted."""


class StartWatch(Record, frozen=True):
    """From `started_ms`, when the app was ended or the phone restarted, to `ended_ms` nobody touched the phone."""

    occasion: Occasion
    started_ms: int
    ended_ms: int
    did: tuple[str, ...] = ()
    """What the phone was told to do, in order."""
    seen: bool = True
    """Whether a start would have been seen; a silent watch proves nothing otherwise."""
    note: Text | None = None
    """Why not."""
    advice: str = ""
    agreed: bool | None = None
    """Whether the user had agreed to the privacy window before; None when none came up."""
    quiet_ms: int = 0
    """How long it was watched once all that was to come had come: the process had ended, the boot was told."""


class ProcessStart(Record, frozen=True):
    """A process of the app that began during a watch."""

    at_ms: int | None
    """None when the phone's time of it cannot be placed."""
    occasion: Occasion
    process: str
    pid: int
    uid: int | None = None
    reason: str = ""
    """As HostingRecord has it: broadcast, service, content provider, next-top-activity …; "" when the log has no word
    of it."""
    component: str = ""
    """`package/full.Class` for which it was started."""
    after_ms: int | None = None
    """Since the watch's begin."""
    caller: str = ""
    """Package of another app that asked for the activity; "" when nothing tells, and for the system."""
    lines: tuple[str, ...] = ()
    """Of the phone's log, as printed."""


class OtherStart(Record, frozen=True):
    """During a watch the app asked for a component of another package."""

    at_ms: int | None
    occasion: Occasion
    component: str
    """`package/full.Class`."""
    refused: bool
    """Android did not let it: it lay in the background."""
    line: str


class SelfStarts(Record, frozen=True):
    """The artifact `self_starts`."""

    watches: tuple[StartWatch, ...] = ()
    starts: tuple[ProcessStart, ...] = ()
    others: tuple[OtherStart, ...] = ()
    not_rebooted: Text | None = None
    """Why the phone was not restarted; None when it was, or was to be."""
