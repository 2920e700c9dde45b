"""What the addon inside mitmdump tells patrol: JSON lines over a socket pair, and one line of instructions before."""

from __future__ import annotations

from patrol.model.record import Record
from patrol.model.traffic import Flow, Uninspected


class Instructions(Record, frozen=True):
    """Patrol → addon, the first line. It holds secrets, so it goes neither over the command line nor into a file."""

    secrets: tuple[str, ...] = ()
    hosts: dict[str, dict[str, int]] = {}  # noqa: RUF012
    """Host name → {"http": port, "https": port} on this machine, for names that only the phone resolves."""
    body_chars: int = 65_536


class Report(Record, frozen=True):
    """Addon → patrol. One of the fields is set; `at` is host epoch seconds."""

    at: float = 0
    flow: Flow | None = None
    uninspected: Uninspected | None = None
    ready: int | None = None
    """The proxy listens on this port."""
