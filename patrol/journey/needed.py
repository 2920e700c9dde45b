"""The values that a journey needs and neither it nor the environment gives, found before the phone is touched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from patrol.errors import Place, ScenarioError
from patrol.journey.values import Values, references
from patrol.model.journey import Journey, JourneyTrace, Outcome, StepSpec, StepTrace

DEEPEST = 10
"""Journeys that use each other beyond this are refused while they are played."""


def check_values(journey: Journey, values: Values, journeys: Mapping[str, Journey]) -> None:
    """Raises ScenarioError with the place of the first `${NAME}` that neither journey nor environment knows."""
    for name, place in missing_values(journey, values, journeys):
        raise ScenarioError(
            f"nothing says what ${{{name}}} is.",
            place=place,
            advice="Set it in the environment, or give it under `values:`.",
        )


def missing_values(
    journey: Journey, values: Values, journeys: Mapping[str, Journey], *, given: Mapping[str, str] | None = None
) -> Iterator[tuple[str, Place]]:
    """(name, where it is asked for) of each such `${NAME}`, in the order of the steps; of journeys that it uses too.
    `given` are values from outside. A variable of the environment that is empty gives nothing: that is what CI systems
    hand to a pull request that may not see a secret."""
    yield from _missing(journey, values, journeys, given or {}, 0)


def lacks(journey: Journey, values: Values, journeys: Mapping[str, Journey]) -> str:
    """Why the journey cannot be played, as `nothing says what ${A}, ${B} is.`; "" when it has all it needs."""
    names = dict.fromkeys(f"${{{name}}}" for name, _ in missing_values(journey, values, journeys))
    return f"nothing says what {', '.join(names)} is." if names else ""


def unplayed(journey: Journey, why: str, at_ms: int) -> JourneyTrace:
    """The trace of a journey that was to be played and could not begin: `broken`, which says nothing of the app."""
    step = StepTrace("0", "values", "find its values", Outcome.broken, at_ms, at_ms, f"not played: {why}")
    return JourneyTrace(
        journey=journey.id,
        name=journey.name,
        name_en=journey.name_en,
        outcome=Outcome.broken,
        started_ms=at_ms,
        ended_ms=at_ms,
        steps=(step,),
        covers=journey.covers,
    )


def _missing(
    journey: Journey, values: Values, journeys: Mapping[str, Journey], given: Mapping[str, str], depth: int
) -> Iterator[tuple[str, Place]]:
    known = {**journey.values, **given}
    for spec in _all_steps(journey.steps):
        for text in _texts(spec.arguments):
            try:
                values.resolve(text, known)
            except KeyError as missing:
                yield str(missing.args[0]), spec.place
        used = journeys.get(str(spec.arguments.get("journey"))) if spec.kind == "use" else None
        if used is not None and depth < DEEPEST:
            inner = {**known, **spec.arguments.get("values", {})}
            yield from _missing(used, values, journeys, inner, depth + 1)


def _all_steps(steps: Sequence[StepSpec]) -> Iterator[StepSpec]:
    for step in steps:
        yield step
        yield from _all_steps(step.steps)
        yield from _all_steps(step.otherwise)


def _texts(value: Any) -> Iterable[str]:
    """All texts with references in the arguments of a step."""
    if isinstance(value, str) and any(references(value)):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
