"""How the judging half reaches what was recorded: by type."""

from __future__ import annotations

from typing import Protocol, TypeVar

from patrol.model import artifacts
from patrol.model.artifacts import GatherFailure
from patrol.model.record import Record

A = TypeVar("A", bound=Record)

ARTIFACTS: dict[str, type[Record]] = {
    "environment": artifacts.Environment,
    "app": artifacts.AppInfo,
    "screens": artifacts.Screens,
    "crawl": artifacts.Crawl,
    "journeys": artifacts.Journeys,
    "traffic": artifacts.Traffic,
    "startups": artifacts.StartUps,
    "frames": artifacts.Frames,
    "resources": artifacts.Resources,
    "log": artifacts.DeviceLog,
}
"""Name → type of every artifact; GatherFailure.artifact holds such a name."""


class Artifacts(Protocol):
    """The artifacts of one run."""

    def get(self, kind: type[A]) -> A | GatherFailure:
        """The artifact of this type, or why it is missing (also when its gatherer was left out)."""


class Recorded:
    """Artifacts held in memory: for tests, and for judging right after recording."""

    def __init__(self, *records: Record) -> None:
        self._records = {type(record): record for record in records}

    def get(self, kind: type[A]) -> A | GatherFailure:
        found = self._records.get(kind)
        if isinstance(found, kind):
            return found
        name = next((name for name, known in ARTIFACTS.items() if known is kind), kind.__name__)
        return GatherFailure(gatherer=name, artifact=name, message="was not recorded")
