"""What a crawl of a known app would cost: a bound that nobody can beat, and a tour that somebody could walk."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.generated import GeneratedApp, Way

LAUNCH = 1
"""The first action of every crawl."""


def lower_bound(app: GeneratedApp) -> int:
    """Fewest actions that any crawl needs for all pages that can be reached: each page but the first is entered from
    some page, no two from the same as the next of a tour, by a shortest way on which Back may go to any page that
    leads here. That is an assignment problem, a relaxation of the tour; never less than one action a page."""
    from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

    pages = sorted(app.goal, key=lambda page: int(page[1:]))
    steps = _steps(app, back=True)
    costs = [
        [distance.get(target, _FAR) for target in pages[1:]] for distance in (_from(page, steps) for page in pages)
    ]
    for row in range(1, len(pages)):
        costs[row][row - 1] = _FAR  # a page is not entered from itself
    rows, columns = linear_sum_assignment(costs)
    least = sum(costs[row][column] for row, column in zip(rows, columns, strict=True))
    return LAUNCH + max(int(least), len(pages) - 1)


@dataclass(frozen=True, slots=True)
class Move:
    """One step of a tour: a way taken, or Back, or a restart (both without `way`); `page` is where it leads."""

    page: str
    cost: int
    way: Way | None = None
    restart: bool = False


def tour(app: GeneratedApp) -> tuple[Move, ...]:
    """The known-graph tour: always to the nearest page that was not seen, by ways, Back along the stack, or a restart.
    Its cost is the sum of its moves' costs; unlike the lower bound it can be walked."""
    forward = _steps(app, back=False)
    ways = {page: _ways_from(page, forward) for page in app.goal}
    stack, left, moves = [app.start], set(app.goal) - {app.start}, [Move(app.start, LAUNCH, restart=True)]
    while left:
        best: tuple[int, int, str] | None = None
        for back in range(len(stack)):
            at = ways[stack[-1 - back]]
            near = min(((at[page][0], page) for page in left if page in at), default=None)
            if near is not None and (best is None or near[0] + back < best[0]):
                best = near[0] + back, back, near[1]
        again = min((ways[app.start][page][0], page) for page in left if page in ways[app.start])
        if best is None or again[0] + LAUNCH < best[0]:
            moves.append(Move(app.start, LAUNCH, restart=True))
            stack, target = [app.start], again[1]
        else:
            for _ in range(best[1]):
                stack.pop()
                moves.append(Move(stack[-1], 1))
            target = best[2]
        for way in ways[stack[-1]][target][1]:
            stack = [way.target] if way.target in app.hubs else [*stack, way.target]
            moves.append(Move(way.target, way.cost, way))
            left.discard(way.target)
    return tuple(moves)


_FAR = 10**6
Steps = Mapping[str, list[tuple[str, int, Way | None]]]


def _steps(app: GeneratedApp, *, back: bool) -> Steps:
    """Page → (next page, cost, way). With `back`: also from each page to all that lead to it, and to the start."""
    found: dict[str, list[tuple[str, int, Way | None]]] = defaultdict(list)
    for way in app.edges():
        if way.source in app.goal and way.target in app.goal and not way.lies:
            found[way.source].append((way.target, way.cost, way))
            if back:
                found[way.target].append((way.source, 1, None))
        elif way.lies and way.target in app.goal:
            found[way.source].append((way.target, way.cost, way))
    if back:
        for page in app.goal:
            found[page].append((app.start, LAUNCH, None))
    return found


def _search(start: str, steps: Steps) -> Iterator[tuple[str, int, tuple[Way, ...]]]:
    """Pages in the order of their distance, with the ways that lead there (Dijkstra)."""
    done: set[str] = set()
    heap: list[tuple[int, int, str, tuple[Way, ...]]] = [(0, 0, start, ())]
    number = 0
    while heap:
        cost, _, page, ways = heapq.heappop(heap)
        if page in done:
            continue
        done.add(page)
        yield page, cost, ways
        for target, more, way in steps.get(page, ()):
            if target not in done:
                number += 1
                heapq.heappush(heap, (cost + more, number, target, (*ways, way) if way else ways))


def _from(start: str, steps: Steps) -> dict[str, int]:
    return {page: cost for page, cost, _ in _search(start, steps)}


def _ways_from(start: str, steps: Steps) -> dict[str, tuple[int, tuple[Way, ...]]]:
    return {page: (cost, ways) for page, cost, ways in _search(start, steps)}
