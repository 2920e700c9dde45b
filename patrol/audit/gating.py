"""The gate's answer as a part of a run's result."""

from __future__ import annotations

from collections.abc import Iterable

from patrol.audit.policy import Policy
from patrol.audit.waivers import ended
from patrol.compare.build import build_of
from patrol.compare.gate import gate
from patrol.compare.owing import Walks
from patrol.compare.ownership import ownership
from patrol.derive import drift
from patrol.derive.facts import Facts
from patrol.model.artifacts import GatherFailure, Journeys, Screens
from patrol.model.build import Build
from patrol.model.gate import Gate
from patrol.model.record import Text
from patrol.model.recorded import Artifacts
from patrol.model.result import Coverage, DriftReason, InspectionResult
from patrol.model.scenario import Declared, Importance


def gated(
    result: InspectionResult, artifacts: Artifacts, facts: Facts, policy: Policy, doubts: Iterable[Text]
) -> Gate | None:
    """The run held against the baseline that it was given; None without one. `doubts` are reasons for which the run
    itself proves nothing."""
    base = facts.find(Build)
    if base is None:
        return None
    now = build_of(result, artifacts, facts)
    began = result.environment.started_at
    waivers = [waiver for waiver in policy.waivers if waiver.gate and not ended(waiver, began)]
    return gate(base, now, policy.gate, walks(result, facts), waivers=waivers, doubts=tuple(doubts))


def walks(result: InspectionResult, facts: Facts) -> Walks:
    """What the run's journeys owned, by the visits in their time."""
    screens, declared = facts.find(Screens), facts.find(Declared)
    visits = sorted(screens.visits, key=lambda visit: visit.at_ms) if screens else ()
    important = [edge for edge in declared.edges if edge.importance is Importance.high] if declared else []
    return Walks(
        owned=ownership(result.graph, visits, result.journeys),
        played=tuple(trace.journey for trace in result.journeys),
        important=tuple((edge.source, edge.target) for edge in important),
        left_out=isinstance(facts.get(Journeys), GatherFailure),
        unseen=unseen_activities(result.coverage),
    )


def unseen_activities(coverage: Coverage) -> dict[str, Text]:
    """The app's own activities that the run did not reach → why; those of libraries are left out."""
    dead = Text("已声明，但没有途径到达", "declared, and nothing leads there")
    found = dict.fromkeys(coverage.activities_unreached, Text("没有走到", "the run did not come to it"))
    found |= {name: drift.why(DriftReason.blocked, wall) for name, wall in coverage.activities_blocked}
    found |= dict.fromkeys(coverage.activities_dead, dead)
    return {name: why for name, why in found.items() if name not in coverage.activities_foreign}
