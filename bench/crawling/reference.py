"""What could be reached by somebody who mistakes no page for another, and guesses as the naive reader does.

No baseline, for nobody can do it: it knows which page it is on, that rows of a list are alike, which fields fit and
which button signs out. It knows nothing of where a widget leads before it was tried: the chance is the naive reader's
(tests/generated/naive.py), and over all pages known it takes the widget with the largest chance over the cost of going
there and trying it. It says whether a bound is within reach on these apps, as the pilot's prior of 80 % did.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from dataclasses import dataclass

from tests.generated import Effect, GeneratedApp, Kind, WidgetTruth
from tests.generated.drawing import Look, draw
from tests.generated.naive import opens

LIKELY, UNLIKELY = 0.82, 0.18
"""Chances that a widget opens a page when the naive reader says so, and when it says no: how often it is right."""
SURE = 0.95
"""Of tabs, rows and a form's button."""
SKIPPED = {Effect.back, Effect.focus, Effect.logout, Effect.language, Effect.clear}


@dataclass(frozen=True, slots=True)
class Choice:
    """An untried widget of a page."""

    page: str
    chance: float
    cost: int
    target: str
    """Where it leads, looked at after it was tried; "" for nowhere."""


def walk(app: GeneratedApp) -> dict[str, int]:
    """Page → actions when it was first seen."""
    untried = {page: _choices(app, page) for page in app.goal}
    known: dict[str, dict[str, int]] = defaultdict(dict)
    seen, stack, spent = {app.start: 1}, [app.start], 1
    while len(seen) < len(app.goal):
        best: tuple[float, int, list[str], Choice] | None = None
        for page, (cost, after) in _reached(app, known, stack).items():
            for choice in untried[page]:
                worth = 0.0 if choice.target in app.hubs and choice.target in seen else choice.chance
                worth /= cost + choice.cost
                if best is None or worth > best[0]:
                    best = worth, cost, after, choice
        if best is None or best[0] == 0.0:
            break
        _, cost, stack, choice = best
        untried[choice.page].remove(choice)
        spent += cost + choice.cost
        if choice.target:
            known[choice.page].setdefault(choice.target, choice.cost)
            stack = _with(app, stack, choice.target)
            seen.setdefault(choice.target, spent)
    return seen


def _choices(app: GeneratedApp, id: str) -> list[Choice]:
    drawn = draw(app, app.pages[id], Look())
    nodes = {node.bounds: node for root in drawn.nodes for node in root.walk() if node.clickable}
    found = []
    for bounds, widget, row in drawn.hits:
        if widget.effect not in SKIPPED and row <= 0:
            chance = LIKELY if opens(nodes[bounds]) else UNLIKELY
            sure = widget.kind is Kind.tab or row == 0 or widget.effect is Effect.submit
            found.append(Choice(id, SURE if sure else chance, 1 + 2 * len(widget.fields), _target(app, widget)))
    return found


def _target(app: GeneratedApp, widget: WidgetTruth) -> str:
    return widget.target if widget.target in app.goal else ""


def _reached(app: GeneratedApp, known: dict[str, dict[str, int]], stack: list[str]) -> dict[str, tuple[int, list[str]]]:
    """Page → cost and stack of the cheapest way there: Back along the stack or a restart, then ways that are known."""
    heap = [(back, back, stack[: len(stack) - back]) for back in range(len(stack))]
    heap.append((1, len(stack), [app.start]))
    heapq.heapify(heap)
    number, found = len(stack) + 1, dict[str, tuple[int, list[str]]]()
    while heap:
        cost, _, path = heapq.heappop(heap)
        if path[-1] in found:
            continue
        found[path[-1]] = cost, path
        for target, more in known[path[-1]].items():
            if target not in found:
                number += 1
                heapq.heappush(heap, (cost + more, number, _with(app, path, target)))
    return found


def _with(app: GeneratedApp, stack: list[str], page: str) -> list[str]:
    return [page] if page in app.hubs else [*stack, page]
