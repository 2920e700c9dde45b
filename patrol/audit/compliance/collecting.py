"""Who collected what: collectors, the cells of collector × category × phase, and the calls behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from patrol.catalogue.sdks import known_sdks
from patrol.derive.callers import Caller, CallerKind
from patrol.derive.calls import AttributedCalls, CallGroup, name_of
from patrol.derive.facts import Facts
from patrol.derive.sdk_views import SdkViews
from patrol.model.artifacts import AppInfo
from patrol.model.compliance import CallTold, Collected, Collector, Tick
from patrol.model.consent import ConsentPhase
from patrol.model.scan import Scan

WITHOUT_CONSENT = (ConsentPhase.before_notice, ConsentPhase.asked, ConsentPhase.refused, ConsentPhase.withdrawn)
"""Phases in which the user has not agreed, or no longer does."""

MOST_CALLS = 400
"""Groups of calls that the result lists; what was called without consent comes first."""

TICKS = 200
"""Parts into which the run is cut: more could not be told apart in a drawing."""

MOST_TRACES = 12

MOST_FRAMES = 24
"""Frames of a stack that are shown: the outer ones are the platform's event loop."""


def collected(seen: AttributedCalls) -> tuple[Collected, ...]:
    """A cell for each collector, category and phase, in the order in which they began."""
    cells = seen.grouped(lambda one: (one.who.key, one.category, one.when.phase))
    return tuple(
        Collected(who, category, phase, group.count, group.first_ms) for (who, category, phase), group in cells.items()
    )


def told_calls(seen: AttributedCalls) -> tuple[tuple[CallTold, ...], int]:
    """(groups of calls that differ in collector, method, page or phase; how many groups are left out)"""
    found = seen.grouped(lambda one: (one.who.key, one.call.call, one.when.page, one.when.phase))
    ordered = sorted(found.values(), key=lambda group: (group.first.when.phase not in WITHOUT_CONSENT, group.first_ms))
    return tuple(map(_told, ordered[:MOST_CALLS])), max(0, len(ordered) - MOST_CALLS)


def _told(group: CallGroup) -> CallTold:
    first = group.first
    return CallTold(
        collector=first.who.key,
        category=first.category,
        call=first.call.call,
        phase=first.when.phase,
        page=first.when.page,
        step=first.when.step,
        at_ms=first.at_ms,
        last_ms=group.last_ms,
        count=group.count,
        arguments=first.call.arguments,
        result=first.call.result,
        error=first.call.error,
        stack=first.call.stack[:MOST_FRAMES],
    )


def ticks(seen: AttributedCalls) -> tuple[Tick, ...]:
    """Calls over time, by collector."""
    if not seen.seen:
        return ()
    width = max(1, -(-(seen.seen[-1].at_ms + 1) // TICKS))
    counts = Counter((one.at_ms // width * width, one.who.key) for one in seen.seen)
    return tuple(Tick(at_ms, who, count) for (at_ms, who), count in sorted(counts.items()))


def collectors(facts: Facts, seen: AttributedCalls | None, cells: Iterable[Collected]) -> tuple[Collector, ...]:
    """Whoever made a call, or is known to be in the app: most calls without consent first, then most calls."""
    found: dict[str, Collector] = {}
    for group in seen.by_caller if seen else ():
        found[group.first.who.key] = _active(group.first.who, group.count)
    for view in _views(facts):
        found[view.id] = view if view.id not in found else _joined(found[view.id], view)
    for cell in cells:
        if cell.phase in WITHOUT_CONSENT:
            one = found[cell.collector]
            found[cell.collector] = msgspec.structs.replace(one, before_consent=one.before_consent + cell.count)
    return tuple(sorted(found.values(), key=lambda one: (-one.before_consent, -one.calls, -one.requests, one.id)))


def _joined(active: Collector, view: Collector) -> Collector:
    """The caller with what the other views know of it; the caller's own packages stay first."""
    traces = tuple(dict.fromkeys((*active.traces, *view.traces)))
    return msgspec.structs.replace(view, calls=active.calls, traces=traces, obfuscated=active.obfuscated)


def _views(facts: Facts) -> Iterator[Collector]:
    views = facts.find(SdkViews)
    read = facts.find(Scan) is not None or bool((app := facts.find(AppInfo)) and app.components)
    for view in views.sdks if views else ():
        sdk = view.sdk
        told = {one.id: one.name for one in known_sdks().table.categories}
        yield Collector(
            id=view.key,
            name=view.name,
            kind="sdk" if sdk else "unknown",
            vendor=sdk.vendor if sdk else "",
            category=told.get(sdk.category) if sdk else None,
            region=sdk.region if sdk else "",
            declared=view.declared is not None if views and views.declaration.read else None,
            declared_in=view.declared.line if view.declared else "",
            present=bool(view.present) if view.present or read else None,
            traces=tuple(view.present[:MOST_TRACES]),
            hosts=tuple(dict.fromkeys(flow.host for flow in view.flows))[:MOST_TRACES],
            requests=len(view.flows),
        )


def _active(who: Caller, calls: int) -> Collector:
    sdk = who.sdk if who.kind is CallerKind.sdk else None
    return Collector(
        id=who.key,
        name=name_of(who),
        kind=who.kind.value,
        vendor=sdk.vendor if sdk else "",
        region=sdk.region if sdk else "",
        traces=(who.package,) if who.package else (),
        calls=calls,
        obfuscated=who.obfuscated,
    )
