"""How often calls repeat: by a timer, or within one stay on a page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from patrol.derive.calls import CallGroup, SeenCall
from patrol.derive.timeline import Timeline

STEADY_SHARE = 0.8
"""So many of the gaps must be near the median for a rhythm."""
STEADY_WITHIN = 0.25
"""As a part of the median: a timer of Android drifts, and the app's thread is late at times."""
STEADY_ALIKE = 0.08
"""The same where the calls of several processes are held against each other."""


def apart(group: CallGroup, burst_ms: int) -> CallGroup:
    """The calls without those that follow another within `burst_ms`: one function often asks in several ways."""
    kept: list[SeenCall] = []
    for seen in group.calls:
        if not kept or seen.at_ms - kept[-1].at_ms >= burst_ms:
            kept.append(seen)
    return CallGroup(tuple(kept))


def steady_ms(group: CallGroup, least: int) -> float | None:
    """The period of calls that come by a timer, in milliseconds; None for fewer than `least` calls and for calls that
    follow no rhythm."""
    return _steady(_gaps(group), least, STEADY_WITHIN)


def steady_over_ms(groups: Collection[CallGroup], least: int) -> float | None:
    """The same over several processes: a timer begins anew in each, and patrol starts the app often, so that no single
    one may hold enough calls. Their rhythms must be alike more closely then."""
    return _steady([gap for group in groups for gap in _gaps(group)], least, STEADY_ALIKE)


def _gaps(group: CallGroup) -> list[int]:
    return [later.at_ms - earlier.at_ms for earlier, later in pairwise(group.calls)]


def _steady(gaps: list[int], least: int, within: float) -> float | None:
    if len(gaps) + 1 < max(least, 3):
        return None
    middle = median(gaps)
    near = sum(1 for gap in gaps if abs(gap - middle) <= within * middle)
    return middle if middle > 0 and near >= STEADY_SHARE * len(gaps) else None


@dataclass(frozen=True)
class Stays:
    """Stays on pages: from coming to a page to leaving it, however often somebody looked in between."""

    timeline: Timeline
    starts: tuple[int, ...]

    def at(self, at_ms: int) -> int:
        """Number of the stay at that moment."""
        return bisect_right(self.starts, at_ms)

    def shared(self, calls: tuple[SeenCall, ...]) -> bool:
        """Whether two of the calls fall into one stay."""
        return len({self.at(seen.at_ms) for seen in calls}) < len(calls)

    def touches(self, from_ms: int, to_ms: int) -> int:
        """How often the phone was touched in that time."""
        acted = self.timeline.acted_at
        return bisect_right(acted, to_ms) - bisect_right(acted, from_ms)


def stays(timeline: Timeline) -> Stays:
    return Stays(timeline, tuple(_starts(timeline)))


def _starts(timeline: Timeline) -> Iterator[int]:
    before = None
    for at_ms, page in zip(timeline.shown_at, timeline.pages, strict=True):
        if page != before:
            yield at_ms
        before = page
