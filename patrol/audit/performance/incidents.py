"""What the device log tells of, grouped, with the page, the step and the action before."""

from __future__ import annotations

from bisect import bisect_right

from patrol.derive.facts import Facts
from patrol.derive.incidents import Incidents
from patrol.derive.timeline import Timeline
from patrol.model.artifacts import Crawl, Journeys
from patrol.model.graph import Action
from patrol.model.performance import IncidentGroup

MOST_GROUPS = 60
MOST_LINES = 30


def incident_groups(facts: Facts) -> tuple[IncidentGroup, ...]:
    """One for each kind and signature, in the order of their first appearance."""
    incidents, timeline = facts.find(Incidents), facts.find(Timeline)
    found: dict[tuple[str, str], IncidentGroup] = {}
    touches = _touches(facts)
    moments = [at_ms for at_ms, _ in touches]
    for one in incidents.all if incidents else ():
        key = one.kind.value, one.signature
        before = found.get(key)
        last = bisect_right(moments, one.at_ms) - 1 if one.at_ms is not None else -1
        found[key] = IncidentGroup(
            kind=one.kind.value,
            signature=one.signature,
            summary=before.summary if before else one.summary,
            count=before.count + 1 if before else 1,
            at_ms=before.at_ms if before else one.at_ms,
            page=before.page if before else timeline.page(one.at_ms) if timeline else "",
            step=before.step if before else timeline.step(one.at_ms) if timeline else "",
            action=before.action if before else touches[last][1] if last >= 0 else "",
            lines=before.lines if before else one.lines[:MOST_LINES],
        )
    return tuple(found.values())[:MOST_GROUPS]


def _touches(facts: Facts) -> list[tuple[int, str]]:
    """(at_ms, what was done) of everything that touched the phone, sorted."""
    crawl, journeys = facts.find(Crawl), facts.find(Journeys)
    done = [(step.at_ms, _said(step.action)) for step in crawl.steps] if crawl else []
    for trace in journeys.traces if journeys else ():
        done += [(told.touched_ms, told.text) for told in trace.steps if told.touched_ms is not None]
    return sorted(done, key=lambda told: told[0])


def _said(action: Action) -> str:
    """As journeys say it."""
    return str(action).replace(action.kind.value, action.kind.value.replace("_", " "), 1)
