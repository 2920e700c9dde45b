"""What to do next: over the whole known map, the untried action with the best chance for the cost of getting there.

Not "finish this page first", not "nearest first": a pilot on generated apps found 1.5 to 2 times the pages in the first
hundred actions when chance over cost is ranked globally. The chance starts from class and label, and learns: a template
that was tried elsewhere and led to a known page will most likely lead there again.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from patrol.crawl.atlas import Atlas, Hop, Spot
from patrol.crawl.candidates import Candidate
from patrol.crawl.identity import OUTSIDE
from patrol.crawl.keys import BACK_KEY
from patrol.model.graph import ActionKind

BACK_CHANCE = 0.05
UNSEEN_CHANCE = 0.6
"""Of a state that an earlier part of the run knew and this one has not looked at yet."""
REPEATED_CHANCE = 0.06
"""Of a template that led to a known page elsewhere."""
IDLE_CHANCE = 0.03
"""Of something that did nothing the first time: worth a second try when little else is left."""
WORTHLESS = 0.02
"""Below this only what the last-list names is left; it is done when nothing else can be."""
MOST_FAILURES = 3
MOST_CRASHES = 3
MOST_SCROLLS = 6


@dataclass(frozen=True, slots=True)
class Plan:
    """Go along `route`, then do `key` (a candidate of the state at its end); "" means to look there."""

    route: tuple[Hop, ...]
    state: str
    key: str


class Strategy:
    """Chooses over an atlas; the same seed chooses alike."""

    def __init__(self, atlas: Atlas, rows: int, seed: int) -> None:
        self._atlas = atlas
        self._rows = rows
        self._random = Random(seed)
        self._ties: dict[tuple[str, str], float] = {}

    def next(self, state: str) -> Plan | None:
        """The best thing to do from `state`; None when nothing untried can be reached."""
        ways = self._atlas.ways(state)
        best: tuple[float, float, str, str] | None = None
        for target, (cost, _, _) in ways.items():
            spot = self._atlas.spots.get(target)
            if spot is None or spot.failures >= MOST_FAILURES:
                continue
            for key, chance in self._open(spot):
                rank = ((cost + 1) / chance, self._tie(target, key), target, key)
                if best is None or rank < best:
                    best = rank
        if best is None:
            return None
        return Plan(tuple(self._atlas.route(ways, best[2])), best[2], best[3])

    def _open(self, spot: Spot) -> list[tuple[str, float]]:
        """(key, chance) of what is worth doing in a state."""
        if spot.candidates is None:
            return [("", UNSEEN_CHANCE)]
        found = [(key, chance) for key, c in spot.candidates.items() if (chance := self.chance(spot, c)) > 0]
        if BACK_KEY not in spot.tried:
            found.append((BACK_KEY, BACK_CHANCE))
        return found

    def chance(self, spot: Spot, candidate: Candidate) -> float:
        """Of opening something new; 0 for what is done with."""
        tried = spot.tried.get(candidate.key)
        if tried is not None and (tried.missing >= 2 or tried.crashes):
            return 0.0
        if candidate.action.kind is ActionKind.scroll:
            return candidate.chance if spot.scrolled < MOST_SCROLLS else 0.0
        if tried is not None and tried.tries:
            idle = tried.tries == 1 and set(tried.targets) == {spot.key} and candidate.button
            return IDLE_CHANCE if idle else 0.0
        led_to = self._atlas.templates.get(candidate.template, [])
        if candidate.row is not None:
            return self._row_chance(candidate, led_to)
        if led_to and candidate.chance > WORTHLESS:
            fresh = len(set(led_to)) / (len(led_to) + 1)
            return max(REPEATED_CHANCE, candidate.chance * (fresh if len(set(led_to)) > 1 else 0.1))
        return candidate.chance

    def _row_chance(self, candidate: Candidate, led_to: list[str]) -> float:
        """Rows within the budget; then one late probe; more only while each leads to another page."""
        if len(led_to) < self._rows:
            return candidate.chance
        pages = [state.partition("!")[0] for state in led_to if not state.startswith(OUTSIDE)]
        if len(led_to) == self._rows:
            return REPEATED_CHANCE
        return candidate.chance if len(set(pages)) == len(pages) > 1 else 0.0

    def _tie(self, state: str, key: str) -> float:
        """A random but fixed order among equals."""
        return self._ties.setdefault((state, key), self._random.random())
