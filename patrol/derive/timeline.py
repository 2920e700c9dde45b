"""Which page was shown, and which step was under way, at any moment of the run."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from patrol.derive.stages import fresh, stages, unseen
from patrol.model.artifacts import Crawl, Journeys, Screens
from patrol.model.consent import ConsentTrials, MomentKind
from patrol.model.passwords import Passwords
from patrol.model.resources import Quiet
from patrol.model.selfstart import SelfStarts
from patrol.model.startup import StartUps
from patrol.model.traffic import Traffic


@dataclass(frozen=True, slots=True)
class Timeline:
    """Sorted moments; looking one up is a binary search."""

    shown_at: tuple[int, ...]
    """at_ms of each visit."""
    pages: tuple[str, ...]
    """Page of each visit."""
    step_at_ms: tuple[int, ...]
    """at_ms at which each step began."""
    steps: tuple[str, ...]
    """`crawl/128`, `journey/3`, and what patrol did besides (patrol.derive.stages)."""
    end_ms: int
    """The last moment of the run that anything is known of."""
    acted_at: tuple[int, ...] = ()
    """at_ms at which the phone was touched, by crawl or journeys."""
    secure_trees: tuple[str, ...] = ()
    """Path of each visit's UI tree when its window refused a screenshot, else empty."""

    def page(self, at_ms: int | None) -> str:
        """Key of the page shown at that moment; "" before the first one or for an unknown moment."""
        found = -1 if at_ms is None else self.look(at_ms)
        return self.pages[found] if found >= 0 else ""

    def look(self, at_ms: int) -> int:
        """Which visit that page was shown in, by its place in `pages`; -1 before the first."""
        return bisect_right(self.shown_at, at_ms) - 1

    def drawn_page(self, at_ms: int) -> str:
        """Key of the page that drew a frame at that moment. A visit begins when somebody looked, which is some tenths
        of a second after the page came up: what is drawn between the touch that led there and that look is the new
        page's, its opening is what a user waits for."""
        visit = self.drawn_visit(at_ms)
        return self.pages[visit] if visit >= 0 else ""

    def drawn_visit(self, at_ms: int) -> int:
        """The same as `look`, of the page that drew a frame at that moment."""
        nxt = bisect_right(self.shown_at, at_ms)
        acted = bisect_right(self.acted_at, at_ms)
        if nxt == len(self.shown_at) or not acted or (nxt and self.acted_at[acted - 1] < self.shown_at[nxt - 1]):
            return nxt - 1
        if acted < len(self.acted_at) and self.acted_at[acted] < self.shown_at[nxt]:
            return nxt - 1
        return nxt

    def secure_tree(self, at_ms: int | None) -> str:
        """Path of the UI tree shown at that moment, if its window refused a screenshot."""
        found = 0 if at_ms is None else bisect_right(self.shown_at, at_ms)
        return self.secure_trees[found - 1] if found and self.secure_trees else ""

    def step(self, at_ms: int | None) -> str:
        """The step that began last; what happens between two steps belongs to the earlier one."""
        found = 0 if at_ms is None else bisect_right(self.step_at_ms, at_ms)
        return self.steps[found - 1] if found else ""

    def spans(self) -> Iterator[tuple[int, int, str]]:
        """(from, to, page) of each visit."""
        ends = (*self.shown_at[1:], self.end_ms)[: len(self.shown_at)]
        return zip(self.shown_at, ends, self.pages, strict=True)

    def step_spans(self) -> Iterator[tuple[int, int, str]]:
        """(from, to, step) of each step, up to where the next one began."""
        ends = (*self.step_at_ms[1:], self.end_ms)[: len(self.step_at_ms)]
        return zip(self.step_at_ms, ends, self.steps, strict=True)


def timeline(
    screens: Screens | None,
    crawl: Crawl | None,
    journeys: Journeys | None,
    startups: StartUps | None = None,
    trials: ConsentTrials | None = None,
    passwords: Passwords | None = None,
    quiet: Quiet | None = None,
    traffic: Traffic | None = None,
    starts: SelfStarts | None = None,
) -> Timeline:
    shown = [*screens.visits, *unseen(journeys, startups, trials, quiet, traffic, starts)] if screens else []
    visits = sorted(shown, key=lambda visit: visit.at_ms)
    besides = stages(journeys, startups, trials, passwords, quiet, traffic, starts)
    steps = sorted([*_steps(crawl, journeys), *besides])
    return Timeline(
        shown_at=tuple(visit.at_ms for visit in visits),
        pages=tuple(visit.page for visit in visits),
        step_at_ms=tuple(at_ms for at_ms, _, _ in steps),
        steps=tuple(name for _, _, name in steps),
        acted_at=tuple(sorted([*_touches(crawl, journeys), *_tried(trials)])),
        secure_trees=tuple(visit.tree if visit.secure else "" for visit in visits),
        end_ms=max([visits[-1].at_ms if visits else 0, *(ended for _, ended, _ in steps)]),
    )


def _steps(crawl: Crawl | None, journeys: Journeys | None) -> Iterator[tuple[int, int, str]]:
    """(began, ended, name)"""
    for step in crawl.steps if crawl else ():
        yield step.at_ms, step.ended_ms if step.ended_ms is not None else step.at_ms, f"crawl/{step.index}"
    for trace in journeys.traces if journeys else ():
        for told in trace.steps:
            yield told.started_ms, told.ended_ms, f"{trace.journey}/{told.index}"


def _touches(crawl: Crawl | None, journeys: Journeys | None) -> Iterator[int]:
    for step in crawl.steps if crawl else ():
        yield step.at_ms
    for trace in journeys.traces if journeys else ():
        for told in trace.steps:
            if told.touched_ms is not None:
                yield told.touched_ms


def _tried(trials: ConsentTrials | None) -> Iterator[int]:
    """By trials; a fresh installation ends what was on the screen as a touch does."""
    yield from fresh(trials)
    for moment in trials.moments if trials else ():
        if moment.kind in (MomentKind.touched, MomentKind.launched):
            yield moment.at_ms
