"""The phases of consent as spans of the run, each with the screen on which it began and the calls inside it."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from patrol.derive.calls import AttributedCalls
from patrol.derive.consent import Consent
from patrol.derive.facts import Facts
from patrol.derive.timeline import Timeline
from patrol.model.artifacts import Screens
from patrol.model.compliance import PhaseSpan

MOST_SPANS = 300


def spans(facts: Facts, seen: AttributedCalls | None) -> tuple[PhaseSpan, ...]:
    """In order, without gaps; of the first MOST_SPANS. Empty when nothing told of consent."""
    consent, timeline, screens = facts.find(Consent), facts.find(Timeline), facts.find(Screens)
    if consent is None or timeline is None or not consent.spans:
        return ()
    times = [one.at_ms for one in seen.seen] if seen else []
    end_ms = max(timeline.end_ms, consent.spans[-1].from_ms, *times[-1:]) + 1
    starts = [*(span.from_ms for span in consent.spans), end_ms]
    visits = sorted(screens.visits, key=lambda visit: visit.at_ms) if screens else []
    shown_at = [visit.at_ms for visit in visits]
    found = []
    for span, (start, end) in zip(consent.spans[:MOST_SPANS], pairwise(starts), strict=False):
        place = bisect_left(shown_at, start)
        visit = visits[place] if place < len(visits) and visits[place].at_ms < end else None
        found.append(
            PhaseSpan(
                phase=span.phase,
                from_ms=start,
                to_ms=end,
                by=span.by,
                page=visit.page if visit else timeline.page(start),
                picture=visit.picture if visit else "",
                tree=visit.tree if visit and visit.secure else "",
                calls=bisect_left(times, end) - bisect_left(times, start),
            )
        )
    return tuple(found)
