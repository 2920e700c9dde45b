"""What was measured on each page: what its panel in the page graph and its place in the list show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from patrol.derive.facts import Facts
from patrol.derive.frames import FramesByPage
from patrol.derive.opening import Openings
from patrol.derive.pages import OUTSIDE, Pages
from patrol.derive.startup import SOURCES
from patrol.derive.timeline import Timeline
from patrol.derive.traffic import PageTraffic, TrafficByPage, has_failed
from patrol.model.artifacts import Screens
from patrol.model.graph import Page
from patrol.model.result import CheckResult, PageFacts, PageRequest
from patrol.model.startup import StartKind, StartUps
from patrol.model.traffic import Flow
from patrol.model.verdict import Status

MOST_ENDPOINTS = 12
MOST_TREES = 12
"""Kept of one page for those who search its texts; a page of more states has hardly a word of its own in the others."""


def page_facts(facts: Facts, results: Sequence[CheckResult]) -> tuple[PageFacts, ...]:
    """One for each page of the graph, then for pages that only a visit names, in that order."""
    timeline, pages = facts.find(Timeline), facts.find(Pages)
    assert timeline is not None and pages is not None  # need nothing that can be missing
    traffic, frames, openings = facts.find(TrafficByPage), facts.find(FramesByPage), facts.find(Openings)
    visits: dict[str, int] = {}
    shown: dict[str, int] = {}
    for start, end, page in timeline.spans():
        visits[page] = visits.get(page, 0) + 1
        shown[page] = shown.get(page, 0) + end - start
    findings, secure, trees = _findings(results), _secure_trees(facts), _trees(facts)
    starts = _starts(facts, pages.by_key)
    found = []
    for key in own_pages((*pages.by_key, *timeline.pages)):
        requests = (traffic.pages.get(key) if traffic else None) or PageTraffic()
        drawn = frames.pages.get(key) if frames else None
        late = drawn.late_share if drawn else None
        opening = openings.pages.get(key) if openings else None
        found.append(
            PageFacts(
                page=key,
                visits=visits.get(key, 0),
                shown_ms=shown.get(key, 0),
                requests=requests.requests,
                failed_requests=requests.failed,
                frames=drawn.frames if drawn else None,
                janky_percent=None if late is None else round(100 * late, 2),
                frozen_frames=len(drawn.frozen) if drawn else None,
                findings=findings.get(key, 0),
                tree=secure.get(key, ""),
                trees=tuple(trees.get(key, ())),
                endpoints=_endpoints(requests),
                request_ms=_median([flow for flows in requests.endpoints.values() for flow in flows]),
                opening_ms=opening.spread.median if opening else None,
                openings=len(opening.times) if opening else 0,
                start_ms=median(starts[key]) if key in starts else None,
                starts=len(starts.get(key, ())),
            )
        )
    return tuple(found)


def own_pages(keys: Iterable[str]) -> list[str]:
    """Each page of the app once, in order."""
    return [key for key in dict.fromkeys(keys) if key and not key.startswith(OUTSIDE)]


def _endpoints(requests: PageTraffic) -> tuple[PageRequest, ...]:
    found = [
        PageRequest(key, len(flows), sum(map(has_failed, flows)), _median(flows))
        for key, flows in requests.endpoints.items()
    ]
    return tuple(sorted(found, key=lambda request: -request.count)[:MOST_ENDPOINTS])


def _median(flows: Iterable[Flow]) -> float | None:
    """Milliseconds, of those that were answered."""
    times = [flow.timing.total for flow in flows if flow.timing.total is not None and not flow.error]
    return round(median(times), 1) if times else None


def _secure_trees(facts: Facts) -> dict[str, str]:
    """Page key → UI tree of its first look that refused a screenshot."""
    screens = facts.find(Screens)
    visits = reversed(screens.visits) if screens else ()
    return {visit.page: visit.tree for visit in visits if visit.secure and visit.tree}


def _trees(facts: Facts) -> dict[str, list[str]]:
    """Page key → its trees, the first of each state before any second one of a state."""
    screens = facts.find(Screens)
    first: dict[str, dict[str, None]] = {}
    more: dict[str, dict[str, None]] = {}
    states: set[str] = set()
    for visit in screens.visits if screens else ():
        if visit.tree:
            (more if visit.state in states else first).setdefault(visit.page, {})[visit.tree] = None
            states.add(visit.state)
    return {key: list(dict.fromkeys((*trees, *more.get(key, ()))))[:MOST_TREES] for key, trees in first.items()}


def _starts(facts: Facts, pages: Mapping[str, Page]) -> dict[str, list[float]]:
    """Page key → milliseconds of each cold start whose activity it is; the first page of an activity stands for it."""
    startups = facts.find(StartUps)
    by_activity: dict[str, str] = {}
    for page in pages.values():
        by_activity.setdefault(page.activity.rpartition(".")[2], page.key)
    found: dict[str, list[float]] = {}
    for launch in startups.launches if startups else ():
        key = by_activity.get(launch.activity.rpartition(".")[2]) if launch.kind is StartKind.cold else None
        took = next((ms for read in SOURCES.values() if (ms := read(launch)) is not None), None)
        if key and took is not None:
            found.setdefault(key, []).append(took)
    return found


def _findings(results: Sequence[CheckResult]) -> dict[str, int]:
    """Failed verdicts by page: each counts once for each page that its evidence names."""
    found: dict[str, int] = {}
    for result in results:
        for verdict in result.verdicts:
            if verdict.status is Status.fail:
                for page in dict.fromkeys(item.page for item in verdict.evidence if item.page):
                    found[page] = found.get(page, 0) + 1
    return found
