"""Everything that a crawl or a replay works with, put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from patrol.crawl.atlas import Atlas
from patrol.crawl.ground import Ground
from patrol.crawl.hands import Hands
from patrol.crawl.keeper import Keeper
from patrol.crawl.limits import Budget, CrawlLimits
from patrol.crawl.walker import Walker
from patrol.journey.session import Session
from patrol.model.journey import Journey


@dataclass(frozen=True, slots=True)
class Crew:
    """The map, the purse, and those who act by them."""

    session: Session
    atlas: Atlas
    budget: Budget
    hands: Hands
    ground: Ground
    keeper: Keeper
    walker: Walker


def crew_of(session: Session, limits: CrawlLimits, journeys: Mapping[str, Journey]) -> Crew:
    """A crew that knows nothing yet."""
    atlas, budget = Atlas(limits.restart_cost), Budget(session, limits)
    session.eyes.on_merge = atlas.rename
    hands = Hands(session, atlas, budget)
    ground = Ground(session, atlas, hands, budget)
    keeper = Keeper(session, hands, ground, budget, journeys)
    return Crew(session, atlas, budget, hands, ground, keeper, Walker(session, atlas, hands, ground, keeper))
