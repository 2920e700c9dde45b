"""Journeys as written and as walked.

A journey file becomes a Journey: a name and a tuple of steps. Each step kind is a StepSpec with its arguments; what a
kind means lives in patrol.journey.steps. Playing one gives a JourneyTrace.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from patrol.errors import Place
from patrol.model.network import NetworkChange, NetworkProfile
from patrol.model.record import Record


class StepSpec(Record, frozen=True):
    """One step as written: its kind (`tap`, `expect`, `repeat` …), its arguments, and where it stands in the file."""

    kind: str
    arguments: dict[str, Any] = {}
    steps: tuple[StepSpec, ...] = ()
    """Steps inside `repeat` and `if`."""
    otherwise: tuple[StepSpec, ...] = ()
    """Steps of `else`."""
    file: str = ""
    line: int = 0
    column: int = 0

    @property
    def place(self) -> Place:
        return Place(self.file, self.line, self.column)


class Journey(Record, frozen=True):
    """A user's way through the app, in the words of its author."""

    id: str
    """File name without its ending."""
    name: str
    name_en: str = ""
    covers: tuple[str, ...] = ()
    """Ids of the declared pages that this journey is the test case of."""
    way_in: bool = False
    """Played by the crawler when it meets the sign-in page."""
    tags: tuple[str, ...] = ()
    fresh: bool = True
    """App data is cleared before the first step."""
    steps: tuple[StepSpec, ...] = ()
    values: dict[str, str] = {}
    """Values of the journey and of its data file; may hold `${NAME}`."""
    file: str = ""
    network: NetworkProfile | None = None
    """Played from the first step on; None: the network as it is."""


class Outcome(StrEnum):
    passed = "passed"
    failed = "failed"
    """The app did not do what the journey expects."""
    skipped = "skipped"
    """Not reached, or its condition did not hold."""
    broken = "broken"
    """The phone or patrol could not do the step; says nothing of the app."""


class StepTrace(Record, frozen=True):
    """One step as it went."""

    index: str
    """Position in the journey from 1; nested steps as `3.2`, repeats as `3.2×4`."""
    kind: str
    text: str
    """The step in a reader's words, secrets masked."""
    outcome: Outcome
    started_ms: int
    ended_ms: int
    message: str = ""
    """For a failed step: what was expected and what was seen instead."""
    page: str = ""
    """Key of the page shown at its end."""
    picture: str = ""
    tree: str = ""
    """Path of the UI tree kept for a failed step."""
    log: tuple[str, ...] = ()
    """Lines of the device log around a failed step."""
    requests: tuple[str, ...] = ()
    """Requests around a failed step, as `POST https://host/path → 500`."""
    line: int = 0
    touched_ms: int | None = None
    """When it touched the phone; None for a step that only looks."""
    readings: dict[str, float] = {}
    pictured_ms: int | None = None
    """When the picture was taken, where that was earlier in the run, of this same tree."""


class JourneyTrace(Record, frozen=True):
    """A journey as it went; `outcome` is the worst of its steps."""

    journey: str
    name: str
    outcome: Outcome
    started_ms: int
    ended_ms: int
    steps: tuple[StepTrace, ...] = ()
    covers: tuple[str, ...] = ()
    name_en: str = ""
    consent: tuple[tuple[int, str], ...] = ()
    """(at_ms, "given" | "refused") as marked by steps."""
    networks: tuple[NetworkChange, ...] = ()
    """The networks that were played, each from its moment on; the last one is the network as it is again."""

    @property
    def decisive(self) -> StepTrace | None:
        """The step that decided the outcome: the first of that outcome that says why, else the first of it."""
        deciding = [step for step in self.steps if step.outcome is self.outcome]
        return next((step for step in deciding if step.message), deciding[0] if deciding else None)
