"""Ways into a page, where it matters by which of them one came.

Two pages of one layout and one title are taken for one, and a page may show what fits the way that led to it (a
product by its list). Both tell themselves: a widget that the page is known to have is not there. Then the page is
entered by its other doors until one shows it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from patrol.crawl.atlas import Atlas
from patrol.crawl.candidates import leaves
from patrol.crawl.crew import Crew
from patrol.crawl.identity import OUTSIDE
from patrol.crawl.keys import BACK_KEY, Hop, key_of
from patrol.crawl.travel import travel
from patrol.model.graph import Action, ActionKind

MOST_DOORS = 3
"""Other doors that are tried for one missing widget."""
MOST_VAIN = 8
"""Doors that did not show what was missed, more than those that did, before no more are tried: in this app widgets just
come and go."""


@dataclass(frozen=True, slots=True)
class Door:
    """What leads into a page, and from where."""

    source: str
    """State in which it is."""
    hop: Hop

    @property
    def name(self) -> str:
        return f"{self.source} {self.hop.key}"


def doors_into(atlas: Atlas, page: str) -> Iterator[Door]:
    """The known ways into a page from other pages, in the order in which they were found; of those of one page to it
    the first: rows of a list lead alike."""
    seen = set()
    for state, spot in atlas.spots.items():
        source = state.partition("!")[0]
        if source == page or source in seen:
            continue
        for hop, _ in atlas.hops(state):
            if hop.target.partition("!")[0] == page and hop.key != BACK_KEY and not _leaving(hop.action):
                seen.add(source)
                yield Door(spot.key, hop)
                break


class OtherDoors:
    """Enters pages anew by other doors."""

    def __init__(self, crew: Crew) -> None:
        self._crew = crew
        self._walked: Counter[tuple[str, str]] = Counter()
        """(state, missing widget) → doors tried for it."""
        self._showed: dict[tuple[str, str], str] = {}
        """(state, missing widget) → name of the door behind which it was."""
        self._vain = 0

    def show(self, key: str) -> bool:
        """The widget `key` is missed where the crawl stands: come to this state by another door behind which it is;
        False when no known door shows it, or when it is not missing."""
        ground = self._crew.ground
        state = ground.now.state
        if key in ground.seen.candidates or self._vain > MOST_VAIN or state.startswith(OUTSIDE):
            return False
        came = self._came(state.partition("!")[0])
        for door in self._order(state, key):
            if door.name == came or self._walked[state, key] >= MOST_DOORS:
                continue
            self._walked[state, key] += 1
            if self._enter(door, state) and ground.reach(key) is not None:
                self._showed[state, key] = door.name
                self._walked[state, key] -= 1
                self._vain = max(0, self._vain - 1)
                return True
            self._vain += 1
        return False

    def _came(self, page: str) -> str:
        """Name of the door by which the present page was entered."""
        for step in reversed(self._crew.hands.steps):
            if step.source.partition("!")[0] != page:
                return f"{step.source} {key_of(step.action)}"
        return ""

    def _order(self, state: str, key: str) -> list[Door]:
        """The one that showed it before, then the others."""
        known = self._showed.get((state, key), "")
        return sorted(doors_into(self._crew.atlas, state.partition("!")[0]), key=lambda door: door.name != known)

    def _enter(self, door: Door, state: str) -> bool:
        there = travel(self._crew, lambda now: now == door.source, most=1)
        return there and self._crew.walker.hop(door.hop) and self._crew.ground.now.state == state


def _leaving(action: Action) -> bool:
    return action.kind in (ActionKind.back, ActionKind.launch) or (
        action.locator is not None and leaves(action.locator)
    )
