"""Flows of values, as the result tells them."""

from __future__ import annotations

from patrol.derive.consent import Consent
from patrol.derive.facts import Facts
from patrol.derive.timeline import Timeline
from patrol.derive.value_flows import ValueFlow, ValueFlows
from patrol.model.compliance import FlowTold
from patrol.model.consent import ConsentPhase

MOST_FLOWS = 300
"""Flows that the result lists, those of the most sensitive values first."""


def told_flows(facts: Facts) -> tuple[tuple[FlowTold, ...], int]:
    """(flows, how many are left out)"""
    found = facts.find(ValueFlows)
    if found is None:
        return (), 0
    consent, timeline = facts.find(Consent), facts.find(Timeline)
    told = tuple(_told(flow, consent, timeline) for flow in found.flows[:MOST_FLOWS])
    return told, max(0, len(found.flows) - MOST_FLOWS)


def _told(flow: ValueFlow, consent: Consent | None, timeline: Timeline | None) -> FlowTold:
    first = min(flow.sightings, key=lambda seen: seen.at_ms)
    return FlowTold(
        name=flow.name,
        level=flow.level,
        masked=flow.masked,
        place=flow.place.value,
        target=flow.target,
        from_page=flow.from_page,
        from_field=flow.from_field,
        party=flow.party.value,
        sdk=flow.sdk,
        country=flow.country,
        form=flow.form.value,
        steps=flow.steps,
        encrypted=flow.encrypted,
        stored=flow.stored,
        calls=flow.calls,
        phase=consent.phase(first.at_ms) if consent else ConsentPhase.unknown,
        at_ms=first.at_ms,
        count=flow.count,
        page=_page(flow, first.at_ms, timeline),
        where=first.where,
        field=first.field,
        excerpt=first.excerpt,
        value=flow.value,
        source=flow.source if flow.source.zh else None,
    )


def _page(flow: ValueFlow, at_ms: int, timeline: Timeline | None) -> str:
    """The page that sent it, or on which it was seen."""
    if timeline is None:
        return ""
    return timeline.drawn_page(at_ms) if flow.sent else timeline.page(at_ms)
