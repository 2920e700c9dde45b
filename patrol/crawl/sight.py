"""One look at the phone with what it turned out to be."""

from __future__ import annotations

from dataclasses import dataclass

from patrol.crawl.sighting import Sighting
from patrol.model.screen import Screen


@dataclass(frozen=True, slots=True)
class Sight:
    """A screen and the page and state that it shows."""

    screen: Screen
    sighting: Sighting

    @property
    def page(self) -> str:
        return self.sighting.page

    @property
    def state(self) -> str:
        return self.sighting.state

    @property
    def overlay(self) -> str:
        """Kind of what lies over the page: dialog, menu, sheet, drawer, permission, crash; "" for the page itself."""
        return self.sighting.overlay

    @property
    def loading(self) -> bool:
        return self.sighting.loading

    @property
    def nodes(self) -> int:
        return self.sighting.nodes

    @property
    def outside(self) -> bool:
        """Another app is in front, such as the launcher."""
        return self.sighting.outside
