"""The privacy part of the result, out of derived facts: each module makes one of its lists."""

from __future__ import annotations

from patrol.audit.compliance.collecting import collected, collectors, ticks, told_calls
from patrol.audit.compliance.flowing import told_flows
from patrol.audit.compliance.guarding import told_passwords
from patrol.audit.compliance.phases import spans
from patrol.audit.compliance.unseen import how_hooked, unseen
from patrol.catalogue.apis import catalogue
from patrol.derive.calls import AttributedCalls
from patrol.derive.facts import Facts
from patrol.derive.sdk_views import SdkViews
from patrol.model.calls import Calls
from patrol.model.compliance import Compliance, DataCategory
from patrol.model.record import Text
from patrol.model.traffic import Traffic


def compliance(facts: Facts) -> Compliance:
    """What the run knows of privacy; empty lists where nothing was recorded, and `unseen` says so."""
    seen = facts.find(AttributedCalls)
    cells = collected(seen) if seen else ()
    calls, calls_left_out = told_calls(seen) if seen else ((), 0)
    flows, flows_left_out = told_flows(facts)
    hooked, traffic, views = facts.find(Calls), facts.find(Traffic), facts.find(SdkViews)
    used = {cell.category for cell in cells}
    names = tuple(DataCategory(one.id, one.name) for one in _categories() if one.id in used)
    return Compliance(
        collectors=collectors(facts, seen, cells),
        categories=names,
        collected=cells,
        calls=calls,
        calls_left_out=calls_left_out,
        calls_seen=len(seen.seen) if seen else 0,
        ticks=ticks(seen) if seen else (),
        spans=spans(facts, seen),
        flows=flows,
        flows_left_out=flows_left_out,
        passwords=told_passwords(facts),
        unseen=unseen(facts),
        hooks=how_hooked(hooked) if hooked else None,
        apis=hooked.apis if hooked else 0,
        lists=views.declaration.sources if views else (),
        requests=len(traffic.flows) if traffic else None,
    )


def _categories() -> tuple[DataCategory, ...]:
    return (
        *(DataCategory(one.id, Text(one.zh, one.en)) for one in catalogue().categories),
        DataCategory("", Text("其他", "other")),
    )
