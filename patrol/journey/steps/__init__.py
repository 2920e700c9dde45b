"""All step kinds, in the order of docs/scenarios.md."""

from patrol.journey.steps.app import Consent, Launch, Network, Note, OpenLink, Stop, TakeReading
from patrol.journey.steps.base import Step, StepFailed
from patrol.journey.steps.flow import Expect, If, Repeat, Use, WaitFor
from patrol.journey.steps.touch import Back, Choose, Home, LongTap, Press, ScrollTo, Swipe, Tap, Type
from patrol.model.journey import StepSpec

STEPS: dict[str, type[Step]] = {
    step.kind: step
    for step in (
        Launch,
        Stop,
        Tap,
        LongTap,
        Type,
        Swipe,
        ScrollTo,
        Back,
        Home,
        Press,
        WaitFor,
        Expect,
        OpenLink,
        Choose,
        Repeat,
        If,
        Use,
        TakeReading,
        Consent,
        Network,
        Note,
    )
}
"""Kind → class; a new step kind is added here."""


def build(spec: StepSpec) -> Step:
    """The step that `spec` describes; its kind must be known."""
    return STEPS[spec.kind](spec)


__all__ = ["STEPS", "Step", "StepFailed", "build"]
