"""The lines of the device log that concern the app."""

from __future__ import annotations

from patrol.model.record import Record


class LogLine(Record, frozen=True):
    """One line of the device log. `at_ms` is None when the line's time could not be read."""

    at_ms: int | None
    pid: int
    tid: int
    level: str
    """V D I W E F."""
    tag: str
    message: str


class AnrTrace(Record, frozen=True):
    """What the threads of a process did when the system found that it does not respond."""

    at_ms: int | None
    process: str
    pid: int | None
    main: tuple[str, ...]
    """The main thread as printed: its head line, then its frames; empty when the phone could not tell."""
    source: str
    """`/data/anr/…`, or `dumpsys dropbox --print data_app_anr`."""
    waiting_for: str = ""
    """Name of the thread that holds the lock which the main thread waits for."""


class DeviceLog(Record, frozen=True):
    """The app's lines and what the system said of the app; `dropped` counts lines left out by the size limit."""

    lines: tuple[LogLine, ...] = ()
    dropped: int = 0
    unparsed: int = 0
    ended_early: str = ""
    """Why lines were no longer read before the run ended."""
    traces: tuple[AnrTrace, ...] = ()
    traces_note: str = ""
    """Why there are no traces of the ANRs that the log tells of; "" when there are."""
