"""What the privacy part of the report asks for: who collects what, consent over time, flows, passwords, what a person
should look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from patrol.model.compliance import CallTold, Collector, Compliance, DataCategory, FlowTold, PasswordTold, PhaseSpan
from patrol.model.consent import ConsentPhase
from patrol.model.record import Text
from patrol.model.result import CheckResult, InspectionResult
from patrol.model.verdict import Status
from patrol.report.flow_drawing import WORSE, Drawn, drawn, tone
from patrol.report.privacy_words import PHASE, PROBE, WITHOUT_CONSENT
from patrol.report.regulations import Regulation, regulations

LANES = 12
"""Collectors with a lane of their own under the phases; the others share one."""

OTHERS = "others"

SPANS_SHOWN = 16
"""Phases listed before the rest is folded: an app comes to front and goes a hundred times."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One collector and one category of data."""

    count: int
    without: int
    """Without the user's consent."""
    phases: tuple[tuple[Text, int], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """Calls in a lane: left edge and width in percent of the run."""

    left: float
    without: bool
    strength: int
    """1 to 3: some, many, very many."""


class PrivacyView:
    """The template's questions."""

    def __init__(self, result: InspectionResult) -> None:
        self.result = result
        self.told: Compliance = result.compliance

    @property
    def anything(self) -> bool:
        return self.told.anything or bool(self.manual)

    @cached_property
    def regulations(self) -> tuple[Regulation, ...]:
        return regulations(self.result)

    @cached_property
    def manual(self) -> list[CheckResult]:
        """Checks with something for a person to look at."""
        return [
            one
            for one in self.result.checks
            if one.status is Status.manual or any(verdict.status is Status.manual for verdict in one.verdicts)
        ]

    # --- who collects what -------------------------------------------------------------------------------------------

    @cached_property
    def callers(self) -> list[Collector]:
        return [one for one in self.told.collectors if one.calls]

    @cached_property
    def categories(self) -> list[DataCategory]:
        """Those read without consent first, then the most read."""
        totals: dict[str, list[int]] = {}
        for one in self.told.collected:
            total = totals.setdefault(one.category, [0, 0])
            total[0] -= one.count * (one.phase in WITHOUT_CONSENT)
            total[1] -= one.count
        return sorted(self.told.categories, key=lambda one: totals.get(one.id, [0, 0]))

    @cached_property
    def _cells(self) -> dict[tuple[str, str], Cell]:
        found: dict[tuple[str, str], dict[ConsentPhase, int]] = {}
        for one in self.told.collected:
            found.setdefault((one.collector, one.category), {})[one.phase] = one.count
        return {key: _cell(phases) for key, phases in found.items()}

    def cell(self, collector: str, category: str) -> Cell | None:
        return self._cells.get((collector, category))

    def calls_of(self, collector: str) -> list[CallTold]:
        return [one for one in self.told.calls if one.collector == collector]

    def category(self, id: str) -> Text:
        return next((one.name for one in self.told.categories if one.id == id), Text(id, id))

    def without(self, phase: ConsentPhase) -> bool:
        return phase in WITHOUT_CONSENT

    # --- consent over time -------------------------------------------------------------------------------------------

    @cached_property
    def end_ms(self) -> int:
        last = self.told.ticks[-1].at_ms if self.told.ticks else 0
        return max(1, last, self.told.spans[-1].to_ms if self.told.spans else 0)

    def bands(self) -> Iterator[tuple[PhaseSpan, float, float]]:
        """(span, left, width) in percent of the run."""
        for span in self.told.spans:
            left = 100 * span.from_ms / self.end_ms
            yield span, round(left, 2), round(100 * (span.to_ms - span.from_ms) / self.end_ms, 2)

    @cached_property
    def lanes(self) -> list[tuple[Text, int, list[Mark]]]:
        """(who, calls, marks) for the callers that called most without consent, then most; the others in one lane."""
        names = {one.id: one.name for one in self.callers[:LANES]}
        counts: dict[str, dict[tuple[int, bool], int]] = {}
        for tick in self.told.ticks:
            lane = counts.setdefault(tick.collector if tick.collector in names else OTHERS, {})
            key = tick.at_ms, self._phase(tick.at_ms) in WITHOUT_CONSENT
            lane[key] = lane.get(key, 0) + tick.count
        names[OTHERS] = Text("其他", "others")
        return [
            (names[who], sum(counts[who].values()), [self._mark(*key, count) for key, count in counts[who].items()])
            for who in names
            if who in counts
        ]

    def _phase(self, at_ms: int) -> ConsentPhase:
        return next((s.phase for s in self.told.spans if s.from_ms <= at_ms < s.to_ms), ConsentPhase.unknown)

    def _mark(self, at_ms: int, without: bool, count: int) -> Mark:
        return Mark(round(100 * at_ms / self.end_ms, 2), without, 1 if count < 3 else 2 if count < 20 else 3)

    @cached_property
    def turns(self) -> list[PhaseSpan]:
        """Each phase with its first screen, for the strip of pictures."""
        first: dict[ConsentPhase, PhaseSpan] = {}
        for span in self.told.spans:
            if span.picture or span.phase not in first:
                known = first.get(span.phase)
                if known is None or not known.picture:
                    first[span.phase] = span
        return [one for one in first.values() if one.picture]

    def phase_totals(self) -> list[tuple[ConsentPhase, int, int]]:
        """(phase, milliseconds, calls) in the order of the state machine."""
        totals: dict[ConsentPhase, list[int]] = {}
        for span in self.told.spans:
            total = totals.setdefault(span.phase, [0, 0])
            total[0] += span.to_ms - span.from_ms
            total[1] += span.calls
        return [(phase, *totals[phase]) for phase in PHASE if phase in totals]  # type: ignore[misc]

    # --- flows, passwords --------------------------------------------------------------------------------------------

    @cached_property
    def flows(self) -> list[FlowTold]:
        """What is bad first; what only stands on the app's own screens last."""
        return sorted(self.told.flows, key=lambda flow: (flow.place == "screen", WORSE.index(tone(flow))))

    @cached_property
    def flows_drawn(self) -> Drawn:
        """Without the app's screens, which show a user what is the user's own."""
        return drawn([flow for flow in self.flows if flow.place != "screen"])

    @cached_property
    def probes(self) -> list[str]:
        """Kinds of probe that were made, in the usual order."""
        made = {answer.kind for field in self.told.passwords for answer in field.answers}
        return [kind for kind in PROBE if kind in made] + sorted(made - PROBE.keys())

    def exposed(self, field: PasswordTold) -> int:
        return sum(answer.outcome == "exposed" for answer in field.answers)

    def pictures(self) -> Iterator[tuple[str, str, str]]:
        """(picture, tree, page) of what is shown beside the checks."""
        yield from ((one.picture, one.tree, one.page) for one in self.turns)
        yield from ((one.picture, one.tree, one.page) for one in self.told.passwords if one.picture)


def _cell(phases: dict[ConsentPhase, int]) -> Cell:
    without = sum(count for phase, count in phases.items() if phase in WITHOUT_CONSENT)
    return Cell(sum(phases.values()), without, tuple((PHASE[p], phases[p]) for p in PHASE if p in phases))
