"""The one object that every rendering shows, made of a run's artifacts, the checks and the policy."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from patrol.audit.check import Check
from patrol.audit.comparison import compare
from patrol.audit.compliance import compliance
from patrol.audit.figures import figures
from patrol.audit.gating import gated
from patrol.audit.page_facts import own_pages, page_facts
from patrol.audit.performance import performance
from patrol.audit.policy import Policy
from patrol.audit.run import explain, judge
from patrol.audit.score import categories, doubts, outcome
from patrol.audit.waivers import uses
from patrol.derive import facts_of
from patrol.derive.collector import rarely_collected
from patrol.derive.coverage import ActivityCoverage
from patrol.derive.drift import Drifts
from patrol.derive.facts import Facts
from patrol.derive.field_trials import FieldTrials
from patrol.derive.pages import Pages
from patrol.derive.renaming import settled
from patrol.derive.startup import Agreement
from patrol.derive.timeline import Timeline
from patrol.errors import RunFolderError
from patrol.model.artifacts import AppInfo, Crawl, Environment, GatherFailure, Journeys
from patrol.model.performance import Snapshot
from patrol.model.recorded import Artifacts
from patrol.model.result import SCHEMA_VERSION, Coverage, DriftKind, InspectionResult, Manifest
from patrol.model.startup import StartKind


def facts_for(artifacts: Artifacts) -> Facts:
    """What all renderings of a run rest on: pages that turned out to be another count as that one."""
    return facts_of(settled(artifacts))


@rarely_collected()
def inspect_result(
    artifacts: Artifacts, checks: Sequence[Check], policy: Policy, facts: Facts | None = None
) -> InspectionResult:
    """Judges a run. The same artifacts, checks and policy give the same bytes: no clock is read, nothing is unordered.
    `facts` are those of `facts_for(artifacts)`, when they are at hand. Raises RunFolderError when not even the
    environment was recorded."""
    facts = facts or facts_for(artifacts)
    facts.know(_agreement(policy))
    environment = facts.get(Environment)
    if isinstance(environment, GatherFailure):
        advice = "The run ended before the phone was reached; run it again."
        raise RunFolderError("The run does not say what it inspected: no environment was recorded.", advice=advice)
    results = judge(facts, checks, policy)
    decision = outcome(artifacts, results, policy)
    crawl, journeys = facts.find(Crawl), facts.find(Journeys)
    pages, found = facts.find(Pages), facts.find(Drifts)
    assert pages is not None and found is not None  # need nothing that can be missing
    result = InspectionResult(
        schema_version=SCHEMA_VERSION,
        environment=environment,
        overall=decision.overall,
        decided_by=decision.decided_by,
        summary=decision.summary,
        app=facts.find(AppInfo),
        categories=categories(results, policy),
        checks=results,
        graph=pages.graph,
        pages=page_facts(facts, results),
        journeys=journeys.traces if journeys else (),
        figures=figures(facts),
        coverage=coverage(facts),
        drift=found.all,
        failures=artifacts.failures(),
        interruptions=artifacts.interruptions(),
        crawl_actions=len(crawl.steps) if crawl else 0,
        crawl_stop=crawl.stop if crawl else None,
        crawl_stop_note=crawl.stop_note if crawl else "",
        duration_ms=_duration(facts, artifacts),
        performance=performance(facts),
        compliance=compliance(facts),
        in_depth=crawl.in_depth if crawl else (),
        field_trials=trials.all if (trials := facts.find(FieldTrials)) else (),
        waivers=uses(policy.waivers, results, environment.started_at),
    )
    earlier = facts.find(Snapshot)
    result = msgspec.structs.replace(result, compared=compare(result, earlier)) if earlier else result
    gate = gated(result, artifacts, facts, policy, doubts(artifacts, results, policy).values())
    if gate is None:
        return result
    waivers = uses(policy.waivers, results, environment.started_at, gate)
    return msgspec.structs.replace(result, gate=gate, waivers=waivers)


def _agreement(policy: Policy) -> Agreement:
    """How far the sources of a start-up time may be apart, by the checks on them."""
    rules = {kind: policy.rules.get(f"{kind.value}-start") for kind in StartKind}
    percents = {kind: rule.options.get("disagree_percent") for kind, rule in rules.items() if rule}
    return Agreement({kind: number / 100 for kind, number in percents.items() if isinstance(number, int | float)})


def coverage(facts: Facts) -> Coverage:
    """What was there to see and what was seen."""
    timeline, found = facts.find(Timeline), facts.find(Drifts)
    assert timeline is not None and found is not None  # need nothing that can be missing
    activities = facts.find(ActivityCoverage) or ActivityCoverage()
    manifest, note = _manifest(facts.get(AppInfo))
    return Coverage(
        pages=len(own_pages(timeline.pages)),
        manifest=manifest,
        manifest_note=note,
        activities_reached=activities.reached,
        activities_unreached=activities.unreached,
        activities_blocked=activities.blocked,
        activities_dead=activities.dead,
        activities_foreign=activities.foreign,
        declared_missing=tuple(one.page for one in found.all if one.kind is DriftKind.missing),
        undeclared=tuple(one.page for one in found.all if one.kind is DriftKind.undeclared),
    )


def _manifest(app: AppInfo | GatherFailure) -> tuple[Manifest, str]:
    """How much of the manifest the lists of activities rest on."""
    if isinstance(app, GatherFailure):
        return Manifest.unread, explain(app)
    if not app.activities:
        return Manifest.unread, "The package manager named no activity of the app."
    if app.activities_complete:
        return Manifest.whole, ""
    return Manifest.entrances, "This phone's package manager lists only activities with an intent filter."


def _duration(facts: Facts, artifacts: Artifacts) -> int:
    timeline = facts.find(Timeline)
    return max([timeline.end_ms if timeline else 0, *(told.at_ms for told in artifacts.interruptions())])
