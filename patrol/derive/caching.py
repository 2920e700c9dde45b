"""What a cache could have spared: answers that may be kept (RFC 9111), and what was asked for again all the same.

The proxy sees only what an app does ask. That something came from the app's own cache shows in its absence: the page
was opened again while the answer was fresh, and nobody asked.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

from patrol.derive.timeline import Timeline
from patrol.derive.traffic import app_flows, header
from patrol.model.artifacts import Journeys
from patrol.model.traffic import Flow, Traffic

CACHEABLE = "cacheable"
"""The first answer of its kind; it may be kept."""
NO_STORE = "no-store"
REVALIDATED = "revalidated"
"""304: the app asked whether its copy is still good, and it was."""
REFETCHED = "refetched"
"""Asked for again, whole, while the answer before was still fresh."""
UNCONDITIONAL = "unconditional"
"""The answer before was no longer fresh but had a validator (ETag, Last-Modified), and the app did not send it."""


@dataclass(slots=True)
class Resource:
    """One URL that may be kept."""

    url: str
    flows: list[Flow] = field(default_factory=list)
    """Answers with a body, in order."""
    revalidated: int = 0
    refetched: list[Flow] = field(default_factory=list)
    unconditional: list[Flow] = field(default_factory=list)
    served: int = 0
    """Times its page was opened again while it was fresh, and it was not asked for: it came from the app's cache."""


@dataclass(frozen=True, slots=True)
class Caching:
    of_flow: dict[str, str]
    """Flow.id → one of the words above; requests of which nothing can be said are left out."""
    resources: dict[str, Resource]
    """By URL."""


def caching(traffic: Traffic, timeline: Timeline, journeys: Journeys | None) -> Caching:
    """A journey may begin with the app's data cleared, so nothing that was fetched before one counts as kept."""
    found = Caching({}, {})
    borders = sorted(trace.started_ms for trace in journeys.traces) if journeys else []
    last: dict[tuple[int, str], Flow] = {}
    for flow in sorted(app_flows(traffic), key=lambda flow: flow.at_ms):
        if flow.method != "GET" or flow.status not in (200, 304):
            continue
        key = bisect_right(borders, flow.at_ms), flow.url
        word = _word(flow, last.get(key))
        if word:
            found.of_flow[flow.id] = word
            _count(found, flow, word)
        if flow.status == 200:
            last[key] = flow
    _count_served(found, timeline, borders)
    return found


def freshness_s(flow: Flow) -> float | None:
    """For how many seconds the answer may be used without asking; None when it must not be kept at all, or says
    nothing of it. What `no-cache` or `max-age=0` allows to keep is fresh for 0 s."""
    directives = _directives(header(flow.response_headers, "cache-control"))
    if "no-store" in directives:
        return None
    if "no-cache" in directives:
        return 0.0
    if (age := directives.get("max-age", "")).isdecimal():
        return float(age)
    expires = header(flow.response_headers, "expires")
    if not expires:
        return 0.0 if _validated(flow) else None
    date = header(flow.response_headers, "date")
    try:
        return max(0.0, (parsedate_to_datetime(expires) - parsedate_to_datetime(date)).total_seconds())
    except (TypeError, ValueError):
        return 0.0


def _directives(value: str) -> dict[str, str]:
    parts = (part.strip().partition("=") for part in value.lower().split(","))
    return {name: argument.strip('"') for name, _, argument in parts if name}


def _validated(flow: Flow) -> bool:
    return bool(header(flow.response_headers, "etag") or header(flow.response_headers, "last-modified"))


def _conditional(flow: Flow) -> bool:
    names = {name.lower() for name, _ in flow.request_headers}
    return bool(names & {"if-none-match", "if-modified-since"})


def _word(flow: Flow, before: Flow | None) -> str:
    if flow.status == 304:
        return REVALIDATED
    if before is not None and not _conditional(flow):
        fresh = freshness_s(before)
        if fresh and flow.at_ms - _end_ms(before) < fresh * 1000:
            return REFETCHED
        if fresh is not None and _validated(before):
            return UNCONDITIONAL
    if "no-store" in header(flow.response_headers, "cache-control").lower():
        return NO_STORE
    return CACHEABLE if freshness_s(flow) is not None else ""


def _end_ms(flow: Flow) -> float:
    return flow.at_ms + (flow.timing.total or 0.0)


def _count(found: Caching, flow: Flow, word: str) -> None:
    if word == NO_STORE:
        return
    one = found.resources.setdefault(flow.url, Resource(flow.url))
    if word == REVALIDATED:
        one.revalidated += 1
        return
    one.flows.append(flow)
    if word == REFETCHED:
        one.refetched.append(flow)
    elif word == UNCONDITIONAL:
        one.unconditional.append(flow)


def _count_served(found: Caching, timeline: Timeline, borders: Sequence[int]) -> None:
    shown: dict[str, list[int]] = {}
    for start, _, page in timeline.spans():
        shown.setdefault(page, []).append(start)
    for one in found.resources.values():
        for flow, following in zip(one.flows, (*one.flows[1:], None), strict=True):
            fresh = freshness_s(flow) or 0.0
            end = min(_end_ms(flow) + fresh * 1000, following.at_ms if following else timeline.end_ms)
            next_border = bisect_right(borders, flow.at_ms)
            if next_border < len(borders):
                end = min(end, borders[next_border])
            page = timeline.drawn_page(flow.at_ms)
            openings = shown.get(page, [])
            later = bisect_right(openings, end) - bisect_right(openings, _end_ms(flow))
            if timeline.page(flow.at_ms) != page:
                later -= 1  # the look at the very opening that it was fetched for
            one.served += max(0, later) if fresh else 0
