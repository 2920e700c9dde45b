"""When the user agreed or refused, as far as the run marked it."""

from __future__ import annotations

from dataclasses import dataclass

from patrol.model.artifacts import Crawl, Journeys
from patrol.model.graph import ActionKind

AGREE = frozenset({"同意", "同意并继续", "同意并使用", "我同意", "Agree", "Agree and continue", "I agree", "Accept"})
REFUSE = frozenset({"不同意", "拒绝", "暂不同意", "仅浏览", "不同意并退出", "Disagree", "Decline", "Refuse"})


@dataclass(frozen=True, slots=True)
class Consent:
    """Moments in order: (at_ms, "given" or "refused", journey or "crawl")."""

    moments: tuple[tuple[int, str, str], ...]

    @property
    def first_given_ms(self) -> int | None:
        return next((at_ms for at_ms, what, _ in self.moments if what == "given"), None)


def consent(journeys: Journeys | None, crawl: Crawl | None) -> Consent:
    """Marks of journeys, and taps of the crawl on a button that says so."""
    moments = [
        (at_ms, what, trace.journey) for trace in (journeys.traces if journeys else ()) for at_ms, what in trace.consent
    ]
    for step in crawl.steps if crawl else ():
        if step.action.kind is ActionKind.tap and step.action.locator:
            text = step.action.locator.text.strip()
            if text in AGREE or text in REFUSE:
                moments.append((step.at_ms, "given" if text in AGREE else "refused", "crawl"))
    return Consent(tuple(sorted(moments)))
