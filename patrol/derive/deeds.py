"""What was done to the phone, and when: touches with the words that they went to, and returns to the front."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from patrol.derive.pages import OUTSIDE
from patrol.model.artifacts import Crawl, Journeys, Screens
from patrol.model.consent import ConsentTrials, Moment, MomentKind
from patrol.model.graph import ActionKind
from patrol.model.resources import Quiet
from patrol.model.startup import StartUps

NO_TOUCH = frozenset({ActionKind.launch, ActionKind.back, ActionKind.deep_link})


@dataclass(frozen=True, slots=True)
class Deed:
    """One touch."""

    at_ms: int
    text: str
    """What it went to, in the words of the screen or of the journey; "" where nobody knows."""
    step: str


@dataclass(frozen=True, slots=True)
class Deeds:
    deeds: tuple[Deed, ...]
    times: tuple[int, ...]
    """`at_ms` of each."""
    came_to_front: tuple[int, ...]
    """When the app was launched, or came back from the background."""
    told: tuple[tuple[int, int], ...] = ()
    """(from, to) of the times in which every touch was recorded: crawl, journeys, trials of consent, quiet. Trials of
    passwords touch the phone too, and do not say when."""
    launched: tuple[int, ...] = ()
    """When the app was launched."""

    def knows(self, at_ms: int) -> bool:
        """Whether a touch before that moment would have been recorded."""
        return any(begin <= at_ms <= end for begin, end in self.told)

    def before(self, at_ms: int, within_ms: int) -> tuple[Deed, ...]:
        """Touches of that moment and the time before it. What was touched before the app was launched asks for nothing
        that it does afterwards."""
        launches = bisect_right(self.launched, at_ms)
        begin = max(at_ms - within_ms, self.launched[launches - 1] if launches else 0)
        return self.deeds[bisect_left(self.times, begin) : bisect_right(self.times, at_ms)]


def deeds(
    crawl: Crawl | None,
    journeys: Journeys | None,
    screens: Screens | None,
    startups: StartUps | None,
    trials: ConsentTrials | None = None,
    quiet: Quiet | None = None,
) -> Deeds:
    tried = trials.moments if trials else ()
    done = sorted([*_crawled(crawl), *_walked(journeys), *_tried(tried)], key=lambda deed: deed.at_ms)
    started = {moment.at_ms for moment in tried if moment.kind is MomentKind.launched}
    launched = {*_launched(crawl, startups), *started}
    came = sorted({*launched, *_returned(screens)})
    launched.update(_walked_in(journeys))
    told = tuple(sorted(_told(crawl, journeys, trials, quiet)))
    return Deeds(tuple(done), tuple(deed.at_ms for deed in done), tuple(came), told, tuple(sorted(launched)))


def _told(
    crawl: Crawl | None, journeys: Journeys | None, trials: ConsentTrials | None, quiet: Quiet | None
) -> Iterator[tuple[int, int]]:
    if crawl and crawl.steps:
        last = crawl.steps[-1]
        yield crawl.steps[0].at_ms, last.ended_ms or last.at_ms
    for trace in journeys.traces if journeys else ():
        yield trace.started_ms, trace.ended_ms
    for trial in trials.trials if trials else ():
        yield trial.started_ms, trial.ended_ms
    for span in quiet.spans if quiet else ():
        yield span.started_ms, span.ended_ms


def _crawled(crawl: Crawl | None) -> Iterator[Deed]:
    for step in crawl.steps if crawl else ():
        if step.action.kind not in NO_TOUCH:
            locator = step.action.locator
            words = (locator.text, locator.description, locator.id) if locator else ()
            yield Deed(step.at_ms, " ".join(filter(None, words)), f"crawl/{step.index}")


def _walked(journeys: Journeys | None) -> Iterator[Deed]:
    for trace in journeys.traces if journeys else ():
        for step in trace.steps:
            if step.touched_ms is not None:
                yield Deed(step.touched_ms, step.text, f"{trace.journey}/{step.index}")


def _tried(moments: Iterable[Moment]) -> Iterator[Deed]:
    for moment in moments:
        if moment.kind is MomentKind.touched:
            yield Deed(moment.at_ms, moment.subject, f"trial/{moment.trial}")


def _launched(crawl: Crawl | None, startups: StartUps | None) -> Iterator[int]:
    for step in crawl.steps if crawl else ():
        if step.action.kind is ActionKind.launch:
            yield step.at_ms
    for launch in startups.launches if startups else ():
        yield launch.at_ms


def _walked_in(journeys: Journeys | None) -> Iterator[int]:
    for trace in journeys.traces if journeys else ():
        for step in trace.steps:
            if step.kind == "launch":
                yield step.started_ms


def _returned(screens: Screens | None) -> Iterator[int]:
    outside = True
    for visit in screens.visits if screens else ():
        away = not visit.page or visit.page.startswith(OUTSIDE)
        if outside and not away:
            yield visit.at_ms
        outside = away
