"""The cheapest ways over the crawl's map: from the present state, and from a fresh launch.

On a map of thousands of states a search over all of it at each step would cost more than the step. But whatever lies
far is reached by a restart as cheaply as in any other way: the ways from a fresh launch are kept and mended as the map
grows, and the search from the present state ends where a restart is no dearer.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from patrol.crawl.keys import BACK, BACK_KEY, Hop
from patrol.crawl.stack import DEEPEST
from patrol.model.graph import Action, ActionKind

if TYPE_CHECKING:
    from patrol.crawl.atlas import Atlas

RESTART_COST = 1.5
"""Ending and launching the app, in actions, where time does not matter: one, and what may go wrong with it."""
DISTRUST_COST = 4.0
LEAST_GAIN = 1e-9
MENDED = 400
"""Changes of the map after which the ways from a fresh launch are worked out anew: a way that is gone makes what lies
behind it look too near until then, or until somebody wants to go there."""
LAUNCH = Action(ActionKind.launch)


class Ways:
    """The cheapest ways from one state, found as far as somebody asks; restarting the app is a hop too, unless
    `launched` says what each state costs from a fresh launch: then what a restart reaches as cheaply is left out."""

    def __init__(self, atlas: Atlas, start: str, launched: Mapping[str, float] | None = None) -> None:
        self._atlas = atlas
        self._launched = launched
        self._found: dict[str, tuple[float, Hop | None, str]] = {start: (0.0, None, "")}
        """State → (cost, last hop, state before)."""
        self._queue: list[tuple[float, int, str]] = [(0.0, 0, start)]
        cost, state = 0.0, start
        price = 1 + DISTRUST_COST * (1 - atlas.stack.reliance)
        for number, below in enumerate(atlas.stack.ahead(start), start=-DEEPEST):
            cost += price
            self._add(cost, number, Hop(BACK_KEY, BACK, below), state)
            state = below
        if atlas.start and launched is None:
            self._add(atlas.restart_cost, -1, Hop("launch", LAUNCH, atlas.start), start)
        heapq.heapify(self._queue)

    def _add(self, cost: float, number: int, hop: Hop, before: str) -> None:
        if hop.target not in self._found or cost < self._found[hop.target][0] - LEAST_GAIN:
            self._found[hop.target] = (cost, hop, before)
            self._queue.append((cost, number, hop.target))

    def nearest(self) -> Iterator[tuple[str, float]]:
        """(state, cost), the nearest first."""
        done: set[str] = set()
        found, queue, spots, launched = self._found, self._queue, self._atlas.spots, self._launched
        while queue:
            cost, _, state = heapq.heappop(queue)
            if state in done:
                continue
            done.add(state)
            if launched is not None and cost >= self._atlas.restart_cost + launched.get(state, float("inf")):
                continue
            yield state, cost
            for hop, price in self._atlas.hops(state):
                total = cost + price
                if hop.target not in found or total < found[hop.target][0] - LEAST_GAIN:
                    found[hop.target] = (total, hop, state)
                    number = spots[hop.target].number if hop.target in spots else 0
                    heapq.heappush(queue, (total, number, hop.target))

    def route(self, target: str) -> list[Hop]:
        """The hops to a state that `nearest` has given, in order."""
        hops: list[Hop] = []
        while (entry := self._found[target])[1] is not None:
            hops.append(entry[1])
            target = entry[2]
        return hops[::-1]


class FromLaunch:
    """The cheapest way from a fresh launch to every state, kept up to date while the map grows."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self.cost: dict[str, float] = {}
        """State → actions after the launch."""
        self._before: dict[str, tuple[str, Hop]] = {}
        self._made = ("", -1)
        self._changes = 0

    def update(self) -> set[str]:
        """Take in what has changed on the map; the states of which something is different now."""
        changed = set(self._atlas.touched)
        self._atlas.touched.clear()
        self._changes += len(changed)
        if self._made != (self._atlas.start, self._atlas.epoch) or self._changes > MENDED + len(self.cost):
            return changed | self.anew()
        queue = [(self.cost[state], state) for state in sorted(changed) if state in self.cost]
        heapq.heapify(queue)
        return changed | self._spread(queue)

    def anew(self) -> set[str]:
        """Work everything out again; all states."""
        start = self._atlas.start
        self._made, self._changes = (start, self._atlas.epoch), 0
        self._before.clear()
        old = set(self.cost)
        self.cost.clear()
        if start:
            self.cost[start] = 0.0
            self._spread([(0.0, start)])
        return old | set(self.cost)

    def route(self, target: str) -> list[Hop] | None:
        """The launch and the hops after it; None when one of them is no way any more: `anew` finds another."""
        hops: list[Hop] = []
        state = target
        while state in self._before:
            state, hop = self._before[state]
            if not any(each.key == hop.key and each.target == hop.target for each, _ in self._atlas.hops(state)):
                return None
            hops.append(hop)
        return [Hop("launch", LAUNCH, self._atlas.start), *reversed(hops)]

    def _spread(self, queue: list[tuple[float, str]]) -> set[str]:
        cheaper: set[str] = set()
        cost = self.cost
        while queue:
            spent, state = heapq.heappop(queue)
            if spent > cost[state] + LEAST_GAIN:
                continue
            for hop, price in self._atlas.hops(state):
                total = spent + price
                if total < cost.get(hop.target, float("inf")) - LEAST_GAIN:
                    cost[hop.target] = total
                    self._before[hop.target] = state, hop
                    cheaper.add(hop.target)
                    heapq.heappush(queue, (total, hop.target))
        return cheaper
