"""The performance section of the report, made of derived facts."""

from __future__ import annotations

from patrol.audit.performance.cost import cost
from patrol.audit.performance.incidents import incident_groups
from patrol.audit.performance.pages import page_numbers, step_numbers
from patrol.audit.performance.resources import bands, curves
from patrol.audit.performance.starts import starts
from patrol.audit.performance.waterfalls import falls
from patrol.derive.facts import Facts
from patrol.derive.frames import FramesByPage
from patrol.model.performance import Performance


def performance(facts: Facts) -> Performance:
    """What was not measured is left empty."""
    frames = facts.find(FramesByPage)
    shown, left_out = falls(facts)
    drawn = curves(facts)
    return Performance(
        refresh_hz=frames.refresh_hz if frames else None,
        rates=frames.rates if frames else (),
        frame_sources=frames.sources if frames else (),
        frames_lost=frames.lost if frames else 0,
        starts=starts(facts),
        pages=page_numbers(facts),
        steps=step_numbers(facts),
        falls=shown,
        falls_left_out=left_out,
        curves=drawn,
        bands=bands(facts) if drawn else (),
        incidents=incident_groups(facts),
        cost=cost(facts),
    )
