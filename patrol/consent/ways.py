"""Short ways over a known page graph, from one state to another."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator

from patrol.model.graph import ActionKind, Edge, PageGraph, shows_page

PERMISSION = "permission"


def way(
    graph: PageGraph, start: str, arrived: Callable[[Edge], bool], *, avoid: Iterable[str] = ()
) -> tuple[Edge, ...]:
    """The fewest taps from the state `start` whose last one is an edge that counts as `arrived`; () when none leads
    there. Pages to `avoid` are not walked through."""
    shunned = set(avoid)
    pages = graph.state_pages()
    after: dict[str, list[Edge]] = {}
    for edge in graph.ways():
        if edge.action.kind is ActionKind.tap and not [t for t in edge.typed if t.kind is not ActionKind.scroll]:
            after.setdefault(edge.source, []).append(edge)
    came: dict[str, Edge | None] = {start: None}
    queue = deque([start])
    while queue:
        state = queue.popleft()
        for edge in sorted(after.get(state, ()), key=lambda one: -one.trust):
            if arrived(edge):
                return (*_back(came, state), edge)
            if edge.target not in came and pages.get(edge.target) not in shunned and shows_page(edge.target):
                came[edge.target] = edge
                queue.append(edge.target)
    return ()


def _back(came: dict[str, Edge | None], state: str) -> tuple[Edge, ...]:
    edges: list[Edge] = []
    while (edge := came[state]) is not None:
        edges.append(edge)
        state = edge.source
    return tuple(reversed(edges))


def asking(graph: PageGraph) -> Iterator[Edge]:
    """Edges that lead to a permission window of the system."""
    for edge in graph.edges:
        features = edge.target.split("!")[1:]
        if edge.action.kind is ActionKind.tap and any(f.partition(":")[0] == PERMISSION for f in features):
            yield edge
