"""The one object that every rendering shows, made of a run's artifacts, the checks and the policy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from patrol.audit.check import Check
from patrol.audit.figures import figures
from patrol.audit.policy import Policy
from patrol.audit.run import judge
from patrol.audit.score import categories, outcome
from patrol.derive import facts_of
from patrol.derive.facts import Facts
from patrol.derive.frames import FramesByPage
from patrol.derive.navigation import ActivityCoverage, Drift
from patrol.derive.pages import OUTSIDE, Pages
from patrol.derive.timeline import Timeline
from patrol.derive.traffic import TrafficByPage
from patrol.errors import RunFolderError
from patrol.model.artifacts import AppInfo, Crawl, Environment, GatherFailure, Journeys, Screens
from patrol.model.recorded import Artifacts
from patrol.model.result import SCHEMA_VERSION, CheckResult, Coverage, InspectionResult, PageFacts
from patrol.model.verdict import Status


def inspect_result(artifacts: Artifacts, checks: Sequence[Check], policy: Policy) -> InspectionResult:
    """Judges a run. The same artifacts, checks and policy give the same bytes: no clock is read, nothing is unordered.
    Raises RunFolderError when not even the environment was recorded."""
    facts = facts_of(artifacts)
    environment = facts.get(Environment)
    if isinstance(environment, GatherFailure):
        advice = "The run ended before the phone was reached; run it again."
        raise RunFolderError("The run does not say what it inspected: no environment was recorded.", advice=advice)
    results = judge(facts, checks, policy)
    decision = outcome(artifacts, results, policy)
    crawl, journeys, pages = facts.find(Crawl), facts.find(Journeys), facts.find(Pages)
    assert pages is not None  # needs nothing that can be missing
    return InspectionResult(
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
        failures=artifacts.failures(),
        interruptions=artifacts.interruptions(),
        crawl_actions=len(crawl.steps) if crawl else 0,
        crawl_stop=crawl.stop if crawl else None,
        crawl_stop_note=crawl.stop_note if crawl else "",
        duration_ms=_duration(facts, artifacts),
    )


def page_facts(facts: Facts, results: Sequence[CheckResult]) -> tuple[PageFacts, ...]:
    """One for each page of the graph, then for pages that only a visit names, in that order."""
    timeline, pages = facts.find(Timeline), facts.find(Pages)
    assert timeline is not None and pages is not None  # need nothing that can be missing
    traffic, frames = facts.find(TrafficByPage), facts.find(FramesByPage)
    visits: dict[str, int] = {}
    shown: dict[str, int] = {}
    for start, end, page in timeline.spans():
        visits[page] = visits.get(page, 0) + 1
        shown[page] = shown.get(page, 0) + end - start
    findings, trees = _findings(results), _secure_trees(facts)
    found = []
    for key in _own_pages((*pages.by_key, *timeline.pages)):
        requests = traffic.pages.get(key) if traffic else None
        drawn = frames.pages.get(key) if frames else None
        late = drawn.late_share if drawn else None
        found.append(
            PageFacts(
                page=key,
                visits=visits.get(key, 0),
                shown_ms=shown.get(key, 0),
                requests=requests.requests if requests else 0,
                failed_requests=requests.failed if requests else 0,
                frames=drawn.frames if drawn else None,
                janky_percent=None if late is None else round(100 * late, 2),
                frozen_frames=len(drawn.frozen) if drawn else None,
                findings=findings.get(key, 0),
                tree=trees.get(key, ""),
            )
        )
    return tuple(found)


def _own_pages(keys: Iterable[str]) -> list[str]:
    """Each page of the app once, in order."""
    return [key for key in dict.fromkeys(keys) if key and not key.startswith(OUTSIDE)]


def _secure_trees(facts: Facts) -> dict[str, str]:
    """Page key → UI tree of its first look that refused a screenshot."""
    screens = facts.find(Screens)
    visits = reversed(screens.visits) if screens else ()
    return {visit.page: visit.tree for visit in visits if visit.secure and visit.tree}


def _findings(results: Sequence[CheckResult]) -> dict[str, int]:
    """Failed verdicts by page: each counts once for each page that its evidence names."""
    found: dict[str, int] = {}
    for result in results:
        for verdict in result.verdicts:
            if verdict.status is Status.fail:
                for page in dict.fromkeys(item.page for item in verdict.evidence if item.page):
                    found[page] = found.get(page, 0) + 1
    return found


def coverage(facts: Facts) -> Coverage:
    """What was there to see and what was seen."""
    timeline, drift, activities = facts.find(Timeline), facts.find(Drift), facts.find(ActivityCoverage)
    assert timeline is not None and drift is not None  # need nothing that can be missing
    seen = Coverage(pages=len(_own_pages(timeline.pages)), declared_missing=drift.missing, undeclared=drift.undeclared)
    if activities is None:
        return seen
    return Coverage(
        pages=seen.pages,
        activities_reached=activities.reached,
        activities_unreached=activities.unreached,
        activities_blocked=activities.blocked,
        activities_dead=activities.dead,
        declared_missing=seen.declared_missing,
        undeclared=seen.undeclared,
    )


def _duration(facts: Facts, artifacts: Artifacts) -> int:
    timeline = facts.find(Timeline)
    return max([timeline.end_ms if timeline else 0, *(told.at_ms for told in artifacts.interruptions())])
