"""The numbers of a run, each with how it was made."""

from __future__ import annotations

from patrol.audit.figures.cost import cost_figures
from patrol.audit.figures.frames import frame_figures
from patrol.audit.figures.requests import request_figures
from patrol.audit.figures.resources import resource_figures
from patrol.audit.figures.start import start_figures
from patrol.derive.facts import Facts
from patrol.model.result import Figure


def figures(facts: Facts) -> tuple[Figure, ...]:
    """Start-up, frames, requests, resources, the cost of measuring, in this order; what was not measured is left
    out, what the phone does not tell has no value and says why."""
    return (
        *start_figures(facts),
        *frame_figures(facts),
        *request_figures(facts),
        *resource_figures(facts),
        *cost_figures(facts),
    )
