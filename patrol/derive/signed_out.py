"""When a journey signed out: from then on to the next start from nothing, nothing of the user may lie on the phone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from patrol.model.artifacts import Journeys
from patrol.model.journey import JourneyTrace, Outcome
from patrol.model.record import Text

SIGN_OUT = re.compile(r"退出登录|确认退出|退出账[号户]|安全退出|注销登录|sign[ _]?out|log[ _]?out", re.I)
SIGN_IN = re.compile(r"password|密码|sign_in|login", re.I)


@dataclass(frozen=True, slots=True)
class SignedOut:
    """Spans in which the user had signed out: (from, to, journey)."""

    spans: tuple[tuple[int, int, str], ...]
    names: Mapping[str, Text] = field(default_factory=dict)
    """Of journeys, by id."""

    def name(self, journey: str) -> Text:
        return self.names.get(journey) or Text(journey, journey)

    def at(self, at_ms: int) -> str:
        """The journey that had signed out by then; "" when nobody had."""
        # The files are looked at right before the next journey begins: it may be the same millisecond.
        return next((journey for start, end, journey in self.spans if start <= at_ms <= end), "")


def signed_out(journeys: Journeys) -> SignedOut:
    """From the last sign-out of a journey that passed until the next journey begins."""
    spans = []
    traces = sorted(journeys.traces, key=lambda trace: trace.started_ms)
    for number, trace in enumerate(traces):
        after = traces[number + 1].started_ms if number + 1 < len(traces) else trace.ended_ms + LOOK_MS
        if trace.outcome is Outcome.passed and (at_ms := next(_sign_outs(trace), None)) is not None:
            spans.append((at_ms, after, trace.journey))
    return SignedOut(tuple(spans), journey_names(journeys))


def journey_names(journeys: Journeys | None) -> dict[str, Text]:
    """What their authors call them, by id."""
    traces = journeys.traces if journeys else ()
    return {one.journey: Text(one.name or one.journey, one.name_en or one.name or one.journey) for one in traces}


LOOK_MS = 30_000
"""What is looked at after the last journey belongs to it."""


def _sign_outs(trace: JourneyTrace) -> Iterator[int]:
    """When the last sign-out of a journey was done, if it did not sign in again."""
    ended: int | None = None
    for step in trace.steps:
        if step.kind == "tap" and SIGN_OUT.search(step.text):
            ended = step.touched_ms or step.ended_ms
        elif ended is not None and step.kind == "type" and SIGN_IN.search(step.text):
            ended = None
    if ended is not None:
        yield ended
