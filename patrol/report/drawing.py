"""Where the page graph's cards and lines go: a tidy tree of the ways by which pages are first reached (igraph), one
column a step from the way in. Layers of all ways (Sugiyama) were tried: with fifty pages their lines cross too often.

A drawing with every way in it cannot be read, so it leaves out ways back and ways that most pages share, such as those
of a navigation bar. The page list below the drawing has all of them, and the drawing says how many it left out.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from patrol.model.graph import Page, PageGraph
from patrol.report.ways import Way

CARD_WIDTH = 176
CARD_HEIGHT = 92
GAP_X = 84
GAP_Y = 13
ROW = CARD_HEIGHT + GAP_Y
MARGIN = 24

MOST_PAGES = 160
"""Drawn in one picture; a larger graph draws its most visited pages and says so. The list below it has more."""

MOST_ROWS = 12
"""Cards below each other, at least, among those that nothing leads to."""

SHARED = 0.15
"""A page with ways in from more than this share of all pages, and at least"""

SHARED_LEAST = 6
"""of them, is reached from everywhere: only the way that leads there first is drawn."""


@dataclass(frozen=True, slots=True)
class Node:
    """A page's card, top left corner in pixels. `aside`: nothing that was seen leads there."""

    page: Page
    x: int
    y: int
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A way from page to page as an SVG path. `trunk`: the way by which the page is first reached."""

    way: Way
    path: str
    trunk: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    width: int
    height: int
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    left_out: int
    """Pages that are not in the drawing."""
    hidden: int
    """Ways between drawn pages that are not drawn: ways back, and ways that many pages share."""


def draw(graph: PageGraph, ways: Iterable[Way], important: Mapping[str, int] | None = None) -> Drawing:
    """The drawing; the way in is at the left. Pages with findings (`important`, page key → count) are kept first."""
    weight = important or {}
    kept = sorted(graph.pages, key=lambda page: (-min(1, weight.get(page.key, 0)), -page.visits))[:MOST_PAGES]
    keys = {page.key for page in kept}
    pages = [page for page in graph.pages if page.key in keys]
    between = [way for way in ways if way.source in keys and way.target in keys]
    trunk, depth = _trunk(pages, between, graph.state_pages().get(graph.start, ""))
    shown = _shown(between, trunk, len(pages))
    at = _places(pages, trunk, depth)
    nodes = tuple(Node(page, *at[page.key], page.key not in depth) for page in pages)
    lines = tuple(Line(way, _path(at[way.source], at[way.target]), (way.source, way.target) in trunk) for way in shown)
    width = max((x for x, _ in at.values()), default=0) + CARD_WIDTH + MARGIN
    height = max((y for _, y in at.values()), default=0) + CARD_HEIGHT + MARGIN
    return Drawing(width, height, nodes, lines, len(graph.pages) - len(pages), len(between) - len(shown))


def _trunk(pages: list[Page], ways: list[Way], start: str) -> tuple[set[tuple[str, str]], dict[str, int]]:
    """(the ways by which pages are first reached, page key → steps from the way in). Pages that nothing leads to from
    the way in begin a trunk of their own when something leads on from them or they were seen."""
    onward: dict[str, list[str]] = {}
    for way in ways:
        if not way.back:
            onward.setdefault(way.source, []).append(way.target)
    depth: dict[str, int] = {}
    trunk: set[tuple[str, str]] = set()
    for root in [start, *(page.key for page in pages if page.key in onward)]:
        if root in depth or root not in {page.key for page in pages}:
            continue
        depth[root] = 0
        waiting = deque([root])
        while waiting:
            source = waiting.popleft()
            for target in onward.get(source, ()):
                if target not in depth:
                    depth[target] = depth[source] + 1
                    trunk.add((source, target))
                    waiting.append(target)
    return trunk, depth


def _shown(ways: list[Way], trunk: set[tuple[str, str]], pages: int) -> list[Way]:
    entries: dict[str, int] = {}
    for way in ways:
        entries[way.target] = entries.get(way.target, 0) + (not way.back)
    many = max(SHARED_LEAST, SHARED * pages)
    return [way for way in ways if (way.source, way.target) in trunk or (not way.back and entries[way.target] < many)]


def _places(pages: list[Page], trunk: set[tuple[str, str]], depth: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """One column a step from the way in; what nothing leads to stands in columns of its own at the right."""
    rows = _rows(trunk, depth)
    at = {key: _corner(depth[key], row) for key, row in rows.items()}
    first = max(depth.values(), default=-1) + 1
    most = max(MOST_ROWS, int(max(rows.values(), default=0)))
    for number, page in enumerate(page for page in pages if page.key not in depth):
        at[page.key] = _corner(first + number // most, number % most)
    return at


def _rows(trunk: set[tuple[str, str]], depth: Mapping[str, int]) -> dict[str, float]:
    """The row of each page of the trunk. igraph packs the tree; then each page moves up beside the first that it leads
    to, so that the way in stands in the corner where people begin to read."""
    import igraph

    if not depth:
        return {}
    index = {key: number for number, key in enumerate(depth)}
    pairs = sorted(trunk, key=lambda pair: (index[pair[0]], index[pair[1]]))
    tree = igraph.Graph(n=len(index), edges=[(index[s], index[t]) for s, t in pairs], directed=True)
    layout = tree.layout_reingold_tilford(mode="out", root=[index[key] for key in depth if depth[key] == 0])
    across = {key: layout[number][0] for key, number in index.items()}
    first: dict[str, str] = {}
    for source, target in sorted(pairs, key=lambda pair: across[pair[1]]):
        first.setdefault(source, target)
    rows: dict[str, float] = {}
    for column in range(max(depth.values()), -1, -1):
        free = float("-inf")
        for key in sorted((key for key in depth if depth[key] == column), key=across.__getitem__):
            rows[key] = max(free, rows[first[key]] if key in first else across[key])
            free = rows[key] + 1
    top = min(rows.values())
    return {key: row - top for key, row in rows.items()}


def _corner(column: int, row: float) -> tuple[int, int]:
    return MARGIN + column * (CARD_WIDTH + GAP_X), MARGIN + round(row * ROW)


def _path(source: tuple[int, int], target: tuple[int, int]) -> str:
    """A curve from the right edge of one card to the left edge of the other; backwards it swings around below."""
    (x1, y1), (x2, y2) = source, target
    middle = CARD_HEIGHT // 2
    a, b = (x1 + CARD_WIDTH, y1 + middle), (x2, y2 + middle)
    if x2 > x1:
        bend = max(30, min(90, (b[0] - a[0]) // 2))
        return f"M{a[0]} {a[1]}C{a[0] + bend} {a[1]} {b[0] - bend} {b[1]} {b[0]} {b[1]}"
    if x2 == x1:
        down = y2 > y1
        edge = x1 + CARD_WIDTH - 14
        start, end = (y1 + CARD_HEIGHT, y2) if down else (y1, y2 + CARD_HEIGHT)
        out = edge + min(56, 16 + abs(y2 - y1) // 12)
        return f"M{edge} {start}C{out} {start} {out} {end} {edge} {end}"
    low = max(y1, y2) + CARD_HEIGHT + GAP_Y // 2
    return (
        f"M{a[0] - 20} {y1 + CARD_HEIGHT}C{a[0] - 20} {low + 16} {b[0] + 20} {low + 16} {b[0] + 20} {y2 + CARD_HEIGHT}"
    )
