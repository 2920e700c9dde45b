"""The numbers of a run, each with how it was made."""

from __future__ import annotations

from patrol.audit.figures.frames import frame_figures
from patrol.audit.figures.requests import request_figures
from patrol.audit.figures.resources import resource_figures
from patrol.audit.figures.start import start_figures
from patrol.derive.facts import Facts
from patrol.model.result import Figure


def figures(facts: Facts) -> tuple[Figure, ...]:
    """Start-up, frames, requests, memory and CPU, in this order; what was not measured is left out."""
    return (*start_figures(facts), *frame_figures(facts), *request_figures(facts), *resource_figures(facts))
