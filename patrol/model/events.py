"""What a run tells while it goes on. Front ends subscribe; nothing here knows of a terminal."""

from __future__ import annotations

from patrol.model.record import Record


class Event(Record, frozen=True, kw_only=True, tag_field="event"):
    at_ms: int


class PhaseStarted(Event, frozen=True, kw_only=True, tag=True):
    """`phase`: prepare, start-up, crawl, journeys, audit, report, restore."""

    phase: str


class Progress(Event, frozen=True, kw_only=True, tag=True):
    """How far the phase is; `left_ms` is an estimate, None when there is no ground for one. `done` of `total` count
    what a phase knows the number of beforehand: journeys."""

    phase: str
    actions: int = 0
    pages: int = 0
    left_ms: int | None = None
    doing: str = ""
    done: int = 0
    total: int = 0


class PageFound(Event, frozen=True, kw_only=True, tag=True):
    page: str
    name: str


class JourneyEnded(Event, frozen=True, kw_only=True, tag=True):
    journey: str
    outcome: str
    message: str = ""


class Notice(Event, frozen=True, kw_only=True, tag=True):
    """Something the user should know, such as a gatherer that failed or a driver that was replaced."""

    message: str
    warning: bool = True


AnyEvent = PhaseStarted | Progress | PageFound | JourneyEnded | Notice
