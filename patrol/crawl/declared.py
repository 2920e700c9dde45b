"""What pages.yaml says of the ways between pages, as hints: a way that is declared and leads to a page that nobody has
seen yet is the best thing to do, one to a page that is known hardly worth it. The crawl still finds out for itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from patrol.crawl.candidates import Candidate
from patrol.model.graph import ActionKind
from patrol.model.scenario import DeclaredEdge

FRESH_CHANCE = 0.9
AGAIN_CHANCE = 0.5
"""Tried once and it led elsewhere: a wall may have stood in the way then, such as sign-in."""
BEYOND_CHANCE = 0.9
"""The page that it leads to is known, and another that nobody has seen is declared to come right after it."""
KNOWN_SHARE = 0.2
"""Of the usual chance, when the page is known."""


class Hints:
    """Declared taps by page. `version` grows when a declared page is seen for the first time."""

    def __init__(self, edges: Iterable[DeclaredEdge] = ()) -> None:
        self._taps: dict[str, list[tuple[Mapping[str, Any], str]]] = {}
        self._unseen: set[str] = set()
        self.version = 0
        for edge in edges:
            if edge.action is None or edge.action.kind != "tap":
                continue
            on = edge.action.arguments.get("on")
            named = on if isinstance(on, dict) else {"text": str(on)}
            self._taps.setdefault(edge.source, []).append((named, edge.target))
            self._unseen.add(edge.target)

    def saw(self, page: str) -> None:
        if page in self._unseen:
            self._unseen.discard(page)
            self.version += 1

    def chance(self, page: str, candidate: Candidate, usual: float, tries: int) -> float:
        """What is known better than the usual chance of something new; `tries` so far."""
        if candidate.action.kind is not ActionKind.tap:
            return usual
        targets = [target for named, target in self._taps.get(page, ()) if _means(named, candidate)]
        if not targets:
            return usual
        if any(target in self._unseen for target in targets):
            return FRESH_CHANCE if not tries else AGAIN_CHANCE if tries == 1 else usual
        if not tries and any(self._leads_on(target) for target in targets):
            return BEYOND_CHANCE
        return usual * KNOWN_SHARE

    def _leads_on(self, page: str) -> bool:
        return any(target in self._unseen for _, target in self._taps.get(page, ()))


def _means(named: Mapping[str, Any], candidate: Candidate) -> bool:
    node = candidate.node
    told = {
        "text": (node.label, node.description, node.resource_id.rpartition("/")[2]),
        "id": (node.resource_id.rpartition("/")[2], node.resource_id),
        "description": (node.description,),
    }
    return bool(named) and all(str(value) in told.get(key, ()) for key, value in named.items())
