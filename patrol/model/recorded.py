"""How the judging half reaches what was recorded: artifacts by type, pictures and trees by their path."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, TypeVar

from patrol.model import (
    artifacts,
    build,
    calls,
    consent,
    devicelog,
    frames,
    passwords,
    performance,
    privacy,
    resources,
    scan,
    selfstart,
    startup,
    toasts,
    traffic,
    values,
)
from patrol.model.artifacts import GatherFailure, Interruption
from patrol.model.record import Record
from patrol.model.scenario import Declared
from patrol.model.screen import Screen

A = TypeVar("A", bound=Record)

ARTIFACTS: dict[str, type[Record]] = {
    "environment": artifacts.Environment,
    "app": artifacts.AppInfo,
    "screens": artifacts.Screens,
    "crawl": artifacts.Crawl,
    "journeys": artifacts.Journeys,
    "traffic": traffic.Traffic,
    "startups": startup.StartUps,
    "frames": frames.Frames,
    "resources": resources.Resources,
    "log": devicelog.DeviceLog,
    "quiet": resources.Quiet,
    "cost": resources.MeasuringCost,
    "toasts": toasts.Toasts,
    "calls": calls.Calls,
    "values": values.Values,
    "privacy": privacy.DeclaredPrivacy,
    "consent": consent.ConsentTrials,
    "self_starts": selfstart.SelfStarts,
    "scan": scan.Scan,
    "passwords": passwords.Passwords,
    "declared": Declared,
    "earlier": performance.Snapshot,
    "baseline": build.Build,
}
"""Name → type of every artifact; GatherFailure.artifact holds such a name."""


NOT_RECORDED = "was not recorded"
"""The message of an artifact that nobody was asked to record: its gatherer was left out, or its phase."""


class Files(Protocol):
    """What records name by a path inside the run folder."""

    def tree(self, path: str) -> Screen | None:
        """A saved UI tree; None when it is not there or damaged."""

    def picture(self, path: str) -> bytes | None:
        """The PNG of a saved screenshot; None when it is not there."""


class Artifacts(Files, Protocol):
    """The artifacts of one run, and how the run went."""

    def get(self, kind: type[A]) -> A | GatherFailure:
        """The artifact of this type, or why it is missing (also when its gatherer was left out)."""

    def failures(self) -> tuple[GatherFailure, ...]:
        """Gatherers that broke."""

    def interruptions(self) -> tuple[Interruption, ...]:
        """Why the run ended early; empty for a run that ended by itself."""


class Recorded:
    """Artifacts held in memory: for tests, and for judging right after recording."""

    def __init__(
        self,
        *records: Record,
        trees: Mapping[str, Screen] | None = None,
        pictures: Mapping[str, bytes] | None = None,
    ) -> None:
        self._records = {type(record): record for record in records}
        self._failures = tuple(record for record in records if isinstance(record, GatherFailure))
        self._interruptions = tuple(record for record in records if isinstance(record, Interruption))
        self._trees = trees or {}
        self._pictures = pictures or {}

    def get(self, kind: type[A]) -> A | GatherFailure:
        found = self._records.get(kind)
        if isinstance(found, kind):
            return found
        name = next((name for name, known in ARTIFACTS.items() if known is kind), kind.__name__)
        failure = next((failure for failure in self._failures if failure.artifact == name), None)
        return failure or GatherFailure(gatherer=name, artifact=name, message=NOT_RECORDED)

    def failures(self) -> tuple[GatherFailure, ...]:
        return self._failures

    def interruptions(self) -> tuple[Interruption, ...]:
        return self._interruptions

    def tree(self, path: str) -> Screen | None:
        return self._trees.get(path)

    def picture(self, path: str) -> bytes | None:
        return self._pictures.get(path)
