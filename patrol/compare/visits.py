"""What was measured of a page visit by visit: late frames, frame rate, requests, sensitive calls, memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby

from patrol.derive.calls import AttributedCalls
from patrol.derive.drawn_frames import drawn_frames
from patrol.derive.facts import Facts
from patrol.derive.timeline import Timeline
from patrol.derive.traffic import app_flows
from patrol.model.frames import Frames
from patrol.model.resources import Resources
from patrol.model.traffic import Traffic

FEWEST_FRAMES = 30
"""Of a visit; a share of fewer frames says little. The check on jank asks for as many (frames_at_least)."""


@dataclass(slots=True)
class Visit:
    """From the touch that led to a page until another page came. None is not recorded."""

    page: str
    judged: int = 0
    """Frames whose deadline is known."""
    late: int = 0
    pictures: int = 0
    """Frames that followed another one while something moved."""
    moving_ms: float = 0.0
    requests: int | None = None
    calls: int | None = None
    """Sensitive ones that collect something, of the app and of SDKs."""
    memory_mb: list[float] = field(default_factory=list)

    @property
    def late_percent(self) -> float | None:
        return 100 * self.late / self.judged if self.judged >= FEWEST_FRAMES else None

    @property
    def rate(self) -> float | None:
        """Frames a second while something moved."""
        return 1000 * self.pictures / self.moving_ms if self.pictures >= FEWEST_FRAMES and self.moving_ms else None


def visits_of(facts: Facts) -> tuple[Visit, ...]:
    """The visits of a run in order; consecutive looks at one page are one visit."""
    timeline = facts.find(Timeline)
    assert timeline is not None  # needs nothing that can be missing
    recorder = _Recorder(timeline)
    if (frames := facts.find(Frames)) is not None:
        recorder.frames(frames)
    if (traffic := facts.find(Traffic)) is not None:
        recorder.requests(traffic)
    if (calls := facts.find(AttributedCalls)) is not None:
        recorder.calls(calls)
    if (resources := facts.find(Resources)) is not None:
        recorder.memory(resources)
    return tuple(recorder.visits)


class _Recorder:
    """Puts what was recorded into the visit in which it happened."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self.visits: list[Visit] = []
        self._of_look: list[Visit] = []
        for page, looks in groupby(timeline.pages):
            visit = Visit(page)
            self.visits.append(visit)
            self._of_look.extend(visit for _ in looks)

    def _at(self, at_ms: int) -> Visit | None:
        look = self._timeline.drawn_visit(at_ms)
        return self._of_look[look] if look >= 0 else None

    def frames(self, frames: Frames) -> None:
        for frame in drawn_frames(frames):
            visit = self._at(frame.at_ms)
            if visit is None:
                continue
            if frame.late is not None:
                visit.judged += 1
                visit.late += frame.late
            if frame.frame_time_ms is not None:
                visit.pictures += 1
                visit.moving_ms += frame.frame_time_ms

    def requests(self, traffic: Traffic) -> None:
        for visit in self.visits:
            visit.requests = 0
        for flow in app_flows(traffic):
            if (found := self._at(flow.at_ms)) is not None:
                found.requests = (found.requests or 0) + 1

    def calls(self, calls: AttributedCalls) -> None:
        for visit in self.visits:
            visit.calls = 0
        for seen in calls.collecting:
            if (found := self._at(seen.at_ms)) is not None:
                found.calls = (found.calls or 0) + 1

    def memory(self, resources: Resources) -> None:
        """A sample belongs to the page that was shown when it was taken, since it is taken because of it."""
        for sample in resources.samples:
            if sample.pss_kb is not None and (look := self._timeline.look(sample.at_ms)) >= 0:
                self._of_look[look].memory_mb.append(sample.pss_kb / 1024)
