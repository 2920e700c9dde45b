"""Journeys as the report shows them: the frames of a filmstrip, and steps inside steps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from patrol.model.journey import JourneyTrace, Outcome, StepTrace

MOST_FRAMES = 24
"""Of one filmstrip; a longer journey shows its first and its last ones."""


@dataclass(slots=True)
class Step:
    """A step with the steps that it is made of."""

    trace: StepTrace
    inner: list[Step] = field(default_factory=list)

    @property
    def open(self) -> bool:
        """What went wrong is shown unfolded, down to the step that did."""
        return self.trace.outcome in (Outcome.failed, Outcome.broken)

    @property
    def number(self) -> str:
        """The last part of its index: the outer parts stand above it."""
        return self.trace.index.rpartition(".")[2]


def steps(trace: JourneyTrace) -> list[Step]:
    """The outermost steps, each with its inner ones; an inner step whose outer one is missing stands by itself."""
    roots: list[Step] = []
    known: dict[str, Step] = {}
    for told in trace.steps:
        step = known[told.index] = Step(told)
        outer = known.get(told.index.rpartition(".")[0])
        (outer.inner if outer else roots).append(step)
    return roots


def leaves(trace: JourneyTrace) -> Iterator[StepTrace]:
    """The steps that did something themselves, in order."""
    stack = list(reversed(steps(trace)))
    while stack:
        step = stack.pop()
        if step.inner:
            stack.extend(reversed(step.inner))
        else:
            yield step.trace


def culprit(trace: JourneyTrace) -> StepTrace | None:
    """The innermost step that went wrong: `2.3` says more than the `2` that it is a part of."""
    if trace.outcome in (Outcome.passed, Outcome.skipped):
        return None
    wrong = [step for step in trace.steps if step.outcome is trace.outcome]
    return max(wrong, key=lambda step: step.index.count("."), default=None)


def frames(trace: JourneyTrace) -> tuple[tuple[StepTrace, ...], int]:
    """(the pictures worth showing, how many more there are): where the page changed, and what decided."""
    decisive = culprit(trace)
    shown: list[StepTrace] = []
    page = None
    for step in trace.steps:
        wrong = decisive is not None and step.index == decisive.index
        if step.picture and (wrong or step.page != page):
            shown.append(step)
            page = step.page
    if len(shown) <= MOST_FRAMES:
        return tuple(shown), 0
    half = MOST_FRAMES // 2
    return (*shown[:half], *shown[-half:]), len(shown) - MOST_FRAMES
