"""One build as one run saw it, made of the run's result and of what was recorded."""

from __future__ import annotations

import hashlib

from patrol.compare.findings import findings_of, undecided_checks
from patrol.compare.looks import looks
from patrol.compare.ownership import ownership
from patrol.compare.samples import samples_of
from patrol.compare.things import things
from patrol.compare.ways import done_by, ways_to
from patrol.derive import facts_of
from patrol.derive.arrivals import Arrivals
from patrol.derive.facts import Facts
from patrol.derive.pages import OUTSIDE
from patrol.derive.renaming import settled
from patrol.model.artifacts import ENDED, Crawl, Screens, StopReason
from patrol.model.build import BUILD_SCHEMA, Build, BuildHead
from patrol.model.graph import PageGraph, Remembered
from patrol.model.record import Text, to_json
from patrol.model.recorded import Artifacts
from patrol.model.result import CheckResult, InspectionResult
from patrol.model.scenario import Declared, Importance


def build_of(result: InspectionResult, artifacts: Artifacts, facts: Facts | None = None) -> Build:
    """All that a later build is compared with. `facts` are those that the result was judged by, when they are at
    hand: to work them out again takes seconds."""
    facts = facts or facts_of(settled(artifacts))
    screens = facts.find(Screens)
    graph = own(result.graph)
    seen, unseen = things(facts)
    ways = ways_to(graph)
    owners = ownership(graph, screens.visits if screens else (), result.journeys)
    return Build(
        schema=BUILD_SCHEMA,
        head=head_of(result),
        graph=graph,
        looks=looks(graph, screens, artifacts, ways, owners.owners, done_by(graph, facts.find(Crawl))),
        things=seen,
        unseen=unseen,
        samples=samples_of(facts),
        findings=findings_of(result),
        undecided=undecided_checks(result),
        journeys={trace.journey: trace.outcome.value for trace in result.journeys},
        important=important_ways(facts.find(Declared)),
        pending=arrived.pending if (arrived := facts.find(Arrivals)) is not None else (),
    )


def important_ways(declared: Declared | None) -> tuple[tuple[str, str], ...]:
    """(page, page) of the ways that pages.yaml marks important."""
    told = declared.edges if declared else ()
    return tuple((way.source, way.target) for way in told if way.importance is Importance.high)


def head_of(result: InspectionResult) -> BuildHead:
    """Which build a result is about."""
    environment, app = result.environment, result.app
    why = why_incomplete(result)
    return BuildHead(
        package=environment.package,
        run_id=environment.run_id,
        started_at=environment.started_at,
        version=app.version_name if app else "",
        version_code=app.version_code if app else 0,
        phone=environment.phone.kind,
        patrol=environment.patrol,
        policy=rules_digest(result.checks),
        complete=why is None,
        why_incomplete=why,
    )


def why_incomplete(result: InspectionResult) -> Text | None:
    """Why a page that this run did not show may be there all the same; None when it looked everywhere in reach."""
    if result.interruptions:
        reason = result.interruptions[0].reason
        return Text(f"运行提前中断：{reason}", f"the run was cut short: {reason}")
    if result.crawl_stop is None:
        return Text("运行没有探索", "the run did not explore")
    if result.crawl_stop in ENDED:
        return None
    return STOPPED.get(result.crawl_stop) or Text(
        f"探索提前结束：{result.crawl_stop}", f"it ended by {result.crawl_stop}"
    )


STOPPED: dict[StopReason, Text] = {
    StopReason.actions: Text("探索到达动作上限", "the crawl ended at its limit of actions"),
    StopReason.minutes: Text("探索到达时间上限", "the crawl ended at its limit of time"),
    StopReason.crash_loop: Text("应用反复崩溃，探索提前结束", "the crawl ended early because the app kept crashing"),
    StopReason.interrupted: Text("探索被中断", "the crawl was interrupted"),
    StopReason.device_lost: Text("手机断开，探索提前结束", "the crawl ended early because the phone was gone"),
    StopReason.error: Text("探索出错，提前结束", "the crawl ended early by an error"),
}


def rules_digest(checks: tuple[CheckResult, ...]) -> str:
    """Equal for runs that were judged by the same checks with the same options."""
    told = [(check.id, check.options, check.severity, check.weight) for check in checks]
    return hashlib.sha256(to_json(told)).hexdigest()[:16]


def own(graph: PageGraph) -> PageGraph:
    """The graph without pages of other apps, without pages that turned out to be another, without memories."""
    pages = tuple(page for page in graph.pages if not page.key.startswith(OUTSIDE) and not page.same_as)
    keys = {page.key for page in pages}
    states = tuple(state for state in graph.states if state.page in keys)
    known = {state.key for state in states}
    edges = tuple(edge for edge in graph.edges if edge.source in known and edge.target in known)
    return PageGraph(graph.start, pages, states, edges, Remembered())
