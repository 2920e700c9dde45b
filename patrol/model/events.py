"""What a run tells while it goes on. Front ends subscribe; nothing here knows of a terminal.

`patrol run --json` writes them as JSON lines; docs/outputs.md holds the schema. Fields and kinds may be added to a
schema; a reader leaves out what it does not know.
"""

from __future__ import annotations

from patrol.model.record import Record

EVENTS_SCHEMA = 1
"""Raised when something that a reader may rely on is renamed, removed or means something else."""


class Event(Record, frozen=True, kw_only=True, tag_field="event"):
    at_ms: int
    """Since the run began; of a resumed run, with what it had lasted before. Never goes back, whatever the clock on
    the wall does."""


class Began(Event, frozen=True, kw_only=True, tag="begin"):
    """The first of a run: nothing has been touched yet."""

    schema: int
    patrol: str
    command: str
    app: str
    """As the user named it."""
    started_at: str
    """UTC, ISO 8601."""
    time_limit_ms: int | None = None


class FolderMade(Event, frozen=True, kw_only=True, tag="folder"):
    """There is a phone, and from now on something may be recorded."""

    run: str
    path: str


class PhaseStarted(Event, frozen=True, kw_only=True, tag="phase"):
    """`phase`: prepare, crawl, start-up, journeys, passwords, certificates, quiet, consent, restore, audit."""

    phase: str


class Progress(Event, frozen=True, kw_only=True, tag="progress"):
    """How far the phase is; `left_ms` is an estimate, None when there is no ground for one. `done` of `total` count
    what a phase knows the number of beforehand: journeys."""

    phase: str
    actions: int = 0
    pages: int = 0
    left_ms: int | None = None
    doing: str = ""
    done: int = 0
    total: int = 0


class PageFound(Event, frozen=True, kw_only=True, tag="page"):
    page: str
    name: str


class JourneyEnded(Event, frozen=True, kw_only=True, tag="journey"):
    journey: str
    outcome: str
    message: str = ""


class Notice(Event, frozen=True, kw_only=True, tag="notice"):
    """Something the user should know, such as a gatherer that failed or a driver that was replaced."""

    message: str
    warning: bool = True


class Ended(Event, frozen=True, kw_only=True, tag="end"):
    """The last one of a run that patrol could end itself."""

    exit_code: int
    overall: str = ""
    """passed, findings, inconclusive; empty when there was nothing to judge."""
    summary: str = ""
    decided_by: tuple[str, ...] = ()
    gate: str = ""
    """pass, fail, inconclusive; empty without a baseline."""
    cut_short: tuple[str, ...] = ()
    """Why the run ended before its end."""
    error: str = ""
    advice: str = ""
    report: str = ""
    """Path of report.html."""
    files: dict[str, str] = {}
    """Form → path of what --format asked for."""


AnyEvent = Began | FolderMade | PhaseStarted | Progress | PageFound | JourneyEnded | Notice | Ended
