"""A short tour over a known map: in which order to visit its pages, so that few actions are spent.

A travelling salesman without a way back, over distances that are not the same both ways, and with a stack: Back leads
to where one came from, so what a leg costs depends on the legs before it. Solvers of the asymmetric problem know no
stack, and a matrix in which Back may lead to any page that opens this one promises tours that cannot be walked. So:
nearest neighbour first, then pieces of the order are moved about (Or-opt) under simulated annealing, each order
being walked on paper with its stack. Stacks are numbered, so that walking stops where the old order goes on the same.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from random import Random

from patrol.crawl.atlas import Atlas
from patrol.crawl.routes import RESTART_COST
from patrol.crawl.stack import overlaid

LEGS = 600_000
"""Legs walked on paper before the order counts as good enough: about a second."""
LEGS_PER_PAIR = 170
"""The same for each pair of stops: few stops are in good order soon. 60 stops take all the legs."""
SETTLED = 40_000
"""Distances that are worked out, shared by all states; far ones go by way of a restart."""
FEWEST_SETTLED = 60
DEEPEST_BACK = 10
HOT, COLD = 0.7, 0.06
"""Temperatures of the annealing, in actions: a move that costs so much more is taken one time in e."""
LONGEST_PIECE = 6
FAR = 1e6


class Paper:
    """The map with numbers for states, and the legs that can be walked on it."""

    def __init__(self, atlas: Atlas) -> None:
        self._names = list(atlas.spots)
        self.numbers = {name: number for number, name in enumerate(self._names)}
        self._page = [name.partition("!")[0] for name in self._names]
        self._over = [overlaid(name) for name in self._names]
        self._hops: list[list[tuple[int, float]]] = [
            [(self.numbers[hop.target], price) for hop, price in atlas.hops(name) if hop.target in self.numbers]
            for name in self._names
        ]
        self.start = self.numbers.get(atlas.start, 0)
        self._back = 1.0
        self._cap = max(FEWEST_SETTLED, SETTLED // max(1, len(self._names)))
        self._near: dict[int, dict[int, tuple[float, int]]] = {}
        self._stacks: dict[tuple[int, int], int] = {}
        self._below: list[int] = [-1]
        self._top: list[int] = [-1]
        self._legs: dict[tuple[int, int], tuple[float, int]] = {}
        self.root = self.push(0, self.start)

    def name(self, number: int) -> str:
        return self._names[number]

    def stack(self, states: Sequence[str]) -> int:
        """The number of a stack, bottom first."""
        number = 0
        for state in states:
            if state in self.numbers:
                number = self.push(number, self.numbers[state])
        return number or self.root

    def push(self, stack: int, state: int) -> int:
        """The stack after `state` has opened from the top of `stack`."""
        top = self._top[stack]
        if top >= 0 and (self._over[top] or (self._page[top] == self._page[state] and not self._over[state])):
            stack = self._below[stack]
            if self._top[stack] == state:
                return stack
        found = self._stacks.get((stack, state))
        if found is None:
            found = self._stacks[stack, state] = len(self._top)
            self._below.append(stack)
            self._top.append(state)
        return found

    def near(self, state: int) -> dict[int, tuple[float, int]]:
        """State → (cost, state before) without Back and restart, the nearest first."""
        found = self._near.get(state)
        if found is None:
            cap = len(self._names) if state == self.start else self._cap
            found = self._near[state] = self._search(state, cap)
        return found

    def _search(self, start: int, cap: int) -> dict[int, tuple[float, int]]:
        best = {start: 0.0}
        queue = [(0.0, start, start)]
        done: dict[int, tuple[float, int]] = {}
        while queue and len(done) < cap:
            cost, state, before = heapq.heappop(queue)
            if state in done:
                continue
            done[state] = cost, before
            for target, price in self._hops[state]:
                total = cost + price
                if total < best.get(target, FAR):
                    best[target] = total
                    heapq.heappush(queue, (total, target, state))
        return done

    def leg(self, stack: int, target: int) -> tuple[float, int]:
        """(cost, stack afterwards) of going from the top of `stack` to `target`; FAR where no way is known."""
        known = self._legs.get((stack, target))
        if known is None:
            known = self._legs[stack, target] = self._walk(stack, target)
        return known

    def _walk(self, stack: int, target: int) -> tuple[float, int]:
        best, base = FAR, -1
        backs, below = 0.0, stack
        for _ in range(DEEPEST_BACK):
            if below <= 0 or backs >= best:
                break
            if (found := self.near(self._top[below]).get(target)) and backs + found[0] < best:
                best, base = backs + found[0], below
            backs, below = backs + self._back, self._below[below]
        if (found := self.near(self.start).get(target)) and RESTART_COST + found[0] < best:
            best, base = RESTART_COST + found[0], self.root
        return (best, self._arrived(base, target)) if base >= 0 else (FAR, stack)

    def _arrived(self, base: int, target: int) -> int:
        near, way = self.near(self._top[base]), []
        start = self._top[base]
        while target != start:
            way.append(target)
            target = near[target][1]
        for state in reversed(way):
            base = self.push(base, state)
        return base

    def nearest(self, stack: int, wanted: set[int]) -> int | None:
        """The wanted state that is least far from the top of `stack`; None when no way is known to any."""
        best, chosen = FAR, None
        backs, below = 0.0, stack
        sources: list[tuple[float, int]] = []
        for _ in range(DEEPEST_BACK):
            if below <= 0:
                break
            sources.append((backs, self._top[below]))
            backs, below = backs + self._back, self._below[below]
        for ahead, source in [*sources, (RESTART_COST, self.start)]:
            if ahead + 1 > best:
                continue
            first = next(((cost, state) for state, (cost, _) in self.near(source).items() if state in wanted), None)
            if first is not None and ahead + first[0] < best:
                best, chosen = ahead + first[0], first[1]
        return chosen


def plan_tour(atlas: Atlas, wanted: Sequence[str], *, seed: int = 0, legs: int = LEGS) -> list[str]:
    """The wanted states in a good order, from where the atlas stands now; those without a known way are left out.
    The same map, seed and number of legs give the same order."""
    paper = Paper(atlas)
    stack = paper.stack(atlas.stack.states)
    order = _nearest_neighbour(paper, stack, [paper.numbers[state] for state in wanted if state in paper.numbers])
    if len(order) > 2:
        order = _Annealing(paper, stack, order, Random(seed)).run(min(legs, LEGS_PER_PAIR * len(order) ** 2))
    return [paper.name(number) for number in order]


def _nearest_neighbour(paper: Paper, stack: int, wanted: Sequence[int]) -> list[int]:
    left, order = set(wanted), []
    while left and (state := paper.nearest(stack, left)) is not None:
        left.discard(state)
        order.append(state)
        stack = paper.leg(stack, state)[1]
    return order


class _Annealing:
    """Moves pieces of an order about as long as that makes it shorter, and now and then when it does not."""

    def __init__(self, paper: Paper, stack: int, order: list[int], random: Random) -> None:
        self._paper = paper
        self._root = stack
        self._order = order
        self._random = random
        self._walked = 0
        self._costs, self._stacks = self._walk(order)
        self._before = self._neighbours()

    def run(self, legs: int) -> list[int]:
        """The best order found while so many legs were walked."""
        total = best = self._costs[-1]
        shortest = self._order
        while self._walked < legs:
            heat = HOT * (COLD / HOT) ** (self._walked / legs)
            piece, place = self._move()
            if place is None:
                self._walked += 1
                continue
            changed = self._try(piece, place, -heat * math.log(self._random.random() or 1e-9))
            if changed is not None:
                total = changed
                if total < best - 1e-9:
                    best, shortest = total, list(self._order)
        return shortest

    def _walk(self, order: list[int]) -> tuple[list[float], list[int]]:
        """Cost and stack after each leg."""
        costs, stacks, cost, stack = [], [], 0.0, self._root
        for state in order:
            price, stack = self._paper.leg(stack, state)
            cost += price
            costs.append(cost)
            stacks.append(stack)
        return costs, stacks

    def _neighbours(self) -> dict[int, list[int]]:
        """State → wanted states from which it is not far: after one of them it may stand well."""
        wanted, before = set(self._order), {state: list[int]() for state in self._order}
        for state in self._order:
            for number, (target, (cost, _)) in enumerate(self._paper.near(state).items()):
                if cost > 2.5 or number > 60:
                    break
                if target in wanted and target != state:
                    before[target].append(state)
        return before

    def _move(self) -> tuple[slice, int | None]:
        """A piece of the order, and the place in the order without it where it is to stand."""
        random, order = self._random, self._order
        first = random.randrange(len(order))
        length = min(1 + int(random.expovariate(0.9)), LONGEST_PIECE, len(order) - first)
        piece = slice(first, first + length)
        neighbours = self._before[order[first]]
        if neighbours and random.random() < 0.7:
            index = self._place(neighbours[int(random.random() * len(neighbours))])
            index = min(len(order), index + 1 + int(random.expovariate(0.7)))
        else:
            index = first + round(random.gauss(0, 12))
        if not 0 <= index <= len(order) or first <= index <= first + length:
            return piece, None
        return piece, index if index < first else index - length

    def _place(self, state: int) -> int:
        return self._order.index(state)

    def _try(self, piece: slice, place: int, allowed: float) -> float | None:
        """Move the piece when that makes the order at most `allowed` longer; the new length."""
        order = self._order
        moved = order[: piece.start] + order[piece.stop :]
        moved[place:place] = order[piece]
        first = min(piece.start, place)
        last = max(piece.stop, place + piece.stop - piece.start)
        cost = self._costs[first - 1] if first else 0.0
        stack = self._stacks[first - 1] if first else self._root
        limit = self._costs[-1] + allowed
        costs, stacks = [], []
        index, leg = first, self._paper.leg
        while index < len(moved):
            price, stack = leg(stack, moved[index])
            cost += price
            if cost > limit:
                break
            costs.append(cost)
            stacks.append(stack)
            index += 1
            if index >= last and self._stacks[index - 1] == stack:
                break
        self._walked += index - first + 1
        if cost > limit:
            return None
        longer = cost - self._costs[index - 1]
        if self._costs[-1] + longer > limit:
            return None
        self._order = moved
        self._costs[first:index] = costs
        self._stacks[first:index] = stacks
        for later in range(index, len(moved)):
            self._costs[later] += longer
        return self._costs[-1]
