"""Travels over the known map: the cheapest way, and another one where a step did not lead where it should."""

from __future__ import annotations

from collections.abc import Callable

from patrol.crawl.crew import Crew
from patrol.model.graph import ActionKind

MOST_WAYS = 8
"""Ways tried to one place before it is given up."""
MOST_LAUNCHES = 3


def travel(crew: Crew, arrived: Callable[[str], bool], *, most: int = MOST_WAYS) -> bool:
    """Go to the nearest state that counts as arrived; False when no way leads there, or all that were tried led
    elsewhere. An edge that lies loses trust on the way, so that the next way avoids it."""
    launches = 0
    for _ in range(most):
        crew.keeper.cleared()
        if arrived(crew.ground.now.state):
            return True
        ways = crew.atlas.ways(crew.ground.now.state)
        target = next((state for state, _ in ways.nearest() if arrived(state)), "")
        if not target:
            if launches >= MOST_LAUNCHES:
                return False
            launches += 1
            crew.keeper.launch()
            continue
        for hop in ways.route(target):
            launches += hop.action.kind is ActionKind.launch
            if not crew.walker.hop(hop):
                break
        if launches > MOST_LAUNCHES:
            break
    return arrived(crew.ground.now.state)
