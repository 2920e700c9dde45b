"""Where a finding stands in the files that a team writes, so that a forge can show it beside the line: journeys,
pages.yaml, policy.yaml. A result holds no paths of the machine that made it; whoever writes a report says where the
files are now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from patrol.errors import Place
from patrol.model.gate import GateItem
from patrol.model.journey import JourneyTrace
from patrol.model.result import InspectionResult
from patrol.model.verdict import Screenshot, Verdict


@dataclass(frozen=True, slots=True)
class Places:
    """Files by what they are about; paths are relative to the top of the project where they lie in it, with `/`."""

    run: str = ""
    """The run folder."""
    attached: str | None = None
    """The same for files that a CI system is to attach; None: `run`."""
    journeys: Mapping[str, str] = field(default_factory=dict)
    """Id → its file."""
    pages: Mapping[str, Place] = field(default_factory=dict)
    """Key of a declared page → its entry in pages.yaml."""
    checks: Mapping[str, Place] = field(default_factory=dict)
    """Id of a check → its rule in the team's policy.yaml."""
    gate: Place | None = None
    """`gate:` of the policy."""
    app: Place | None = None
    """app.yaml: for what has no line of its own."""

    def inside(self, path: str) -> str:
        """The path of a file of the run folder."""
        return _joined(self.run, path)

    def attachment(self, path: str) -> str:
        """The same as CI systems want it that attach the file to a test case."""
        return _joined(self.run if self.attached is None else self.attached, path)

    def of_journey(self, trace: JourneyTrace) -> Place | None:
        """The step that decided; a step of another journey that was used is where it was used."""
        file = self.journeys.get(trace.journey)
        if not file:
            return None
        decisive = trace.decisive
        outer = decisive.index.split(".")[0] if decisive else ""
        line = next((step.line for step in trace.steps if step.index.split("×")[0] == outer), 0)
        return Place(file, line or 1)

    def of_verdict(self, check: str, verdict: Verdict, result: InspectionResult) -> Place | None:
        """A journey's step for a finding about that journey; else the page that it was seen on; else the check's rule,
        or the app."""
        trace = next((one for one in result.journeys if one.journey == verdict.subject), None)
        if trace and (place := self.of_journey(trace)):
            return place
        declared = (self.pages[page] for page in pages_of(verdict) if page in self.pages)
        return next(declared, None) or self.checks.get(check) or self.app

    def of_item(self, item: GateItem) -> Place | None:
        """The page in pages.yaml, a journey's file, the gate's own lines in the policy, or the app."""
        journey = self.journeys.get(item.trial.journey) if item.trial else None
        return self.pages.get(item.page) or (Place(journey, 1) if journey else None) or self.gate or self.app


NOWHERE = Places()
"""For a report whose reader has the run folder and nothing else."""


def pages_of(verdict: Verdict) -> tuple[str, ...]:
    """Keys of the pages that its evidence shows, those with a picture first."""
    seen = sorted(verdict.evidence, key=lambda item: not isinstance(item, Screenshot))
    return tuple(dict.fromkeys(item.page for item in seen if item.page))


def pictures_of(verdict: Verdict) -> tuple[str, ...]:
    """Its screenshots, as paths inside the run folder, each once."""
    shown = (item.picture for item in verdict.evidence if isinstance(item, Screenshot))
    return tuple(dict.fromkeys(picture for picture in shown if picture))


def _joined(folder: str, path: str) -> str:
    return f"{folder}/{path}" if folder else path
