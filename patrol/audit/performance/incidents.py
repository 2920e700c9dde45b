"""What the device log tells of, grouped, with the page, the step and the action before."""

from __future__ import annotations

from patrol.derive.facts import Facts
from patrol.derive.happened import IncidentGroups
from patrol.model.performance import IncidentGroup

MOST_GROUPS = 60
MOST_LINES = 30


def incident_groups(facts: Facts) -> tuple[IncidentGroup, ...]:
    """One for each kind and signature, in the order of their first appearance."""
    groups = facts.find(IncidentGroups)
    found = []
    for group in groups.all[:MOST_GROUPS] if groups else ():
        first = group.first
        found.append(
            IncidentGroup(
                kind=group.kind.value,
                signature=group.signature,
                summary=first.incident.summary,
                count=len(group.all),
                at_ms=first.incident.at_ms,
                page=first.page,
                step=first.step,
                action=first.action if first.action.en else None,
                after_ms=first.after_ms,
                lines=first.incident.lines[:MOST_LINES],
                main_thread=first.incident.main_thread[:MOST_LINES],
            )
        )
    return tuple(found)
