"""Where the page graph's nodes and lines go: layers from the way in, placed by igraph's Sugiyama layout."""

from __future__ import annotations

from dataclasses import dataclass

from patrol.model.graph import Page, PageGraph
from patrol.report.graphs import ways

NODE_WIDTH = 132
NODE_HEIGHT = 196
GAP_X = 36
GAP_Y = 56

MOST_PAGES = 400
"""Drawn in one picture; a larger graph draws its most visited pages and says so. The list below it has all."""


@dataclass(frozen=True, slots=True)
class Node:
    """A page's card, top left corner in pixels."""

    page: Page
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Line:
    """A way from page to page: an SVG path, and what readers of the title get to know."""

    source: str
    target: str
    path: str
    actions: tuple[str, ...]
    trust: float


@dataclass(frozen=True, slots=True)
class Drawing:
    width: int
    height: int
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    left_out: int


def draw(graph: PageGraph) -> Drawing:
    """The drawing of all seen pages, the way in at the top."""
    pages = sorted(graph.pages, key=lambda p: -p.visits)[:MOST_PAGES]
    kept = {page.key for page in pages}
    pages = [page for page in graph.pages if page.key in kept]
    joined: dict[tuple[str, str], list[tuple[str, float]]] = {}
    for source, target, edge in ways(graph):
        if source in kept and target in kept:
            joined.setdefault((source, target), []).append((str(edge.action), edge.trust))
    at = _places(pages, list(joined), graph)
    nodes = tuple(Node(page, *at[page.key]) for page in pages)
    lines = tuple(
        Line(s, t, _path(at[s], at[t]), tuple(name for name, _ in told), max(trust for _, trust in told))
        for (s, t), told in joined.items()
    )
    width = max((x for x, _ in at.values()), default=0) + NODE_WIDTH + GAP_X
    height = max((y for _, y in at.values()), default=0) + NODE_HEIGHT + GAP_Y
    return Drawing(width, height, nodes, lines, len(graph.pages) - len(pages))


def _places(pages: list[Page], pairs: list[tuple[str, str]], graph: PageGraph) -> dict[str, tuple[int, int]]:
    """Layers by distance from the way in; wide layers are folded into rows, so that the drawing stays on a page."""
    import igraph

    if not pages:
        return {}
    index = {page.key: number for number, page in enumerate(pages)}
    drawn = igraph.Graph(n=len(pages), edges=[(index[s], index[t]) for s, t in pairs], directed=True)
    start = index.get(graph.state_pages().get(graph.start, ""), 0)
    steps = drawn.distances(source=start, mode="out")[0]
    far = [int(d) if d != float("inf") else -1 for d in steps]
    deepest = max(far)
    layers = [d if d >= 0 else deepest + 1 for d in far]
    layout = drawn.layout_sugiyama(layers=layers, hgap=1, vgap=1, maxiter=60)
    order = sorted(range(len(pages)), key=lambda i: (layers[i], layout[i][0]))
    return _rows([(pages[i].key, layers[i]) for i in order])


PER_ROW = 8


def _rows(ordered: list[tuple[str, int]]) -> dict[str, tuple[int, int]]:
    at: dict[str, tuple[int, int]] = {}
    column, row, layer = 0, 0, ordered[0][1]
    for key, its_layer in ordered:
        if its_layer != layer or column == PER_ROW:
            column, row, layer = 0, row + 1, its_layer
        at[key] = (GAP_X + column * (NODE_WIDTH + GAP_X), GAP_Y // 2 + row * (NODE_HEIGHT + GAP_Y))
        column += 1
    return at


def _path(source: tuple[int, int], target: tuple[int, int]) -> str:
    """A curve from the lower edge of one card to the upper edge of the other; upwards it leaves by the side."""
    half, right = NODE_WIDTH // 2, NODE_WIDTH
    (x1, y1), (x2, y2) = source, target
    if y2 > y1:
        bend = max(24, (y2 - y1 - NODE_HEIGHT) // 2)
        a, b = (x1 + half, y1 + NODE_HEIGHT), (x2 + half, y2)
        return f"M{a[0]} {a[1]}C{a[0]} {a[1] + bend} {b[0]} {b[1] - bend} {b[0]} {b[1]}"
    a, b = (x1 + right, y1 + NODE_HEIGHT // 2), (x2 + right, y2 + NODE_HEIGHT // 3)
    bulge = max(a[0], b[0]) + 30
    return f"M{a[0]} {a[1]}C{bulge} {a[1]} {bulge} {b[1]} {b[0]} {b[1]}"
