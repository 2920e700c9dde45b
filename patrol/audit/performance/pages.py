"""Pages and journey steps in numbers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from patrol.audit.page_facts import own_pages
from patrol.audit.performance.measured import measured, of_spread
from patrol.derive.facts import Facts
from patrol.derive.frames import FramesByPage, PageFrames
from patrol.derive.opening import Openings
from patrol.derive.pages import Pages
from patrol.derive.timeline import Timeline
from patrol.derive.traffic import PageTraffic, TrafficByPage
from patrol.model.artifacts import Journeys
from patrol.model.performance import FrameCount, Measured, PagePerformance, StepPerformance
from patrol.model.resources import Resources
from patrol.model.waterfall import Waterfall

MOST_PAGES = 1000
"""Pages in the table, those with most requests and openings first; the drawing has the others."""

MOST_STEPS = 400
"""Steps that did something worth a number, the longest first."""

FEW = 3
"""PerfDog's rule asks for three frames before one can be judged."""


def page_numbers(facts: Facts) -> tuple[PagePerformance, ...]:
    """Pages of which something was measured, the slowest to open first."""
    pages, timeline = facts.find(Pages), facts.find(Timeline)
    assert pages is not None and timeline is not None  # need nothing that can be missing
    openings, frames, traffic = facts.find(Openings), facts.find(FramesByPage), facts.find(TrafficByPage)
    memory = _memory(facts.find(Resources), timeline)
    found = []
    for key in own_pages((*pages.by_key, *timeline.pages)):
        opening = openings.pages.get(key) if openings else None
        drawn = frames.pages.get(key) if frames else None
        requests = (traffic.pages.get(key) if traffic else None) or PageTraffic()
        share = opening.network_share if opening else None
        one = PagePerformance(
            page=key,
            opening=of_spread(opening.spread) if opening else Measured(),
            network_percent=None if share is None else round(100 * share, 1),
            frames=frame_count(drawn),
            memory_mb=memory.get(key, Measured()),
            requests=requests.requests,
            failed=requests.failed,
            bytes=requests.bytes,
        )
        if one != PagePerformance(key):
            found.append(one)
    found.sort(key=lambda one: (-(one.opening.value or 0), -one.requests, one.page))
    return tuple(found[:MOST_PAGES])


def frame_count(drawn: PageFrames | None) -> FrameCount | None:
    """None when no frame was seen."""
    if drawn is None or not drawn.frames:
        return None
    late, rate, low, idle = drawn.late_share, drawn.rate, drawn.rate_at(0.05), drawn.idle_share
    return FrameCount(
        frames=drawn.frames,
        judged=drawn.judged,
        late_percent=None if late is None else round(100 * late, 2),
        janks=drawn.janks if len(drawn.frame_times) > FEW else None,
        big_janks=drawn.big_janks,
        frozen=len(drawn.frozen),
        rate=None if rate is None else round(rate, 1),
        rate_low=None if low is None else round(low, 1),
        idle_percent=None if idle is None else round(100 * idle, 1),
        hz=tuple(hz for hz, _ in drawn.by_hz.most_common(4)),
    )


def _memory(resources: Resources | None, timeline: Timeline) -> dict[str, Measured]:
    """Page → PSS in MB while it was shown."""
    found: dict[str, list[float]] = {}
    for sample in resources.samples if resources else ():
        if sample.pss_kb is not None:
            found.setdefault(timeline.page(sample.at_ms), []).append(sample.pss_kb / 1024)
    return {page: measured(values) for page, values in found.items()}


def step_numbers(facts: Facts) -> tuple[StepPerformance, ...]:
    """Steps of journeys that drew frames or sent requests, in the order in which they were walked."""
    journeys, frames, waterfall = facts.find(Journeys), facts.find(FramesByPage), facts.find(Waterfall)
    bars = waterfall.bars if waterfall else ()
    starts = [bar.start_ms for bar in bars]
    found: list[StepPerformance] = []
    for trace in journeys.traces if journeys else ():
        outer = {told.index.rpartition(".")[0] for told in trace.steps}
        for told in trace.steps:
            if told.index in outer:
                continue
            name = f"{trace.journey}/{told.index}"
            drawn = frame_count(frames.steps.get(name)) if frames else None
            here = bars[bisect_left(starts, told.started_ms) : bisect_right(starts, told.ended_ms)]
            if drawn or here:
                failed = sum(bar.failed for bar in here)
                took = told.ended_ms - told.started_ms
                found.append(StepPerformance(name, told.text, told.page, took, len(here), failed, drawn))
    longest = {one.step for one in sorted(found, key=lambda one: -one.took_ms)[:MOST_STEPS]}
    return tuple(one for one in found if one.step in longest)
