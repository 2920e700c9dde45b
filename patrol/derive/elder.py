"""When the app ran in its elder mode (长辈版, 关爱版, large type), from what the run tapped.

The mode is not visible on every screen, so the taps that switch it on and off are followed. Opening an elder page by
its deep link does not switch the mode. A journey begins with fresh data, unless it says otherwise, and fresh data is
standard mode; that errs on the side of saying nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from patrol.model.artifacts import Crawl, Journeys
from patrol.model.graph import ActionKind
from patrol.model.journey import Outcome

ON = re.compile(r"(?i)长辈|关爱版|关怀版|关怀模式|大字|敬老|老年版|适老|elder|senior mode|large type|easy mode")
OFF = re.compile(r"(?i)标准版|普通版|常规版|标准模式|普通模式|退出|关闭|standard|normal mode|exit|leave|turn off")


@dataclass(frozen=True, slots=True)
class ElderMode:
    """Moments at which the mode changed, in order, and what it was from then on."""

    changes_ms: tuple[int, ...]
    on: tuple[bool, ...]

    def at(self, at_ms: int) -> bool:
        found = bisect_left(self.changes_ms, at_ms)  # what was seen in the millisecond of a tap was seen before it
        return bool(found) and self.on[found - 1]

    @property
    def seen(self) -> bool:
        return any(self.on)


def elder_mode(crawl: Crawl | None, journeys: Journeys | None) -> ElderMode:
    changes: list[tuple[int, bool]] = []
    on = False
    for at_ms, text in sorted(_taps(crawl, journeys)):
        after = _after(on, text)
        if after != on:
            changes.append((at_ms, after))
            on = after
    return ElderMode(tuple(at_ms for at_ms, _ in changes), tuple(now for _, now in changes))


def _after(on: bool, text: str) -> bool:
    """A second tap on the switch may turn it off: then nothing is claimed."""
    if not text or OFF.search(text):
        return False
    return not on if ON.search(text) else on


def _taps(crawl: Crawl | None, journeys: Journeys | None) -> Iterator[tuple[int, str]]:
    """(at_ms, text of what was tapped); "" for the fresh start of a journey."""
    for step in crawl.steps if crawl else ():
        if step.action.kind is ActionKind.tap and step.action.locator:
            yield step.at_ms, str(step.action.locator)
    for trace in journeys.traces if journeys else ():
        yield trace.started_ms, ""
        for told in trace.steps:
            if told.kind == "tap" and told.outcome is Outcome.passed:
                yield told.started_ms, told.text
