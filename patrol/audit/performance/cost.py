"""What measuring itself cost: on the phone, in the proxy, and in the time of launches."""

from __future__ import annotations

from patrol.derive.facts import Facts
from patrol.model.frames import Frames
from patrol.model.performance import Cost
from patrol.model.resources import MeasuringCost
from patrol.model.startup import StartUps
from patrol.model.traffic import Traffic


def cost(facts: Facts) -> Cost:
    """What was not measured stays unknown."""
    traffic, frames, startups = facts.find(Traffic), facts.find(Frames), facts.find(StartUps)
    proxy = traffic.cost if traffic else None
    launches = startups.launches if startups else ()
    return Cost(
        phone=facts.find(MeasuringCost),
        proxy_added_ms=round(proxy.added_ms, 2) if proxy else None,
        proxy_requests=proxy.requests if proxy else 0,
        frame_readings=frames.readings if frames else 0,
        frame_reading_ms=frames.reading_ms if frames else None,
        looks=sum(launch.looks for launch in launches),
        looking_ms=round(float(sum(launch.looking_ms for launch in launches)), 1),
    )
