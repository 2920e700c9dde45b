"""A failed step as text: what was expected and seen, where it stands, what was kept of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from patrol.errors import Place
from patrol.model.journey import Journey, JourneyTrace, Outcome, StepSpec, StepTrace
from patrol.report.plain import cut
from patrol.testing.rig import Rig

LOG_LINES = 8
REQUESTS = 5
WIDTH = 200


def told(trace: JourneyTrace, rig: Rig, journey: Journey) -> str:
    """A journey that did not pass."""
    step = decisive(trace.steps, trace.outcome)
    if step is None:
        return f"{trace.journey} {trace.outcome.value}"
    place = place_of(step, journey, rig.journeys)
    return "\n".join(lines(step, rig, place, f"journey {trace.journey} ({trace.name}), step {step.index}"))


def decisive(steps: Sequence[StepTrace], outcome: Outcome) -> StepTrace | None:
    """The innermost step of that outcome: `2.3` says more than the `2` that it is a part of."""
    return max((one for one in steps if one.outcome is outcome), key=lambda one: one.index.count("."), default=None)


def lines(step: StepTrace, rig: Rig, place: Place | None, head: str) -> Iterator[str]:
    """First what happened, then where to look."""
    yield f"{place}: {head}: {step.text}" if place else f"{head}: {step.text}"
    yield f"  {step.message}"
    if step.outcome is Outcome.broken:
        yield "  the phone or patrol could not do this step; it says nothing of the app"
    kept = {"page": step.page, "screenshot": step.picture, "UI tree": step.tree}
    for name, value in kept.items():
        if value:
            yield f"  {name:<11} {value if name == 'page' else rig.path / value}"
    yield from (f"  log         {cut(line, WIDTH)}" for line in step.log[-LOG_LINES:])
    yield from (f"  request     {cut(line, WIDTH)}" for line in step.requests[-REQUESTS:])


def place_of(step: StepTrace, journey: Journey, journeys: Mapping[str, Journey]) -> Place | None:
    """Where the step is written: `3.2×4` is the second step inside the third, in its fourth round. None when the trace
    does not fit the journey."""
    steps, found = journey.steps, None
    for number in re.findall(r"(\d+)(?:×\d+)?(?:\.|$)", step.index):
        if not 0 < int(number) <= len(steps):
            return found.place if found else None
        found = steps[int(number) - 1]
        steps = _inside(found, step, journeys)
    return found.place if found else None


def _inside(spec: StepSpec, step: StepTrace, journeys: Mapping[str, Journey]) -> tuple[StepSpec, ...]:
    if spec.kind == "use":
        used = journeys.get(str(spec.arguments.get("journey")))
        return used.steps if used else ()
    # `if` has two lists: the line says which one the step is of.
    lists = (spec.steps, spec.otherwise)
    return next((each for each in lists if any(step.line in _lines(one) for one in each)), spec.steps)


def _lines(spec: StepSpec) -> set[int]:
    """Lines of a step and of those inside it."""
    inside = (_lines(each) for each in (*spec.steps, *spec.otherwise))
    return {spec.line}.union(*inside)
